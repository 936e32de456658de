package assess

import (
	"errors"
	"slices"
	"time"

	"aftermath/internal/contract"
)

// outside is the minutes of s without service hours, in order; zone is the
// contract's, which a calendar without one runs by.
func outside(c contract.Calendar, s stretch, zone *time.Location) []stretch {
	if len(c.Hours) == 0 && len(c.Holidays) == 0 {
		return nil
	}
	if c.Zone != nil {
		zone = c.Zone
	}
	var open []stretch
	year, month, day := s.from.Time().In(zone).Date()
	for n := 0; ; n++ {
		noon := time.Date(year, month, day+n, 12, 0, 0, 0, time.UTC)
		date := contract.DateOf(noon)
		start := clock(date, 0, zone, false)
		if minutesFrom(start) >= s.to {
			break
		}
		if slices.Contains(c.Holidays, date) {
			continue
		}
		if len(c.Hours) == 0 {
			open = append(open, stretch{minutesFrom(start), minutesFrom(clock(date, 24*time.Hour, zone, false))})
		}
		for _, h := range c.Hours {
			if h.Days[noon.Weekday()] {
				open = append(open, stretch{minutesFrom(clock(date, h.From, zone, false)), minutesFrom(clock(date, h.To, zone, true))})
			}
		}
	}
	slices.SortFunc(open, func(a, b stretch) int { return int(a.from - b.from) })
	var out []stretch
	next := s.from
	for _, o := range append(open, stretch{s.to, s.to}) {
		if shut := (stretch{next, o.from}).clip(s); !shut.empty() {
			out = append(out, shut)
		}
		next = max(next, o.to)
	}
	return out
}

// clock is the instant at which a wall clock in zone shows a time of a day. A
// time that occurs twice is its first instant, or as the end of a stretch its
// last; one that the clocks jump over is the instant of the jump.
func clock(d contract.Date, at time.Duration, zone *time.Location, end bool) time.Time {
	if at == 0 || at == 24*time.Hour {
		return contract.StartOfDay(d.Year, d.Month, d.Day+int(at/(24*time.Hour)), zone)
	}
	wall := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Add(at)
	for {
		t, err := contract.LocalTime(wall, zone)
		var odd *contract.ClockError
		switch {
		case err == nil:
			return t
		case !errors.As(err, &odd):
			return wall
		case len(odd.Twice) > 0 && end:
			return odd.Twice[len(odd.Twice)-1]
		case len(odd.Twice) > 0:
			return odd.Twice[0]
		}
		wall = wall.Add(time.Minute) // the first minute after the jump is its instant
	}
}
