package contract

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"aftermath/internal/money"
)

// newSheet finds what shares and days of service are of.
func newSheet(p Policy, c Case) *sheet {
	s := &sheet{policy: p, c: c}
	fee := c.Bill.Fee
	s.worth = worth{currency: fee.Currency, extend: p.Day.Extension, of: s.of}
	of, share := s.of(p.Base.Of), one()
	if !p.Base.Share.IsZero() {
		share = p.Base.Share.Share()
	}
	s.worth.base = product(of, share)
	if s.worth.base != nil {
		s.base = money.Round(s.worth.base, fee.Currency)
	}
	switch {
	case p.Day.Extension:
	case p.Day.Of == YearDay:
		s.worth.day = product(s.annual(), big.NewRat(1, 365))
	case p.Day.Of == PeriodDay && s.c.Days > 0:
		s.worth.day = product(s.worth.base, big.NewRat(1, s.c.Days))
	case p.Day.Of == PeriodDay && len(c.Givens) > 0 && c.Givens[0].Minutes.Period >= 24*60:
		s.worth.day = product(s.worth.base, big.NewRat(24*60, c.Givens[0].Minutes.Period))
	case p.Day.Of == Thirtieth:
		s.worth.day = product(s.worth.base, big.NewRat(1, 30*s.months()))
	}
	return s
}

// months is how many the base is the fee of.
func (s *sheet) months() int64 {
	switch s.policy.Base.Of {
	case AnnualFee, TwelveMonths:
		return 12
	case AnnualMonth:
		return 1
	}
	return int64(s.policy.Period.Kind.Months())
}

// of is a fee in minor units; nil when it is not known in the fee's currency.
func (s *sheet) of(kind BaseKind) *big.Rat {
	b := s.c.Bill
	switch kind {
	case InvoiceTotal:
		return s.minor(b.Invoice)
	case PrecedingFee:
		return s.minor(b.Preceding)
	case AnnualFee:
		return s.annual()
	case AnnualMonth:
		return product(s.annual(), big.NewRat(1, 12))
	case NamedFee:
		return s.minor(b.Named[s.policy.Base.Name])
	case TwelveMonths:
		return s.minor(b.Twelve)
	case NextInvoice:
		return s.minor(b.Next)
	}
	return s.minor(b.Fee)
}

// minor is an amount in minor units, exact; nil for one in another currency
// than the fee, the zero Amount among them.
func (s *sheet) minor(a money.Amount) *big.Rat {
	if a.Currency == "" || a.Currency != s.c.Bill.Fee.Currency {
		return nil
	}
	return whole(a.Minor)
}

// annual is the fee of twelve months; where it is not given, that of the period
// as often as it fits into a year.
func (s *sheet) annual() *big.Rat {
	if a := s.minor(s.c.Bill.Annual); a != nil {
		return a
	}
	return product(s.minor(s.c.Bill.Fee), big.NewRat(12, int64(s.policy.Period.Kind.Months())))
}

// credit puts the measures' payments together and applies gates, caps and
// minimum.
func (s *sheet) credit(j *Judgement, parts []settled) {
	currency := s.c.Bill.Fee.Currency
	any := false
	if s.policy.Minimum.Mode == Carry {
		j.Carried = s.c.Carried // until it is paid
	}
	for i := range parts {
		p := &parts[i]
		if !p.payment.pays() {
			continue
		}
		any = true
		for _, what := range p.payment.missing {
			s.lack("%s", what)
		}
		if p.payment.minor == nil {
			if len(p.payment.missing) == 0 {
				s.lack("what %s is paid of", p.payment.row)
			}
			continue
		}
		p.Credit = money.Round(p.payment.minor, currency)
	}
	if !any {
		s.waits(j.Carried)
		s.write(Step{Key: "credit", Label: "Credit", Formula: "no row applies", Result: amount("credit", j.Credit)}, "", false, "credits", "credit")
		return
	}
	total := s.together(parts)
	s.write(Step{Key: "base", Label: "Base", Formula: s.policy.Base.describe(), Operands: []Operand{amount("fee", s.c.Bill.Fee)}, Result: amount("base", s.base)}, "", s.policy.Base == Base{}, "base", "fee")
	raw := s.raw(total, parts)
	s.write(raw, "", false, "credits", "credit")
	if total.minor == nil {
		j.Reason = total.row
		s.write(Step{Key: "credit", Label: "Credit", Formula: "what is owed cannot be said", Result: said("credit", "not known")}, "", false, "credits", "credit")
		return
	}
	s.trifle = total.minor.Sign() == 0 && slices.ContainsFunc(parts, func(p settled) bool { return p.Counted && p.payment.minor != nil && p.payment.minor.Sign() > 0 })
	total.minor = whole(money.Round(total.minor, currency).Minor)
	if !s.eligible(j) {
		return
	}
	total = s.cap(total)
	s.pay(j, total)
}

