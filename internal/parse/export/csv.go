package export

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

// A preset is how one tool exports incidents as a table. Names of columns are
// without blanks, signs and capitals.
type preset struct {
	title string
	// signs are the columns that tell it from other tables: of each group one.
	signs  [][]string
	fields []field
	// other says what a column is that fields do not have; nil: nothing.
	other func(words string) (field, bool)
}

// is says that these columns are the preset's.
func (p preset) is(head []string) bool {
	var names []string
	for _, h := range head {
		names = append(names, table.NameOf(h).Plain)
	}
	return p.missing(names) == nil
}

// missing is the first group of signs of which names have none.
func (p preset) missing(names []string) []string {
	for _, group := range p.signs {
		if !slices.ContainsFunc(group, func(s string) bool { return slices.Contains(names, s) }) {
			return group
		}
	}
	return nil
}

// A column is a column of a sheet that the preset knows.
type column struct {
	field
	index int
	zone  stamp.Zone
	order parse.DateOrder
}

func (c column) isTime() bool {
	return slices.Contains([]role{isInstant, isFilled, isTrigger, isFiled, isClosed}, c.role)
}

// read reads a table by a preset. Rows that cannot be read are warnings.
func (p preset) read(file string, data []byte, o parse.Options) (parse.Document, error) {
	s, err := table.Read(file, data)
	if err != nil {
		return parse.Document{}, err
	}
	columns, err := p.columns(s, o)
	if err != nil {
		return parse.Document{}, err
	}
	out := pile{}
	for _, skipped := range s.Skipped {
		out.say(skipped)
	}
	out.ordered(s, columns, o.Order)
	digest := parse.Digest(data)
	for _, row := range s.Rows {
		d := newDraft(s.File, digest, stamp.Zone{Place: o.Place()}, o.Order)
		for _, c := range columns {
			d.cell(c, row[c.index])
		}
		if void[d.state()] {
			out.warn(row[0].Place, "its status is %s: left out", d.status)
			continue
		}
		if err := out.add(d.done(), row[0].Place); err != nil {
			return parse.Document{}, err
		}
	}
	return out.Document, nil
}

// columns finds the preset's columns in a sheet.
func (p preset) columns(s *table.Sheet, o parse.Options) ([]column, error) {
	var out []column
	var names []string
	for i, h := range s.Header {
		name := table.NameOf(h.Text)
		names = append(names, name.Plain)
		at := slices.IndexFunc(p.fields, func(f field) bool { return f.name == name.Plain })
		var f field
		switch known := false; {
		case at >= 0:
			f = p.fields[at]
		case p.other != nil:
			if f, known = p.other(name.Words); !known || f.role == "" {
				continue
			}
		default:
			continue
		}
		f.name = name.Words
		c := column{field: f, index: i, zone: stamp.Zone{Place: o.Place()}}
		if z, ok := headZone(name.Zone); ok {
			c.zone = stamp.Zone{Place: z, Said: true}
		}
		out = append(out, c)
	}
	if group := p.missing(names); group != nil {
		message := fmt.Sprintf("%s:%d:%d: no column %q, which %s has", s.File.Name, s.Header[0].Line, s.Header[0].Column, group[0], p.title)
		for _, want := range group {
			if near := parse.Nearest(want, names); near != "" {
				return nil, fmt.Errorf("%s\n    is it the column %q?", message, s.Header[slices.Index(names, near)].Text)
			}
		}
		return nil, fmt.Errorf("%s\n    export with all columns, or name the format that it is in", message)
	}
	slices.SortStableFunc(out, func(a, b column) int { return p.rank(a) - p.rank(b) })
	return out, nil
}

// rank puts columns in the order of the preset's table: of two titles the first
// there counts.
func (p preset) rank(c column) int {
	i := slices.IndexFunc(p.fields, func(f field) bool { return f.name == table.NameOf(c.name).Plain })
	if i < 0 {
		return len(p.fields)
	}
	return i
}

// headZone is the zone that a header names.
func headZone(name string) (*time.Location, bool) {
	if z, ok := prose.ZoneOf(name); ok && name != "" {
		return z.Location(), true
	}
	return stamp.Named(name)
}

// ordered settles whether dates in numbers have the day or the month first. One
// tool writes all its columns alike, so they decide together.
func (l *pile) ordered(s *table.Sheet, columns []column, known parse.DateOrder) {
	var cells []string
	var places []incident.Place
	for _, row := range s.Rows {
		for _, c := range columns {
			if c.isTime() {
				cells, places = append(cells, row[c.index].Text), append(places, row[c.index].Place)
			}
		}
	}
	order, a, b, ok := stamp.Order(cells, known)
	if !ok {
		l.warn(places[a], "%q has the day first and %q (line %d) the month: dates that can be read both ways are not used", cells[a], cells[b], places[b].Line)
	}
	for i := range columns {
		columns[i].order = order
	}
}

// blank are what tools write where they have no value.
var blank = map[string]bool{"": true, "-": true, "–": true, "n/a": true, "na": true, "null": true, "nil": true, "none": true, "not set": true}

// cell gives a cell to the draft.
func (d *draft) cell(c column, v table.Cell) {
	switch {
	case v.Text == "":
	case c.role == isText:
		d.texts = append(d.texts, func(ctx prose.Context) {
			text, at := v.Decode()
			d.file.Prose(&d.Record, text, at, ctx)
		})
	case c.role == isComponent:
		for _, name := range strings.FieldsFunc(v.Text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
			d.word(isComponent, name)
		}
	case !c.isTime():
		d.word(c.role, v.Text)
	case !blank[strings.ToLower(v.Text)]:
		s, err := stamp.Read(v.Text, c.zone, c.order)
		if err != nil {
			d.warn(v.Place, refused(c.name, err))
			return
		}
		d.instant(c.field, s, v.Place)
	}
}

// refused says that a time is not used, and what to do.
func refused(name string, err error) string {
	message := fmt.Sprintf("%s: %v: not used", name, err)
	if hint := stamp.Hint(err); hint != "" {
		message += "\n    " + hint
	}
	return message
}
