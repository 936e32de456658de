// Package span holds half-open spans of time, sets of spans, minutes and
// calendar periods in a zone.
//
// A Span is [Start, End): adjacent spans share no instant and none is lost
// between them. A minute belongs to a span that holds its first second, so
// that the minutes of adjacent spans add up.
package span

import (
	"fmt"
	"time"
)

// A Span is the half-open stretch of time [Start, End). It is empty when End
// is not after Start.
type Span struct {
	Start, End time.Time
}

// New is the span from start until before end.
func New(start, end time.Time) Span { return Span{Start: start, End: end} }

// Empty says that no instant lies in s.
func (s Span) Empty() bool { return !s.Start.Before(s.End) }

// Duration is the length of s, zero when it is empty.
func (s Span) Duration() time.Duration {
	if s.Empty() {
		return 0
	}
	return s.End.Sub(s.Start)
}

// Contains says that t lies in s.
func (s Span) Contains(t time.Time) bool { return !t.Before(s.Start) && t.Before(s.End) }

// Overlaps says that s and o share an instant.
func (s Span) Overlaps(o Span) bool { return !s.Intersect(o).Empty() }

// Intersect is what s and o share; it is empty when they share nothing.
func (s Span) Intersect(o Span) Span {
	if o.Start.After(s.Start) {
		s.Start = o.Start
	}
	if o.End.Before(s.End) {
		s.End = o.End
	}
	if s.Empty() {
		return Span{}
	}
	return s
}

// Minutes is the half-open range [first, last) of the minutes whose first
// second lies in s.
func (s Span) Minutes() (first, last Minute) {
	if s.Empty() {
		return 0, 0
	}
	return ceilMinute(s.Start), ceilMinute(s.End)
}

// CountMinutes is the number of minutes whose first second lies in s.
func (s Span) CountMinutes() int64 {
	first, last := s.Minutes()
	return int64(last - first)
}

// In is s with both ends shown in zone; it is the same span.
func (s Span) In(zone *time.Location) Span { return Span{Start: s.Start.In(zone), End: s.End.In(zone)} }

// String is both ends in RFC 3339 with a slash between, as in ISO 8601.
func (s Span) String() string {
	return fmt.Sprintf("%s/%s", s.Start.Format(time.RFC3339), s.End.Format(time.RFC3339))
}

// A Minute is a whole minute, counted from the Unix epoch in UTC.
type Minute int64

// MinuteOf is the minute that t lies in.
func MinuteOf(t time.Time) Minute {
	seconds := t.Unix()
	m := seconds / 60
	if seconds%60 < 0 {
		m--
	}
	return Minute(m)
}

// Time is the first second of m, in UTC.
func (m Minute) Time() time.Time { return time.Unix(int64(m)*60, 0).UTC() }

func ceilMinute(t time.Time) Minute {
	m := MinuteOf(t)
	if m.Time().Before(t) {
		m++
	}
	return m
}

// FromMinutes is the span of the minutes [first, last), in UTC.
func FromMinutes(first, last Minute) Span { return Span{Start: first.Time(), End: last.Time()} }

// A Day is a UTC day, counted from the Unix epoch.
type Day int32

// MinutesPerDay is the number of minutes of a UTC day; UTC days know no
// summer time and, in Unix time, no leap second.
const MinutesPerDay = 24 * 60

// DayOf is the UTC day of m and the minute's place in it, 0 … 1439.
func DayOf(m Minute) (Day, int) {
	d, rest := m/MinutesPerDay, m%MinutesPerDay
	if rest < 0 {
		d, rest = d-1, rest+MinutesPerDay
	}
	return Day(d), int(rest)
}

// First is the first minute of d.
func (d Day) First() Minute { return Minute(d) * MinutesPerDay }

// String is the date of d, 2025-04-30.
func (d Day) String() string { return d.First().Time().Format(time.DateOnly) }
