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
// listed with the agreed figures.
func (h *hearing) others(c contract.Case, agreed contract.Judgement, first joined) ([]statement.Other, error) {
	own := h.measures[0]
	if !own.Aggregate.Shares() {
		return nil, nil
	}
	out := []statement.Other{{Name: "as agreed", Agreed: true, Availability: agreed.Availability, Verdict: agreed.Verdict, Credit: agreed.Credit}}
	add := func(name string, m contract.Measure, given contract.Given) {
		measures := slices.Clone(h.measures)
		measures[0] = m
		k := c
		k.Givens = slices.Clone(c.Givens)
		k.Givens[0] = given
		j := h.settle(h.with(measures), k)
		out = append(out, statement.Other{Name: name, Availability: j.Availability, Verdict: j.Verdict, Credit: j.Credit})
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
	bare := own
	bare.Maintenance, bare.Exclusions = contract.MaintenanceRule{}, nil
	if err := again("maintenance counts", bare, first.excludes()); err != nil {
		return nil, err
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
	for _, length := range []time.Duration{time.Minute, 5 * time.Minute} {
		if own.Unit.Minutes() == int64(length/time.Minute) && !own.Unit.Events {
			continue
		}
		m := own
		m.Unit = contract.Unit{Length: length}
		if err := again("units of "+words(length), m, eventful); err != nil {
			return nil, err
		}
	}
	return out, h.otherwise(own, first, eventful, again, add)
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

// otherwise is the other aggregates: by time, by intervals and by request.
func (h *hearing) otherwise(own contract.Measure, first joined, eventful bool, again func(string, contract.Measure, bool) error, add func(string, contract.Measure, contract.Given)) error {
	if own.Aggregate != contract.ByMinutes {
		m := own
		m.Aggregate, m.Unit = contract.ByMinutes, contract.Unit{}
		if m.Bad.Kind == contract.ByFraction {
			m.Bad.Kind = contract.ByThresholds
		}
		if err := again("by time: minutes", m, true); err != nil {
			return err
		}
	}
	if own.Evidence == contract.Incidents {
		return nil
	}
	if own.Aggregate != contract.ByMean {
		m := own
		m.Aggregate, m.Unit, m.Run = contract.ByMean, contract.Unit{Length: 5 * time.Minute}, contract.RunRule{}
		if err := again("by error rate: the mean of 5-minute intervals", m, eventful); err != nil {
			return err
		}
	}
	if own.Aggregate != contract.ByRatio && first.given.Requests != nil {
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
