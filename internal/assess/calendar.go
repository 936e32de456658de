package assess

import (
	"slices"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
)

// outside is the minutes of s without service hours, in order; zone is the
// contract's, which a calendar without one runs by.
//
// Hours are what the wall clock shows: an hour that the clocks jump over is
// none, one that they show twice is two.
func outside(c contract.Calendar, s stretch, zone *time.Location) []stretch {
	if len(c.Hours) == 0 && len(c.Holidays) == 0 {
		return nil
	}
	if c.Zone != nil {
		zone = c.Zone
	}
	open := []stretch{{s.to, s.to}}
	for at, end := s.from.Time(), s.to.Time(); at.Before(end); {
		_, until := at.In(zone).ZoneBounds() // of the offset
		if until.IsZero() || until.After(end) {
			until = end
		}
		open = append(open, opened(c, at.In(zone), until)...)
		at = until
	}
	slices.SortFunc(open, func(a, b stretch) int { return int(a.from - b.from) })
	var out []stretch
	next := s.from
	for _, o := range open {
		if shut := (stretch{next, o.from}).clip(s); !shut.empty() {
			out = append(out, shut)
		}
		next = max(next, o.to)
	}
	return out
}

// opened is the service hours from at until an instant, between which the zone
// of at keeps its offset.
func opened(c contract.Calendar, at, until time.Time) (out []stretch) {
	_, seconds := at.Zone()
	offset := time.Duration(seconds) * time.Second
	year, month, day := at.Date()
	for midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC); midnight.Add(-offset).Before(until); midnight = midnight.AddDate(0, 0, 1) {
		if slices.Contains(c.Holidays, contract.DateOf(midnight)) {
			continue
		}
		add := func(from, to time.Duration) {
			hours := span.New(midnight.Add(from-offset), midnight.Add(to-offset))
			if s := minutesOf(hours.Intersect(span.New(at, until))); !s.empty() {
				out = append(out, s)
			}
		}
		for _, h := range c.Hours {
			if h.Days[midnight.Weekday()] {
				add(h.From, h.To)
			}
		}
		if len(c.Hours) == 0 {
			add(0, 24*time.Hour)
		}
	}
	return out
}