// raw is the step that turns what the rows pay into money. Of several measures
// whose credits are added each was rounded by itself.
func (s *sheet) raw(total payment, parts []settled) Step {
	currency := s.c.Bill.Fee.Currency
	step := Step{Key: "raw", Label: "Credit before caps", Result: amount("credit", money.Round(orZero(total.minor), currency))}
	exact, counted := total.minor, 0
	for _, p := range parts {
		if p.Counted {
			exact, counted = p.payment.minor, counted+1
		}
	}
	switch {
	case counted > 1 && total.minor != nil:
		step.Formula, step.Operands = "the measures' credits together, each rounded half-up once", []Operand{exactAmount("together", total.minor, currency)}
		return step
	case total.days != nil && s.worth.extend:
		step.Formula, step.Result = "days of service", value("days", total.days, unitDays)
		return step
	}
	var terms []string
	rest := new(big.Rat).Set(orZero(exact))
	term := func(words, name, unit string, n *big.Rat, ofName string, of *big.Rat) {
		if n == nil {
			return
		}
		terms = append(terms, words)
		step.Operands = append(step.Operands, value(name, n, unit), exactAmount(ofName, of, currency))
		rest.Sub(rest, orZero(product(n, of)))
	}
	term("share × base", "share", unitShare, total.share, "base", s.worth.base)
	term("days × a day's worth", "days", unitDays, total.days, "a day", s.worth.day)
	switch {
	case len(terms) == 0:
		step.Formula = "the amount that the row names"
	case rest.Sign() != 0 && exact != nil:
		terms = append(terms, "amounts")
		step.Operands = append(step.Operands, exactAmount("amounts", rest, currency))
	}
	if len(terms) > 0 {
		step.Formula = strings.Join(terms, " + ") + ", rounded half-up once"
	}
	step.Operands = append(step.Operands, exactAmount("exact", exact, currency))
	return step
}

// together combines the measures' payments and says which of them count.
func (s *sheet) together(parts []settled) payment {
	counts := s.exclusive(parts)
	total, best := nothing(), -1
	for i := range parts {
		if !counts[i] || !parts[i].payment.pays() {
			continue
		}
		pay := parts[i].payment
		pay.steps = nil
		if pay.minor != nil {
			pay.minor = whole(parts[i].Credit.Minor)
		}
		switch {
		case s.policy.Combine == Sum:
			total, parts[i].Counted = total.plus(pay), true
		case best < 0, s.policy.Combine == Greatest && pay.more(total):
			total, best = pay, i
		}
	}
	if best >= 0 {
		parts[best].Counted = true
	}
	if len(parts) > 1 {
		step := Step{Key: "combined", Label: "Measures together", Formula: s.policy.Combine.words() + " the measures' credits", Result: exactAmount("credit", total.minor, s.c.Bill.Fee.Currency)}
		for i, p := range parts {
			words := amount(p.Measure, p.Credit)
			if !counts[i] {
				words.Printed += " (not beside a greater one)"
			}
			step.Operands = append(step.Operands, words)
		}
		s.write(step, "", s.policy.Combine == Greatest && len(s.policy.Exclusive) == 0, "combine", "exclusive")
	}
	return total
}

// exclusive says which measures count beside each other: of each exclusive
// group only the one that pays most.
func (s *sheet) exclusive(parts []settled) []bool {
	counts := make([]bool, len(parts))
	for i := range counts {
		counts[i] = true
	}
	for _, group := range s.policy.Exclusive {
		best := -1
		for i, p := range parts {
			if slices.Contains(group, p.Measure) && counts[i] && (best < 0 || p.payment.more(parts[best].payment)) {
				best = i
			}
		}
		for i, p := range parts {
			if slices.Contains(group, p.Measure) && i != best {
				counts[i] = false
			}
		}
	}
	return counts
}

// describe says what the base is, in words.
func (b Base) describe() string {
	words := map[BaseKind]string{
		ServiceFee: "the fee of the service for the period", PlainFee: "the fee of the service for the period", InvoiceTotal: "the whole invoice", PrecedingFee: "the fee of the period before",
		AnnualFee: "the annual fee", AnnualMonth: "a twelfth of the annual fee", NamedFee: "the part of the fee named " + b.Name,
		TwelveMonths: "what was paid in twelve months", NextInvoice: "the invoice on which the credit stands",
	}[b.Of]
	if !b.Share.IsZero() {
		words = b.Share.String() + " % of " + words
	}
	if b.Words != "" {
		words += fmt.Sprintf(" (%s)", b.Words)
	}
	return words
}
