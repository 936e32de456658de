package contract

import (
	"cmp"
	"time"
)

// IsZero says that no day is meant.
func (d Date) IsZero() bool { return d == Date{} }

// Compare orders days by the calendar.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// String is the day as 2025-04-01.
func (d Date) String() string {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// DateOf is the calendar day of t in t's own zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// At is the version in force for a period that begins at start: the last one
// whose From is not after start's calendar day in start's zone. A period is
// judged by one version, also where another begins inside it.
func (p Policy) At(start time.Time) Policy {
	day, out := DateOf(start), p
	for _, v := range p.Versions {
		if v.From.Compare(day) <= 0 {
			out = v
		}
	}
	out.Versions = nil
	return out
}
