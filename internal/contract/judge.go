package contract

import (
	"errors"
	"fmt"
	"math/big"

	"aftermath/internal/money"
)

// A Tally is the minutes of a period by state. The five states sum to Period
// (METHOD.md, "State of a minute").
type Tally struct {
	Period, Up, Degraded, Down, Excluded, Unknown int64
}

// Check says whether the five states sum to the period and none is negative.
func (t Tally) Check() error {
	sum := t.Up + t.Degraded + t.Down + t.Excluded + t.Unknown
	if sum != t.Period || min(t.Up, t.Degraded, t.Down, t.Excluded, t.Unknown) < 0 {
		return fmt.Errorf("minutes do not add up: up %d + degraded %d + down %d + excluded %d + unknown %d = %d, the period has %d",
			t.Up, t.Degraded, t.Down, t.Excluded, t.Unknown, sum, t.Period)
	}
	return nil
}

// Add adds the minutes of o.
func (t Tally) Add(o Tally) Tally {
	return Tally{t.Period + o.Period, t.Up + o.Up, t.Degraded + o.Degraded, t.Down + o.Down, t.Excluded + o.Excluded, t.Unknown + o.Unknown}
}

// Eligible is the minutes that the promise is judged on: the period without
// the excluded and without the unknown ones. Unknown minutes count neither
// for nor against.
func (t Tally) Eligible() int64 { return t.Period - t.Excluded - t.Unknown }

// Coverage is the share of the period that is known; nil for an empty period.
func (t Tally) Coverage() *big.Rat { return money.Share(t.Period-t.Unknown, t.Period) }

// A Verdict says whether a promise was kept.
type Verdict string

// The verdicts.
const (
	Met       Verdict = "met"
	Missed    Verdict = "missed"
	Undecided Verdict = "undecided" // no minute could be judged
)

// A Judgement is what a policy makes of a tally.
type Judgement struct {
	Availability *big.Rat // share of eligible minutes; nil when there are none
	Lowest       *big.Rat // if every unknown minute had been down
	Highest      *big.Rat // if every unknown minute had been up
	Verdict      Verdict
	Lost         *big.Rat // minutes that count as downtime: down + weight × degraded
	Allowed      *big.Rat // minutes that may be lost before the target is missed
	Tier         *Tier    // the tier that applies; nil when none does
	Credit       money.Amount
}

// Judge computes, as exact rationals,
//
//	availability = (eligible − down − w·degraded) / eligible
//
// (threshold minutes, as GitLab, Atlassian and Google define monthly uptime;
// METHOD.md, "Availability"), compares the unrounded value with the target and
// the tiers, and rounds the credit half-up once (METHOD.md, "Credits"). It
// takes t as Check accepts it and the tiers as CheckTiers accepts them.
func (p Policy) Judge(t Tally, fee money.Amount) Judgement {
	weight := p.DegradedWeight.Share()
	lost := new(big.Rat).Add(whole(t.Down), new(big.Rat).Mul(weight, whole(t.Degraded)))
	j := Judgement{Verdict: Undecided, Lost: lost, Credit: money.Amount{Currency: fee.Currency}}
	eligible := t.Eligible()
	j.Allowed = new(big.Rat).Mul(whole(eligible), new(big.Rat).Sub(big.NewRat(1, 1), p.Target.Share()))
	j.Lowest = available(eligible+t.Unknown, new(big.Rat).Add(lost, whole(t.Unknown)))
	j.Highest = available(eligible+t.Unknown, lost)
	if j.Availability = available(eligible, lost); j.Availability == nil {
		return j
	}
	j.Verdict = Met
	if j.Availability.Cmp(p.Target.Share()) < 0 {
		j.Verdict = Missed
	}
	for i, tier := range p.Tiers {
		if j.Availability.Cmp(tier.Below.Share()) < 0 {
			j.Tier = &p.Tiers[i]
		}
	}
	if j.Tier != nil {
		j.Credit = fee.Times(j.Tier.Credit)
	}
	return j
}

func available(minutes int64, lost *big.Rat) *big.Rat {
	if minutes <= 0 {
		return nil
	}
	up := new(big.Rat).Sub(whole(minutes), lost)
	return up.Quo(up, whole(minutes))
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// BudgetUsed is the share of the allowed minutes that was lost; nil when
// nothing may be lost.
func (j Judgement) BudgetUsed() *big.Rat {
	if j.Allowed.Sign() == 0 {
		return nil
	}
	return new(big.Rat).Quo(j.Lost, j.Allowed)
}

// CheckTiers refuses a table whose rows are not in descending order, whose
// credits do not rise as availability falls, or that pays above the target. It
// names every row that is wrong.
func (p Policy) CheckTiers() error {
	var wrong []error
	for i := range p.Tiers {
		wrong = append(wrong, p.CheckTier(i))
	}
	return errors.Join(wrong...)
}

// CheckTier says what is wrong with row i of the tiers: by itself, against the
// target, or after the row before it.
func (p Policy) CheckTier(i int) error {
	t := p.Tiers[i]
	if t.Below.IsZero() {
		return fmt.Errorf("tier %s never applies", t)
	}
	if t.Below.Cmp(p.Target) > 0 {
		return fmt.Errorf("tier %s pays although the target of %s %% is kept", t, p.Target)
	}
	if i == 0 {
		return nil
	}
	if before := p.Tiers[i-1]; t.Below.Cmp(before.Below) >= 0 || t.Credit.Cmp(before.Credit) <= 0 {
		return fmt.Errorf("tier %s at %s %% after tier %s at %s %%: list tiers from the highest availability down, each with a higher credit",
			t, t.Credit, before, before.Credit)
	}
	return nil
}

// CheckExamples runs the policy's worked examples and reports each figure that
// the policy does not reproduce, with the place of the example. The
// availability of an example in which no minute could be judged is "none".
func (p Policy) CheckExamples() []error {
	var out []error
	for _, e := range p.Examples {
		j := p.Judge(e.Minutes, e.Fee)
		got := "none"
		if j.Availability != nil {
			got = money.FloorPercent(j.Availability, 4)
		}
		if e.Availability != "" && got != e.Availability {
			out = append(out, fmt.Errorf("%s:%d:%d: example of policy %s: availability is %s, the example says %s",
				e.Place.File, e.Place.Line, e.Place.Column, p.ID, got, e.Availability))
		}
		if j.Credit != e.Credit {
			out = append(out, fmt.Errorf("%s:%d:%d: example of policy %s: the credit is %s, the example says %s",
				e.Place.File, e.Place.Line, e.Place.Column, p.ID, j.Credit, e.Credit))
		}
	}
	return out
}
