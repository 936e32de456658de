package prose

import (
	"fmt"
	"time"
)

// twinned is what the time of an expression is said to be in another zone:
// "22:17 PDT (July 7 05:17 UTC)". The two are one instant; where they differ
// the first stands, with a warning that names both.
func (r *reader) twinned(at time.Time, warning string, e expression) (time.Time, string) {
	if e.twin == nil || e.twin.clock.zone == "" || at.IsZero() {
		return at, warning
	}
	z, ok := ZoneOf(e.twin.clock.zone)
	if !ok {
		return at, warning
	}
	c := e.twin.clock
	if c.half == 0 && e.from.clock.half != 0 && c.hour <= 12 && !c.padded && c.hour > 0 {
		return at, warning // am or pm is anyone's guess
	}
	minute := c.of24()
	days := dayIn(at.In(z.Location()))
	if d, _ := r.dayOf(e.twin.date); !e.twin.date.zero() && !d.IsZero() {
		days = d
	}
	best := time.Time{}
	for shift := -1; shift <= 1; shift++ {
		if shift != 0 && !e.twin.date.zero() {
			continue
		}
		t, _ := z.At(time.Date(days.Year(), days.Month(), days.Day()+shift, minute/60, minute%60, c.second, 0, time.UTC))
		if best.IsZero() || t.Sub(at).Abs() < best.Sub(at).Abs() {
			best = t
		}
	}
	if best.Sub(at).Abs() < time.Minute {
		return at, warning
	}
	return at, join(warning, fmt.Sprintf("the text gives this time twice, as %s and as %s", at.Format("15:04 -07:00"), best.Format("2 January 15:04 -07:00")))
}

// lendZone gives a clock time without a zone the one that follows from its
// twin in UTC: "15:49 (13:49 UTC)" is two hours ahead.
func lendZone(e *expression) {
	if e.twin == nil || e.from.clock.zone != "" {
		return
	}
	c, twin := e.from.clock, e.twin.clock
	if z, ok := ZoneOf(twin.zone); !ok || z.place != time.UTC || c.half == 0 && !c.padded && c.hour <= 12 {
		return
	}
	ahead := c.of24() - twin.of24()
	switch {
	case ahead > 12*60:
		ahead -= 24 * 60
	case ahead < -12*60:
		ahead += 24 * 60
	}
	if ahead%15 == 0 {
		e.from.clock.zone = fmt.Sprintf("UTC%+03d:%02d", ahead/60, max(ahead, -ahead)%60)
	}
}
