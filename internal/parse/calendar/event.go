package calendar

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"aftermath/internal/contract"
)

// An event is the properties of one VEVENT, by name; the first of each counts.
type event struct {
	line       int
	properties map[string]property
}

func (e *event) add(p property) {
	if _, has := e.properties[p.name]; !has {
		e.properties[p.name] = p
	}
}

// A misreading is what is wrong with an event, and the line of it.
type misreading struct {
	line int
	err  error
}

func (m misreading) Error() string { return m.err.Error() }
func (m misreading) Unwrap() error { return m.err }

func wrong(line int, format string, args ...any) error {
	return misreading{line, fmt.Errorf(format, args...)}
}

// take adds e to what was found, or reports what is wrong with it.
func (r *reader) take(e *event) {
	if strings.EqualFold(e.properties["STATUS"].value, "CANCELLED") {
		return
	}
	m, err := r.maintenance(e)
	if err != nil {
		line := e.line
		var at misreading
		if errors.As(err, &at) {
			line = at.line
		}
		r.fail(line, "event %.80q (UID %.80s): %v", m.Title, m.ID, err)
		return
	}
	r.seen[m.ID] = e.line
	r.found = append(r.found, m)
}

func (r *reader) maintenance(e *event) (contract.Maintenance, error) {
	m := contract.Maintenance{
		ID: printable(e.properties["UID"].value), Title: printable(e.properties["SUMMARY"].value),
		Services: slices.Clone(r.services), Place: contract.Place{File: r.file, Line: e.line, Column: 1},
	}
	if m.ID == "" {
		return m, wrong(e.line, "it has no UID")
	}
	if m.Title == "" {
		m.Title = m.ID
	}
	for _, name := range []string{"RRULE", "RDATE", "EXRULE", "RECURRENCE-ID"} {
		if p, ok := e.properties[name]; ok {
			return m, wrong(p.line, "it recurs (%s), and recurring events are not read: export each date as an event of its own", name)
		}
	}
	if line, used := r.seen[m.ID]; used {
		return m, wrong(e.line, "its UID stands on line %d already", line)
	}
	var err error
	if m.Start, m.End, err = r.ends(e); err != nil {
		return m, err
	}
	for _, name := range []string{"CREATED", "DTSTAMP"} {
		if p, ok := e.properties[name]; ok {
			m.Announced, _, err = r.when(p)
			return m, err
		}
	}
	return m, nil
}

// ends is when e starts and ends: DTSTART with DTEND or DURATION; a whole day
// without either lasts that day.
func (r *reader) ends(e *event) (start, end time.Time, err error) {
	from, ok := e.properties["DTSTART"]
	if !ok {
		return start, end, wrong(e.line, "it has no start (DTSTART)")
	}
	start, day, err := r.when(from)
	if err != nil {
		return start, end, err
	}
	to, hasEnd := e.properties["DTEND"]
	lasts, hasLength := e.properties["DURATION"]
	switch {
	case hasEnd && hasLength:
		return start, end, wrong(lasts.line, "it has both an end (DTEND) and a length (DURATION)")
	case hasEnd:
		end, _, err = r.when(to)
	case hasLength:
		to = lasts
		end, err = after(start, lasts)
	case day:
		to = from
		end = contract.StartOfDay(start.Year(), start.Month(), start.Day()+1, start.Location())
	default:
		return start, end, wrong(e.line, "it has no end: DTEND and DURATION are missing")
	}
	if err == nil && !start.Before(end) {
		err = wrong(to.line, "it ends at %s, not after it starts at %s", end.Format(time.RFC3339), start.Format(time.RFC3339))
	}
	return start, end, err
}

// printable is s on one line, without what cannot be printed.
func printable(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, s)
}
