package prose

import (
	"strings"
	"time"

	"aftermath/internal/parse"
)

// An almanac is what a text as a whole says of its dates: the order of its
// dates in numbers, and the first day written out, to which those without a
// year belong.
type almanac struct {
	dayFirst, monthFirst bool // some date reads only so
	first                day
	zones                map[string]bool // places of the zones that its clock times name
}

// see takes in a date, before any is placed.
func (a *almanac) see(d date) {
	if d.day == 0 || d.month == 0 {
		return
	}
	if d.order {
		first, second := int(d.month), d.day
		switch {
		case first > 12:
			a.dayFirst = true
		case second > 12:
			a.monthFirst = true
		case d.week != "" && d.year != 0:
			asMonth, asDay := dayIn(midnight(d.year, first, second)), dayIn(midnight(d.year, second, first))
			if weekday(asMonth.Time) != weekday(asDay.Time) {
				a.monthFirst = a.monthFirst || weekday(asMonth.Time) == d.week
				a.dayFirst = a.dayFirst || weekday(asDay.Time) == d.week
			}
		}
		return
	}
	if d.year != 0 && a.first.IsZero() {
		a.first = day{midnight(d.year, int(d.month), d.day)}
	}
}

// order is the one order of the text's dates, if they show one.
func (a *almanac) order() parse.DateOrder {
	switch {
	case a.dayFirst == a.monthFirst:
		return parse.Undecided
	case a.dayFirst:
		return parse.DayFirst
	}
	return parse.MonthFirst
}

// usage is the order of dates in the country whose zones the text names.
func (a *almanac) usage() parse.DateOrder {
	order := parse.Undecided
	for place := range a.zones {
		next := parse.DayFirst
		switch {
		case place == "UTC" || !strings.Contains(place, "/"):
			continue
		case place == "America/New_York" || place == "America/Chicago" || place == "America/Denver" || place == "America/Los_Angeles":
			next = parse.MonthFirst
		case !strings.HasPrefix(place, "Europe/") && !strings.HasPrefix(place, "Australia/"):
			return parse.Undecided
		}
		if order != parse.Undecided && order != next {
			return parse.Undecided
		}
		order = next
	}
	return order
}

// zoned takes in the zone of a clock time.
func (a *almanac) zoned(letters string) {
	if z, ok := ZoneOf(letters); ok && letters != "" {
		if a.zones == nil {
			a.zones = map[string]bool{}
		}
		a.zones[z.place.String()] = true
	}
}

func midnight(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// ordered reads a date in numbers, as 06/04/2023: in the text's own order,
// else as the day that is right by the incident, else in the order that was
// asked for, else as the only one near the incident.
func (r *reader) ordered(d date, near day) (day, string) {
	monthFirst, dayFirst := r.inOrder(int(d.month), d.day, d.year, near), r.inOrder(d.day, int(d.month), d.year, near)
	switch {
	case monthFirst.IsZero() && dayFirst.IsZero():
		return day{}, "there is no such day"
	case monthFirst.IsZero() || monthFirst.Equal(dayFirst.Time):
		return dayFirst, ""
	case dayFirst.IsZero():
		return monthFirst, ""
	}
	order := r.dates.order()
	if order == parse.Undecided && !near.IsZero() {
		a, b := monthFirst.Sub(near.Time).Abs(), dayFirst.Sub(near.Time).Abs()
		switch {
		case a <= 2*24*time.Hour && b > 7*24*time.Hour, a <= far && b > far:
			order = parse.MonthFirst
		case b <= 2*24*time.Hour && a > 7*24*time.Hour, b <= far && a > far:
			order = parse.DayFirst
		}
	}
	if order == parse.Undecided {
		order = r.ctx.Order
	}
	warning := ""
	if order == parse.Undecided {
		if order = r.dates.usage(); order == parse.Undecided && d.dots {
			order = parse.DayFirst
		}
		if nearer := monthFirst.Sub(near.Time).Abs() < dayFirst.Sub(near.Time).Abs(); !near.IsZero() && nearer != (order == parse.MonthFirst) {
			order = parse.Undecided
		}
		warning = "the order of day and month is taken from where the text was written"
	}
	switch order {
	case parse.DayFirst:
		return dayFirst, warning
	case parse.MonthFirst:
		return monthFirst, warning
	}
	return day{}, "the order of day and month is not known"
}

// inOrder is the day with the month and day given, zero when there is none; a
// missing year is the one nearest to near.
func (r *reader) inOrder(month, dayOf, year int, near day) day {
	if month > 12 {
		return day{}
	}
	if year != 0 {
		if t := midnight(year, month, dayOf); t.Day() == dayOf {
			return day{t}
		}
		return day{}
	}
	return nearest(month, dayOf, near)
}

// nearest is the day of a month in the year in which it lies nearest to near;
// zero when there is none.
func nearest(month, dayOf int, near day) (best day) {
	if near.IsZero() {
		return day{}
	}
	for y := near.Year() - 1; y <= near.Year()+1; y++ {
		t := midnight(y, month, dayOf)
		if t.Day() == dayOf && (best.IsZero() || t.Sub(near.Time).Abs() < best.Sub(near.Time).Abs()) {
			best = day{t}
		}
	}
	return best
}
