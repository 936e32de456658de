package assess

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// A joined is what a measure comes to over all services of a term.
type joined struct {
	given    contract.Given
	tally    contract.Tally
	codes    [][]code   // one for the services from to before to, or one for each
	taken    [][]taking // as codes
	from, to int        // the services that codes of one are about
	works    []statement.Work
	missing  string
}

func single(r reckoned, from, to int) joined {
	return joined{given: r.given, tally: r.tally, codes: [][]code{r.codes}, taken: [][]taking{r.taken}, from: from, to: to, works: r.works, missing: r.missing}
}

// excludes says that something but service hours was taken out.
func (j joined) excludes() bool {
	return slices.ContainsFunc(j.taken, func(all []taking) bool {
		return slices.ContainsFunc(all, func(t taking) bool { return t.category != outOfHours })
	})
}

// join reckons a measure at each of the term's services and puts them together
// as the measure says (METHOD.md, "Several services").
func (h *hearing) join(m contract.Measure) (joined, error) {
	if j, ok, err := h.atWorst(m); ok || err != nil {
		return j, err
	}
	all := make([]reckoned, len(h.numbers))
	for k := range all {
		var err error
		if all[k], err = h.reckon(m, k); err != nil {
			return joined{}, err
		}
	}
	if len(all) == 1 {
		return single(all[0], 0, 1), nil
	}
	switch m.Scope.Combine {
	case contract.Any, contract.All:
		return h.overlay(all, m)
	case contract.Worst:
		worst := 0
		var least *big.Rat
		for k, r := range all {
			p := h.with([]contract.Measure{m})
			if j := p.Settle(contract.Case{Givens: []contract.Given{r.given}}); lower(j.Availability, least) {
				worst, least = k, j.Availability
			}
		}
		return single(all[worst], worst, worst+1), nil
	}
	return pooled(all, m), nil
}

// atWorst is the measure by the service's own rule of what failed, where that
// counts more requests than the measure does and the promise is met even so:
// then it is met, and the availability is that or better. Else it is not ok.
func (h *hearing) atWorst(m contract.Measure) (j joined, ok bool, err error) {
	for _, l := range h.ledgers {
		if ok = overcounted(m, l.service); !ok {
			return j, false, nil
		}
	}
	asked := m.Requests.Failed
	m.Requests.Failed = nil
	if j, err = h.join(m); err != nil {
		return j, false, err
	}
	p := h.with([]contract.Measure{m})
	j.missing = fmt.Sprintf("how much better than this it was: the log of %s counts more requests as failed than the policy (%s), and the promise is met even so", h.service.ID, asked)
	return j, p.Settle(contract.Case{Givens: []contract.Given{j.given}}).Verdict == contract.Met, nil
}

