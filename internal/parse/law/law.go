// Package law says what every document that was read keeps, whatever bytes it
// was read from. Tests and fuzzing ask it.
package law

import (
	"bytes"
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// Broken is what d, read from data, does not keep; empty when all is well: each
// mark and level points at the bytes that it quotes and lies in a sane year,
// marks are in order of place and posts in order of time, no id comes twice,
// each record has one, and planned work ends after it starts.
func Broken(data []byte, d parse.Document) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	ids := map[string]bool{}
	for _, r := range d.Records {
		if r.ID == "" || ids[r.ID] {
			say("the id %q is empty or not the only one", r.ID)
		}
		ids[r.ID] = true
		for i, m := range r.Marks {
			if why := misplaced(data, m.Place, m.Quote); why != "" {
				say("%s: %s %s", r.ID, m.Kind, why)
			}
			if y := m.At.Year(); y < 1989 || y > 2101 {
				say("%s: %s: year %d", r.ID, m.Kind, y)
			}
			if i > 0 && m.Start < r.Marks[i-1].Start {
				say("%s: %s at %d stands after %d", r.ID, m.Kind, m.Start, r.Marks[i-1].Start)
			}
		}
		for _, l := range r.Levels {
			if why := misplaced(data, l.Place, l.Quote); why != "" {
				say("%s: %s %s", r.ID, l.Level, why)
			}
		}
		for i, p := range r.Posts {
			if i > 0 && p.At.Before(r.Posts[i-1].At) {
				say("%s: posts out of order", r.ID)
			}
		}
	}
	for _, w := range d.Works {
		if w.ID == "" || !w.Span.Start.Before(w.Span.End) {
			say("the work %q lasts from %s to %s", w.ID, w.Span.Start, w.Span.End)
		}
	}
	return out
}

// misplaced says why a place is not that of a quote, "" when it is.
func misplaced(data []byte, p incident.Place, quote string) string {
	if p.Start < 0 || p.Start > p.End || p.End > len(data) || string(data[p.Start:p.End]) != quote {
		return fmt.Sprintf("place %+v does not hold %q", p, quote)
	}
	before := data[:p.Start]
	if line, column := bytes.Count(before, []byte("\n"))+1, p.Start-bytes.LastIndexByte(before, '\n'); line != p.Line || column != p.Column {
		return fmt.Sprintf("%q is at %d:%d, not %d:%d", quote, line, column, p.Line, p.Column)
	}
	return ""
}
