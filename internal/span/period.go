package span

import (
	"fmt"
	"time"
)

// A Period is a calendar month in a zone. Its days are those of the zone's
// wall clock: 23 or 25 hours long where summer time begins or ends.
type Period struct {
	Name string // "2025-04"
	Zone *time.Location
	Span
}

// Month is the calendar month that begins on the first of month in zone.
func Month(year int, month time.Month, zone *time.Location) Period {
	return Period{
		Name: time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Format("2006-01"),
		Zone: zone,
		Span: New(startOfDay(year, month, 1, zone), startOfDay(year, month+1, 1, zone)),
	}
}

// startOfDay is the first instant of a day in zone: midnight, or where the
// clock jumps over midnight, the instant of the jump. (time.Date may return an
// instant of the day before then.)
func startOfDay(year int, month time.Month, day int, zone *time.Location) time.Time {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	for from := midnight.Add(-24 * time.Hour).In(zone); ; {
		_, offset := from.Zone()
		first := midnight.Add(-time.Duration(offset) * time.Second).In(zone)
		if first.Before(from) {
			first = from
		}
		_, until := from.ZoneBounds() // of the offset
		if until.IsZero() || first.Before(until) {
			return first
		}
		from = until
	}
}

// ParsePeriod reads a month written 2025-04.
func ParsePeriod(name string, zone *time.Location) (Period, error) {
	t, err := time.Parse("2006-01", name)
	if err != nil {
		return Period{}, fmt.Errorf("period %q: write year and month, like 2025-04", name)
	}
	return Month(t.Year(), t.Month(), zone), nil
}

// MonthOf is the calendar month in zone that t lies in.
func MonthOf(t time.Time, zone *time.Location) Period {
	t = t.In(zone)
	return Month(t.Year(), t.Month(), zone)
}

// Previous is the calendar month before p.
func (p Period) Previous() Period {
	return Month(p.Start.Year(), p.Start.Month()-1, p.Zone)
}

// Days are the calendar days of p in its zone, in order; they cover p without
// gap or overlap. A day that the zone left out is not among them.
func (p Period) Days() []Span {
	var days []Span
	for start := p.Start; start.Before(p.End); {
		at, end := start.In(p.Zone), start
		for next := 1; !end.After(start); next++ {
			end = startOfDay(at.Year(), at.Month(), at.Day()+next, p.Zone)
		}
		day := New(start, end).Intersect(p.Span)
		days = append(days, day)
		start = day.End
	}
	return days
}

// Title is the month in words: "April 2025".
func (p Period) Title() string { return p.Start.Format("January 2006") }
