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
func (h *hearing) measured(g *contract.Given, m contract.Measure, page *page, codes []code, r *rule) {
	cells := page.of(h.judged)
	if m.Evidence != contract.Incidents {
		c := r.counts(rest(cells, codes))
		g.Requests = &contract.Served{Valid: c.Valid, Failed: c.Failed}
	}
	switch m.Aggregate {
	case contract.ByMean, contract.ByUnits, contract.ByMisses:
	default:
		return
	}
	units := contract.Units{}
	var rates fractions
	for u := range h.units(h.judged, m.Unit) {
		part := of(codes, h.judged.from, u)
		known := judgedMinutes(part)
		units.Total++
		if known == 0 {
			if slices.Contains(part, unknown) {
				units.Unknown++
			} else {
				units.Excluded++
			}
			continue
		}
		c := r.counts(rest(of(cells, h.judged.from, u), part))
		lost := slices.ContainsFunc(part, code.down)
		if lost {
			units.Bad++
		}
		switch silent := c.Valid == 0 || c.Valid < m.Thin.Below; {
		case silent && lost: // as declared, or as the rule for thin units says
			rates.add(uint64(lostMinutes(part)), uint64(known))
		case silent:
		default:
			rates.add(c.Failed, c.Valid)
		}
		if c.Valid == 0 {
			units.Idle++
		}
	}
	g.Units = &units
	if m.Evidence == contract.Incidents {
		rates = fractions{}
		for u := range h.units(h.judged, m.Unit) {
			part := of(codes, h.judged.from, u)
			rates.add(uint64(lostMinutes(part)), uint64(judgedMinutes(part)))
		}
	}
	units.Errors = rates.sum()
	if m.Aggregate == contract.ByMisses && m.Bad.Kind != contract.ByThresholds {
		g.Misses = &units.Bad
	}
}

func lostMinutes(codes []code) (n int64) {
	for _, c := range codes {
		if c.down() {
			n++
		}
	}
	return n
}

// outages are the unbroken bad stretches of codes, in order of time; never nil.
// Their level is the worst in them, as far as it is known.
func (h *hearing) outages(codes []code, l *ledger) []contract.Outage {
	out := []contract.Outage{}
	for i := 0; i < len(codes); i++ {
		j, worst := i, thin
		for j < len(codes) && codes[j].bad() {
			worst = max(worst, level(codes[j]))
			j++
		}
		if j == i {
			continue
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
				after := detected.At.Sub(s.from.Time())
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
