package prose

import (
	"fmt"
	"time"
)

// place puts an expression on the calendar; a warning without a time says why
// it cannot.
func (r *reader) place(s *parsedSentence, e expression, row bool) (from, to time.Time, warning string) {
	lendZone(&e)
	if e.isRange {
		if e.to.clock.zone == "" {
			e.to.clock.zone = e.from.clock.zone
		} else if e.from.clock.zone == "" {
			e.from.clock.zone = e.to.clock.zone
		}
		if e.from.date.zero() && e.to.after {
			e.from.date = e.to.date
		}
		lendHalf(&e.from.clock, &e.to.clock)
		if e.from.date.zero() && e.to.date.zero() && r.dayParagraph == s.paragraph && e.to.clock.of24() < e.from.clock.of24() {
			r.day = r.opens(r.day)
		}
	}
	from, warning = r.instant(s, e.from, row)
	if from.IsZero() || !e.isRange {
		from, warning = r.twinned(from, warning, e)
		return from, to, warning
	}
	if h := e.from.clock; h.half == 0 && h.hour <= 12 && from.Hour() != h.hour {
		e.from.clock.half = 'p' // it was read as an afternoon, so its end is one too
		lendHalf(&e.from.clock, &e.to.clock)
	}
	if e.to.date.told && !e.from.date.told {
		to, _ = r.onDay(e.to.clock, day{dayIn(from).AddDate(0, 0, e.to.date.shift)})
	} else if e.to.date.zero() || e.to.after && e.to.date == e.from.date {
		// the end of a range comes after its beginning, so its day is known
		to, _ = r.onDay(e.to.clock, dayIn(from))
		if to.Before(from) {
			to, _ = r.onDay(e.to.clock, day{dayIn(from).AddDate(0, 0, 1)})
			if !r.crossesMidnight(from, to) {
				return time.Time{}, to, "the range ends before it begins, and the posts allow no midnight between: left out"
			}
		}
	} else {
		var w string
		if to, w = r.instant(s, e.to, row); to.IsZero() {
			return time.Time{}, to, w
		}
	}
	if d := to.Sub(from); d < 0 || d > far {
		return time.Time{}, to, "the range does not end after it begins, within a month"
	}
	r.last, r.lastParagraph = to, s.paragraph
	return from, to, warning
}

// crossesMidnight says that the end of a range, which stands before its
// beginning on the clock, is of the next day: the posts had not announced the
// resolution long before it, or, without such a post, the range is short.
func (r *reader) crossesMidnight(from, to time.Time) bool {
	if r.ctx.Until.IsZero() {
		return to.Sub(from) <= 12*time.Hour
	}
	return to.Sub(r.ctx.Until) <= time.Hour
}