// pooled adds the services' minutes, units and requests. A measure that judges
// each service alone beside one that joins them is pooled too: a statement has
// one figure for it.
func pooled(all []reckoned, m contract.Measure) joined {
	var out joined
	weighed := slices.ContainsFunc(all, func(r reckoned) bool { return r.given.Lost != nil })
	for k, r := range all {
		g := &out.given
		if weighed && r.given.Lost == nil {
			r.given.Lost = unweighed(r.given.Minutes, m)
		}
		out.codes, out.taken, out.works = append(out.codes, r.codes), append(out.taken, r.taken), append(out.works, r.works...)
		g.Excluded = append(g.Excluded, r.given.Excluded...)
		out.tally = out.tally.Add(r.tally)
		g.Minutes = g.Minutes.Add(r.given.Minutes)
		g.Outages = append(g.Outages, r.given.Outages...)
		if out.missing == "" {
			out.missing = r.missing
		}
		if k == 0 {
			g.Units, g.Requests, g.Repairs, g.Misses, g.Lost, g.Days = r.given.Units, r.given.Requests, r.given.Repairs, r.given.Misses, r.given.Lost, r.given.Days
			continue
		}
		g.Units, g.Requests = plusUnits(g.Units, r.given.Units), plusServed(g.Requests, r.given.Requests)
		if g.Repairs != nil && r.given.Repairs != nil {
			g.Repairs = append(slices.Clone(g.Repairs), r.given.Repairs...)
		} else {
			g.Repairs = nil
		}
		if g.Misses != nil && r.given.Misses != nil {
			both := *g.Misses + *r.given.Misses
			g.Misses = &both
		} else {
			g.Misses = nil
		}
		if weighed {
			g.Lost = new(big.Rat).Add(g.Lost, r.given.Lost)
		}
	}
	slices.SortStableFunc(out.given.Outages, func(a, b contract.Outage) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// unweighed is the minutes lost where every one counts by its state.
func unweighed(t contract.Tally, m contract.Measure) *big.Rat {
	lost := new(big.Rat).Mul(m.Bad.DegradedWeight.Share(), new(big.Rat).SetInt64(t.Degraded))
	return lost.Add(lost, new(big.Rat).SetInt64(t.Down))
}

func plusUnits(a, b *contract.Units) *contract.Units {
	if a == nil || b == nil {
		return nil
	}
	out := contract.Units{Total: a.Total + b.Total, Bad: a.Bad + b.Bad, Excluded: a.Excluded + b.Excluded, Unknown: a.Unknown + b.Unknown, Idle: a.Idle + b.Idle}
	if a.Errors != nil && b.Errors != nil {
		out.Errors = new(big.Rat).Add(a.Errors, b.Errors)
	}
	return &out
}

func plusServed(a, b *contract.Served) *contract.Served {
	if a == nil || b == nil {
		return nil
	}
	return &contract.Served{Valid: a.Valid + b.Valid, Failed: a.Failed + b.Failed}
}

// overlay is minutes that are bad when they are so at any of the services, or at
// all of them. A service at which a minute is excluded has no say in it.
func (h *hearing) overlay(all []reckoned, m contract.Measure) (joined, error) {
	worse := m.Scope.Combine == contract.Any
	codes := h.slab.take(h.judged.count())
	var taken []taking
	out := reckoned{codes: codes}
	for _, r := range all {
		taken = beneath(taken, r.taken)
		out.works = append(out.works, r.works...)
		if out.missing == "" {
			out.missing = r.missing
		}
	}
	for i := range codes {
		v := all[0].codes[i]
		for _, r := range all[1:] {
			v = either(v, r.codes[i], worse)
		}
		codes[i] = v
	}
	out.taken = taken
	var err error
	if out.given.Minutes, err = tally(codes, h.judged); err != nil {
		return joined{}, err
	}
	out.given.Excluded = []contract.Taken{{Category: "joined", Reason: "excluded at every service", Minutes: out.given.Minutes.Excluded}}
	out.given.Outages = h.outages(codes, m, out.given.Minutes, h.ledgers[0])
	if m.Aggregate == contract.ByUnits {
		units := contract.Units{}
		for u := range h.units(h.judged, m.Unit) {
			part := of(codes, h.judged.from, u)
			units.Total++
			switch {
			case judgedMinutes(part) > 0 && slices.ContainsFunc(part, code.down):
				units.Bad++
			case judgedMinutes(part) > 0:
			case slices.Contains(part, unknown):
				units.Unknown++
			default:
				units.Excluded++
			}
		}
		out.given.Units = &units
	}
	out.tally, out.given.Days = out.given.Minutes, all[0].given.Days
	h.fill(&out.given, m)
	return single(out, 0, len(all)), nil
}

// either is the worse, or the better, of two services' minutes.
func either(a, b code, worse bool) code {
	rank := func(c code) int {
		switch {
		case c.down():
			return 3
		case c == unknown:
			if worse {
				return 1 // it may have been up: one that is bad for sure decides
			}
			return 2
		case c.degraded():
			if worse {
				return 2
			}
			return 1
		}
		return 0
	}
	switch {
	case a == excluded || a == idle:
		return b
	case b == excluded || b == idle:
		return a
	case (rank(b) > rank(a)) == worse && rank(a) != rank(b):
		return b
	}
	return a
}
