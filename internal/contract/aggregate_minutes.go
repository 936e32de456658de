package contract

import (
	"math/big"
)

// minutes is the threshold-minute aggregate:
//
//	availability = (eligible − lost) / eligible
//
// (GitLab, Atlassian and Google define monthly uptime so.) eligible is the
// period without what is removed and without unknown minutes, lost is
// down + w·degraded of it; forgiven minutes stay eligible and good, counted ones
// stay what they were.
func (s *sheet) minutes(m Measure, g Given, id string) aggregated {
	t := g.Minutes
	taken := g.taken(m.Subtract)
	period := whole(t.Period)
	dull := true
	if s.policy.Period.Basis > 0 {
		period, dull = inMinutes(s.policy.Period.Basis), false
	}
	eligible := new(big.Rat).Sub(period, whole(taken.removed))
	weight := m.Bad.DegradedWeight.Share()
	lost := g.Lost
	if lost == nil {
		lost = new(big.Rat).Add(whole(t.Down), new(big.Rat).Mul(weight, whole(t.Degraded)))
	}
	lost = new(big.Rat).Add(lost, whole(taken.down))
	lost.Add(lost, new(big.Rat).Mul(weight, whole(taken.degraded)))
	unknown := whole(t.Unknown)
	a := aggregated{unit: unitMinutes, period: period}
	a.lowest, a.highest = available(eligible, new(big.Rat).Add(lost, unknown)), available(eligible, lost)
	switch m.Unknown {
	case LeftOut:
		eligible = new(big.Rat).Sub(eligible, unknown)
	case AssumedDown:
		lost = new(big.Rat).Add(lost, unknown)
	}
	if m.Aggregate == ByMinutes {
		s.write(Step{Key: "eligible", Label: "Eligible", Formula: eligibleWords(m.Unknown), Operands: []Operand{
			value("period", period, unitMinutes), value("excluded", whole(taken.removed), unitMinutes), value("unknown", unknown, unitMinutes)},
			Result: value("eligible", eligible, unitMinutes)}, id, dull, "period", "maintenance", "exclusions", "calendar")
		s.write(lostStep(g, m, taken, lost), id, m.Bad.DegradedWeight.IsZero(), "bad", "degraded_weight")
		s.share(&a, m, id, "(eligible − lost) / eligible", []Operand{value("eligible", eligible, unitMinutes), value("lost", lost, unitMinutes)}, lost, eligible, unitMinutes, "aggregate")
		if a.exact != nil && m.Unknown != LeftOut {
			a.lowest, a.highest = a.exact, a.exact
		}
	}
	if t.Period == 0 && s.policy.Period.Basis == 0 {
		a.period = nil
	}
	a.eligible = eligible
	a.minutes, a.allowedMinutes = lost, new(big.Rat).Mul(eligible, lack(m.Target.Share()))
	return a
}

func eligibleWords(a Assumed) string {
	if a == LeftOut {
		return "period − excluded − unknown"
	}
	return "period − excluded; unknown minutes count as " + string(a)
}

func lostStep(g Given, m Measure, taken takenOut, lost *big.Rat) Step {
	step := Step{Key: "lost", Label: "Lost", Formula: "down + weight × degraded", Result: value("lost", lost, unitMinutes)}
	if g.Lost != nil {
		step.Formula = "Σ length × weight of each outage"
		step.Operands = []Operand{value("weighted", g.Lost, unitMinutes)}
	} else {
		step.Operands = []Operand{value("down", whole(g.Minutes.Down), unitMinutes), value("weight", m.Bad.DegradedWeight.Share(), unitShare), value("degraded", whole(g.Minutes.Degraded), unitMinutes)}
	}
	if taken.down+taken.degraded > 0 {
		step.Formula += ", excluded minutes that count as well"
		step.Operands = append(step.Operands, value("excluded, down", whole(taken.down), unitMinutes), value("excluded, degraded", whole(taken.degraded), unitMinutes))
	}
	if m.Unknown == AssumedDown {
		step.Formula += " + unknown"
		step.Operands = append(step.Operands, value("unknown", whole(g.Minutes.Unknown), unitMinutes))
	}
	return step
}

// A takenOut is how excluded minutes are taken out: removed ones leave the
// denominator; down and degraded ones count in spite of it.
type takenOut struct{ removed, down, degraded int64 }

// taken sorts the excluded minutes by how they are subtracted.
func (g Given) taken(usual Subtract) takenOut {
	var out takenOut
	list := g.Excluded
	if list == nil {
		list = []Taken{{Minutes: g.Minutes.Excluded, Down: g.ExcludedDown, Degraded: g.ExcludedDegraded, Subtract: usual}}
	}
	for _, t := range list {
		switch t.Subtract {
		case Remove:
			out.removed += t.Minutes
		case Count:
			out.down += t.Down
			out.degraded += t.Degraded
		}
	}
	return out
}
