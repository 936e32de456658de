package contract

import (
	"fmt"
	"math/big"
	"strings"
)

// Holds says that availability falls into the row.
func (t Tier) Holds(availability *big.Rat) bool {
	c := availability.Cmp(t.Below.Share())
	return c < 0 || c == 0 && t.AtMost
}

// Paid is what the row pays.
func (t Tier) Paid() Pay {
	if t.Pays != (Pay{}) {
		return t.Pays
	}
	return Pay{Percent: t.Credit}
}

// Words is every row: "10 % < 99.9 %, 25 % < 99 %".
func (t Tiers) Words() string {
	rows := make([]string, len(t))
	for i, row := range t {
		rows[i] = row.Paid().String() + " at " + row.String()
	}
	return strings.Join(rows, ", ")
}

func (t Tiers) pay(l loss) payment {
	if l.availability == nil {
		return nothing()
	}
	var row *Tier
	for i := range t {
		if t[i].Holds(l.availability) {
			row = &t[i]
		}
	}
	step := Step{Key: "row", Label: "Row", Formula: "the last row that holds: " + t.Words(),
		Operands: []Operand{value("availability", l.availability, unitShare)}, Result: said("row", "none: nothing is paid")}
	if row == nil {
		return nothing(step)
	}
	step.Result = said("row", row.String()+": "+row.Paid().String())
	p := l.worth.pay(row.Paid(), one(), row.String(), step)
	p.tier = row
	return p
}

// String is the pay as a person writes it: "10 %", "5.00 EUR", "3 days".
func (p Pay) String() string {
	switch {
	case !p.Amount.IsZero():
		return p.Amount.String()
	case p.Days != nil && p.Days.Cmp(one()) == 0:
		return "1 day"
	case p.Days != nil:
		if hours := new(big.Rat).Mul(p.Days, whole(24)); hours.IsInt() && !p.Days.IsInt() {
			return number(hours) + " h"
		}
		return number(p.Days) + " days"
	}
	return p.Percent.String() + " %"
}

// words name what a table looks at, and its unit.
func (q Quantity) words() (name, unit string) {
	switch q {
	case LongestOutage:
		return "longest outage", unitMinutes
	case MeanRepair:
		return "mean time to repair", unitMinutes
	case MissCount:
		return "misses", unitCount
	case Excess:
		return "excess over the limit", "%"
	case Shortfall:
		return "shortfall", "points"
	case Measured:
		return "measured", unitCount
	}
	return "minutes lost", unitMinutes
}

// of is the quantity of a loss; nil where it is not known.
func (q Quantity) of(l loss) *big.Rat {
	switch q {
	case LongestOutage:
		return l.given.longest()
	case MeanRepair:
		return l.given.repair()
	case MissCount:
		if l.given.Misses == nil {
			return nil
		}
		return whole(*l.given.Misses)
	case Excess:
		if l.value == nil || l.measure.Limit == nil || l.measure.Limit.Sign() == 0 {
			return nil
		}
		over := new(big.Rat).Sub(l.value, l.measure.Limit)
		if l.measure.AtLeast {
			over.Neg(over)
		}
		return hundred(over.Quo(over, l.measure.Limit))
	case Shortfall:
		return hundred(l.shortfall())
	case Measured:
		return l.value
	}
	return l.lost
}

// String is the row's condition: "> 45 min".
func (b Band) words(unit string) string {
	sign := "> "
	if b.AtLeast {
		sign = "≥ "
	}
	return strings.TrimSpace(sign + number(b.Over) + " " + unit)
}

func (b Band) holds(r *big.Rat) bool {
	c := r.Cmp(b.Over)
	return c > 0 || c == 0 && b.AtLeast
}

// Words is every row.
func (b Bands) Words() string {
	_, unit := b.Of.words()
	rows := make([]string, len(b.Rows))
	for i, row := range b.Rows {
		rows[i] = row.Pays.String() + " at " + row.words(unit)
	}
	return strings.Join(rows, ", ")
}

func (b Bands) pay(l loss) payment {
	name, unit := b.Of.words()
	q := b.Of.of(l)
	step := Step{Key: "row", Label: "Row", Formula: fmt.Sprintf("by %s, the last row that holds: %s", name, b.Words()),
		Operands: []Operand{value(name, q, unit)}, Result: said("row", "none: nothing is paid")}
	if q == nil {
		step.Result.Printed = "not known"
		return unsure(name, step)
	}
	var row *Band
	for i := range b.Rows {
		if b.Rows[i].holds(q) {
			row = &b.Rows[i]
		}
	}
	if row == nil {
		return nothing(step)
	}
	words := row.words(unit)
	step.Result = said("row", words+": "+row.Pays.String())
	return l.worth.pay(row.Pays, one(), words, step)
}
