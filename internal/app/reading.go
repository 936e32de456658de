package app

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// The signs of a reading: chosen, or not.
const (
	chosen   = "✓"
	rejected = "✗"
)

// printIncident writes one incident for a terminal: of each instant the chosen
// and the rejected readings side by side, with time, basis, words, place and
// why; then what people decided, windows and durations. Control characters of
// the source stay out of the terminal.
func printIncident(w io.Writer, inc incident.Incident, zone *time.Location) {
	fmt.Fprintf(w, "%s\n  %s\n", plain(inc.Title), plain(strings.Join(compact(inc.ID, inc.Provider, strings.Join(inc.Components, ", ")), " · ")))
	if len(inc.Sources) > 1 {
		for _, s := range inc.Sources {
			fmt.Fprintf(w, "  joined from %s (%s)\n", plain(s.File), plain(s.ID))
		}
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, kind := range incident.Kinds {
		printInstant(table, inc, kind, zone)
	}
	table.Flush()
	for _, a := range inc.Amendments {
		fmt.Fprintf(w, "  amended: %s, by %s: %s (%s)\n", a.Says(zone), plain(a.Author), plain(a.Reason), plain(strings.Join(compact(a.Ticket, day(a.Date), where(a.Place)), ", ")))
	}
	for _, win := range inc.Windows {
		fmt.Fprintf(w, "  %s → %s  %s, %d min\n", clock(win.Start, zone), clock(win.End, zone), win.Level, span.New(win.Start, win.End).CountMinutes())
	}
	fmt.Fprintf(w, "  began → detected %s · identified %s · mitigated %s · resolved %s; down %d min, degraded %d min\n",
		took(inc, incident.Detected), took(inc, incident.Identified), took(inc, incident.Mitigated), took(inc, incident.Resolved), inc.DownMinutes(), inc.DegradedMinutes())
	for _, d := range append(append([]string{}, inc.Doubts...), inc.Warnings...) {
		fmt.Fprintf(w, "  ! %s\n", plain(d))
	}
}

func printInstant(table io.Writer, inc incident.Incident, kind incident.Kind, zone *time.Location) {
	if gone, ok := inc.Absent[kind]; ok {
		fmt.Fprintf(table, "  %s %s\t–\t%s\t%q\t%s\t%s\n", chosen, kind, incident.Amended, gone.Reason, where(gone.Place), "not known, says "+plain(gone.Author))
		for _, r := range gone.Overruled {
			printReading(table, rejected, r, zone, "amended outranks "+string(r.Basis))
		}
		return
	}
	c, ok := inc.Instants[kind]
	if !ok {
		fmt.Fprintf(table, "  – %s\t–\t\tnot stated\t\t\n", kind)
		return
	}
	why := c.Why
	if c.Basis == incident.Amended {
		why = plain(strings.Join(compact(c.Author+": "+c.Reason, c.Ticket), ", "))
	}
	printReading(table, chosen, c.Mark, zone, why)
	if c.Warning != "" {
		fmt.Fprintf(table, "    note\t%s\t\t\t\t\n", plain(c.Warning))
	}
	for _, r := range c.Rivals {
		printReading(table, rejected, r, zone, c.Against(r))
	}
}

func printReading(table io.Writer, sign string, m incident.Mark, zone *time.Location, why string) {
	fmt.Fprintf(table, "  %s %s\t%s\t%s\t%q\t%s\t%s\n", sign, m.Kind, clock(m.At, zone), m.Basis, m.Quote, where(m.Place), why)
}

func took(inc incident.Incident, to incident.Kind) string {
	d, ok := inc.Took(incident.Began, to)
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%d min", d/time.Minute)
}

// day is the day of a decision, "" where none is given.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func compact(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// plain is s without what a terminal would obey.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if Obeyed(r) {
			return -1
		}
		return r
	}, s)
}

// Obeyed says that a terminal obeys r and does not show it: control characters,
// and those that turn the direction of the text behind them.
func Obeyed(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
