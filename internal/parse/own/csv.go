package own

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/parse/table"
)

// columns of the table, as their headers say them; an instant may name the zone
// of its times: "began (UTC)".
var columns = []string{"id", "title", "provider", "url", "links", "components", "level", "open",
	"began", "detected", "identified", "mitigated", "resolved", "announced_resolved", "text"}

// plainColumns are their names without signs.
var plainColumns = func() []string {
	var out []string
	for _, c := range columns {
		out = append(out, table.Plain(c))
	}
	return out
}()

// IsTable says that all columns of a table are of this format, or that the file
// calls itself a table and no other format knows it: then reading it tells which
// columns are missing.
func IsTable(s parse.Sample) bool {
	if s.JSON() || s.Markup() {
		return false
	}
	head := table.Head(s.Data)
	if len(head) > 1 && (strings.HasSuffix(s.Name, ".csv") || strings.HasSuffix(s.Name, ".tsv")) {
		return true
	}
	timed := false
	for _, h := range head {
		i := slices.Index(plainColumns, table.NameOf(h).Plain)
		if i < 0 {
			return false
		}
		timed = timed || slices.Contains(instants, incident.Kind(columns[i]))
	}
	return timed
}

// A tableReader reads the rows and collects what is wrong.
type tableReader struct {
	sheet    *table.Sheet
	digest   string
	at       map[string]int // the index of each column
	zones    map[string]stamp.Zone
	order    parse.DateOrder
	problems parse.Problems
}

// Table reads incidents from CSV, one a row, in any order of columns.
func Table(file string, data []byte, o parse.Options) (parse.Document, error) {
	s, err := table.Read(file, data)
	if err != nil {
		return parse.Document{}, err
	}
	r := &tableReader{sheet: s, digest: parse.Digest(data), at: map[string]int{}, zones: map[string]stamp.Zone{}}
	r.head(o)
	if len(r.problems) == 0 {
		r.settle(o.Order)
	}
	var out parse.Document
	placed := map[string]int{}
	for _, row := range s.Rows {
		if _, titled := r.at["title"]; !titled {
			break // it is the header that is wrong
		}
		record, ok := r.row(row)
		if !ok {
			continue
		}
		if line, there := placed[record.ID]; there {
			r.report(row[0].Place, fmt.Sprintf("the id %q is on line %d too", record.ID, line), "give each incident an id of its own, or it would count twice")
		}
		placed[record.ID] = row[0].Line
		out.Records = append(out.Records, record)
	}
	if len(r.problems) > 0 || len(s.Skipped) > 0 {
		return parse.Document{}, r.err()
	}
	if len(out.Records) == 0 {
		return parse.Document{}, fmt.Errorf("%s:1:1: %w", file, errNothing)
	}
	return out, nil
}

// err is everything that is wrong: rows that are none, then the rest.
func (r *tableReader) err() error {
	lines := slices.Clone(r.sheet.Skipped)
	if len(r.problems) > 0 {
		lines = append(lines, r.problems.Sorted().Error())
	}
	return fmt.Errorf("%s", strings.Join(lines[:min(len(lines), maxProblems)], "\n"))
}

func (r *tableReader) report(p incident.Place, message, hint string) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, parse.Problem{File: p.File, Line: p.Line, Column: column(r.sheet.File, p), Message: message, Hint: hint})
	}
}

// strange says that few of the columns are known: the table is of another kind,
// and to tell of each column would tell nothing.
func (r *tableReader) strange() bool {
	known := 0
	for _, h := range r.sheet.Header {
		if slices.Contains(plainColumns, table.NameOf(h.Text).Plain) {
			known++
		}
	}
	return known*3 < len(r.sheet.Header)
}

// head reads the names of the columns.
func (r *tableReader) head(o parse.Options) {
	if r.strange() {
		var names []string
		for _, h := range r.sheet.Header[:min(len(r.sheet.Header), 12)] {
			names = append(names, fmt.Sprintf("%.40q", h.Text))
		}
		r.report(r.sheet.Header[0].Place, "no table of incidents that aftermath knows: its columns are "+strings.Join(names, ", "),
			"name its format where it is an export, or name its columns among: "+strings.Join(columns, ", "))
		return
	}
	for i, h := range r.sheet.Header {
		name := table.NameOf(h.Text)
		k := slices.Index(plainColumns, name.Plain)
		if k < 0 {
			r.report(h.Place, fmt.Sprintf("no column is called %.60q", h.Text), parse.Meant(strings.ToLower(h.Text), columns))
			continue
		}
		key := columns[k]
		if _, twice := r.at[key]; twice {
			r.report(h.Place, fmt.Sprintf("the column %q is there twice", key), "keep one of the two")
			continue
		}
		r.at[key], r.zones[key] = i, stamp.Zone{Place: o.Place()}
		if name.Zone == "" {
			continue
		}
		z, ok := zoneNamed(name.Zone)
		if !ok {
			r.report(h.Place, fmt.Sprintf("%.60q is not a time zone", name.Zone), "write an IANA name, like Europe/Stockholm or UTC")
			continue
		}
		r.zones[key] = stamp.Zone{Place: z, Said: true}
	}
	if _, ok := r.at["title"]; !ok && len(r.problems) == 0 {
		r.report(r.sheet.Header[0].Place, `the column "title" is missing`, "")
	}
}

func zoneNamed(name string) (*time.Location, bool) {
	if z, ok := prose.ZoneOf(name); ok {
		return z.Location(), true
	}
	return stamp.Named(name)
}

// settle decides the order of dates in numbers over all columns of times.
func (r *tableReader) settle(known parse.DateOrder) {
	var cells []table.Cell
	var texts []string
	for _, row := range r.sheet.Rows {
		for _, kind := range instants {
			if i, ok := r.at[string(kind)]; ok {
				cells, texts = append(cells, row[i]), append(texts, row[i].Text)
			}
		}
	}
	order, a, b, ok := stamp.Order(texts, known)
	if !ok {
		r.report(cells[a].Place, fmt.Sprintf("%q has the day first and %q (line %d) the month", texts[a], texts[b], cells[b].Line), "write dates as 2025-04-30")
	}
	r.order = order
}
