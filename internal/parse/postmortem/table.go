package postmortem

import (
	"bytes"
	"time"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// maxCells is how many cells of a row are read.
const maxCells = 32

// table writes the rows of a table, each as one line: its time, then its other
// cells. A table without a column of times is a list of labels and values; one
// whose columns are labels of times gives a line for each.
func (w *writer) table(n *extended.Table) {
	var header []*text
	var rows [][]*text
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []*text
		for c := r.FirstChild(); c != nil && len(cells) < maxCells; c = c.NextSibling() {
			cells = append(cells, w.cell(c))
		}
		if r.Kind() == extended.KindTableHeader {
			header = cells
		} else {
			rows = append(rows, cells)
		}
	}
	label := func(i int) []byte {
		if i < len(header) {
			return header[i].bytes
		}
		return nil
	}
	if columns := timesAbreast(rows); len(columns) > 1 {
		if len(rows) == 1 {
			w.abreast(rows[0], columns, label)
		}
		return // several rows of beginnings and ends are several incidents
	}
	clock, date := timeColumns(rows)
	if clock < 0 {
		for _, cells := range append([][]*text{header}, rows...) {
			w.pair(cells)
		}
		return
	}
	outer := w.zone
	if z := zoneIn(label(clock)); z != "" {
		w.zone = z
	}
	for _, cells := range rows {
		w.timed(cells, clock, date)
	}
	w.zone = outer
}

// cell is the text of a cell on one line.
func (w *writer) cell(n ast.Node) *text {
	t := &text{}
	w.spans(t, n, 0)
	for i, c := range t.bytes {
		if c == '\n' || c == '\r' {
			t.bytes[i] = ' '
		}
	}
	return t.trim()
}

// timeColumns are the columns whose cells are mostly clock times, with or
// without a date, and mostly dates; -1 none.
func timeColumns(rows [][]*text) (clock, date int) {
	clock, date = -1, -1
	for i := range maxCells {
		clocks, dates, filled := 0, 0, 0
		for _, cells := range rows {
			if i >= len(cells) || cells[i].empty() {
				continue
			}
			filled++
			switch h, ok := headOf(cells[i].bytes); {
			case ok && h.Clock:
				clocks++
			case ok && !h.Day.IsZero() && h.alone():
				dates++
			}
		}
		switch {
		case clock < 0 && clocks > 0 && clocks*2 >= filled:
			clock = i
		case date < 0 && dates > 0 && dates*2 >= filled:
			date = i
		}
	}
	return clock, date
}

// timesAbreast are the columns in which every row has nothing but an instant
// with its date.
func timesAbreast(rows [][]*text) []int {
	var out []int
	for i := range maxCells {
		n := 0
		for _, cells := range rows {
			if i < len(cells) {
				if h, ok := headOf(cells[i].bytes); ok && h.Clock && (h.alone() || zoned(h.rest)) {
					n++
				}
			}
		}
		if n > 0 && n == len(rows) {
			out = append(out, i)
		}
	}
	return out
}

// abreast writes a line for each of the columns: "Resolved: 2025-03-04 14:05".
func (w *writer) abreast(cells []*text, columns []int, label func(int) []byte) {
	for _, i := range columns {
		c := cells[i]
		at := int(c.from[0])
		w.out.line()
		w.out.add(string(bytes.TrimRight(label(i), " :"))+": ", at, at)
		w.out.join(c)
		w.out.line()
	}
}

// pair writes a row of a label and its values: "Start: 2025-03-04 14:05".
func (w *writer) pair(cells []*text) {
	w.out.line()
	said := false
	for _, c := range cells {
		if c.empty() {
			continue
		}
		at := w.out.end()
		switch {
		case !said && c.bytes[len(c.bytes)-1] == ':':
			w.out.join(c)
			w.out.add(" ", at, at)
		case !said:
			w.out.join(c)
			w.out.add(": ", w.out.end(), w.out.end())
		default:
			w.out.join(c)
			w.out.add(" ", w.out.end(), w.out.end())
		}
		said = true
	}
	w.out.line()
}

// timed writes a row that has its time in the column clock, and its date, if it
// is apart, in the column date.
func (w *writer) timed(cells []*text, clock, date int) {
	if clock >= len(cells) {
		return
	}
	h, ok := headOf(cells[clock].bytes)
	if !ok || !h.Clock {
		w.pair(cells)
		return
	}
	if date >= 0 && date < len(cells) && !h.Dated {
		if d, ok := headOf(cells[date].bytes); ok && !d.Day.IsZero() {
			w.day, w.due = d.Day, true
		}
	}
	l := &text{}
	l.join(cells[clock])
	l.add(" - ", l.end(), l.end())
	// what stands before the time follows it, and stands for no bytes: places
	// never go back
	for i, c := range cells {
		switch {
		case i == clock || i == date || c.empty():
			continue
		case i < clock:
			l.add(string(c.bytes), l.end(), l.end())
		default:
			l.join(c)
		}
		l.add(" ", l.end(), l.end())
	}
	h, _ = headOf(l.bytes)
	if !h.Clock {
		return
	}
	w.row(l.trim(), h)
	if date >= 0 {
		w.day, w.due = time.Time{}, false
	}
}
