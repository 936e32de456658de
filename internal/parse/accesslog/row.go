package accesslog

import (
	"fmt"
	"slices"
	"strings"
)

// rowLayout is a format whose fields have fixed places, one space apart, some
// between quotes or brackets. Newer writers append fields to it.
type rowLayout struct {
	columns   []rowColumn
	least     int        // fields that the oldest writers wrote
	field     [roles]int // place of the field for each role, −1: none
	sni       int        // the host where the request names none, −1: none
	latencies []int      // places of the parts of the latency
	unit      unit       // of them
	times     func(c *clock) func(v []byte) (int64, bool)
	other     func(status, request []byte) bool // says that a line is about no request
}

type rowColumn struct {
	name  string
	opens byte // '"' or '[' where the value stands in such, else 0
}

// rowColumns reads names as a line of the format would stand: "request" in
// quotes, [time] in brackets.
func rowColumns(spec string) []rowColumn {
	var columns []rowColumn
	for _, word := range strings.Fields(spec) {
		c := rowColumn{name: strings.Trim(word, `"[]`)}
		if c.name != word {
			c.opens = word[0]
		}
		columns = append(columns, c)
	}
	return columns
}

// roles gives the fields with these names their roles.
func (l *rowLayout) roles(names [roles]string) {
	for r, name := range names {
		l.field[r] = l.find(name)
	}
}

// find is the place of the field of that name, −1 for none.
func (l *rowLayout) find(name string) int {
	return slices.IndexFunc(l.columns, func(c rowColumn) bool { return c.name == name })
}

func (l *rowLayout) scanner(o Options, c *clock) (scanner, error) {
	s := &rowScanner{layout: l, field: l.field, ends: make([]extent, len(l.columns)), space: newNeedle(" "), clock: c}
	s.time = l.times(c)
	for _, ask := range o.fields() {
		if s.field[ask.role] = l.find(ask.name); s.field[ask.role] < 0 {
			have := make([]string, len(l.columns))
			for i, c := range l.columns {
				have[i] = c.name
			}
			return nil, fmt.Errorf("the format has no field %q; it has %s", ask.name, strings.Join(have, " "))
		}
	}
	return s, nil
}
