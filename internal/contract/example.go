package contract

import (
	"fmt"

	"aftermath/internal/money"
)

// An Example is a worked example from the contract: for what is given the
// policy must come to what is expected.
type Example struct {
	// The flat form: minutes and a fee, an availability in percent as printed,
	// rounded down to 4 decimals ("99.8865"; "" is not checked), and a credit.
	Minutes      Tally
	Fee          money.Amount
	Availability string
	Credit       money.Amount

	// The full form, where one of Case and Unit is set.
	Case   *Case
	Unit   *UnitGiven // one unit alone
	Expect Expect
	Place  Place
}

// CheckExamples runs the policy's worked examples, and those of its later
// versions, and reports each figure that the policy does not reproduce, with
// the place of the example. The availability of an example in which no minute
// could be judged is "none".
func (p Policy) CheckExamples() []error {
	var out []error
	for _, e := range p.Examples {
		check := p.flat
		if e.Case != nil || e.Unit != nil {
			check = func(e Example) []error { return e.Expect.check(p, e) }
		}
		for _, err := range check(e) {
			out = append(out, fmt.Errorf("%s:%d:%d: example of policy %s: %w", e.Place.File, e.Place.Line, e.Place.Column, p.ID, err))
		}
	}
	for _, v := range p.Versions {
		out = append(out, v.CheckExamples()...)
	}
	return out
}

// flat checks an example in its flat form.
func (p Policy) flat(e Example) (out []error) {
	j := p.Judge(e.Minutes, e.Fee)
	got := "none"
	if j.Availability != nil {
		got = money.FloorPercent(j.Availability, 4)
	}
	if e.Availability != "" && got != e.Availability {
		out = append(out, fmt.Errorf("availability is %s, the example says %s", got, e.Availability))
	}
	if j.Credit != e.Credit {
		out = append(out, fmt.Errorf("the credit is %s, the example says %s", j.Credit, e.Credit))
	}
	return out
}
