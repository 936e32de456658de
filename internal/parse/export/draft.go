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

// A draft is one incident while it is read.
type draft struct {
	incident.Record
	file   *place.File
	digest string
	zone   stamp.Zone
	order  parse.DateOrder
	number string
	status string
	filed  *incident.Mark // of the entry itself
	filled []incident.Mark
	texts  []func(prose.Context)
	seen   map[string]bool // components
}

func newDraft(f *place.File, digest string, zone stamp.Zone, order parse.DateOrder) *draft {
	d := &draft{file: f, digest: digest, zone: zone, order: order, seen: map[string]bool{}}
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
		if d.filed == nil || m.At.Before(d.filed.At) {
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
			read(prose.Context{Anchor: from, Until: until, Zone: d.zone.Place, Order: d.order})
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
