package contract

import (
	"fmt"
	"math/big"

	"aftermath/internal/money"
)

// A sheet is the judgement of one case while it is being made.
type sheet struct {
	policy  Policy
	c       Case
	base    money.Amount
	worth   worth
	steps   []Step
	missing []string
	trifle  bool // what is owed is less than half a minor unit
}

// A settled is one measure as judged.
type settled struct {
	Part
	exact, lowest, highest *big.Rat
	lost, allowed          *big.Rat // in unit
	unit                   string
	minutesLost            *big.Rat // minutes; nil: not known
	payment                payment
}

// write adds a step; its clause is that of the first of the parameters that the
// contract names a clause for, "default" where dull says that none of them is
// set.
func (s *sheet) write(step Step, measure string, dull bool, parameters ...string) {
	step.Measure = measure
	for _, p := range parameters {
		if step.Clause == "" {
			step.Clause = s.policy.Clauses[p]
		}
	}
	if step.Clause == "" && dull {
		step.Clause = "default"
	}
	s.steps = append(s.steps, step)
}

// lack notes what is not known.
func (s *sheet) lack(format string, args ...any) {
	s.missing = append(s.missing, fmt.Sprintf(format, args...))
}

// measure judges one measure: aggregate, rounding, target, credit.
func (s *sheet) measure(m Measure, g Given, several bool) settled {
	id := ""
	if several {
		id = m.ID
	}
	a := s.aggregate(m, g, id)
	out := settled{exact: a.exact, lowest: a.lowest, highest: a.highest, lost: a.lost, allowed: a.allowed, unit: a.unit, minutesLost: a.minutes}
	out.Part = Part{Measure: m.ID, Exact: a.exact, Verdict: Undecided, Credit: money.Amount{Currency: s.c.Bill.Fee.Currency}}
	if a.exact == nil {
		s.write(Step{Key: "target", Label: "Target", Formula: "nothing could be judged", Result: said("verdict", string(Undecided))}, id, false, "target")
		return out
	}
	out.Compared = s.round(m, a.exact, id)
	out.Verdict = s.compare(m, out.Compared, a, id)
	if m.Credit == nil {
		return out
	}
	l := loss{measure: m, missed: out.Verdict == Missed, lost: a.minutes, allowed: a.allowedMinutes, period: a.period, eligible: a.eligible, given: g, worth: s.worth, caps: s.policy.Caps}
	if l.value = out.Compared; m.Aggregate.Shares() {
		l.availability, l.value = out.Compared, nil
	}
	out.payment = m.Credit.pay(l)
	for _, step := range out.payment.steps {
		s.write(step, id, false, "credits", "credit")
	}
	out.Reason = out.payment.row
	return out
}

// round applies the contract's rounding.
func (s *sheet) round(m Measure, exact *big.Rat, id string) *big.Rat {
	if m.Round.Mode == Exact {
		return exact
	}
	if !m.Aggregate.Shares() {
		rounded := m.Round.Apply(exact)
		s.write(Step{Key: "rounded", Label: "Rounded", Formula: "before it is compared, " + m.Round.words(),
			Operands: []Operand{value("exact", exact, m.unit())}, Result: value("rounded", rounded, m.unit())}, id, false, "round")
		return rounded
	}
	rounded := m.Round.Apply(hundred(exact))
	rounded.Quo(rounded, big.NewRat(100, 1))
	s.write(Step{Key: "rounded", Label: "Rounded", Formula: "before it is compared, " + m.Round.words(),
		Operands: []Operand{value("availability", exact, unitShare)}, Result: value("rounded", rounded, unitShare)}, id, false, "round")
	return rounded
}

// Of is the verdict on an availability that is rounded as the contract says and
// compared with the target.
func (m Measure) Of(availability *big.Rat) Verdict {
	rounded := m.Round.Apply(hundred(availability))
	if c := rounded.Cmp(hundred(m.Target.Share())); c < 0 || c == 0 && m.Exceed {
		return Missed
	}
	return Met
}

// compare says whether the target, or the limit, is met.
func (s *sheet) compare(m Measure, compared *big.Rat, a aggregated, id string) Verdict {
	v, step := Met, Step{Key: "target", Label: "Target"}
	if m.Aggregate.Shares() {
		c := compared.Cmp(m.Target.Share())
		step.Formula = "availability ≥ target"
		if m.Exceed {
			step.Formula = "availability > target"
		}
		if c < 0 || c == 0 && m.Exceed {
			v = Missed
		}
		step.Operands = []Operand{value("availability", compared, unitShare), value("target", m.Target.Share(), unitShare), value("lost", a.lost, a.unit), value("allowed", a.allowed, a.unit)}
	} else {
		step.Formula = "measured ≤ limit"
		if m.AtLeast {
			step.Formula = "measured ≥ limit"
		}
		if c := m.Limit; c != nil && (compared.Cmp(c) > 0 && !m.AtLeast || compared.Cmp(c) < 0 && m.AtLeast) {
			v = Missed
		}
		step.Operands = []Operand{value("measured", compared, m.unit()), value("limit", m.Limit, m.unit())}
	}
	step.Result = said("verdict", string(v))
	s.write(step, id, false, "target", "limit")
	return v
}

// unit is that of an aggregate that is no share.
func (m Measure) unit() string {
	switch m.Aggregate {
	case ByRepair, ByLongest:
		return unitMinutes
	case ByMetric:
		return m.Bad.Metric
	}
	return unitCount
}
