package app

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
)

// A Reading says how incident files are read that no configuration names.
type Reading struct {
	Files  []string // "-" is standard input
	Format string   // "": the content shows it
	Zone   string   // of clock times that name none
	Order  string   // dmy or mdy, of dates that the document leaves open; "": neither
	JSON   bool
}

// ParseIncidents reads files, joins what is of one incident, prints it, and
// stores nothing. Its notes say what was left out of the files and, as the JSON
// is an array of incidents, what maintenance they announce beside it.
func (a *App) ParseIncidents(ctx context.Context, r Reading) (Outcome, error) {
	list, works, warnings, err := a.parseAll(ctx, r)
	if err != nil {
		return Outcome{}, err
	}
	if err := a.print(list, works, nil, r.JSON, "these files hold no incident"); err != nil {
		return Outcome{}, err
	}
	notes := warnings
	if r.JSON {
		for _, w := range works {
			var line bytes.Buffer
			printWork(&line, w)
			notes = append(notes, strings.TrimSpace(line.String()))
		}
	}
	return Outcome{Notes: notes}, nil
}

// parseAll is the incidents of files, the maintenance that they announce, and
// what was left out or is odd about them.
func (a *App) parseAll(ctx context.Context, r Reading) (list []incident.Incident, works []incident.Work, warnings []string, err error) {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil || r.Zone == "Local" {
		return nil, nil, nil, usage("zone %q is not known: write a name like Europe/Stockholm", r.Zone)
	}
	if err := knownFormat(r.Format); err != nil {
		return nil, nil, nil, &UsageError{err}
	}
	var docs []document
	for i, file := range r.Files {
		if err := ctx.Err(); err != nil {
			return nil, nil, nil, err
		}
		if slices.Contains(r.Files[:i], file) {
			return nil, nil, nil, usage("%s is named twice", file)
		}
		d, err := a.parseOne(paper{file, filepath.ToSlash(file), manner{format: r.Format, Options: parse.Options{Zone: zone, Order: parse.DateOrder(r.Order)}}})
		if err != nil {
			return nil, nil, nil, err
		}
		docs = append(docs, d)
	}
	cases, clashes := incident.Merge(records(docs), nil)
	for _, c := range cases {
		list = append(list, incident.Settle(c, nil))
	}
	for _, d := range docs {
		works = append(works, d.Works...)
		warnings = append(warnings, d.Warnings...)
	}
	for _, c := range clashes {
		warnings = append(warnings, fmt.Sprintf("%s (%s) and %s (%s) are not joined: %s", c.A.ID, c.A.File, c.B.ID, c.B.File, c.Why))
	}
	return list, works, warnings, nil
}

// parseOne reads one file or standard input.
func (a *App) parseOne(p paper) (document, error) {
	if p.path != "-" {
		return p.read()
	}
	data, err := readBounded("standard input", a.In)
	if err != nil {
		return document{}, err
	}
	return p.parse(data)
}

// IncidentFormats lists the formats that incidents are read from, in the order
// in which a file's content is held against them.
func (a *App) IncidentFormats() error {
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, f := range history.Formats() {
		note := ""
		if f.Is == nil {
			note = "only by name"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", f.Name, f.Title, note)
	}
	return table.Flush()
}
