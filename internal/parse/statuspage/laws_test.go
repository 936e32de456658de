package statuspage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse/jsontree"
)

// checkLaws: each mark and level points at the bytes that it quotes, and lies
// in a sane year.
func checkLaws(t testing.TB, data []byte, records []incident.Record) {
	t.Helper()
	for _, r := range records {
		for _, m := range r.Marks {
			checkPlace(t, data, m.Place, m.Quote)
			if y := m.At.Year(); y < 1989 || y > 2101 {
				t.Errorf("%s %s: year %d", m.Kind, m.Quote, y)
			}
		}
		for _, l := range r.Levels {
			checkPlace(t, data, l.Place, l.Quote)
		}
		for _, p := range r.Posts {
			if p.Start < 0 || p.Start > p.End || p.End > len(data) {
				t.Errorf("post %s: %d–%d of %d", p.Status, p.Start, p.End, len(data))
			}
		}
	}
}

func checkPlace(t testing.TB, data []byte, p incident.Place, quote string) {
	t.Helper()
	if p.Start < 0 || p.Start > p.End || p.End > len(data) || string(data[p.Start:p.End]) != quote {
		t.Errorf("place %+v does not hold %q", p, quote)
		return
	}
	line, column := jsontree.Position(data, p.Start)
	if line != p.Line || column != p.Column {
		t.Errorf("%q is at %d:%d, not %d:%d", quote, line, column, p.Line, p.Column)
	}
}

// root is the folder of go.mod.
func root(t testing.TB) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}

// checkMarkup: each mark and level points at bytes that read as it quotes.
func checkMarkup(t testing.TB, data []byte, records []incident.Record) {
	t.Helper()
	check := func(p incident.Place, quote string) {
		t.Helper()
		if p.Start < 0 || p.Start > p.End || p.End > len(data) {
			t.Errorf("place %+v of %d bytes", p, len(data))
			return
		}
		var b builder
		b.unescape(passage{text: string(data[p.Start:p.End]), start: p.Start})
		inScript, _ := jsontree.Decode(b.text)
		for _, text := range []string{string(b.text), string(data[p.Start:p.End]), string(inScript)} {
			want := strings.Join(strings.Fields(quote), " ")
			if strings.Join(strings.Fields(plainText(text)), " ") == want || strings.Join(strings.Fields(text), " ") == want {
				return
			}
		}
		t.Errorf("%q does not read as %q", data[p.Start:p.End], quote)
	}
	for _, r := range records {
		for _, m := range r.Marks {
			check(m.Place, m.Quote)
		}
		for _, l := range r.Levels {
			check(l.Place, l.Quote)
		}
	}
}

func plainText(s string) string { return plain(passage{text: s}).text }
