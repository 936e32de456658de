// Package export reads what tools for incidents and alerts give out, as JSON
// of their APIs or as CSV, into records.
//
//  1. A table for each tool says what its fields are: an instant, a name, a
//     text. A milestone that people set by hand (impact started, mitigated) is
//     stated. The entry's own times are paperwork: an incident was known by the
//     time at which it was entered, and announced to be over when it was closed.
//  2. Texts are read as prose.
//
// A severity such as P2 or SEV1 means what its organisation makes of it: it is
// kept as the tool's word and gives no level.
package export

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
)

// A role is what a field of a tool is to an incident.
type role string

const (
	isID        role = "id"
	isNumber    role = "number" // the id, where there is no other
	isTitle     role = "title"
	isURL       role = "url"
	isComponent role = "component" // of several values, or one list with commas
	isImpact    role = "impact"
	isStatus    role = "status"
	isText      role = "text"    // prose on the whole incident
	isInstant   role = "instant" // set by a person, or measured: stated
	isFilled    role = "filled"  // as isInstant, but the tool fills in the time of the entry
	isTrigger   role = "trigger" // an alert was raised: the operator knew
	isFiled     role = "filed"   // the incident was entered: the operator knew by then
	isClosed    role = "closed"  // the entry was closed: paperwork
)

// A field is one row of a tool's table: its name, and for instants which.
type field struct {
	name string
	role role
	kind incident.Kind
}

// A draft is one incident while it is read.
type draft struct {
	incident.Record
	file   *place.File
	digest string
	zone   stamp.Zone
	number string
	status string
	filed  *incident.Mark // of the entry itself
	filled []incident.Mark
	texts  []func(prose.Context)
	seen   map[string]bool // components
}

func newDraft(f *place.File, digest string, zone stamp.Zone) *draft {
	d := &draft{file: f, digest: digest, zone: zone, seen: map[string]bool{}}
	d.File, d.Digest = f.Name, digest
	return d
}

// word takes a value that is no time and no text.
func (d *draft) word(r role, s string) {
	s = strings.TrimSpace(parse.Clean(s))
	if s == "" {
		return
	}
	set := func(into *string) {
		if *into == "" {
			*into = s
		}
	}
	switch r {
	case isID:
		set(&d.ID)
	case isNumber:
		set(&d.number)
	case isTitle:
		set(&d.Title)
	case isURL:
		set(&d.URL)
	case isImpact:
		set(&d.Impact)
	case isStatus:
		set(&d.status)
	case isComponent:
		if !d.seen[s] {
			d.seen[s] = true
			d.Components = append(d.Components, s)
		}
	}
}

// apart is how far two fields must lie apart to be two statements.
const apart = time.Minute

// instant takes a time, which stands at words under the name of its field.
func (d *draft) instant(f field, s stamp.Stamp, words incident.Place) {
	m := incident.Mark{Kind: f.kind, At: s.At, Precision: s.Precision, Basis: incident.Stated, Quote: d.file.Words(words),
		Rule: ruleName(f.name), Place: words, Warning: s.Warning}
	switch f.role {
	case isInstant:
		d.Marks = append(d.Marks, m)
	case isFilled:
		d.filled = append(d.filled, m)
	case isTrigger:
		m.Kind = incident.Detected
		d.Marks = append(d.Marks, m)
	case isFiled:
		m.Kind, m.Basis = incident.Detected, incident.Posted
		if d.filed == nil {
			d.filed = &m
		}
	case isClosed:
		m.Kind, m.Basis = incident.AnnouncedResolved, incident.Posted
		d.Marks = append(d.Marks, m)
	}
}

// ruleName is the name of a field as the rule of its marks: "started-at".
func ruleName(name string) string {
	name = strings.TrimSuffix(name[strings.LastIndexByte(name, '.')+1:], "_log_entry")
	return strings.ToLower(strings.NewReplacer("_", "-", " ", "-").Replace(name))
}

// done settles what depends on several fields.
func (d *draft) done() incident.Record {
	for _, m := range d.filled {
		// the tool's own time is when somebody wrote, not when customers were harmed
		if d.filed == nil || m.At.Sub(d.filed.At).Abs() >= apart {
			d.Marks = append(d.Marks, m)
		}
	}
	if d.filed != nil {
		if over, known := d.end(); known && over.Before(d.filed.At) {
			d.warn(d.filed.Place, fmt.Sprintf("entered after it was over: %s does not say when it was detected", d.filed.Rule))
		} else {
			d.Marks = append(d.Marks, *d.filed)
		}
	}
	if d.ID == "" {
		d.ID = d.number
	}
	if d.ID == "" {
		first := time.Time{}
		if at, ok := d.start(); ok {
			first = at
		}
		d.ID = parse.Identity(d.Provider, d.Title, first.UTC().Format(time.RFC3339))
	}
	d.Open = d.isOpen()
	d.backwards()
	if from, ok := d.start(); ok {
		until, _ := d.end()
		for _, read := range d.texts {
			read(prose.Context{Anchor: from, Until: until, Zone: d.zone.Place})
		}
	}
	parse.Finish(&d.Record)
	return d.Record
}

// backwards warns of an entry that was closed before its alert.
func (d *draft) backwards() {
	for _, m := range d.Marks {
		after := func(other incident.Mark) bool { return other.Kind == incident.Detected && other.At.After(m.At) }
		if m.Kind == incident.AnnouncedResolved && slices.ContainsFunc(d.Marks, after) {
			d.warn(m.Place, m.Rule+" lies before the incident was known")
		}
	}
}

// start is the earliest time that a field states.
func (d *draft) start() (at time.Time, ok bool) {
	for _, m := range d.Marks {
		if !ok || m.At.Before(at) {
			at, ok = m.At, true
		}
	}
	return at, ok
}

// end is the earliest time by which it was over, or nearly.
func (d *draft) end() (at time.Time, ok bool) {
	for _, m := range d.Marks {
		if (m.Kind == incident.Resolved || m.Kind == incident.AnnouncedResolved) && (!ok || m.At.Before(at)) {
			at, ok = m.At, true
		}
	}
	return at, ok
}

// closed are the statuses, in lower case, under which nothing is left to do for
// customers.
var closed = map[string]bool{"resolved": true, "closed": true, "completed": true, "done": true, "post-incident": true, "learning": true, "documenting": true, "reviewing": true,
	"postmortem started": true, "postmortem completed": true, "retrospective started": true, "retrospective completed": true}

// live are those under which it is not over, whatever times are stated.
var live = map[string]bool{"triggered": true, "acknowledged": true, "open": true, "live": true, "active": true, "started": true, "investigating": true, "identified": true, "in progress": true}

// void are the statuses of entries that are no incidents.
var void = map[string]bool{"cancelled": true, "canceled": true, "declined": true, "merged": true}

func (d *draft) state() string { return strings.ToLower(strings.ReplaceAll(d.status, "_", " ")) }

// isOpen says that it is not over, by its status where that is known.
func (d *draft) isOpen() bool {
	_, over := d.end()
	return live[d.state()] || !closed[d.state()] && !over
}

func (d *draft) warn(p incident.Place, message string) {
	d.Warnings = append(d.Warnings, at(p, message))
}

// at is a message about a place.
func at(p incident.Place, message string) string {
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, message)
}

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
