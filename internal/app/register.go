package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/report/json"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/store"
)

// Incidents prints the register of the period from what was read before.
func (a *App) Incidents(ctx context.Context, config, period string, asJSON bool) error {
	s, err := load(config)
	if err != nil {
		return err
	}
	var acc *statement.Account
	err = view(ctx, s, func(tx *store.Tx) error {
		acc, err = a.assess(tx, s, period)
		return err
	})
	if err != nil {
		return err
	}
	var list []incident.Incident
	for _, e := range acc.Incidents {
		list = append(list, e.Incident)
	}
	return a.print(list, s.Book.Zone, asJSON, "no incident began in "+acc.Period.Title())
}

// ParseIncidents reads files, prints what they say, and stores nothing. zone
// is that of clock times that name none.
func (a *App) ParseIncidents(ctx context.Context, files []string, zone string, asJSON bool) error {
	fallback, err := time.LoadLocation(zone)
	if err != nil || zone == "Local" {
		return usage("zone %q is not known: write a name like Europe/Stockholm", zone)
	}
	var list []incident.Incident
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := readSmall(file)
		if err != nil {
			return err
		}
		d, err := history.Read(filepath.ToSlash(file), data, "", parse.Options{Zone: fallback})
		if err != nil {
			return err
		}
		for _, r := range d.Records {
			list = append(list, incident.Judge(r))
		}
	}
	return a.print(list, nil, asJSON, "these files hold no incident")
}

func (a *App) print(list []incident.Incident, zone *time.Location, asJSON bool, none string) error {
	if asJSON {
		data, err := json.Incidents(list, zone)
		if err != nil {
			return err
		}
		_, err = a.Out.Write(data)
		return err
	}
	var text bytes.Buffer
	if len(list) == 0 {
		fmt.Fprintln(&text, none)
	}
	for i, inc := range list {
		if i > 0 {
			fmt.Fprintln(&text)
		}
		printIncident(&text, inc, zone)
	}
	_, err := a.Out.Write(text.Bytes())
	return err
}

// printIncident writes one incident for a terminal: instants with their basis,
// words and place, rival readings below them, windows and durations. Control
// characters of the source stay out of the terminal.
func printIncident(w io.Writer, inc incident.Incident, zone *time.Location) {
	clock := func(t time.Time) string {
		if zone != nil {
			t = t.In(zone)
		}
		if t.Second() != 0 {
			return t.Format("2006-01-02 15:04:05 -0700")
		}
		return t.Format("2006-01-02 15:04 -0700")
	}
	fmt.Fprintf(w, "%s\n  %s\n", plain(inc.Title), plain(strings.Join(compact(inc.ID, inc.Provider, strings.Join(inc.Components, ", ")), " · ")))
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, kind := range incident.Kinds {
		c, ok := inc.Instants[kind]
		if !ok {
			fmt.Fprintf(table, "  %s\t–\t\tnot stated\t\n", kind)
			continue
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\t%q\t%s:%d:%d\n", kind, clock(c.At), c.Basis, c.Quote, c.File, c.Line, c.Column)
		for _, r := range c.Rivals {
			fmt.Fprintf(table, "    not\t%s\t%s\t%q\t%s:%d:%d\n", clock(r.At), r.Basis, r.Quote, r.File, r.Line, r.Column)
		}
		if c.Warning != "" {
			fmt.Fprintf(table, "    note\t%s\t\t\t\n", plain(c.Warning))
		}
	}
	table.Flush()
	for _, win := range inc.Windows {
		fmt.Fprintf(w, "  %s → %s  %s, %d min\n", clock(win.Start), clock(win.End), win.Level, span.New(win.Start, win.End).CountMinutes())
	}
	fmt.Fprintf(w, "  began → detected %s · identified %s · mitigated %s · resolved %s; down %d min, degraded %d min\n",
		took(inc, incident.Detected), took(inc, incident.Identified), took(inc, incident.Mitigated), took(inc, incident.Resolved), inc.DownMinutes(), inc.DegradedMinutes())
	for _, d := range append(append([]string{}, inc.Doubts...), inc.Warnings...) {
		fmt.Fprintf(w, "  ! %s\n", plain(d))
	}
}

func took(inc incident.Incident, to incident.Kind) string {
	d, ok := inc.Took(incident.Began, to)
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%d min", d/time.Minute)
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

// plain is s without control characters, which a terminal would obey.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return -1
		}
		return r
	}, s)
}
