package excel

import (
	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// live says that the formulas of the sheet of credits are the policy's own
// arithmetic: minutes against one target, and a table of shares of the fee. All
// else stands as figures, whose steps are on the sheet Arithmetic.
func live(s statement.Statement) bool {
	p := s.Policy
	promises := p.Promises()
	m := promises[0]
	switch {
	case len(promises) > 1, !s.RunsUntil.IsZero(), p.Period.Basis > 0:
		return false
	case p.Base != contract.Base{}, len(p.Caps) > 0, p.Minimum.Amount.Currency != "", p.Eligibility.Consecutive > 1, p.Eligibility.MinAge > 0:
		return false
	case m.Aggregate != contract.ByMinutes, m.Exceed, m.Subtract != contract.Remove, m.Unknown != contract.LeftOut, m.Round.Mode != contract.Exact:
		return false
	case m.Bad.Kind == contract.ByAffected, len(m.Exclusions) > 0, !weighs(m):
		return false
	}
	for _, t := range p.Tiers {
		if t.AtMost || t.Pays != (contract.Pay{}) {
			return false
		}
	}
	return tabled(m.Credit)
}

// weighs says that every minute down is lost as a whole.
func weighs(m contract.Measure) bool {
	w := m.Bad.PartialWeight
	return w.IsZero() || w.String() == "100"
}

// tabled says that a credit is a table by availability, or none.
func tabled(c contract.Credit) bool {
	if c == nil {
		return true
	}
	_, ok := c.(contract.Tiers)
	return ok
}

// formulaic are the statements whose arithmetic the formulas hold.
func formulaic(list []statement.Statement) []statement.Statement {
	var out []statement.Statement
	for _, s := range list {
		if live(s) {
			out = append(out, s)
		}
	}
	return out
}
