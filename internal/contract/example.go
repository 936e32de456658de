package contract

import (
	"fmt"

	"aftermath/internal/money"
)

// CheckExamples runs the policy's worked examples and reports each figure that
// the policy does not reproduce, with the place of the example. The
// availability of an example in which no minute could be judged is "none".
func (p Policy) CheckExamples() []error {
	var out []error
	for _, e := range p.Examples {
		out = append(out, p.flat(e)...)
	}
	return out
}

// flat checks an example in its flat form.
func (p Policy) flat(e Example) (out []error) {
	j := p.Judge(e.Minutes, e.Fee)
	wrong := func(format string, args ...any) {
		out = append(out, fmt.Errorf("%s:%d:%d: example of policy %s: "+format, append([]any{e.Place.File, e.Place.Line, e.Place.Column, p.ID}, args...)...))
	}
	got := "none"
	if j.Availability != nil {
		got = money.FloorPercent(j.Availability, 4)
	}
	if e.Availability != "" && got != e.Availability {
		wrong("availability is %s, the example says %s", got, e.Availability)
	}
	if j.Credit != e.Credit {
		wrong("the credit is %s, the example says %s", j.Credit, e.Credit)
	}
	return out
}
