package prose

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// seed is the example incident of the project's data.
func seed(t testing.TB) string {
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "data", "incidents", "voyado-engage-api-issues-2025-04-30.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// FuzzProse checks the laws: every quote stands at its place, every instant
// lies in a sane year, and what is put before the text moves places only.
func FuzzProse(f *testing.F) {
	f.Add(seed(f), true)
	for _, l := range ruleLines {
		f.Add(l.text, false)
	}
	for _, l := range timeLines {
		f.Add("We experienced errors "+l.text+".", true)
	}
	f.Add("at \xff15:49 CEST\x00 errors\x01 began \x02 between 1:00 and 99:99 on Feb 31", true)
	f.Add("calls\u00a0failed between 3:49\u202fPM and 4:38\u2007PM\u2009CEST\xc2", true)
	f.Fuzz(func(t *testing.T, text string, past bool) {
		if len(text) > 1<<16 {
			t.Skip()
		}
		ctx := Context{Anchor: anchor, Past: past, File: "f", Line: 7, Column: 3, Offset: 100}
		marks, levels, _ := Extract(text, ctx)
		for _, m := range marks {
			if text[m.Start-100:m.End-100] != m.Quote || m.Line < 7 || m.Column < 1 {
				t.Fatalf("%+v is not in its place", m)
			}
			if y := m.At.Year(); y < 1989 || y > 2101 {
				t.Fatalf("%q lies in %d", m.Quote, y)
			}
		}
		for _, l := range levels {
			if text[l.Start-100:l.End-100] != l.Quote {
				t.Fatalf("%+v is not in its place", l)
			}
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	text := strings.Repeat(seed(b)+"\n\n", 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Extract(text, Context{Anchor: anchor})
	}
}
