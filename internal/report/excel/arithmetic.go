package excel

import (
	"math/big"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/report"
	"aftermath/internal/statement"
)

// A line is one statement whose steps stand in cells that know each other.
type line struct {
	statement.Statement
	terms terms
	at    func(which) string // the cell of another step of the same statement
}

// which names a step of the credit arithmetic.
type which int

const (
	stepPeriod which = iota
	stepExcluded
	stepUnknown
	stepEligible
	stepDown
	stepDegraded
	stepWeight
	stepParts
	stepLost
	stepAllowed
	stepTarget
	stepAvailability
	stepVerdict
	stepTiersBelow
	stepCreditShare
	stepFee
	stepCurrency
	stepCredit
)

// A step is one line of the arithmetic: what it is called, how it comes about,
// and its value with the formula for it.
type step struct {
	label, how string
	value      func(l line) value
}

// steps is the arithmetic from minutes to money, in the order of which.
//
// Each formula gives what package contract computes with exact rationals,
// although Excel counts in doubles: compared and divided are whole numbers
// below 2^53 only, and what is rounded down or half-up afterwards differs
// from the rounding's edge by more than a double's error.
func steps() []step {
	return []step{
		stepPeriod:   {"Period", "minutes of the month in which the contract runs", func(l line) value { return minutes(l.Minutes.Period) }},
		stepExcluded: {"Excluded", "minutes that the policy takes out", func(l line) value { return minutes(l.Minutes.Excluded) }},
		stepUnknown:  {"Unknown", "minutes without evidence; they count neither way", func(l line) value { return minutes(l.Minutes.Unknown) }},
		stepEligible: {"Eligible", "period − excluded − unknown", func(l line) value {
			return l.by("{period}-{excluded}-{unknown}", minutes(l.Minutes.Eligible()))
		}},
		stepDown:     {"Down", "minutes", func(l line) value { return minutes(l.Minutes.Down) }},
		stepDegraded: {"Degraded", "minutes", func(l line) value { return minutes(l.Minutes.Degraded) }},
		stepWeight: {"A degraded minute counts", "the policy's weight", func(l line) value {
			return l.by("[weight]", percent(l.Policy.DegradedWeight))
		}},
		stepParts: {"Lost, in parts of a minute", "down × parts of a minute + degraded × parts that count: a whole number, so that Excel compares it exactly", func(l line) value {
			if !live(l.Statement) {
				return none("–")
			}
			n := new(big.Rat).Mul(l.Judgement.Lost, new(big.Rat).SetInt(l.Policy.DegradedWeight.Share().Denom()))
			v := fraction(n)
			v.look = look{format: asCount, align: "right", color: muted}
			return l.by("{down}*[weightOf]+{degraded}*[weightParts]", v)
		}},
		stepLost: {"Lost", "down + weight × degraded", func(l line) value {
			if lost, _ := report.Lost(l.Judgement); !live(l.Statement) {
				return figure(lost)
			}
			return l.by("{parts}/[weightOf]", fraction(l.Judgement.Lost))
		}},
		stepAllowed: {"May be lost", "eligible × (1 − target)", func(l line) value {
			if _, allowed := report.Lost(l.Judgement); !live(l.Statement) {
				return figure(allowed)
			}
			return l.by("{eligible}*[lose]/[of]", fraction(l.Judgement.Allowed))
		}},
		stepTarget: {"Target", "the policy's", func(l line) value {
			if !live(l.Statement) {
				return figure(report.Goal(l.Policy))
			}
			return l.by("[target]", percent(l.Policy.Target))
		}},
		stepAvailability: {"Availability", "(eligible − lost) / eligible, rounded down to 4 decimals", func(l line) value {
			v := none("none")
			if l.Judgement.Availability != nil {
				v = floored(l.Judgement.Availability, 4)
			} else if !live(l.Statement) {
				return figure(report.Measured(l.Statement))
			}
			v.look = look{format: percentFormat(4), align: "right"}
			return l.by(`IF({eligible}>0,INT(({eligible}*[weightOf]-{parts})*1000000/({eligible}*[weightOf]))/1000000,"none")`, v)
		}},
		stepVerdict: {"Verdict", "missed when lost × n > eligible × m, where the target allows m of every n minutes; exactly at the target is met", func(l line) value {
			return l.by(`IF({eligible}<=0,"undecided",IF({parts}*[of]>{eligible}*[lose]*[weightOf],"missed","met"))`, value{text: string(l.Judgement.Verdict), look: look{bold: true}})
		}},
		stepTiersBelow: {"Tiers fallen below", "number of rows of the credit table whose limit is missed, compared as the verdict is", func(l line) value {
			return l.tiered("SUMPRODUCT(--({parts}*[tierOf]>{eligible}*[tierLose]*[weightOf]))", count(tierNumber(l.Policy, l.Judgement.Tier)))
		}},
		stepCreditShare: {"Credit, of the fee", "the lowest of those rows", func(l line) value {
			v := value{number: "0", look: look{format: percentFormat(0), align: "right"}}
			switch {
			case !live(l.Statement) && l.Judgement.Percent != nil:
				return paid(l.Judgement.Percent)
			case l.Judgement.Tier != nil:
				v = percent(l.Judgement.Tier.Credit)
			}
			return l.tiered("IF({tiersBelow}=0,0,INDEX([tierCredit],{tiersBelow}))", v)
		}},
		stepFee: {"Fee", "for the service and period, what shares are of", func(l line) value {
			if base := l.Judgement.Base; base.Currency != "" {
				return amount(base)
			}
			return amount(l.Contract.Fee)
		}},
		stepCurrency: {"Currency", "", func(l line) value { return words(l.Contract.Fee.Currency) }},
		stepCredit: {"Credit", "fee × credit share, rounded half-up once to the smallest coin", func(l line) value {
			v := amount(l.Judgement.Credit)
			v.look.bold = true
			coins := "1" + strings.Repeat("0", l.Contract.Fee.Places())
			return l.tiered("IF({tiersBelow}=0,0,ROUND(ROUND({fee}*"+coins+",0)*INDEX([creditParts],{tiersBelow})/INDEX([creditsOf],{tiersBelow}),0)/"+coins+")", v)
		}},
	}
}

