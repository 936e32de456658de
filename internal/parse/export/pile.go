package export

import (
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// A pile collects what a file says, each incident once.
type pile struct {
	parse.Document
	placed map[string]incident.Place
}

// add adds a record that was read at p, if it states any time. An id that is
// there already is an error: which of the two is right cannot be known.
func (l *pile) add(r incident.Record, p incident.Place) error {
	if len(r.Marks) == 0 {
		l.warn(p, "%q states no time: left out", r.ID)
		for _, w := range r.Warnings {
			l.say(w)
		}
		return nil
	}
	if l.placed == nil {
		l.placed = map[string]incident.Place{}
	}
	if other, ok := l.placed[r.ID]; ok {
		return fmt.Errorf("%s:%d:%d: the id %q was read before, at line %d\n    remove one of the two, or it would count twice", p.File, p.Line, p.Column, r.ID, other.Line)
	}
	l.placed[r.ID] = p
	l.Records = append(l.Records, r)
	return nil
}

// maxWarnings bounds what a hostile file makes a person read.
const maxWarnings = 1000

func (l *pile) warn(p incident.Place, format string, args ...any) {
	l.say(at(p, fmt.Sprintf(format, args...)))
}

func (l *pile) say(warning string) {
	switch n := len(l.Warnings); {
	case n < maxWarnings:
		l.Warnings = append(l.Warnings, warning)
	case n == maxWarnings:
		l.Warnings = append(l.Warnings, fmt.Sprintf("more than %d warnings: the rest is left out", maxWarnings))
	}
}
