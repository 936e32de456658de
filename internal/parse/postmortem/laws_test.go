package postmortem

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// A reader is a format's function.
type reader func(file string, data []byte, o parse.Options) (parse.Document, error)

// checkLaws: each mark and level points at the bytes that it quotes, lies in a
// sane year, comes in order and once; posts are in order of time and lie in the
// file; what was read can be judged.
func checkLaws(t testing.TB, data []byte, d parse.Document) {
	t.Helper()
	for _, r := range d.Records {
		last, seen := 0, map[incident.Mark]bool{}
		for _, m := range r.Marks {
			checkPlace(t, data, m.Place, m.Quote)
			if y := m.At.Year(); y < 1989 || y > 2101 {
				t.Errorf("%s %s: year %d", m.Kind, m.Quote, y)
			}
			if m.Start < last {
				t.Errorf("%s %q stands before the mark before it", m.Kind, m.Quote)
			}
			last = m.Start
			if seen[m] {
				t.Errorf("%s %q is read twice", m.Kind, m.Quote)
			}
			seen[m] = true
		}
		for _, l := range r.Levels {
			checkPlace(t, data, l.Place, l.Quote)
		}
		for i, p := range r.Posts {
			if p.Start < 0 || p.Start > p.End || p.End > len(data) {
				t.Errorf("post %s: %d–%d of %d", p.Status, p.Start, p.End, len(data))
			}
			if i > 0 && p.At.Before(r.Posts[i-1].At) {
				t.Errorf("post %d lies before the one before it", i)
			}
		}
		if r.ID == "" {
			t.Error("a record without an id")
		}
		for _, w := range incident.Judge(r).Windows {
			if !w.Start.Before(w.End) {
				t.Errorf("window %v", w)
			}
		}
	}
	for _, w := range d.Works {
		if !w.Span.Start.Before(w.Span.End) || w.ID == "" {
			t.Errorf("work %+v", w)
		}
	}
}

func checkPlace(t testing.TB, data []byte, p incident.Place, quote string) {
	t.Helper()
	if p.Start < 0 || p.Start > p.End || p.End > len(data) || string(data[p.Start:p.End]) != quote {
		t.Errorf("place %+v does not hold %q", p, quote)
		return
	}
	if line, column := jsontree.Position(data, p.Start); line != p.Line || column != p.Column {
		t.Errorf("%q is at %d:%d, not %d:%d", quote, line, column, p.Line, p.Column)
	}
}

// read reads lines as one file and checks the laws.
func read(t testing.TB, format reader, o parse.Options, lines ...string) parse.Document {
	t.Helper()
	data := []byte(strings.Join(lines, "\n"))
	d, err := format("incident.md", data, o)
	if err != nil {
		t.Fatal(err)
	}
	checkLaws(t, data, d)
	return d
}

// readings are the marks of the only record, each "kind time basis".
func readings(t testing.TB, d parse.Document) []string {
	t.Helper()
	if len(d.Records) != 1 {
		t.Fatalf("%d records", len(d.Records))
	}
	var out []string
	for _, m := range d.Records[0].Marks {
		out = append(out, strings.Join([]string{string(m.Kind), m.At.Format(time.RFC3339), string(m.Basis)}, " "))
	}
	return out
}

func same(t testing.TB, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got\n  %s\nwant\n  %s", what, strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