// by gives v a formula in which {step} and [term] stand for cells. It leaves
// the bare value where a policy or fee has so many digits that doubles could
// err.
func (l line) by(formula string, v value) value {
	if !l.exact() {
		return v
	}
	t := l.terms
	v.formula = strings.NewReplacer(
		"{period}", l.at(stepPeriod), "{excluded}", l.at(stepExcluded), "{unknown}", l.at(stepUnknown), "{eligible}", l.at(stepEligible),
		"{down}", l.at(stepDown), "{degraded}", l.at(stepDegraded), "{parts}", l.at(stepParts), "{tiersBelow}", l.at(stepTiersBelow), "{fee}", l.at(stepFee),
		"[target]", t.target, "[lose]", t.lose, "[of]", t.of, "[weight]", t.weight, "[weightParts]", t.weightParts, "[weightOf]", t.weightOf,
		"[tierLose]", t.tierLose, "[tierOf]", t.tierOf, "[tierCredit]", t.tierCredit, "[creditParts]", t.creditParts, "[creditsOf]", t.creditsOf,
	).Replace(formula)
	return v
}

// tiered is by for steps that need a credit table; without one they are 0.
func (l line) tiered(formula string, v value) value {
	if len(l.Policy.Tiers) == 0 {
		return v
	}
	return l.by(formula, v)
}

// exact says that every whole number in the formulas stays below 2^53.
func (l line) exact() bool {
	if !live(l.Statement) {
		return false
	}
	share := big.NewInt(1_000_000)
	bigger := func(n *big.Int) {
		if n.Cmp(share) > 0 {
			share = n
		}
	}
	bigger(l.Policy.Target.Share().Denom())
	money := new(big.Int).Abs(big.NewInt(max(l.Contract.Fee.Minor, l.Judgement.Base.Minor)))
	most := big.NewInt(1)
	for _, t := range l.Policy.Tiers {
		bigger(t.Below.Share().Denom())
		if d := t.Credit.Share().Denom(); d.Cmp(most) > 0 {
			most = d
		}
	}
	span := new(big.Int).Mul(big.NewInt(l.Minutes.Period), l.Policy.DegradedWeight.Share().Denom())
	limit := new(big.Int).Lsh(big.NewInt(1), 52)
	return span.Mul(span, share).Cmp(limit) < 0 && money.Mul(money, most).Cmp(limit) < 0
}

// tierNumber is the place of a tier in its table, from 1; 0 for none.
func tierNumber(p contract.Policy, tier *contract.Tier) int64 {
	for i, t := range p.Tiers {
		if tier != nil && t.Below.Cmp(tier.Below) == 0 {
			return int64(i + 1)
		}
	}
	return 0
}
