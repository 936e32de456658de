package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"aftermath/internal/incident"
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
	return a.print(list, nil, s.Book.Zone, asJSON, "no incident began in "+acc.Period.Title())
}

// print writes incidents and, as text alone, the maintenance that stands beside
// them.
func (a *App) print(list []incident.Incident, works []incident.Work, zone *time.Location, asJSON bool, none string) error {
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
	for _, w := range works {
		printWork(&text, w)
	}
	_, err := a.Out.Write(text.Bytes())
	return err
}

// printWork writes one announced piece of work on a line.
func printWork(w io.Writer, work incident.Work) {
	words := "announced " + clock(work.Announced, nil)
	if work.Announced.IsZero() {
		words = "it does not say when it was announced"
	}
	if work.Cancelled {
		words = "cancelled"
	}
	fmt.Fprintf(w, "\nmaintenance %s: %s\n  %s → %s, %d min; %s; %s\n", plain(work.ID), plain(work.Title), clock(work.Span.Start, nil), clock(work.Span.End, nil),
		span.New(work.Span.Start, work.Span.End).CountMinutes(), words, where(work.Place))
}

// clock is a time for a terminal, in zone where one is given.
func clock(t time.Time, zone *time.Location) string {
	if zone != nil {
		t = t.In(zone)
	}
	if t.Second() != 0 {
		return t.Format("2006-01-02 15:04:05 -0700")
	}
	return t.Format("2006-01-02 15:04 -0700")
}

// where is a place as file:line:column; of a whole file its name.
func where(p incident.Place) string {
	if p.Line == 0 {
		return plain(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", plain(p.File), p.Line, p.Column)
}
