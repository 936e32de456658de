package assess

import (
	"slices"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// rest is the requests of a unit's minutes that are not taken out.
func rest(cells []traffic.Counts, codes []code) traffic.Counts {
	var out traffic.Counts
	for i, c := range codes {
		if c != excluded {
			out.Add(cells[i])
		}
	}
	return out
}

// judgedMinutes is how many of a unit's minutes are neither taken out nor
// unknown.
func judgedMinutes(codes []code) (n int64) {
	for _, c := range codes {
		if c != excluded && c != idle && c != unknown {
			n++
		}
	}
	return n
}

// measured counts requests and units.
func (h *hearing) measured(g *contract.Given, m contract.Measure, own *lane, page *page, codes []code, taken []taking, r *rule) {
	if m.Evidence != contract.Incidents {
		c := r.counts(h.served(own, page, taken))
		g.Requests = &contract.Served{Valid: c.Valid, Failed: c.Failed}
	}
	switch m.Aggregate {
	case contract.ByMean, contract.ByUnits, contract.ByMisses:
	default:
		return
	}
	g.Units = h.count(m, page, codes, g.Minutes, r)
	if m.Aggregate == contract.ByMisses && m.Bad.Kind != contract.ByThresholds {
		g.Misses = &g.Units.Bad
	}
}

// served is the customer's requests in the judged part without those in minutes
// that are taken out.
func (h *hearing) served(own *lane, page *page, taken []taking) traffic.Counts {
	all := traffic.Counts(own.between(h.judged))
	for _, t := range taken {
		gone := sum(page.of(t.clip(h.judged)))
		all.Total -= gone.Total
		all.Valid -= gone.Valid
		all.Failed -= gone.Failed
		all.Slow -= gone.Slow
	}
	return all
}

// count is the units of the judged part, whose minutes are in t.
func (h *hearing) count(m contract.Measure, page *page, codes []code, t contract.Tally, r *rule) *contract.Units {
	var out contract.Units
	var rates fractions
	cells := page.of(h.judged)
	var whole []traffic.Counts
	if h.judged.from == h.within.from {
		whole = page.units(h.judged, m.Unit.Minutes())
	}
	clean := t.Excluded+t.Unknown == 0
	for u := range h.units(h.judged, m.Unit) {
		part := of(codes, h.judged.from, u)
		known, gone := int64(len(part)), false
		if !clean {
			known, gone = judgedMinutes(part), slices.Contains(part, excluded)
		}
		var c traffic.Counts
		switch {
		case gone || whole == nil:
			c = rest(of(cells, h.judged.from, u), part)
		default:
			c = whole[0]
		}
		if whole != nil {
			whole = whole[1:]
		}
		out.Total++
		if known == 0 {
			if slices.Contains(part, unknown) {
				out.Unknown++
			} else {
				out.Excluded++
			}
			continue
		}
		c = r.counts(c)
		lost := t.Down > 0 && slices.ContainsFunc(part, code.down)
		if lost {
			out.Bad++
		}
		if c.Valid == 0 {
			out.Idle++
		}
		switch silent := m.Evidence == contract.Incidents || c.Valid == 0 || c.Valid < m.Thin.Below; {
		case silent && lost: // as declared, or as the rule for thin units says
			rates.add(uint64(lostMinutes(part)), uint64(known))
		case !silent:
			rates.add(c.Failed, c.Valid)
		}
	}
	out.Errors = rates.sum()
	return &out
}

func lostMinutes(codes []code) (n int64) {
	for _, c := range codes {
		if c.down() {
			n++
		}
	}
	return n
}

// outages are the unbroken stretches of codes that count as lost, in order of
// time; never nil. Their level is the worst in them, as far as it is known. An
// outage is not confirmed before it began, which is earlier than its stretch by
// what a run rule took off.
func (h *hearing) outages(codes []code, m contract.Measure, t contract.Tally, l *ledger) []contract.Outage {
	out := []contract.Outage{}
	if t.Down+t.Degraded == 0 {
		return out
	}
	loses := losing(m)
	cut := time.Duration(0)
	if m.Run.Excess {
		cut = m.Run.AtLeast
	}
	for i := 0; i < len(codes); i++ {
		if !codes[i].bad() || !loses(codes[i]) { // as nearly all are
			continue
		}
		j, worst := i, thin
		for j < len(codes) && loses(codes[j]) {
			worst = max(worst, level(codes[j]))
			j++
		}
		o := contract.Outage{Start: time.Duration(i) * time.Minute, Length: time.Duration(j-i) * time.Minute}
		switch worst {
		case degradedDeclared:
			o.Level = contract.DegradedOnly
		case partialDeclared:
			o.Level = contract.PartialOutage
		}
		s := stretch{h.judged.from + span.Minute(i), h.judged.from + span.Minute(j)}
		for _, e := range l.events {
			if detected, ok := e.Instants[incident.Detected]; ok && o.Confirmed == nil && e.impact.overlaps(s) {
				after := max(detected.At.Sub(s.from.Time()), -cut)
				o.Confirmed = &after
			}
		}
		out = append(out, o)
		i = j
	}
	return out
}

// level orders bad codes by how bad they are, whoever says so.
func level(c code) code {
	switch {
	case c.degraded():
		return degradedDeclared
	case c == downLogged:
		return downDeclared
	}
	return c
}

// repairs are the times from onset to resolution of the service's incidents that
// were resolved in s; nil where one of them is not known.
func (l *ledger) repairs(s stretch) []time.Duration {
	out := []time.Duration{}
	for _, e := range l.events {
		resolved, over := e.Instants[incident.Resolved]
		switch {
		case over && s.holds(minutesFrom(resolved.At)):
			took, ok := e.Took(incident.Began, incident.Resolved)
			if !ok {
				return nil
			}
			out = append(out, took)
		case !over && s.holds(e.known.from):
			return nil
		}
	}
	return out
}

// clocked replaces the minutes by what the measure's clock leaves of the
// outages. Where an outage lacks the instant at which it begins to count,
// nothing is known.
func (out *reckoned) clocked(m contract.Measure, h *hearing) {
	given, err := m.Outlast(out.given.Outages, time.Duration(h.judged.count())*time.Minute)
	if err != nil {
		out.missing = err.Error()
		fill(out.codes, h.judged.from, h.judged, unknown)
		out.given = contract.Given{Minutes: contract.Tally{Period: h.judged.count(), Unknown: h.judged.count()}}
		out.tally = out.given.Minutes
		return
	}
	t := &out.given.Minutes
	known := t.Up + t.Degraded + t.Down
	t.Down, t.Degraded = given.Minutes.Down, given.Minutes.Degraded
	t.Up = known - t.Down - t.Degraded
	out.given.Outages, out.given.Lost = given.Outages, given.Lost
}
