package contract

import (
	"fmt"
	"math/big"
	"strings"

	"aftermath/internal/money"
)

// eligible says that the gates let a credit through; what is not known does.
func (s *sheet) eligible(j *Judgement) bool {
	e := s.policy.Eligibility
	if e.Consecutive > 1 {
		row := 0
		if j.Verdict == Missed {
			row = 1
			for i := len(s.c.Earlier) - 1; i >= 0 && s.c.Earlier[i].Verdict == Missed; i-- {
				row++
			}
		}
		ok := row >= e.Consecutive
		s.write(Step{Key: "consecutive", Label: "Missed in a row", Formula: fmt.Sprintf("at least %d periods in a row, this one included", e.Consecutive),
			Operands: []Operand{value("on record", whole(int64(len(s.c.Earlier))), "earlier periods")}, Result: value("in a row", whole(int64(row)), unitCount)}, "", false, "eligibility")
		if !ok {
			s.none(fmt.Sprintf("missed %d in a row, %d are asked", row, e.Consecutive))
			return false
		}
	}
	if e.MinAge > 0 && s.c.Age == 0 {
		s.write(Step{Key: "age", Label: "Age", Formula: "in service for at least " + lengthWords(e.MinAge), Result: said("age", "not known, taken as enough")}, "", false, "eligibility")
	} else if s.c.Age < e.MinAge {
		s.none(fmt.Sprintf("in service for %s, %s are asked", lengthWords(s.c.Age), lengthWords(e.MinAge)))
		return false
	}
	return true
}

// none writes that nothing is paid, and why.
func (s *sheet) none(why string) {
	s.write(Step{Key: "credit", Label: "Credit", Formula: why, Result: amount("credit", money.Amount{Currency: s.c.Bill.Fee.Currency})}, "", false, "eligibility")
}

// cap holds a payment to every cap; those over several periods leave what the
// earlier ones left.
func (s *sheet) cap(p payment) payment {
	for _, c := range s.policy.Caps {
		if c.Per == PerIncident || c.Per == PerDay {
			continue // done for each outage
		}
		w := s.worth
		if c.Of != ServiceFee {
			w.base = s.of(c.Of)
		}
		most := w.pay(c.Most, one(), "cap")
		name := "cap per " + c.Per.words()
		step := Step{Key: "cap", Label: "Cap", Formula: "at most " + c.describe(), Operands: []Operand{exactAmount("before", p.minor, s.worth.currency)}}
		if most.days != nil && s.worth.extend {
			s.capDays(&p, c, step)
			continue
		}
		if most.minor == nil {
			step.Result = said("credit", "not known")
			s.lack("what the %s is a share of", name)
			s.write(step, "", false, "caps")
			continue
		}
		left := new(big.Rat).Set(most.minor)
		step.Operands = append(step.Operands, exactAmount("cap", most.minor, s.worth.currency))
		if used := s.used(c.Per); used != nil {
			left.Sub(left, used)
			step.Operands = append(step.Operands, exactAmount("credited before", used, s.worth.currency))
		}
		if left.Sign() < 0 {
			left.SetInt64(0)
		}
		if p.minor.Cmp(left) > 0 {
			if p.share != nil && s.worth.base != nil && s.worth.base.Sign() > 0 {
				p.share = new(big.Rat).Quo(left, s.worth.base)
			} else if p.share != nil && most.share != nil && c.Of == ServiceFee {
				p.share = most.share
			}
			if p.days != nil && most.days != nil && p.days.Cmp(most.days) > 0 {
				p.days = most.days
			}
			p.minor = whole(money.Round(left, s.worth.currency).Minor)
			s.trifle = p.minor.Sign() == 0 // and left may be more
		} else if p.share != nil && most.share != nil && s.worth.base != nil && s.worth.base.Sign() == 0 && p.share.Cmp(most.share) > 0 {
			p.share = most.share
		}
		s.trifle = s.trifle && left.Sign() > 0 // where nothing is left, nothing is raised
		step.Result = exactAmount("credit", p.minor, s.worth.currency)
		step.Clause = c.Clause
		s.write(step, "", false, "caps")
	}
	return p
}

