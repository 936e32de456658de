package contract

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
)

// CheckTiers refuses a table whose rows are not in descending order, whose
// credits do not rise as availability falls, whose rows do not meet, or that
// pays above the target. It names every row that is wrong.
func (p Policy) CheckTiers() error {
	var wrong []error
	for i := range p.Tiers {
		wrong = append(wrong, p.CheckTier(i))
	}
	return errors.Join(wrong...)
}

// CheckTier says what is wrong with row i of the tiers: by itself, against the
// target, or after the row before it.
func (p Policy) CheckTier(i int) error {
	for _, f := range (Measure{Target: p.Target}).lintTiers(Tiers(p.Tiers)) {
		if f.Row == i {
			return errors.New(f.Message)
		}
	}
	return nil
}

// lintTiers finds at most one fault for each row.
func (m Measure) lintTiers(t Tiers) (out []Fault) {
	for i := range t {
		if message := m.lintTier(t, i); message != "" {
			out = append(out, Fault{Parameter: "credits", Row: i, Message: message})
		}
	}
	return out
}

func (m Measure) lintTier(t Tiers, i int) string {
	row := t[i]
	switch c := row.Below.Cmp(m.Target); {
	case row.Below.IsZero():
		return fmt.Sprintf("tier %s never applies", row)
	case !m.Target.IsZero() && (c > 0 || c == 0 && row.AtMost && !m.Exceed):
		return fmt.Sprintf("tier %s pays although the target of %s %% is kept", row, m.Target)
	}
	if row.Floor.Set {
		if c := row.Floor.At.Cmp(row.Below); c > 0 || c == 0 && (row.Floor.Open || !row.AtMost) {
			return fmt.Sprintf("tier %s holds nothing: it goes down to %s %%", row, row.Floor.At)
		}
		if i == len(t)-1 && (!row.Floor.At.IsZero() || row.Floor.Open) {
			return fmt.Sprintf("tier %s is the last and ends at %s %%: nothing says what less than that pays", row, row.Floor.At)
		}
	}
	if i == 0 {
		return ""
	}
	before := t[i-1]
	if c := row.Below.Cmp(before.Below); c > 0 || c == 0 && (row.AtMost || !before.AtMost) || !row.Paid().dearer(before.Paid()) {
		return fmt.Sprintf("tier %s at %s after tier %s at %s: list tiers from the highest availability down, each with a higher credit",
			row, row.Paid(), before, before.Paid())
	}
	return m.meets(before, row)
}

// meets says how the floor of one row misses the next one.
func (m Measure) meets(row, next Tier) string {
	if !row.Floor.Set {
		return ""
	}
	at := row.Floor.At
	c := at.Cmp(next.Below)
	if c == 0 && row.Floor.Open == next.AtMost {
		return ""
	}
	between := fmt.Sprintf("tier %s ends at %s %%, tier %s begins there", row, at, next)
	switch {
	case c == 0 && row.Floor.Open:
		return between + fmt.Sprintf(": neither owns %s %% itself", at)
	case c == 0:
		return between + fmt.Sprintf(": both own %s %%", at)
	case c < 0:
		return fmt.Sprintf("tier %s goes down to %s %% and overlaps tier %s", row, at, next)
	case m.Round.Mode != Exact && !row.Floor.Open && next.AtMost && new(big.Rat).Sub(at.Share(), next.Below.Share()).Cmp(m.Round.grain()) == 0:
		return "" // no rounded availability lies between
	}
	return fmt.Sprintf("tier %s ends at %s %%, tier %s begins below: nothing says what the gap between pays", row, at, next)
}

// grain is the distance between two rounded percentages, as a share.
func (r Rounding) grain() *big.Rat {
	return big.NewRat(1, 1).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(r.Places+2)), nil))
}

// dearer says that p pays more than o, as far as the two can be compared.
func (p Pay) dearer(o Pay) bool {
	switch {
	case !p.Amount.IsZero() && !o.Amount.IsZero():
		return p.Amount.Currency == o.Amount.Currency && p.Amount.Minor > o.Amount.Minor
	case p.Days != nil && o.Days != nil:
		return p.Days.Cmp(o.Days) > 0
	case p.Days == nil && o.Days == nil && p.Amount.IsZero() && o.Amount.IsZero():
		return p.Percent.Cmp(o.Percent) > 0
	}
	return true
}

// lint finds rows of bands that are out of order.
func (b Bands) lint() (out []Fault) {
	_, unit := b.Of.words()
	for i := 1; i < len(b.Rows); i++ {
		row, before := b.Rows[i], b.Rows[i-1]
		if c := row.Over.Cmp(before.Over); c < 0 || c == 0 && (row.AtLeast || !before.AtLeast) || !row.Pays.dearer(before.Pays) {
			out = append(out, Fault{Parameter: "credits", Row: i, Message: fmt.Sprintf("row %s at %s after row %s at %s: list rows from the smallest loss up, each with a higher credit",
				row.words(unit), row.Pays, before.words(unit), before.Pays)})
		}
	}
	return out
}

// lintCaps finds caps that no credit reaches.
func (p Policy) lintCaps() (out []Fault) {
	for i, c := range p.Caps {
		if (c.Per == PerIncident || c.Per == PerDay) && !slices.ContainsFunc(p.Promises(), func(m Measure) bool { return byOutage(m.Credit) }) {
			out = append(out, Fault{-1, "caps", i, fmt.Sprintf("cap of %s never applies: nothing is paid for single outages", c.describe()), "write credits: {per_outage: …}, or another span"})
		}
		if months := c.Per.months(); months > 0 && months < p.Period.Kind.Months() {
			out = append(out, Fault{-1, "caps", i, fmt.Sprintf("cap of %s, and the period is a %s: what falls into the shorter span is not told apart", c.describe(), p.Period.Kind), "write per: period"})
		}
		for k, o := range p.Caps[:i] {
			if o.Per == c.Per && o.Of == c.Of && sameKind(o.Most, c.Most) {
				out = append(out, Fault{-1, "caps", i, fmt.Sprintf("cap of %s never applies beside cap %d of %s", c.describe(), k+1, o.describe()), "keep the lower one"})
			}
		}
		if most, ok := p.dearest(); ok && c.Per == PerPeriod && p.Base.Of == ServiceFee && (c.Of == ServiceFee || c.Of == PlainFee) && !c.Most.Percent.IsZero() && c.Most.Percent.Cmp(most) > 0 {
			out = append(out, Fault{-1, "caps", i, fmt.Sprintf("cap of %s never applies: the dearest row pays %s %%", c.describe(), most), "lower the cap, or remove it"})
		}
	}
	return out
}

// byOutage says that a shape pays for single outages.
func byOutage(c Credit) bool {
	switch c := c.(type) {
	case PerOutage:
		return true
	case Rounded:
		return byOutage(c.Of)
	case Several:
		return slices.ContainsFunc(c.Of, byOutage)
	}
	return false
}

// months is how many a span of the calendar has; 0 for another span.
func (s Span) months() int {
	return map[Span]int{PerMonth: 1, PerQuarter: 3, PerYear: 12}[s]
}

func sameKind(a, b Pay) bool {
	return a.Amount.IsZero() == b.Amount.IsZero() && (a.Days == nil) == (b.Days == nil)
}
