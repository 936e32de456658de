package postmortem

import (
	"regexp"
	"time"
)

// write writes a line, as a row where it begins with a time or stands below
// one.
func (w *writer) write(l *text, h head, row bool) {
	switch {
	case l.empty():
	case row:
		w.row(l, h)
	case w.clock != "":
		for _, sentence := range l.sentences() {
			at := int(sentence.from[0])
			w.out.line()
			w.out.add(w.clock+" - ", at, at)
			w.out.join(sentence)
			w.out.line()
		}
		w.rows = true
	default:
		if w.dayLevel > 6 { // a date by itself is the day of the rows right below it
			w.day, w.due, w.dayLevel = time.Time{}, false, 0
		}
		if len(l.bytes) < 2*full && timeline.Match(l.bytes) {
			w.zone, w.zoneFrom = zoneIn(l.bytes), 7
		}
		w.out.line()
		w.out.join(l)
		w.out.line()
		w.rows = false
	}
}

// row writes a line that begins with a time.
func (w *writer) row(l *text, h head) {
	w.out.line()
	if w.due && !h.Dated {
		at, _ := l.origin(h.Start, h.Start)
		w.out.add(w.day.Format(time.DateOnly)+" ", at, at)
	}
	w.due = w.due && h.Dated
	w.out.join(l.cut(h.Start, h.End))
	if h.Zone == "" && w.zone != "" && !zoned(h.rest) {
		at := w.out.end()
		w.out.add(" ("+w.zone+")", at, at)
	}
	w.out.join(l.cut(h.End, len(l.bytes)))
	w.out.line()
	w.rows = true
}

// timeline is the label that stands above rows where there are no headings.
var timeline = regexp.MustCompile(`(?i)^\W*(?:[\w-]+\s){0,3}time ?-?line\b`)
