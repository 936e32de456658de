package postmortem

import (
	"bytes"
	"time"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// maxDepth is how deep lists and quotes may nest and be read.
const maxDepth = 50

// A writer turns the blocks of a Markdown document into the lines that prose
// reads: one paragraph, row or item to a line, the rows of one timeline as one
// paragraph. What stands apart from a row and belongs to it is written into it:
//
//   - the day of the heading above, into the first row that names none;
//   - the zone of the heading above or of the table's column, behind a clock
//     time that names none;
//   - a heading, or the item above, that is nothing but a time, before each
//     line below it.
//
// Words so written stand for no bytes of the file.
type writer struct {
	data []byte
	out  text

	day      time.Time // of the heading above; zero none …
	dayLevel int       // … and that heading's level
	due      bool      // day is still to be written
	zone     string    // of the heading above
	zoneFrom int       // that heading's level
	clock    string    // the time that the heading above is, "" none
	below    bool      // clock is a paragraph, and that of the next block alone
	rows     bool      // the last line written is a row
	title    *text     // the first heading
	headings []heading
}

// A heading as the document has it.
type heading struct {
	level int
	*text
}

// blocks writes the children of a block.
func (w *writer) blocks(parent ast.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if len(w.out.bytes) > maxText {
			return
		}
		switch n := n.(type) {
		case *ast.Heading:
			w.heading(n)
		case *ast.Paragraph, *ast.TextBlock:
			w.paragraph(n)
		case *ast.List:
			w.list(n, depth)
		case *ast.Blockquote:
			w.gap()
			clock := w.clock
			w.clock = "" // a quote has times of its own
			w.blocks(n, depth+1)
			w.clock = clock
			w.gap()
		case *extended.Table:
			w.gap()
			w.table(n)
			w.gap()
		default: // code and listings are no account, HTML is not read
			w.gap()
		}
	}
}

func (w *writer) gap() {
	w.out.gap()
	w.rows = false
}

// heading writes a heading, and takes in what it says of the lines below it.
func (w *writer) heading(n *ast.Heading) {
	t := w.inline(n).trim()
	w.gap()
	w.clock, w.below = "", false
	if n.Level <= w.dayLevel {
		w.day, w.due, w.dayLevel = time.Time{}, false, 0
	}
	if n.Level <= w.zoneFrom {
		w.zone, w.zoneFrom = "", 0
	}
	first := w.title == nil
	if first {
		w.title = t
	}
	w.headings = append(w.headings, heading{n.Level, t})
	if z := zoneIn(t.bytes); z != "" {
		w.zone, w.zoneFrom = z, n.Level
	}
	h, timed := headOf(t.bytes)
	switch {
	case timed && h.Clock && h.alone():
		w.clock = w.stamp(h, t)
		return
	case timed && h.Clock:
		w.row(t, h)
		w.gap()
		return
	}
	if d := dayIn(t.bytes); !d.IsZero() && !first && !bytes.ContainsAny(t.bytes, ".;") {
		w.day, w.dayLevel, w.due = d, n.Level, true
	}
	w.out.join(t)
	w.gap()
}

// stamp is a time that stands alone, with the day and the zone that it lacks.
func (w *writer) stamp(h head, t *text) string {
	s := string(bytes.Trim(t.bytes[h.Start:h.End], " \t\r\n"))
	if h.Zone == "" && w.zone != "" {
		s += " (" + w.zone + ")"
	}
	if !h.Dated && !w.day.IsZero() {
		s = w.day.Format(time.DateOnly) + " " + s
	}
	return s
}

func (w *writer) paragraph(n ast.Node) {
	w.lines(w.inline(n).trim())
}

// lines writes the lines of a paragraph.
func (w *writer) lines(t *text) {
	if t.empty() {
		return
	}
	lines, below := t.lines(), w.below
	if h, ok := headOf(lines[0].bytes); len(lines) == 1 && ok && h.alone() {
		switch {
		case h.Clock && !h.Dated: // with a date it is the stamp of a letter
			w.gap()
			w.clock, w.below = w.stamp(h, lines[0]), true
			return
		case !h.Clock && !h.Day.IsZero():
			w.gap()
			w.day, w.due, w.dayLevel = h.Day, true, 7
		}
	}
	outer := w.clock
	for i, l := range lines {
		h, ok := headOf(l.bytes)
		if ok && h.Clock && !h.Dated && h.alone() && len(lines) > 1 {
			w.clock = w.stamp(h, l)
			continue
		}
		row := ok && h.Clock
		if i == 0 && !(row && w.rows) {
			w.gap()
		}
		w.write(l, h, row)
	}
	w.clock = outer
	if below {
		w.clock, w.below = "", false
	}
	if !w.rows {
		w.gap()
	}
}

// list writes one line for each item, and the lists within as further lines.
func (w *writer) list(l *ast.List, depth int) {
	if depth > maxDepth {
		return
	}
	if depth == 0 {
		w.gap()
	}
	outer := w.clock
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		w.clock = outer
		for n := item.FirstChild(); n != nil; n = n.NextSibling() {
			switch n := n.(type) {
			case *ast.Paragraph, *ast.TextBlock:
				w.item(n, n == item.FirstChild())
			case *ast.List:
				w.list(n, depth+1)
			case *extended.Table:
				w.table(n)
			}
		}
	}
	w.clock = outer
	if depth == 0 {
		w.gap()
		if w.below {
			w.clock, w.below = "", false
		}
	}
}

// item writes a paragraph of an item; the first may be the time of what
// follows.
func (w *writer) item(n ast.Node, first bool) {
	t := w.inline(n).trim()
	for i, l := range t.lines() {
		h, ok := headOf(l.bytes)
		if first && i == 0 && ok && h.Clock && h.alone() {
			w.clock = w.stamp(h, l)
			continue
		}
		w.write(l, h, ok && h.Clock)
	}
}
