package contract

import (
	"errors"
	"fmt"
	"math/big"

	"aftermath/internal/money"
)

// An Expect is what an example says must come out; what is not set is not
// checked.
type Expect struct {
	Availability *Figure
	None         bool // no availability at all
	Credit       *money.Amount
	Net          *money.Amount // fee − credit
	Percent      *Figure       // the credit as a share of the base
	Days         *Figure       // of service, credited as money or by extending the term
	Verdict      Verdict
	Reason       string  // the row, as Judgement.Reason has it
	Lost         *Figure // in minutes, or the aggregate's unit
	Allowed      *Figure
	Target       *Figure
	Excluded     *Figure // minutes
	Terminate    *bool
	Bad          *bool // the verdict on Unit
}

// A Figure is a decimal number as an example writes it. What is computed is
// compared at its decimals: rounded half-up, or cut. A percentage is compared
// as such.
type Figure struct {
	Value  *big.Rat // as written, of a percentage the number before the sign
	Places int
	Cut    bool
	Text   string // as written
}

// check compares got, a share or a number.
func (f *Figure) check(what string, got *big.Rat, percent bool) error {
	if f == nil {
		return nil
	}
	if got == nil {
		return fmt.Errorf("%s is not known, the example says %s", what, f.Text)
	}
	if percent {
		got = hundred(got)
	}
	mode := HalfUp
	if f.Cut {
		mode = Down
	}
	rounded := Rounding{Mode: mode, Places: f.Places}.Apply(got)
	if rounded.Cmp(f.Value) == 0 {
		return nil
	}
	sign := ""
	if percent {
		sign = " %"
	}
	return fmt.Errorf("%s is %s%s (exactly %s%s), the example says %s", what, rounded.FloatString(f.Places), sign, number(got), sign, f.Text)
}

// A UnitGiven is one unit's evidence.
type UnitGiven struct {
	Valid, Failed uint64
	Declared      *OutageLevel
}

// check holds what a policy makes of a case against what is expected.
func (x Expect) check(p Policy, e Example) (wrong []error) {
	note := func(err error) {
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	if e.Unit != nil {
		bad, err := p.Promises()[0].Judges(*e.Unit)
		if note(err); err == nil && x.Bad != nil && bad != *x.Bad {
			note(fmt.Errorf("the unit is %s, the example says %s", badWord(bad), badWord(*x.Bad)))
		}
		return wrong
	}
	j := p.Settle(*e.Case)
	for _, missing := range j.Missing {
		note(fmt.Errorf("%s: not known, add it to what is given", missing))
	}
	part := j.Parts[0]
	share := p.Promises()[0].Aggregate.Shares()
	if x.None && part.Exact != nil {
		note(fmt.Errorf("availability is %s, the example says none", percentage(part.Exact)))
	}
	note(x.Availability.check("availability", part.Compared, share))
	note(x.Percent.check("the credit's share of the base", orZero(j.Percent), true))
	note(x.Days.check("the time credited in days", orZero(j.Time), false))
	note(x.Lost.check("what is lost", j.Lost, false))
	note(x.Allowed.check("what is allowed", j.Allowed, false))
	note(x.Target.check("the target", p.Promises()[0].Target.Share(), true))
	note(x.Excluded.check("what is excluded", whole(e.Case.Givens[0].Minutes.Excluded), false))
	note(x.money(j, e.Case.Bill.Fee))
	if x.Verdict != "" && x.Verdict != j.Verdict {
		note(fmt.Errorf("the promise is %s, the example says %s", j.Verdict, x.Verdict))
	}
	if x.Reason != "" && x.Reason != j.Reason {
		note(fmt.Errorf("the credit rests on %q, the example says %q", j.Reason, x.Reason))
	}
	if x.Terminate != nil && *x.Terminate != (j.Terminate != "") {
		note(fmt.Errorf("the right to terminate is %t, the example says %t", j.Terminate != "", *x.Terminate))
	}
	return wrong
}

// money compares the credit and what is left to pay.
func (x Expect) money(j Judgement, fee money.Amount) error {
	var wrong []error
	if x.Credit != nil && j.Credit != *x.Credit {
		wrong = append(wrong, fmt.Errorf("the credit is %s, the example says %s", j.Credit, *x.Credit))
	}
	if net := (money.Amount{Minor: fee.Minor - j.Credit.Minor, Currency: fee.Currency}); x.Net != nil && net != *x.Net {
		wrong = append(wrong, fmt.Errorf("what is left of the fee is %s, the example says %s", net, *x.Net))
	}
	return errors.Join(wrong...)
}

func badWord(bad bool) string {
	if bad {
		return "bad"
	}
	return "good"
}
