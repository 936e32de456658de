package contract

import (
	"math/big"

	"aftermath/internal/money"
)

// A Judgement is what a policy makes of a case.
type Judgement struct {
	Availability *big.Rat // of the first measure, exact; nil when there is none
	Lowest       *big.Rat // if every unknown minute had been down; nil when that is not known
	Highest      *big.Rat // if every unknown minute had been up; nil when that is not known
	Verdict      Verdict  // every measure's together
	Lost         *big.Rat // what counts as lost, in Unit: down + weight × degraded minutes
	Allowed      *big.Rat // what may be lost before the target is missed, in Unit
	Unit         string   // of Lost and Allowed: "min", "units", "requests", "user-min"
	Tier         *Tier    // the row of an availability table that applies; nil when none does
	Credit       money.Amount

	Parts      []Part       // one for each of Policy.Promises, in their order
	Reason     string       // the row or rule that the credit rests on; "" when nothing is paid
	Percent    *big.Rat     // the credit as a share of the base, after caps; nil when it was no share
	Days       *big.Rat     // days by which the term is extended; nil: none
	Time       *big.Rat     // days of service that are credited, as money or as Days; nil: none
	Base       money.Amount // what shares are of
	Carried    money.Amount // a credit below the minimum that waits
	Terminate  string       // the right to leave that the period gives, in words; "": none
	Missing    []string     // what was asked for and is not known; then Credit is what is certain
	Arithmetic []Step       // how all of it was made
}

// A Part is one measure's share in a judgement.
type Part struct {
	Measure  string
	Exact    *big.Rat // availability, or the number where the aggregate is no share; nil: not known
	Compared *big.Rat // the same, rounded as the contract says
	Verdict  Verdict
	Credit   money.Amount // this measure's, rounded, before caps
	Reason   string
	Counted  bool // it is part of the credit that is paid
}

// Judge is Settle for minutes and a fee alone.
func (p Policy) Judge(t Tally, fee money.Amount) Judgement {
	promises := p.Promises()
	c := Case{Givens: make([]Given, len(promises)), Bill: Bill{Fee: fee}}
	for i := range c.Givens {
		c.Givens[i].Minutes = t
	}
	return p.Settle(c)
}

// Settle judges a case, exactly: what every measure comes to, whether it was
// met, what it pays, and what caps, minimum and gates leave of that (METHOD.md,
// "The promise"). It takes tallies as Check accepts them and a policy as Lint
// accepts it.
func (p Policy) Settle(c Case) Judgement {
	s := newSheet(p, c)
	promises := p.Promises()
	parts := make([]settled, len(promises))
	for i, m := range promises {
		given := Given{}
		if i < len(c.Givens) {
			given = c.Givens[i]
		}
		parts[i] = s.measure(m, given, len(promises) > 1)
	}
	first := parts[0]
	j := Judgement{
		Availability: first.exact, Lowest: first.lowest, Highest: first.highest, Lost: first.lost, Allowed: first.allowed, Unit: first.unit,
		Verdict: overall(parts), Base: s.base, Credit: money.Amount{Currency: c.Bill.Fee.Currency},
	}
	if !promises[0].Aggregate.Shares() {
		j.Availability = nil
	}
	s.credit(&j, parts)
	s.leave(&j, parts)
	for _, part := range parts {
		j.Parts = append(j.Parts, part.Part)
	}
	j.Arithmetic, j.Missing = s.steps, s.missing
	return j
}

// overall is the verdict of all: missed when one is missed, else undecided when
// one is undecided.
func overall(parts []settled) Verdict {
	v := Met
	for _, p := range parts {
		switch {
		case p.Verdict == Missed:
			return Missed
		case p.Verdict == Undecided:
			v = Undecided
		}
	}
	return v
}

// BudgetUsed is the share of the allowed loss that was lost; nil when nothing
// may be lost.
func (j Judgement) BudgetUsed() *big.Rat {
	if j.Allowed == nil || j.Lost == nil || j.Allowed.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(j.Lost, j.Allowed)
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }
