package incident

import (
	"time"

	"aftermath/internal/span"
)

// Took is the time from one instant to another, with both ends; ok is false
// when either is unknown. It may be negative: detection before the stated
// onset is legal.
func (inc Incident) Took(from, to Kind) (d time.Duration, ok bool) {
	a, okA := inc.Instants[from]
	b, okB := inc.Instants[to]
	return b.At.Sub(a.At), okA && okB
}

// Impact is the span from onset to resolution; ok is false while either is
// unknown.
func (inc Incident) Impact() (s span.Span, ok bool) {
	began, okA := inc.Instants[Began]
	resolved, okB := inc.Instants[Resolved]
	return span.New(began.At, resolved.At), okA && okB
}

// Anchor is the instant that decides to which month the incident belongs: the
// onset, else the earliest instant known, else the first post.
func (inc Incident) Anchor() (time.Time, bool) {
	if c, ok := inc.Instants[Began]; ok {
		return c.At, true
	}
	var first time.Time
	for _, kind := range Kinds {
		if c, ok := inc.Instants[kind]; ok && (first.IsZero() || c.At.Before(first)) {
			first = c.At
		}
	}
	if first.IsZero() && len(inc.Posts) > 0 {
		first = inc.Posts[0].At
	}
	return first, !first.IsZero()
}

// Declared is the set of instants at any of levels, a union: overlapping
// windows never count twice.
func (inc Incident) Declared(levels ...Level) span.Set {
	var spans []span.Span
	for _, w := range inc.Windows {
		for _, l := range levels {
			if w.Level == l {
				spans = append(spans, w.Span)
			}
		}
	}
	return span.NewSet(spans...)
}

// DownMinutes and DegradedMinutes are the minutes of the declared windows; a
// minute that is both is down.
func (inc Incident) DownMinutes() int64 { return inc.Declared(Outage, Partial).CountMinutes() }

// DegradedMinutes are the declared degraded minutes that are not down.
func (inc Incident) DegradedMinutes() int64 {
	return inc.Declared(Degraded).Subtract(inc.Declared(Outage, Partial)).CountMinutes()
}
