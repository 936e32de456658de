package assess

import (
	"time"

	"aftermath/internal/span"
)

// A stretch is the minutes [from, to).
type stretch struct{ from, to span.Minute }

// minutesOf is the minutes whose first second lies in s.
func minutesOf(s span.Span) stretch {
	from, to := s.Minutes()
	return stretch{from, to}
}

// minutesFrom is the first minute that begins at t or later.
func minutesFrom(t time.Time) span.Minute {
	from, _ := span.New(t, t.Add(1)).Minutes()
	return from
}

func (s stretch) empty() bool { return s.from >= s.to }

func (s stretch) count() int64 { return max(0, int64(s.to-s.from)) }

func (s stretch) clip(to stretch) stretch {
	return stretch{max(s.from, to.from), min(s.to, to.to)}
}

func (s stretch) overlaps(o stretch) bool { return !s.clip(o).empty() }

// touches says that s and o share a minute or that one begins where the other
// ends.
func (s stretch) touches(o stretch) bool {
	return !s.empty() && !o.empty() && s.from <= o.to && o.from <= s.to
}

func (s stretch) holds(m span.Minute) bool { return s.from <= m && m < s.to }

// in is s as a span shown in zone.
func (s stretch) in(zone *time.Location) span.Span {
	return span.FromMinutes(s.from, s.to).In(zone)
}

// of is the part of values, which begin at the minute first, that s covers.
func of[T any](values []T, first span.Minute, s stretch) []T {
	return values[s.from-first : s.to-first]
}

// fill sets the part of values that s covers; what lies outside is ignored.
func fill[T any](values []T, first span.Minute, s stretch, v T) {
	if s = s.clip(stretch{first, first + span.Minute(len(values))}); s.empty() {
		return
	}
	part := of(values, first, s)
	for i := range part {
		part[i] = v
	}
}
