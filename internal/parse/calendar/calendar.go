// Package calendar reads announced maintenance from iCalendar files (RFC 5545).
//
//  1. The file's folded lines become properties that know their line (line.go).
//  2. The properties of each VEVENT are collected, without those of what is
//     nested in it, such as an alarm (event.go).
//  3. Each event that was not cancelled becomes a contract.Maintenance; its
//     times are resolved in their zone (clock.go).
//
// Recurring events are refused by name: none of their dates is guessed.
package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
)

// The bounds of a calendar and of what is remembered of a hostile one.
const (
	maxBytes  = 4 << 20
	maxErrors = 1000
)

// Read reads the events of an iCalendar file as maintenance of services, in
// order of start and UID. Times without a zone, and whole days, are in zone.
// An event is announced when it was created (CREATED), else when the file was
// made (DTSTAMP). What cannot be read is left out and reported as
// "file:line: what is wrong"; the rest is returned beside it.
func Read(file string, data []byte, services []string, zone *time.Location) ([]contract.Maintenance, []error) {
	r := &reader{file: file, services: services, zone: zone, seen: map[string]int{}}
	if len(data) > maxBytes {
		r.fail(1, "the file has %d bytes, a calendar has at most %d", len(data), maxBytes)
		return nil, r.errors
	}
	r.read(unfold(data))
	slices.SortStableFunc(r.found, func(a, b contract.Maintenance) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	return r.found, r.errors
}

type reader struct {
	file     string
	services []string
	zone     *time.Location
	seen     map[string]int // line by UID
	found    []contract.Maintenance
	errors   []error
}

func (r *reader) fail(line int, format string, args ...any) {
	if len(r.errors) < maxErrors {
		r.errors = append(r.errors, fmt.Errorf("%s:%d: %s", r.file, line, fmt.Sprintf(format, args...)))
	}
}

// read walks the components. Only a VEVENT directly in a VCALENDAR counts.
func (r *reader) read(lines []line) {
	if len(lines) == 0 {
		r.fail(1, "the calendar is empty")
		return
	}
	var open []string // components, outermost first
	var e *event
	cancelled := false
	for _, l := range lines {
		p, err := l.property()
		name := strings.ToUpper(p.value)
		switch {
		case len(open) == 0 && (err != nil || p.name != "BEGIN" || name != "VCALENDAR"):
			r.fail(l.number, "%.40q: expected BEGIN:VCALENDAR: is this an iCalendar file?", l.text)
			return
		case err != nil:
			r.fail(l.number, "%v", err)
		case p.name == "BEGIN":
			switch open = append(open, name); {
			case len(open) == 1:
				cancelled = false
			case len(open) == 2 && name == "VEVENT":
				e = &event{line: l.number, properties: map[string]property{}}
			}
		case p.name == "END":
			if open[len(open)-1] != name {
				r.fail(l.number, "END:%.40s inside %.40s", name, open[len(open)-1])
				return
			}
			if open = open[:len(open)-1]; len(open) == 1 && e != nil {
				if !cancelled {
					r.take(e)
				}
				e = nil
			}
		case len(open) == 1 && p.name == "METHOD":
			cancelled = name == "CANCEL"
		case len(open) == 2 && e != nil:
			e.add(p)
		}
	}
	if len(open) > 0 {
		r.fail(lines[len(lines)-1].number, "the file ends inside %.40s: was it cut off?", open[len(open)-1])
	}
}
