package prose

import (
	"strings"
	"time"
)

// A Time is a date or a clock time as it stands in a line of text.
type Time struct {
	Start, End int       // byte offsets
	Day        time.Time // the date at midnight UTC; zero where none with a year is written
	Dated      bool      // a date is written, with or without a year
	Clock      bool      // a time of day is written
	Minute     int       // of the day, as written
	Zone       string    // the letters or the offset beside the clock time, "" none
}

// Times finds the dates and clock times in a line, in order and without
// overlap. Dates in numbers whose order is not known have no Day.
func Times(line string) []Time {
	var out []Time
	var before date
	for _, t := range tokens(line) {
		found := Time{Start: t.start, End: t.end, Dated: !t.date.zero() && !t.date.named, Clock: t.hasClock, Zone: t.clock.zone}
		if t.hasClock {
			found.Minute = t.clock.of24()
		}
		d := t.date
		if d.order && d.month > 12 && d.day <= 12 {
			d.month, d.day, d.order = time.Month(d.day), int(d.month), false // 29/11/2024 reads one way
		} else if d.order && d.day > 12 && d.month <= 12 {
			d.order = false
		}
		if d.year > 0 && d.day > 0 && !d.order {
			if day := time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC); day.Day() == d.day {
				found.Day = day
			}
		}
		// of "August 7 - August 8, 2025" the first has the year of the second
		if n := len(out); n > 0 && out[n-1].Day.IsZero() && !found.Day.IsZero() && before.day > 0 && before.month > 0 && before.year == 0 && !before.order &&
			len(strings.Trim(line[out[n-1].End:found.Start], " -–—tound")) == 0 {
			out[n-1].Day = time.Date(d.year, before.month, before.day, 0, 0, 0, 0, time.UTC)
			if out[n-1].Day.After(found.Day) {
				out[n-1].Day = time.Date(d.year-1, before.month, before.day, 0, 0, 0, 0, time.UTC)
			}
		}
		before = d
		out = append(out, found)
	}
	return out
}
