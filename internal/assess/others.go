package assess

import (
	"slices"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// others are the same minutes under other rules that contracts use, so that a
// dispute about method is seen at once: the first measure with one rule changed,
// all else as agreed. A rule that changes nothing in the month's evidence is
// listed with the agreed figures. There are none for a number, nor where the
// facts cannot tell what was agreed.
func (h *hearing) others(c contract.Case, s statement.Statement, first joined) ([]statement.Other, error) {
	own := h.measures[0]
	if !own.Aggregate.Shares() || first.missing != "" {
		return nil, nil
	}
	out := []statement.Other{other("as agreed", s.Judgement), other("maintenance counts", s.Plain)}
	out[0].Agreed = true
	add := func(name string, m contract.Measure, given contract.Given) {
		measures := slices.Clone(h.measures)
		measures[0] = m
		k := c
		k.Givens = slices.Clone(c.Givens)
		k.Givens[0] = given
		out = append(out, other(name, h.settle(h.with(measures), k)))
	}
	same := func(name string) {
		o := out[0]
		o.Name, o.Agreed = name, false
		out = append(out, o)
	}
	again := func(name string, m contract.Measure, changes bool) error {
		if !changes {
			same(name)
			return nil
		}
		j, err := h.join(m)
		if err == nil {
			add(name, m, j.given)
		}
		return err
	}
	free := own
	free.Maintenance = contract.MaintenanceRule{Excluded: true, Overrun: own.Maintenance.Overrun}
	if err := again("all announced maintenance excluded", free, len(first.works) > 0); err != nil {
		return nil, err
	}
	if own.Aggregate == contract.ByMinutes {
		if err := h.weights(own, first, add, same); err != nil {
			return nil, err
		}
	}
	eventful := first.tally.Down+first.tally.Degraded+first.tally.Excluded > 0 || h.failures()
	if own.Unit.Minutes() > 1 || own.Unit.Events {
		m := own
		m.Unit = contract.Unit{}
		if err := again("units of 1 min", m, eventful); err != nil {
			return nil, err
		}
	}
	return out, h.otherwise(own, first, eventful, same, add)
}

func other(name string, j contract.Judgement) statement.Other {
	return statement.Other{Name: name, Availability: j.Availability, Verdict: j.Verdict, Credit: j.Credit}
}

// weights are other weights of degraded minutes and of partial outages.
func (h *hearing) weights(own contract.Measure, first joined, add func(string, contract.Measure, contract.Given), same func(string)) error {
	for _, w := range []string{"30%", "50%", "100%"} {
		m := own
		m.Bad.DegradedWeight = money.MustPercent(w)
		if m.Bad.DegradedWeight.Cmp(own.Bad.DegradedWeight) == 0 {
			continue
		}
		switch {
		case first.given.Minutes.Degraded == 0 && !degradedTaken(first.given):
			same("a degraded minute counts " + w)
		case own.Run != (contract.RunRule{}) || first.given.Lost != nil:
			j, err := h.join(m)
			if err != nil {
				return err
			}
			add("a degraded minute counts "+w, m, j.given)
		default:
			add("a degraded minute counts "+w, m, first.given)
		}
	}
	if own.Evidence == contract.Logs || !h.partial() {
		return nil
	}
	for _, w := range []string{"30%", "50%", "100%"} {
		m := own
		if m.Bad.PartialWeight = money.MustPercent(w); m.Bad.PartialWeight.Cmp(own.Bad.PartialWeight) == 0 {
			continue
		}
		j, err := h.join(m)
		if err != nil {
			return err
		}
		add("a declared partial outage counts "+w, m, j.given)
	}
	return nil
}

// otherwise is the measure in units of five minutes, and the other aggregates: by
// time, by error rate and by request.
func (h *hearing) otherwise(own contract.Measure, first joined, eventful bool, same func(string), add func(string, contract.Measure, contract.Given)) error {
	const units, mean = "units of 5 min", "by error rate: the mean of 5-minute intervals"
	five, rates := own, own
	five.Unit = contract.Unit{Length: 5 * time.Minute}
	rates.Unit, rates.Aggregate, rates.Run = five.Unit, contract.ByMean, contract.RunRule{}
	byUnits := own.Unit.Minutes() != 5
	byMean := own.Aggregate != contract.ByMean && own.Evidence != contract.Incidents
	switch {
	case !eventful && byUnits && byMean:
		same(units)
		same(mean)
	case byMean && own.Run == contract.RunRule{} && own.Aggregate == contract.ByMinutes: // both see the same minutes
		j, err := h.join(rates)
		if err != nil {
			return err
		}
		if byUnits {
			add(units, five, j.given)
		}
		add(mean, rates, j.given)
	default:
		for _, o := range [...]struct {
			name string
			m    contract.Measure
			on   bool
		}{{units, five, byUnits}, {mean, rates, byMean}} {
			if !o.on {
				continue
			}
			j, err := h.join(o.m)
			if err != nil {
				return err
			}
			add(o.name, o.m, j.given)
		}
	}
	if own.Aggregate != contract.ByMinutes {
		m := own
		m.Aggregate, m.Unit = contract.ByMinutes, contract.Unit{}
		if m.Bad.Kind == contract.ByFraction {
			m.Bad.Kind = contract.ByThresholds
		}
		j, err := h.join(m)
		if err != nil {
			return err
		}
		add("by time: minutes", m, j.given)
	}
	if own.Evidence != contract.Incidents && own.Aggregate != contract.ByRatio && first.given.Requests != nil {
		m := own
		m.Aggregate = contract.ByRatio
		add("by request: failed of all valid", m, first.given)
	}
	return nil
}

func degradedTaken(g contract.Given) bool {
	return slices.ContainsFunc(g.Excluded, func(t contract.Taken) bool { return t.Degraded > 0 })
}

// failures says that a request of the customer failed or was slow.
func (h *hearing) failures() bool {
	r := h.between(h.judged)
	return r.Failed+r.Slow > 0
}

// partial says that a partial outage was declared in the judged part.
func (h *hearing) partial() bool {
	return slices.ContainsFunc(h.during(), func(e *event) bool {
		return slices.ContainsFunc(e.Windows, func(w incident.Window) bool {
			return w.Level == incident.Partial && minutesOf(w.Span).overlaps(h.judged)
		})
	})
}
