package postmortem

import (
	"fmt"
	"slices"
	"time"

	"aftermath/internal/parse/prose"
)

// date gives the posts of a page, in its order, their instants: the day that a
// post names, else the one that follows from the post before or after it.
func (s *source) date(posts []ledPost, first value) error {
	order := slices.Clone(indexes(posts))
	given, _, _, exact := s.instant(first.text)
	if newestFirst(posts, given, exact) {
		slices.Reverse(order)
	}
	days := make([]time.Time, len(posts))
	oldest := posts[order[0]]
	known := firstDay([]byte(first.text))
	if exact {
		// the day on which the clock of the first post stands nearest to the instant
		known = time.Time{}
		near := given.In(oldest.zone)
		for _, shift := range []int{0, -1, 1} {
			day := time.Date(near.Year(), near.Month(), near.Day()+shift, 0, 0, 0, 0, time.UTC)
			if known.IsZero() || at(oldest, day).Sub(given).Abs() < at(oldest, known).Sub(given).Abs() {
				known = day
			}
		}
	}
	days[order[0]] = known
	for _, i := range order {
		if d := posts[i].day(known); !d.IsZero() {
			days[i] = d
		}
	}
	// forward from each known day, then back from the first
	for n, i := range order {
		if n > 0 && days[i].IsZero() && !days[order[n-1]].IsZero() {
			days[i] = follow(posts[i], posts[order[n-1]], days[order[n-1]], 1)
		}
	}
	for n := len(order) - 2; n >= 0; n-- {
		i, next := order[n], order[n+1]
		if days[i].IsZero() && !days[next].IsZero() {
			days[i] = follow(posts[i], posts[next], days[next], -1)
		}
	}
	for i := range posts {
		if days[i].IsZero() {
			return fmt.Errorf("%s:%d:%d: nothing says on which day the posts were\n    add a line \"date: 2025-04-30\" above the first post", s.file, posts[i].Line, posts[i].Column)
		}
		posts[i].At, posts[i].warning = s.clock(posts[i], days[i])
	}
	return nil
}

func indexes(posts []ledPost) []int {
	out := make([]int, len(posts))
	for i := range out {
		out[i] = i
	}
	return out
}

// newestFirst says that the page shows the newest post first: its last line has
// the clock of the given first instant, or its first line says that it is over
// and its last does not.
func newestFirst(posts []ledPost, given time.Time, exact bool) bool {
	top, bottom := posts[0], posts[len(posts)-1]
	if exact {
		onTop, below := shows(top, given), shows(bottom, given)
		if onTop != below {
			return below
		}
	}
	return over.MatchString(top.Body) && !over.MatchString(bottom.Body)
}

// shows says that the clock of a post is that of an instant, to a minute.
func shows(p ledPost, t time.Time) bool {
	t = t.In(p.zone)
	d := t.Hour()*60 + t.Minute() - p.head.Minute
	return d >= -1 && d <= 1
}

// day is the day that a post names itself; of one without a year it is that
// which lies nearest to the page's year, so that January follows December.
func (p ledPost) day(first time.Time) time.Time {
	switch {
	case !p.head.Day.IsZero():
		return p.head.Day
	case !p.head.Dated || first.IsZero():
		return time.Time{}
	}
	var near time.Time
	for year := first.Year() - 1; year <= first.Year()+1; year++ {
		d := dayIn(fmt.Appendf(nil, "%s, %d", p.head.written, year))
		if !d.IsZero() && (near.IsZero() || d.Sub(first).Abs() < near.Sub(first).Abs()) {
			near = d
		}
	}
	return near
}

// follow is the day of p, whose neighbour q is of that day: the same, or the
// next (way 1) or the one before (way −1) where the clock says so.
func follow(p, q ledPost, day time.Time, way int) time.Time {
	if (p.head.Minute-q.head.Minute)*way < 0 {
		return day.AddDate(0, 0, way)
	}
	return day
}

// at is the instant of a post on a day of its zone.
func at(p ledPost, day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d, p.head.Minute/60, p.head.Minute%60, 0, 0, p.zone)
}

// clock is the instant of a post, and what is doubtful about it.
func (s *source) clock(p ledPost, day time.Time) (time.Time, string) {
	y, m, d := day.Date()
	wall := time.Date(y, m, d, p.head.Minute/60, p.head.Minute%60, 0, 0, time.UTC)
	if z, ok := prose.ZoneOf(p.head.Zone); ok && p.head.Zone != "" {
		return z.At(wall)
	}
	z := prose.ZoneAt(p.zone)
	t, warning := z.At(wall)
	if warning == "" {
		warning = "no zone is given: taken as " + z.Name
	}
	return t, warning
}
