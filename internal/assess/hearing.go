package assess

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// A hearing is one term while it is being judged, with what is known of its
// services: their ledgers, and the customer's lanes and pages.
type hearing struct {
	month *month
	*term
	judged  stretch
	ledgers []*ledger
	lanes   []*lane
	pages   []*page
	slab    *slab
}

// between is the requests of s, whose ends are cuts.
func (h *hearing) between(s stretch) statement.Requests {
	var out statement.Requests
	for _, own := range h.lanes {
		out = out.Add(own.between(s))
	}
	return out
}

// statement makes up the term's account, but for its samples. The minutes, runs,
// days and windows are those of the first measure; every measure has its part
// in the judgement.
func (h *hearing) statement() (statement.Statement, error) {
	s := statement.Statement{
		Customer: h.customer, Service: h.service, Policy: h.policy, Contract: h.contract,
		Period: h.period, Judged: h.term.judged, Requests: h.between(h.judged),
	}
	if len(h.numbers) > 1 {
		for _, l := range h.ledgers {
			s.Services = append(s.Services, l.service)
		}
	}
	if h.runs {
		s.RunsUntil = h.period.End
	}
	c, missing := h.brief()
	if missing != "" {
		s.Doubts = append(s.Doubts, missing)
	}
	var first joined
	for i, m := range h.measures {
		j, err := h.join(m)
		if err != nil {
			return s, err
		}
		if i == 0 {
			first = j
		}
		if j.missing != "" && !slices.Contains(s.Doubts, j.missing) {
			s.Doubts = append(s.Doubts, j.missing)
		}
		c.Givens = append(c.Givens, j.given)
	}
	if h.measures[0].Evidence != contract.Incidents {
		for _, own := range h.lanes {
			s.Thin = s.Thin.Add(own.undecided(h.judged))
		}
	}
	var err error
	s.Minutes, s.Works = first.tally, first.works
	if s.Days, err = h.calendar(first.codes, s.Minutes); err != nil {
		return s, err
	}
	s.Judgement = h.settle(h.policy, c)
	s.Judgement.Missing = append(s.Judgement.Missing, s.Doubts...)
	if s.Plain, err = h.plain(c, s.Judgement, first); err != nil {
		return s, err
	}
	h.tell(&s, first)
	s.Others, err = h.others(c, s, first)
	return s, err
}

// tell adds the runs, and what each incident was to the customer.
func (h *hearing) tell(s *statement.Statement, first joined) {
	if len(first.codes) == 1 {
		s.Bad, s.Other = h.narrate(first.codes[0], first.taken[0], first.from, first.to)
		for _, e := range h.during() {
			s.Impacts = append(s.Impacts, impact(e, s.Bad))
		}
		return
	}
	for k := range first.codes {
		bad, other := h.narrate(first.codes[k], first.taken[k], k, k+1)
		s.Bad, s.Other = append(s.Bad, bad...), append(s.Other, other...)
	}
	for _, e := range h.during() {
		var all statement.Impact
		for _, l := range h.ledgers {
			own := slices.DeleteFunc(slices.Clone(s.Bad), func(r statement.Run) bool { return r.Service != l.service.ID })
			if slices.Contains(l.events, e) {
				all = plusImpact(all, impact(e, own))
			}
		}
		s.Impacts = append(s.Impacts, all)
	}
	byTime := func(a, b statement.Run) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Service, b.Service))
	}
	slices.SortStableFunc(s.Bad, byTime)
	slices.SortStableFunc(s.Other, byTime)
}

// during are the events of the term's services whose declared impact overlaps
// the judged part, in order of time.
func (h *hearing) during() []*event {
	var out []*event
	for _, e := range h.month.events {
		if slices.ContainsFunc(h.ledgers, func(l *ledger) bool { return slices.Contains(l.events, e) }) && e.impact.overlaps(h.judged) {
			out = append(out, e)
		}
	}
	return out
}

// brief is what the policy is judged on, but for the measures' evidence.
//
// The fee of a period that the contract covers only in part is that of the
// whole.
func (h *hearing) brief() (c contract.Case, missing string) {
	c = contract.Case{Period: h.period.Name, Days: int64(len(h.period.Days())), Bill: h.contract.Bill}
	fee := h.contract.Fee
	fee.Minor *= int64(len(h.numbers)) * int64(h.policy.Period.Kind.Months())
	c.Bill.Fee = fee
	if !h.contract.From.IsZero() {
		c.Age = max(0, h.term.judged.End.Sub(h.contract.From))
	}
	c.Earlier, c.Carried, missing = h.earlier()
	return c, missing
}

// settle judges a case. A period that still runs is not decided, and nothing is
// due for it: the figures are those so far.
func (h *hearing) settle(p contract.Policy, c contract.Case) contract.Judgement {
	j := p.Settle(c)
	if !h.runs {
		return j
	}
	until := fmt.Sprintf("the end of the period: it runs until %s", h.period.End.In(h.period.Zone).Format("2006-01-02"))
	j.Verdict, j.Credit, j.Carried = contract.Undecided, money.Amount{Currency: c.Bill.Fee.Currency}, money.Amount{}
	j.Tier, j.Reason, j.Percent, j.Days, j.Terminate = nil, "", nil, nil, ""
	for i := range j.Parts {
		j.Parts[i].Verdict, j.Parts[i].Credit, j.Parts[i].Reason, j.Parts[i].Counted = contract.Undecided, j.Credit, "", false
	}
	j.Missing = append(j.Missing, until)
	return j
}

// plain is the judgement without any exclusion of time; service hours stay.
func (h *hearing) plain(c contract.Case, agreed contract.Judgement, first joined) (contract.Judgement, error) {
	same := true
	measures := slices.Clone(h.measures)
	c.Givens = slices.Clone(c.Givens)
	for i := range measures {
		m := &measures[i]
		if !m.Maintenance.Excluded && len(m.Exclusions) == 0 {
			continue
		}
		m.Maintenance, m.Exclusions = contract.MaintenanceRule{}, nil
		if i == 0 && !first.excludes() {
			continue
		}
		j, err := h.join(*m)
		if err != nil {
			return agreed, err
		}
		c.Givens[i], same = j.given, false
	}
	if same {
		return agreed, nil
	}
	return h.settle(h.with(measures), c), nil
}

// with is the policy with other measures.
func (h *hearing) with(measures []contract.Measure) contract.Policy {
	p := h.policy
	p.Measures = measures
	return p
}

func compareStatements(a, b statement.Statement) int {
	return cmp.Or(compareCustomers(a.Customer, b.Customer), cmp.Compare(a.Service.Name, b.Service.Name),
		cmp.Compare(a.Service.ID, b.Service.ID), a.Judged.Start.Compare(b.Judged.Start))
}

// lower says that a is a worse availability than b; what is not known is not.
func lower(a, b *big.Rat) bool { return a != nil && (b == nil || a.Cmp(b) < 0) }
