package own

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/law"
	"aftermath/internal/parse/stamp"
)

// fuzzed holds the laws: a document that keeps them, whose stated words say the
// time that was read, or problems with their place and no document.
func fuzzed(t *testing.T, data []byte, read func(string, []byte, parse.Options) (parse.Document, error)) {
	if len(data) > 1<<15 {
		t.Skip()
	}
	d, err := read("f", data, parse.Options{})
	if err != nil {
		if !strings.HasPrefix(err.Error(), "f:") || len(d.Records)+len(d.Works) > 0 {
			t.Errorf("%d records and %q", len(d.Records), err)
		}
		return
	}
	for _, broken := range law.Broken(data, d) {
		t.Error(broken)
	}
	for _, r := range d.Records {
		for _, m := range r.Marks {
			if s, err := stamp.Read(m.Quote, stamp.Zone{Place: time.UTC}, parse.Undecided); m.Rule == "own" && m.Warning != "" && err == nil && !s.At.Equal(m.At) {
				t.Errorf("%q was read as %s", m.Quote, m.At)
			}
		}
		for _, w := range incident.Judge(r).Windows {
			if !w.Start.Before(w.End) {
				t.Errorf("window %v", w)
			}
		}
	}
}

func FuzzYAML(f *testing.F) {
	f.Add([]byte(sound))
	f.Add(Example())
	f.Add([]byte("incidents:\n- title: 'it''s'\n  began: \"2025-03-15 06:48\"\n  text: >-\n    down from\n    06:48 to\n\n    07:10 UTC\n"))
	f.Add([]byte("incidents: [{title: a, began: {at: 2025-03-15 06:48, words: \"\\u00e5 'x'\"}, posts: [{at: 1742021280, status: resolved, text: 'a ''b'''}]}]"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, YAML) })
}

func FuzzTable(f *testing.F) {
	f.Add([]byte(soundTable))
	f.Add(ExampleTable())
	f.Add([]byte("sep=|\r\ntitle|began [UTC]|text\r\na|1742021280|\"down \"\"from\"\" 06:48\r\nto 07:10 UTC\"\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, data, Table) })
}

// Files that are made to be slow are read or refused in seconds.
func TestHostile(t *testing.T) {
	const head = "incidents:\n"
	for name, data := range map[string]string{
		"many":     head + strings.Repeat("- {title: a, began: 2025-03-15 06:48 UTC}\n", 7000),
		"aliases":  "incidents: [" + strings.Repeat("*a,", 200_000) + "]",
		"nested":   "incidents: " + strings.Repeat("[", 100_000),
		"problems": head + strings.Repeat("- {a: 1}\n", 15_000),
		"text":     head + "- title: a\n  text: |\n" + strings.Repeat("    down from 06:48 to 07:10 UTC on 15 March 2025.\n", 15_000),
		"windows":  head + "- title: a\n  windows:\n" + strings.Repeat("  - {start: 2025-03-15 06:48, end: 2025-03-15 07:10}\n", 5000),
		"works":    "maintenance:\n" + strings.Repeat("- {title: a, start: 2025-03-15 06:48, end: 2025-03-15 07:10}\n", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			d, err := YAML("f", []byte(data), parse.Options{})
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if err != nil && strings.Count(err.Error(), "\n") > 3*maxProblems {
				t.Errorf("%d lines of problems", strings.Count(err.Error(), "\n"))
			}
			t.Log(len(d.Records), fmt.Sprintf("%.80v", err), time.Since(began))
		})
	}
}

func BenchmarkYAML(b *testing.B) {
	var text strings.Builder
	text.WriteString("zone: UTC\nincidents:\n")
	for i := range 1000 {
		fmt.Fprintf(&text, "- id: i%d\n  title: Calls failing\n  level: partial\n  began: 2025-03-15 06:48\n  resolved: 2025-03-15 07:48\n  text: |\n    The root cause was identified at 06:55.\n", i)
	}
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if d, err := YAML("f", data, parse.Options{}); err != nil || len(d.Records) != 1000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkTable(b *testing.B) {
	data := []byte("title,began,resolved,text\n" + strings.Repeat("Calls failing,2025-03-15 06:48 UTC,2025-03-15 07:48 UTC,The root cause was identified at 06:55 UTC.\n", 1))
	for i := range 5000 {
		data = fmt.Appendf(data, "Calls failing %d,2025-03-15 06:48 UTC,2025-03-15 07:48 UTC,The root cause was identified at 06:55 UTC.\n", i)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if d, err := Table("f", data, parse.Options{}); err != nil || len(d.Records) != 5001 {
			b.Fatal(err)
		}
	}
}
