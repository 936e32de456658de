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
	return day{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
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
	anchor := r.anchorDay(r.pageZone())
	switch {
	case d.named && anchor.IsZero(), d.day > 0 && d.year == 0 && anchor.IsZero():
		return day{}, "nothing says to which year or week the day belongs"
	case d.named && d.week == "":
		if !r.ctx.Past {
			return day{}, "today and yesterday are not known in a text written later"
		}
		return day{anchor.AddDate(0, 0, d.shift)}, ""
	case d.named:
		for back := range 7 {
			if t := anchor.AddDate(0, 0, -back); weekday(t) == d.week && (r.ctx.Past || back <= 3) {
				return day{t}, ""
			} else if t = anchor.AddDate(0, 0, back); weekday(t) == d.week && !r.ctx.Past {
				return day{t}, ""
			}
		}
	case d.order:
		return r.ordered(d, anchor)
	}
	if d.year == 0 {
		best := day{}
		for y := anchor.Year() - 1; y <= anchor.Year()+1; y++ {
			t := time.Date(y, d.month, d.day, 0, 0, 0, 0, time.UTC)
			if best.IsZero() || t.Sub(anchor.Time).Abs() < best.Sub(anchor.Time).Abs() {
				best = day{t}
			}
		}
		return best, r.odd(best, d)
	}
	t := day{time.Date(d.year, d.month, d.day, 0, 0, 0, 0, time.UTC)}
	if t.Day() != d.day {
		return day{}, "there is no such day"
	}
	return t, r.odd(t, d)
}

// ordered reads a date in numbers, as 06/04/2023, in the order that lies near
// the anchor.
func (r *reader) ordered(d date, anchor day) (day, string) {
	var fits []day
	for _, md := range [...][2]int{{int(d.month), d.day}, {d.day, int(d.month)}} {
		t := day{time.Date(d.year, time.Month(md[0]), md[1], 0, 0, 0, 0, time.UTC)}
		if md[0] <= 12 && t.Day() == md[1] && (anchor.IsZero() || t.Sub(anchor.Time).Abs() <= far) {
			fits = append(fits, t)
		}
	}
	if len(fits) == 1 || len(fits) == 2 && fits[0].Equal(fits[1].Time) {
		return fits[0], ""
	}
	return day{}, "the order of day and month is not known"
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
	for _, t := range toks {
		if t.date.zero() {
			continue
		}
		if d, _ := r.dayOf(t.date); !d.IsZero() && !r.tooFar(d) {
			r.day, r.dayParagraph = d, s.paragraph
		}
	}
}
