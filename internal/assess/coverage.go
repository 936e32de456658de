package assess

import (
	"slices"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A coverage is when a service was not being logged.
type coverage struct {
	least  int64     // minutes without a line of any customer that make a gap
	gaps   []stretch // from the minute after a line until the next line
	lines  bool      // there is a line at all
	before stretch   // from the axis's start until the first line
	after  stretch   // from the minute after the last line until the axis's end
}

// newCoverage finds the stretches of pool, whose first minute is axis.from,
// without any line for at least gap; a gap setting under a minute is one.
func newCoverage(pool []traffic.Counts, axis stretch, gap time.Duration) coverage {
	c := coverage{least: max(1, int64((gap+time.Minute-1)/time.Minute)), before: axis}
	next := axis.from // the minute after the last line
	for i := range pool {
		if pool[i].Total == 0 {
			continue
		}
		at := axis.from + span.Minute(i)
		silence := stretch{next, at}
		if !c.lines {
			c.before, c.lines = silence, true
		} else if silence.count() >= c.least {
			c.gaps = append(c.gaps, silence)
		}
		next = at + 1
	}
	if c.lines {
		c.after = stretch{next, axis.to}
	}
	return c
}

// within is the gaps inside period. A silence between two lines counts at its
// full length, also when it reaches over the period's ends; the silence before
// the first line known and after the last one only by its part inside the
// period, because whether logs of the time outside exist is not known.
func (c coverage) within(period stretch) []stretch {
	var out []stretch
	edge := func(s stretch) {
		if s = s.clip(period); s.count() >= c.least {
			out = append(out, s)
		}
	}
	edge(c.before)
	for _, g := range c.gaps {
		if g = g.clip(period); !g.empty() {
			out = append(out, g)
		}
	}
	if c.lines {
		edge(c.after)
	}
	return out
}

// cover finds the service's gaps, judges the pool, and enters the gaps of the
// organisation's month in the account, cut where a declared window begins or
// ends.
func (l *ledger) cover() {
	l.gaps = newCoverage(l.pool, l.axis, l.service.Gap)
	l.pooled = make([]code, len(l.pool))
	for i := range l.pool {
		l.pooled[i] = max(upLogged, l.judge.verdict(l.pool[i]))
	}
	for _, g := range l.gaps.within(l.axis) {
		fill(l.pooled, l.axis.from, g, unknown)
	}
	var spans []span.Span
	for _, e := range l.events {
		for _, w := range e.Windows {
			spans = append(spans, minutesOf(w.Span).in(l.zone()))
		}
	}
	declared := span.NewSet(spans...)
	for _, g := range l.gaps.within(l.period) {
		whole := span.NewSet(g.in(l.zone()))
		var parts []statement.Gap
		for _, part := range whole.Intersect(declared).Spans() {
			parts = append(parts, statement.Gap{Span: part, Service: l.service.ID, Declared: true})
		}
		for _, part := range whole.Subtract(declared).Spans() {
			parts = append(parts, statement.Gap{Span: part, Service: l.service.ID})
		}
		slices.SortFunc(parts, func(a, b statement.Gap) int { return a.Start.Compare(b.Start) })
		l.account.Gaps = append(l.account.Gaps, parts...)
	}
}
