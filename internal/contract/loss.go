package contract

import (
	"math/big"
)

// A loss is what a credit's shape can look at.
type loss struct {
	measure      Measure
	missed       bool
	availability *big.Rat // as compared with the target; nil where the aggregate is no share
	value        *big.Rat // the aggregate where it is no share
	lost         *big.Rat // minutes; nil: not known
	allowed      *big.Rat // minutes; nil: not known
	period       *big.Rat // minutes that the period counts as
	eligible     *big.Rat // of them
	given        Given
	worth        worth
	caps         []Cap // for one outage or one day
}

// shortfall is target − availability, not below 0, as a share.
func (l loss) shortfall() *big.Rat {
	short := new(big.Rat)
	if l.availability != nil {
		if short.Sub(l.measure.Target.Share(), l.availability); short.Sign() < 0 {
			short.SetInt64(0)
		}
	}
	return short
}

// A worth turns what is paid into money.
type worth struct {
	base     *big.Rat // minor units; nil: not known
	day      *big.Rat // minor units of a day of service; nil: not known, or days are not money
	extend   bool     // days extend the term
	currency string
	of       func(BaseKind) *big.Rat // another base, in minor units; nil: not known
}

// A payment is what falls due for one loss, before caps.
type payment struct {
	minor *big.Rat // money in minor units, exact; nil: not known
	share *big.Rat // of the base; nil where it is not paid as a share
	days  *big.Rat // days of service; nil: none
	row   string   // the row or rule that applied, in words; "": nothing is paid
	tier  *Tier
	steps []Step

	missing []string // what was asked for and is not known
}

// nothing is the payment where no row applies.
func nothing(steps ...Step) payment { return payment{minor: new(big.Rat), steps: steps} }

// unsure is the payment where what decides is not known.
func unsure(what string, step Step) payment {
	return payment{row: what + " not known", steps: []Step{step}, missing: []string{what}}
}

// pays says that something falls due.
func (p payment) pays() bool { return p.row != "" }

// pay is times × what a row says.
func (w worth) pay(p Pay, times *big.Rat, row string, steps ...Step) payment {
	out := payment{row: row, steps: steps}
	switch {
	case !p.Amount.IsZero():
		out.minor = new(big.Rat).Mul(times, whole(p.Amount.Minor))
		if p.Amount.Currency != w.currency {
			out.minor = nil
		}
	case p.Days != nil:
		out.days = new(big.Rat).Mul(times, p.Days)
		if out.minor = new(big.Rat); !w.extend {
			out.minor = product(out.days, w.day)
		}
	default:
		out.share = new(big.Rat).Mul(times, p.Percent.Share())
		out.minor = product(out.share, w.base)
	}
	return out
}

// shared is the payment of a share of the base.
func (w worth) shared(share *big.Rat, row string, steps ...Step) payment {
	return payment{minor: product(share, w.base), share: share, row: row, steps: steps}
}

// product is a × b, nil where one is not known.
func product(a, b *big.Rat) *big.Rat {
	if a == nil || b == nil {
		return nil
	}
	return new(big.Rat).Mul(a, b)
}

// more says that p is worth more than o: in money, else as a share, else in
// days.
func (p payment) more(o payment) bool {
	for _, pair := range [][2]*big.Rat{{p.minor, o.minor}, {p.share, o.share}, {p.days, o.days}} {
		if c := compare(pair[0], pair[1]); c != 0 {
			return c > 0
		}
	}
	return p.pays() && !o.pays()
}

// compare orders a and b; what is not there is 0.
func compare(a, b *big.Rat) int { return orZero(a).Cmp(orZero(b)) }

func orZero(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}

// plus is both payments together.
func (p payment) plus(o payment) payment {
	sum := payment{row: p.row, tier: p.tier, steps: append(p.steps, o.steps...), missing: append(p.missing, o.missing...)}
	if o.row != "" && p.row != "" {
		sum.row += " and " + o.row
	} else if p.row == "" {
		sum.row, sum.tier = o.row, o.tier
	}
	if p.minor != nil && o.minor != nil {
		sum.minor = new(big.Rat).Add(p.minor, o.minor)
	}
	sum.share, sum.days = both(p.share, o.share), both(p.days, o.days)
	return sum
}

// both is a + b, nil where neither is there.
func both(a, b *big.Rat) *big.Rat {
	if a == nil && b == nil {
		return nil
	}
	return new(big.Rat).Add(orZero(a), orZero(b))
}

// least is the payment held to what a cap leaves of it. Where nobody knows what
// the cap is a share of, that is missing.
func (p payment) least(c Cap, w worth) (payment, bool) {
	own := w.base
	if c.Of != ServiceFee {
		w.base = w.of(c.Of)
	}
	most := w.pay(c.Most, one(), "cap")
	if c.Of != ServiceFee && most.share != nil {
		if most.minor == nil {
			p.missing = append(p.missing, "what the cap per "+c.Per.words()+" is a share of")
			return p, false
		}
		if most.share = nil; own != nil && own.Sign() > 0 {
			most.share = new(big.Rat).Quo(most.minor, own)
		}
	}
	if !p.more(payment{minor: most.minor, share: most.share, days: most.days, row: "cap"}) {
		return p, false
	}
	most.row, most.tier, most.steps = p.row, p.tier, p.steps
	return most, true
}

func one() *big.Rat { return big.NewRat(1, 1) }
