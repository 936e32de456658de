package contract

import (
	"fmt"
	"slices"
	"time"
)

// Due is the last instant at which a claim is in time: N units after anchor.
// Days, business days and months run from anchor's calendar day to the end of
// the day on which they are up, in anchor's zone; business days are Monday to
// Friday without holidays. Hours are exact. A billing cycle is counted as a
// month; from the last day of a month, months run to the last day of one.
func (d Deadline) Due(anchor time.Time, holidays []Date) time.Time {
	if d.Unit == InHours {
		return anchor.Add(time.Duration(d.N) * time.Hour)
	}
	year, month, day := anchor.Date()
	switch d.Unit {
	case InMonths, InCycles:
		last := time.Date(year, month+time.Month(d.N)+1, 0, 0, 0, 0, 0, time.UTC)
		if end := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day(); day == end || day > last.Day() {
			day = last.Day()
		}
		year, month = last.Year(), last.Month()
	case InBusinessDays:
		for left := d.N; left > 0; {
			day++
			at := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
			if w := at.Weekday(); w != time.Saturday && w != time.Sunday && !slices.Contains(holidays, DateOf(at)) {
				left--
			}
		}
	default:
		day += d.N
	}
	next := time.Date(year, month, day+1, 0, 0, 0, 0, time.UTC)
	return StartOfDay(next.Year(), next.Month(), next.Day(), anchor.Location())
}

func (a Anchor) words() string {
	switch a {
	case PeriodEnd:
		return "the end of the period"
	case NextEnd:
		return "the end of the period after"
	case OutageEnd:
		return "the end of the incident"
	case Awareness:
		return "becoming aware of the incident"
	}
	return "the " + string(a)
}

// Words is the deadline in a sentence: "claim within 30 days of the period's end".
func (d Deadline) Words() string {
	what := d.What
	if what == "" {
		what = "claim"
	}
	unit := string(d.Unit)
	if d.N == 1 {
		unit = unit[:len(unit)-1]
	}
	return fmt.Sprintf("%s within %d %s of %s", what, d.N, unit, d.Anchor.words())
}