// capDays holds an extension of the term to a cap in days.
func (s *sheet) capDays(p *payment, c Cap, step Step) {
	if p.days != nil && p.days.Cmp(c.Most.Days) > 0 {
		p.days = c.Most.Days
	}
	step.Operands, step.Result = []Operand{value("cap", c.Most.Days, unitDays)}, value("days", p.days, unitDays)
	s.write(step, "", false, "caps")
}

// used is what earlier periods of a cap's span were credited; nil where the span
// has no other period.
func (s *sheet) used(per Span) *big.Rat {
	months := s.policy.Period.Kind.Months()
	earlier := s.c.Earlier
	switch per {
	case PerPeriod, PerMonth:
		return nil
	case PerTwelve:
		earlier = earlier[max(0, len(earlier)-(12/months-1)):]
	}
	sum := new(big.Rat)
	for _, e := range earlier {
		if per == PerQuarter && quarterOf(e.Period) != quarterOf(s.c.Period) || per == PerYear && yearOf(e.Period) != yearOf(s.c.Period) {
			continue
		}
		if e.Credit.Minor != 0 && e.Credit.Currency != s.worth.currency {
			s.lack("earlier credits in %s", s.worth.currency)
			continue
		}
		sum.Add(sum, whole(e.Credit.Minor))
	}
	return sum
}

// yearOf is the year of a period's name; names that are no months are of one.
func yearOf(period string) string {
	year, _, _ := strings.Cut(period, "-")
	return year
}

func quarterOf(period string) string {
	year, month, _ := strings.Cut(period, "-")
	if len(month) == 2 && month[0] >= '0' && month[0] <= '1' && month[1] >= '0' && month[1] <= '9' {
		return fmt.Sprintf("%s %d", year, (int(month[0]-'0')*10+int(month[1]-'0')-1)/3)
	}
	return period
}

// waits writes the credit that is kept for the periods that follow.
func (s *sheet) waits(carried money.Amount) {
	if carried.Minor > 0 {
		s.write(Step{Key: "waiting", Label: "Waits", Formula: "until what has gathered is enough", Result: amount("waiting", carried)}, "", false, "minimum")
	}
}

// pay applies the minimum and says what is paid.
func (s *sheet) pay(j *Judgement, p payment) {
	currency := s.worth.currency
	credit := money.Round(p.minor, currency)
	if carried := s.c.Carried; s.policy.Minimum.Mode == Carry && carried.Minor > 0 && carried.Currency == currency {
		sum := money.Round(new(big.Rat).Add(whole(credit.Minor), whole(carried.Minor)), currency)
		s.write(Step{Key: "carried", Label: "Carried over", Formula: "what earlier periods left below the minimum",
			Operands: []Operand{amount("credit", credit), amount("carried", carried)}, Result: amount("credit", sum)}, "", false, "minimum")
		credit, j.Carried = sum, money.Amount{}
	}
	minimum := s.policy.Minimum
	least := minimum.Amount
	if (credit.Minor > 0 || s.trifle && minimum.Mode == Raise) && least.Currency != "" {
		below := credit.Minor < least.Minor || minimum.More && credit.Minor == least.Minor
		step := Step{Key: "minimum", Label: "Minimum", Formula: minimum.Words(), Operands: []Operand{amount("credit", credit), amount("minimum", least)}}
		switch {
		case least.Currency != currency:
			s.lack("the minimum in %s", currency)
		case below && minimum.Mode == Raise:
			credit.Minor = least.Minor
			if p.share != nil && s.worth.base != nil && s.worth.base.Sign() > 0 {
				p.share = new(big.Rat).Quo(whole(least.Minor), s.worth.base)
			}
		case below:
			if minimum.Mode == Carry {
				j.Carried = credit
			}
			credit.Minor, p.share, p.tier = 0, nil, nil
		}
		step.Result = amount("credit", credit)
		s.write(step, "", false, "minimum")
		s.waits(j.Carried)
	}
	j.Credit, j.Percent, j.Reason, j.Tier = credit, p.share, p.row, p.tier
	result := amount("credit", credit)
	if p.days != nil && p.days.Sign() > 0 && (s.worth.extend || credit.Minor > 0 || p.minor.Sign() == 0) {
		j.Time = p.days
	}
	if s.worth.extend && p.days != nil && p.days.Sign() > 0 {
		j.Days, result = p.days, value("days", p.days, unitDays)
	}
	s.write(Step{Key: "credit", Label: "Credit", Formula: "what is owed", Result: result}, "", false, "credits", "credit")
}
