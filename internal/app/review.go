package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/report/json"
	"aftermath/internal/span"
	"aftermath/internal/store"
)

// Review prints what deserves a person's eye among the incidents that were
// read before, the worst first, each with an amendment to start from. period
// is a month; "" is all time. An incident that states no instant belongs to
// every month.
func (a *App) Review(ctx context.Context, config, period string, asJSON bool) error {
	s, err := load(config)
	if err != nil {
		return err
	}
	within := func(time.Time) bool { return true }
	if period != "" {
		month, err := span.ParsePeriod(period, s.Book.Zone)
		if err != nil {
			return &UsageError{err}
		}
		within = month.Contains
	}
	var read []incident.Record
	err = view(ctx, s, func(tx *store.Tx) error {
		read, err = tx.Incidents()
		return err
	})
	if err != nil {
		return err
	}
	var list []incident.Incident
	cases, _ := incident.Merge(read, s.Amendments)
	for _, c := range cases {
		list = append(list, incident.Settle(c, s.Amendments))
	}
	found := slices.DeleteFunc(incident.Review(list, s.Amendments), func(f incident.Finding) bool {
		at, ok := f.Incident.Anchor()
		return ok && !within(at)
	})
	if asJSON {
		data, err := json.Review(found, s.Book.Zone, func(f incident.Finding) string { return suggestion(f, s.Book.Zone) })
		if err != nil {
			return err
		}
		_, err = a.Out.Write(data)
		return err
	}
	var text bytes.Buffer
	for i, f := range found {
		printFinding(&text, i+1, f, s.Book.Zone)
	}
	if len(found) == 0 {
		fmt.Fprintf(&text, "nothing to review: %s\n", number(int64(len(list)), "incident"))
	} else {
		fmt.Fprintf(&text, "%s about %s; what an amendment settles is gone from here\n", number(int64(len(found)), "finding"), number(touched(found), "incident"))
	}
	_, err = a.Out.Write(text.Bytes())
	return err
}

// touched is how many incidents the findings are about.
func touched(found []incident.Finding) int64 {
	ids := map[string]bool{}
	for _, f := range found {
		ids[f.Incident.ID] = true
	}
	return int64(len(ids))
}

func printFinding(w io.Writer, n int, f incident.Finding, zone *time.Location) {
	fmt.Fprintf(w, "%d. %s: %s\n   %s, %s\n   %s\n", n, strings.ReplaceAll(string(f.Doubt), "_", " "), plain(f.Incident.Title), plain(f.Incident.ID), plain(f.Incident.File), plain(f.Words))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for i, m := range f.Readings {
		sign := "·"
		if f.Chosen && i == 0 {
			sign = chosen
		} else if f.Chosen {
			sign = rejected
		}
		fmt.Fprintf(table, "   %s %s\t%s\t%s\t%q\t%s\n", sign, m.Kind, clock(m.At, zone), m.Basis, m.Quote, where(m.Place))
	}
	table.Flush()
	fmt.Fprintf(w, "%s\n", indented(suggestion(f, zone), "     "))
}

func indented(text, by string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		out.WriteString(by + line)
	}
	return out.String()
}

// suggestion is an entry of the configuration's amendments that settles f, to
// be pasted below amendments and completed by a person. Times are in zone.
func suggestion(f incident.Finding, zone *time.Location) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("- incident: %s", quoted(f.Incident.ID))
	switch {
	case f.Doubt == incident.LikelyTwice:
		line("  same_as: %s # or distinct_from", quoted(f.Other.ID))
	case f.Doubt == incident.NoLevel:
		line("  level: degraded # or partial, outage")
	case f.Doubt == incident.NoWindow:
		line("  window: {start: YYYY-MM-DD hh:mm, end: YYYY-MM-DD hh:mm, level: degraded} # or partial, outage; an entry for each stretch")
	default:
		line("  instant: %s", instantOf(f))
		line("  at: %s # the right time; or absent: true, where nobody knows it", timeOf(f, zone))
	}
	line("  author: YOUR NAME")
	line("  reason: WHY")
	return out.String()
}

// instantOf is the instant that an amendment of f would be of.
func instantOf(f incident.Finding) incident.Kind {
	if len(f.Kinds) == 0 {
		return incident.Began
	}
	return f.Kinds[len(f.Kinds)-1]
}

// timeOf is the time that stands there now, or of which the finding is.
func timeOf(f incident.Finding, zone *time.Location) string {
	if len(f.Readings) == 0 || f.Doubt == incident.NoEnd || f.Doubt == incident.NoOnset {
		return "YYYY-MM-DD hh:mm"
	}
	at := f.Readings[len(f.Readings)-1].At
	if f.Chosen {
		at = f.Readings[0].At
	}
	return at.In(zone).Format(time.RFC3339)
}