func dayIn(t time.Time) day {
	y, m, d := t.Date()
	return day{time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// lendHalf gives the end of a range without am or pm that of the other end:
// "2:58-3:10 PM" lies in one afternoon, "11:50-0:10 PM" crosses noon.
func lendHalf(from, to *clock) {
	if from.half == 0 && to.half != 0 && from.hour <= 12 && from.hour > 0 {
		from.half = to.half
		if from.of24() > to.of24() {
			from.half ^= 'a' ^ 'p'
		}
	}
	if to.half == 0 && from.half != 0 && to.hour <= 12 && to.hour > 0 {
		to.half = from.half
		if to.of24() < from.of24() {
			to.half ^= 'a' ^ 'p'
		}
	}
}

// of24 is the minute of the day.
func (c clock) of24() int {
	h := c.hour
	switch {
	case c.half == 'a' && h == 12:
		h = 0
	case c.half == 'p' && h < 12:
		h += 12
	}
	return h*60 + c.minute
}

// zoneFor is the zone of a clock time: its own, else the one that the text
// last named or names at all, else the page's.
func (r *reader) zoneFor(c clock) (z Zone, warning string) {
	written := c.zone
	if written == "" {
		written = r.zone
	}
	if written == "" && r.zonesSeen != "*" {
		written = r.zonesSeen
	}
	if z, ok := ZoneOf(written); ok && written != "" {
		return z, ""
	}
	return ZoneAt(r.pageZone()), fmt.Sprintf("no zone is given: taken as %s", zoneName(r.pageZone()))
}

// onDay is the instant of c on a day.
func (r *reader) onDay(c clock, d day) (time.Time, string) {
	z, assumed := r.zoneFor(c)
	minute := c.of24()
	t, warning := z.At(time.Date(d.Year(), d.Month(), d.Day(), minute/60, minute%60, c.second, 0, time.UTC))
	return t, join(assumed, warning)
}

// join puts two warnings together, and the same one once.
func join(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return a + "; " + b
}

// instant is the instant of one clock time: on its own date, else on the last
// date of its paragraph, else near the anchor.
func (r *reader) instant(s *parsedSentence, e ending, row bool) (time.Time, string) {
	c := e.clock
	if c.zone != "" {
		r.zone = c.zone
	}
	d, warning, dated := day{}, "", true
	switch {
	case !e.date.zero():
		if d, warning = r.dayOf(e.date); d.IsZero() {
			return time.Time{}, warning
		}
		if r.tooFar(d) {
			return time.Time{}, d.Format("2 January 2006") + " lies far from the incident: left out"
		}
		r.clocked.see(d)
	case !r.day.IsZero() && r.dayParagraph == s.paragraph:
		d = r.day
	case r.loneDate(s) != (day{}):
		d = r.loneDate(s)
	case !r.ctx.Past && !r.clocked.several && !r.clocked.near && !r.clocked.IsZero() && r.clocked.Equal(r.day.Time):
		d = r.clocked.day
	default:
		dated = false
	}
	if c.half == 0 && !c.padded && c.hour > 0 && c.hour <= 12 && (r.twelve || !r.twentyFour && c.hour < 10) {
		var w string
		if c, w = r.half(c, d); c.half != 0 && !r.twelve {
			warning = join(warning, w)
		}
	}
	var t time.Time
	var w string
	if dated {
		t, w = r.onDay(c, d)
		// undated and half a day earlier than what was told before: past midnight
		if e.date.zero() && r.lastParagraph == s.paragraph && !r.last.IsZero() && r.last.Sub(t) > backwards {
			if late, lateWarning := r.onDay(c, day{d.AddDate(0, 0, 1)}); r.ctx.Until.IsZero() || late.Sub(r.ctx.Until) <= afterPost {
				t, w = late, lateWarning
			}
		}
	} else {
		if t, w = r.nearAnchor(c); t.IsZero() {
			return t, w
		}
		if row && r.lastParagraph == s.paragraph && !r.last.IsZero() && r.last.Sub(t) > backwards {
			t, w = r.onDay(c, day{dayIn(t).AddDate(0, 0, 1)})
		}
	}
	if !e.date.zero() {
		if near, _ := r.nearAnchor(c); near.Equal(t) {
			r.clocked.near = true
		}
	}
	r.last, r.lastParagraph = t, s.paragraph
	return t, join(warning, w)
}

// backwards is how far back a clock time without a date may go on what was told
// before; what goes further is of the next day.
const backwards = 10 * time.Hour

// loneDate is the only date of a sentence, wherever it stands.
func (r *reader) loneDate(s *parsedSentence) day {
	var found day
	for _, t := range s.tokens {
		if t.date.zero() || t.date.named {
			continue
		}
		d, _ := r.dayOf(t.date)
		if d.IsZero() || r.tooFar(d) || !found.IsZero() && !found.Equal(d.Time) {
			return day{}
		}
		found = d
	}
	return found
}

// nearAnchor puts a clock time without a date.
func (r *reader) nearAnchor(c clock) (time.Time, string) {
	if r.ctx.Anchor.IsZero() {
		return time.Time{}, "no date: nothing says on which day it was"
	}
	z, _ := r.zoneFor(c)
	d := r.anchorDay(z.Location())
	from := r.ctx.Anchor.Add(-8 * time.Hour)
	switch {
	case r.ctx.Past:
		from = r.ctx.Anchor.Add(-24*time.Hour + 5*time.Minute)
	case r.anchoredByDay():
		return r.onDay(c, day{dayIn(r.ctx.Anchor).Time})
	}
	for _, shift := range [...]int{-1, 0, 1} {
		t, w := r.onDay(c, day{d.AddDate(0, 0, shift)})
		if t.Before(from) {
			continue
		}
		if late := t.AddDate(0, 0, 1); r.ctx.Past && late.Sub(r.ctx.Anchor) <= afterPost && late.After(r.ctx.Anchor) {
			// posts are edited and filed later more often than they tell of the
			// day before without a word
			if _, assumed := r.zoneFor(c); assumed != "" {
				return time.Time{}, "it stands after the post that tells of it, and names no zone: left out"
			}
			return late, join(w, "it stands after the post that tells of it: the post was edited or filed later")
		}
		return t, w
	}
	return r.onDay(c, d)
}

// anchoredByDay says that the anchor is a day: midnight, in an account that
// stands by itself. A post may be of midnight.
func (r *reader) anchoredByDay() bool {
	h, m, sec := r.ctx.Anchor.Clock()
	return h == 0 && m == 0 && sec == 0 && !r.ctx.Past && r.ctx.Until.IsZero()
}

// afterPost is how long after a post a clock time in it may be.
const afterPost = 3 * time.Hour

// half decides between morning and afternoon for a clock time without am or
// pm, in a text that writes twelve hours: the one that follows next on what
// was told before, else the one nearer to the anchor.
func (r *reader) half(c clock, d day) (clock, string) {
	am, pm := c, c
	am.half, pm.half = 'a', 'p'
	place := func(c clock) time.Time {
		if !d.IsZero() {
			t, _ := r.onDay(c, d)
			return t
		}
		t, _ := r.nearAnchor(c)
		return t
	}
	a, p := place(am), place(pm)
	if a.IsZero() || p.IsZero() {
		return c, ""
	}
	warning := "neither am nor pm is given: read as " + p.Format("15:04")
	if r.twelve && !r.last.IsZero() {
		if !a.Before(r.last) && a.Sub(r.last) < 12*time.Hour {
			return am, warning
		}
		return pm, warning
	}
	if r.ctx.Anchor.IsZero() || r.anchoredByDay() {
		return c, ""
	}
	if a.Sub(r.ctx.Anchor).Abs() <= p.Sub(r.ctx.Anchor).Abs() {
		return am, "neither am nor pm is given: read as " + a.Format("15:04")
	}
	return pm, warning
}
