package prose

import (
	"fmt"
	"strings"
	"time"
)

// A day is a date of the calendar, at midnight UTC whatever the zone; the zero
// day is none.
type day struct{ time.Time }

// far is how far from the anchor a date may lie and still be of this incident.
const far = 31 * 24 * time.Hour

// anchorDay is the day of the anchor in place.
func (r *reader) anchorDay(place *time.Location) day {
	if r.ctx.Anchor.IsZero() {
		return day{}
	}
	y, m, d := r.ctx.Anchor.In(place).Date()
	return day{midnight(y, int(m), d)}
}

func (r *reader) pageZone() *time.Location {
	if r.ctx.Zone != nil {
		return r.ctx.Zone
	}
	return time.UTC
}

// dayOf places a written date; the warning says why it cannot be placed, or
// what is odd about it.
func (r *reader) dayOf(d date) (day, string) {
	near := r.anchorDay(r.pageZone())
	if near.IsZero() {
		near = r.dates.first
	}
	switch {
	case d.told:
		if r.base.IsZero() {
			return day{}, "nothing says which day it follows"
		}
		return day{r.base.AddDate(0, 0, d.shift)}, ""
	case d.named && near.IsZero(), d.day > 0 && d.year == 0 && near.IsZero():
		return day{}, "nothing says to which year or week the day belongs"
	case d.named && d.week == "":
		if r.ctx.Past {
			return day{near.AddDate(0, 0, d.shift)}, ""
		}
		if d.shift != 0 || r.ctx.Anchor.IsZero() {
			return day{}, "yesterday and tomorrow are not known in a text written later"
		}
		return near, "today is read as the day of the incident"
	case d.named:
		for back := range 7 {
			if t := near.AddDate(0, 0, -back); weekday(t) == d.week && (r.ctx.Past || back <= 3) {
				return day{t}, ""
			} else if t = near.AddDate(0, 0, back); weekday(t) == d.week && !r.ctx.Past {
				return day{t}, ""
			}
		}
	case d.order:
		t, warning := r.ordered(d, near)
		if t.IsZero() {
			return t, warning
		}
		return t, r.odd(t, d)
	case d.month == 0:
		return dayOfMonth(d.day, near), ""
	case d.year == 0:
		t := nearest(int(d.month), d.day, near)
		if t.IsZero() {
			return t, "there is no such day"
		}
		return t, r.odd(t, d)
	}
	t := day{midnight(d.year, int(d.month), d.day)}
	if t.Day() != d.day {
		return day{}, "there is no such day"
	}
	return t, r.odd(t, d)
}

// dayOfMonth is the 29th, say, that is nearest to near.
func dayOfMonth(n int, near day) (best day) {
	for shift := -1; shift <= 1; shift++ {
		t := midnight(near.Year(), int(near.Month())+shift, n)
		if t.Day() == n && (best.IsZero() || t.Sub(near.Time).Abs() < best.Sub(near.Time).Abs()) {
			best = day{t}
		}
	}
	return best
}

// odd tells of a date that does not fit its weekday or the incident.
func (r *reader) odd(t day, d date) string {
	if d.week != "" && weekday(t.Time) != d.week {
		return fmt.Sprintf("%s is a %s", t.Format("2 January 2006"), t.Weekday())
	}
	return ""
}

func (r *reader) tooFar(t day) bool {
	anchor := r.anchorDay(r.pageZone())
	return !anchor.IsZero() && t.Sub(anchor.Time).Abs() > far
}

func weekday(t time.Time) string { return strings.ToLower(t.Weekday().String()[:3]) }

// seeDates keeps the dates among toks for the clock times that follow.
func (r *reader) seeDates(s *parsedSentence, toks []token) {
	for i, t := range toks {
		if t.date.zero() {
			continue
		}
		if i > 0 && !t.hasClock && !toks[i-1].hasClock && rangeGap.MatchString(s.text[toks[i-1].end:t.start]) {
			from, _ := r.dayOf(toks[i-1].date)
			to, _ := r.dayOf(t.date)
			r.span = [2]day{from, to}
		}
		if t.date.told {
			r.base = r.toldDay()
		}
		if d, _ := r.dayOf(t.date); !d.IsZero() && !r.tooFar(d) {
			r.day, r.dayParagraph = d, s.paragraph
		}
	}
}

// toldDay is the day that the text has come to.
func (r *reader) toldDay() day {
	if d := dayIn(r.last); !r.last.IsZero() && (r.day.IsZero() || d.After(r.day.Time)) {
		return d
	}
	return r.day
}

// A dayFor is the one day that a text has named with a clock time so far: the
// day of the clock times that follow without one.
type dayFor struct {
	day
	several bool
	near    bool // the anchor alone would have given that day
}

func (f *dayFor) see(d day) {
	if f.IsZero() {
		f.day = d
	} else if !f.Equal(d.Time) {
		f.several = true
	}
}

// opens is the day on which a range across midnight begins whose day was told
// as two: "7 August – 8 August".
func (r *reader) opens(d day) day {
	if from, to := r.span[0], r.span[1]; !from.IsZero() && to.Equal(d.Time) && from.AddDate(0, 0, 1).Equal(d.Time) {
		return from
	}
	return d
}
