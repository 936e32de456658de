package assess

import (
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// paint makes the code of each minute of s under a measure, before anything is
// excluded, by the measure's evidence:
//
//	logs       the log's verdict where there are enough requests; else up
//	           while the service was being logged, unknown while it was not
//	incidents  the declared windows; else up. The log is not looked at
//	either     the log's verdict where there are enough requests, also against
//	           a declared window: that is how a customer whom an incident did
//	           not touch is found untouched; else the declared window; else
//	           up or unknown as for logs
//
// Under either, a customer with too few requests inside a declared window has
// the declared state even though the service was being logged: requests that
// never reached us leave no line, so its silence is no proof that all was
// well. Outside declared windows a minute with too few requests is up, or what
// the measure's rule for thin units says. Where windows overlap, down outranks
// degraded. (METHOD.md, "State of a minute".)
func (h *hearing) paint(codes []code, s stretch, m contract.Measure, l *ledger, g *page, r *rule) {
	quiet := upLogged
	if m.Evidence == contract.Incidents {
		quiet = upDeclared
	}
	fill(codes, s.from, s, quiet)
	if m.Evidence != contract.Incidents {
		for _, gap := range l.gaps.within(h.within) {
			fill(codes, s.from, gap, unknown)
		}
	}
	if m.Evidence != contract.Logs {
		l.declared(codes, s.from, m)
	}
	if m.Evidence != contract.Incidents {
		h.logged(codes, s, m, g, r)
	}
}

// declared fills in the declared windows, the worst last.
func (l *ledger) declared(codes []code, first span.Minute, m contract.Measure) {
	partial := downDeclared
	if !whole(m.Bad.PartialWeight) {
		partial = partialDeclared
	}
	for _, pass := range [...]struct {
		level incident.Level
		code  code
	}{{incident.Degraded, degradedDeclared}, {incident.Partial, partial}, {incident.Outage, downDeclared}} {
		for _, e := range l.counting(m.Run) {
			for _, w := range e.Windows {
				if w.Level == pass.level {
					fill(codes, first, windowMinutes(w.Span, m.Run), pass.code)
				}
			}
		}
	}
}

// windowMinutes are the minutes of a declared window; where those that are bad
// only in part do not count, the last one too must lie in it whole.
func windowMinutes(s span.Span, r contract.RunRule) stretch {
	out := minutesOf(s)
	if r.Whole && out.to.Time().After(s.End) {
		out.to--
	}
	return out
}

// counting are the events whose windows count: all of them, or of those at the
// same time only the longest.
func (l *ledger) counting(r contract.RunRule) []*event {
	if !r.Longest {
		return l.events
	}
	sorted := slices.Clone(l.events)
	slices.SortStableFunc(sorted, func(a, b *event) int { return int(b.impact.count() - a.impact.count()) })
	var out []*event
	for _, e := range sorted {
		if !slices.ContainsFunc(out, func(o *event) bool { return o.impact.overlaps(e.impact) }) {
			out = append(out, e)
		}
	}
	return out
}

// logged puts the log's verdict on each unit with enough requests on all of its
// minutes; units too thin for one keep what was declared or is not known, and
// are else what the measure's rule for them says.
func (h *hearing) logged(codes []code, s stretch, m contract.Measure, g *page, r *rule) {
	if int64(m.Thin.PerPeriod) > 0 && h.valid(g, r) < m.Thin.PerPeriod {
		return
	}
	good := m.Thin.Idle == contract.ThinGood && m.Thin.Is == contract.ThinGood
	if m.Unit.Minutes() == 1 || m.Unit.Events {
		h.minutes(codes, s, m, good, g, r)
		return
	}
	if m.Bad.Kind == contract.ByFraction || m.Bad.Kind == contract.ByDown { // the verdict is on the minutes
		h.minutes(codes, s, m, true, g, r)
		for u := range h.units(s, m.Unit) {
			if c := sum(g.of(u)); !good && (c.Valid == 0 || c.Valid < m.Thin.Below) {
				spare(of(codes, s.from, u), m.Thin, c.Valid)
			}
		}
		return
	}
	cells := g.of(s)
	var whole []traffic.Counts
	if s.from == h.within.from { // units begin with s
		whole = g.units(s, m.Unit.Minutes())
	}
	for u := range h.units(s, m.Unit) {
		var c traffic.Counts
		if whole != nil {
			c, whole = r.counts(whole[0]), whole[1:]
		} else {
			c = r.counts(sum(of(cells, s.from, u)))
		}
		if m.Unit.Busy > 0 && c.Valid <= m.Unit.Busy && m.Unit.Longer > 0 {
			c = r.counts(sum(g.of(h.longer(u, m.Unit.Longer, g.axis))))
		}
		if v := r.verdict(c); v != thin {
			part := of(codes, s.from, u)
			for i := range part {
				part[i] = v
			}
		} else if !good {
			spare(of(codes, s.from, u), m.Thin, c.Valid)
		}
	}
}

// minutes gives each minute its own verdict; good says that thin ones are up.
func (h *hearing) minutes(codes []code, s stretch, m contract.Measure, good bool, g *page, r *rule) {
	cells, plain := g.of(s), r.plain()
	verdicts := of(g.verdicts, g.axis.from, s)[:len(codes)]
	if plain && good {
		for i, v := range verdicts {
			if v != thin {
				codes[i] = v
			}
		}
		return
	}
	for i := range codes {
		v := verdicts[i]
		if !plain {
			v = r.verdict(cells[i])
		}
		if v != thin {
			codes[i] = v
		} else if !good {
			spare(codes[i:i+1], m.Thin, cells[i].Valid)
		}
	}
}

// spare makes the minutes of a thin unit that nothing else decides what the rule
// says.
func spare(codes []code, t contract.ThinRule, valid uint64) {
	is := t.Is
	if valid == 0 {
		is = t.Idle
	}
	if is == contract.ThinGood {
		return
	}
	v := idle
	if is == contract.ThinBad {
		v = downLogged
	}
	for i := range codes {
		if codes[i] == upLogged {
			codes[i] = v
		}
	}
}
