package json

import (
	"math/big"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// step is a line of a judgement's arithmetic, as it is.
type step struct {
	Key      string    `json:"key"`
	Measure  string    `json:"measure,omitempty"`
	Label    string    `json:"label"`
	Formula  string    `json:"formula"`
	Operands []operand `json:"operands"`
	Result   operand   `json:"result"`
	Clause   string    `json:"clause"`
}

// operand is a value: exact as a fraction, and as a person reads it.
type operand struct {
	Name    string  `json:"name"`
	Exact   *string `json:"exact"` // null where it is no number
	Unit    string  `json:"unit"`
	Printed string  `json:"printed"`
}

// measure is one thing that is promised and what it came to.
type measure struct {
	ID           string  `json:"id"`
	Name         string  `json:"name,omitempty"`
	Aggregate    string  `json:"aggregate"`
	Evidence     string  `json:"evidence"`
	Target       *string `json:"target"`       // percent; null where limit bounds it
	Limit        *string `json:"limit"`        // exact
	Availability *string `json:"availability"` // percent, rounded down to four places
	Exact        *string `json:"exact"`        // the share, or the number that limit bounds
	Met          *bool   `json:"met"`
	Credit       amount  `json:"credit"`
	Reason       string  `json:"reason,omitempty"`
	Paid         bool    `json:"paid"`
}

// otherRule is the statement with one rule changed.
type otherRule struct {
	Rule         string  `json:"rule"`
	Agreed       bool    `json:"agreed,omitempty"`
	Availability *string `json:"availability"`
	Met          *bool   `json:"met"`
	Credit       amount  `json:"credit"`
}

func arithmeticOf(j contract.Judgement) []step {
	out := []step{}
	for _, s := range j.Arithmetic {
		one := step{Key: s.Key, Measure: s.Measure, Label: s.Label, Formula: s.Formula, Operands: []operand{}, Result: operandOf(s.Result), Clause: s.Clause}
		for _, o := range s.Operands {
			one.Operands = append(one.Operands, operandOf(o))
		}
		out = append(out, one)
	}
	return out
}

func operandOf(o contract.Operand) operand {
	return operand{o.Name, exactly(o.Exact), o.Unit, o.Printed}
}

// exactly is r as a fraction in lowest terms, null when there is none.
func exactly(r *big.Rat) *string {
	if r == nil {
		return nil
	}
	s := r.RatString()
	return &s
}

// aggregateName is what the configuration calls an aggregate.
func aggregateName(a contract.Aggregate) string {
	if a == contract.ByMinutes {
		return "minutes"
	}
	return string(a)
}

func measuresOf(s statement.Statement) []measure {
	out := []measure{}
	promises := s.Policy.Promises()
	for i, p := range s.Judgement.Parts {
		m := promises[i]
		one := measure{
			ID: m.ID, Name: m.Name, Aggregate: aggregateName(m.Aggregate), Evidence: string(m.Evidence),
			Exact: exactly(p.Exact), Met: met(p.Verdict), Credit: amountOf(p.Credit), Reason: p.Reason, Paid: p.Counted,
		}
		if m.Aggregate.Shares() {
			target := m.Target.String()
			one.Target, one.Availability = &target, percentOf(p.Exact)
		} else {
			one.Limit = exactly(m.Limit)
		}
		out = append(out, one)
	}
	return out
}

func otherRulesOf(others []statement.Other) []otherRule {
	out := []otherRule{}
	for _, o := range others {
		out = append(out, otherRule{o.Name, o.Agreed, percentOf(o.Availability), met(o.Verdict), amountOf(o.Credit)})
	}
	return out
}

// met is a verdict; null where it is undecided.
func met(v contract.Verdict) *bool {
	if v == contract.Undecided {
		return nil
	}
	yes := v == contract.Met
	return &yes
}

// paidShare is the credit as a percentage of its base, as it is where a row
// names it, else rounded down to four places; "0" where it is no share.
func paidShare(j contract.Judgement) string {
	switch {
	case j.Tier != nil && j.Percent != nil && j.Percent.Cmp(j.Tier.Credit.Share()) == 0, j.Tier != nil && j.Percent == nil:
		return j.Tier.Credit.String()
	case j.Percent != nil:
		return money.FloorPercent(j.Percent, 4)
	}
	return "0"
}
