package assess

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
)

// A policy that looks back looks at the earliest periods before, and one that
// asks about the whole term at the furthest.
const earliest, furthest = 12, 120

// earlier is what the term's periods before came to, as the statements on record
// say, oldest first: those that a policy asks for; and the credit that waits by
// the latest of them. A period without a statement is undecided when an older
// one has one; before the oldest nothing is known.
func (h *hearing) earlier() (out []contract.Earlier, carried money.Amount, missing string) {
	back := reach(h.policy)
	if back == 0 {
		return nil, carried, ""
	}
	known := 0
	p := h.period
	for range back {
		p = before(h.policy.Period, p)
		if !h.contract.From.IsZero() && !p.End.After(h.contract.From) {
			break
		}
		e := contract.Earlier{Period: p.Name, Verdict: contract.Undecided}
		s, ok := h.recorded(p)
		if !ok && missing == "" {
			missing = fmt.Sprintf("what %s came to: no statement of it is on record, and the policy looks back at it (aftermath run --period makes one)", p.Name)
		}
		if ok {
			if known == 0 {
				carried = s.Carried
			}
			e = contract.Earlier{Period: p.Name, Verdict: s.Verdict, Availability: s.Availability, Down: s.Down, Credit: s.Credit}
			known = len(out) + 1
		}
		out = append(out, e)
	}
	out = out[:known]
	slices.Reverse(out)
	return out, carried, missing
}

// recorded is the statement on record of a whole period of the term.
func (h *hearing) recorded(p span.Period) (Record, bool) {
	for _, r := range h.month.records[recordKey{h.customer.ID, h.service.ID, h.policy.ID}] {
		if r.Judged.End.Equal(p.End) && (r.Judged.Start.Equal(p.Start) || r.Judged.Start.Equal(h.contract.From)) {
			return r, true
		}
	}
	return Record{}, false
}

// reach is how many periods before this one a policy asks about; 0: none.
func reach(p contract.Policy) int {
	back := p.Eligibility.Consecutive - 1
	for _, t := range p.Termination {
		back = max(back, t.Misses-1, t.Of-1)
	}
	if p.Minimum.Mode == contract.Carry {
		back = max(back, earliest)
	}
	for _, c := range p.Caps {
		switch c.Per {
		case contract.PerQuarter, contract.PerYear, contract.PerTwelve:
			back = max(back, earliest)
		case contract.PerTerm:
			back = furthest
		}
	}
	if back <= 0 {
		return 0
	}
	return max(back, earliest)
}

// A Record is what a statement that was made before came to.
type Record struct {
	Customer, Service, Policy string
	Judged                    span.Span
	Verdict                   contract.Verdict
	Availability              *big.Rat // nil: none
	Down                      int64
	Credit                    money.Amount
	Carried                   money.Amount // a credit below the minimum that waits
}

type recordKey struct{ customer, service, policy string }

// remember sorts the records by what they are of.
func (m *month) remember() {
	m.records = map[recordKey][]Record{}
	for _, r := range m.facts.Earlier {
		k := recordKey{r.Customer, r.Service, r.Policy}
		m.records[k] = append(m.records[k], r)
	}
	for _, all := range m.records {
		slices.SortFunc(all, func(a, b Record) int {
			return cmp.Or(a.Judged.End.Compare(b.Judged.End), a.Judged.Start.Compare(b.Judged.Start))
		})
	}
}
