package contract

import (
	"fmt"
	"math/big"
	"strings"
	"time"
)

// rounded is r as a whole number by mode.
func (m RoundMode) rounded(r *big.Rat) *big.Rat {
	return Rounding{Mode: m}.Apply(r)
}

// words say what becomes of a part.
func (m RoundMode) words() string {
	switch m {
	case Up:
		return " or part thereof"
	case Down:
		return " in full"
	case HalfUp:
		return ", to the nearest"
	}
	return ", parts in proportion"
}

// Apply rounds r to Places decimals.
func (r Rounding) Apply(v *big.Rat) *big.Rat {
	if r.Mode == Exact {
		return v
	}
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(r.Places)), nil))
	scaled := new(big.Rat).Mul(v, scale)
	n, rest := new(big.Int).DivMod(scaled.Num(), scaled.Denom(), new(big.Int)) // floors: the denominator is positive
	more := false
	switch r.Mode {
	case Up:
		more = rest.Sign() > 0
	case HalfUp:
		twice := rest.Lsh(rest, 1)
		c := twice.Cmp(scaled.Denom())
		more = c > 0 || c == 0 && v.Sign() >= 0
	}
	if more {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).Quo(new(big.Rat).SetInt(n), scale)
}

// Words is the rule in a sentence.
func (s Steps) Words() string {
	from := "the target"
	if !s.From.IsZero() {
		from = s.From.String() + " %"
	}
	return fmt.Sprintf("%s for each %s points below %s%s", s.Pays, s.Every, from, s.Round.words())
}

func (s Steps) pay(l loss) payment {
	if l.availability == nil {
		return nothing()
	}
	from := l.measure.Target
	if !s.From.IsZero() {
		from = s.From
	}
	short := new(big.Rat).Sub(from.Share(), l.availability)
	if short.Sign() < 0 {
		short.SetInt64(0)
	}
	exact := new(big.Rat).Quo(short, s.Every.Share())
	n := s.Round.rounded(exact)
	steps := []Step{
		{Key: "shortfall", Label: "Shortfall", Formula: "from − availability, in percentage points",
			Operands: []Operand{value("from", from.Share(), unitShare), value("availability", l.availability, unitShare)}, Result: value("shortfall", hundred(short), "points")},
		{Key: "steps", Label: "Steps", Formula: fmt.Sprintf("shortfall / %s points%s", s.Every, s.Round.words()),
			Operands: []Operand{value("shortfall", hundred(short), "points"), value("exact", exact, unitCount)}, Result: value("steps", n, unitCount)},
	}
	if n.Sign() == 0 {
		return nothing(steps...)
	}
	return l.worth.pay(s.Pays, n, fmt.Sprintf("%s × %s", number(n), s.Pays), steps...)
}

// Words is the rule in a sentence.
func (s Linear) Words() string {
	return fmt.Sprintf("fee × %s × (target − availability)", number(s.Factor))
}

func (s Linear) pay(l loss) payment {
	short := l.shortfall()
	share := new(big.Rat).Mul(short, s.Factor)
	step := Step{Key: "share", Label: "Share", Formula: "factor × (target − availability)",
		Operands: []Operand{value("factor", s.Factor, unitCount), value("shortfall", hundred(short), "points")}, Result: value("share", share, unitShare)}
	if share.Sign() == 0 {
		return nothing(step)
	}
	return l.worth.shared(share, percentage(share), step)
}

// Words is the rule in a sentence.
func (s TimeLost) Words() string {
	words := number(s.Factor) + " × the fee of the time lost"
	if s.Beyond {
		words += " beyond the allowance"
	}
	if s.Within {
		words += ", as a part of the eligible time"
	}
	return words
}

func (s TimeLost) pay(l loss) payment {
	if !l.missed && !s.Always {
		return nothing()
	}
	lost := l.lost
	if s.Beyond && lost != nil && l.allowed != nil {
		if lost = new(big.Rat).Sub(lost, l.allowed); lost.Sign() < 0 {
			lost = new(big.Rat)
		}
	}
	step := Step{Key: "share", Label: "Share", Formula: "factor × time lost / period", Operands: []Operand{value("factor", s.Factor, unitCount), value("time lost", lost, unitMinutes), value("period", l.period, unitMinutes)}}
	if s.Beyond {
		step.Formula = "factor × (time lost − allowed) / period"
		step.Operands = []Operand{value("factor", s.Factor, unitCount), value("time lost", l.lost, unitMinutes), value("allowed", l.allowed, unitMinutes), value("period", l.period, unitMinutes)}
	}
	if s.Within {
		l.period, step.Operands[len(step.Operands)-1] = l.eligible, value("eligible", l.eligible, unitMinutes)
		step.Formula = strings.Replace(step.Formula, "/ period", "/ eligible", 1)
	}
	if lost == nil || l.period == nil || l.period.Sign() <= 0 {
		step.Result = value("share", nil, unitShare)
		return unsure("the time lost", step)
	}
	share := new(big.Rat).Mul(s.Factor, lost)
	share.Quo(share, l.period)
	if step.Result = value("share", share, unitShare); share.Sign() == 0 {
		return nothing(step)
	}
	return l.worth.shared(share, fmt.Sprintf("%s × time lost", number(s.Factor)), step)
}

// Words is the rule in a sentence.
func (s Blocks) Words() string {
	words := fmt.Sprintf("%s for each %s lost%s", s.Pays, lengthWords(s.Length), s.Round.words())
	if s.Free > 0 {
		words += ", the first " + lengthWords(s.Free) + " free"
	}
	if !s.FreeShare.IsZero() {
		words += ", the first " + s.FreeShare.String() + " % of the period free"
	}
	return words
}

func (s Blocks) pay(l loss) payment {
	if !l.missed && !s.Always {
		return nothing()
	}
	free := inMinutes(s.Free)
	if !s.FreeShare.IsZero() && l.period != nil {
		free.Add(free, new(big.Rat).Mul(s.FreeShare.Share(), l.period))
	}
	step := Step{Key: "blocks", Label: "Blocks", Formula: "(time lost − free) / block" + s.Round.words(),
		Operands: []Operand{value("time lost", l.lost, unitMinutes), value("free", free, unitMinutes), value("block", inMinutes(s.Length), unitMinutes)}}
	if l.lost == nil {
		step.Result = value("blocks", nil, unitCount)
		return unsure("the time lost", step)
	}
	over := new(big.Rat).Sub(l.lost, free)
	if over.Sign() < 0 {
		over.SetInt64(0)
	}
	n := s.Round.rounded(over.Quo(over, inMinutes(s.Length)))
	if step.Result = value("blocks", n, unitCount); n.Sign() == 0 {
		return nothing(step)
	}
	return l.worth.pay(s.Pays, n, fmt.Sprintf("%s × %s", number(n), s.Pays), step)
}

// inMinutes is a duration in minutes, exact.
func inMinutes(d time.Duration) *big.Rat { return big.NewRat(int64(d), int64(time.Minute)) }

// lengthWords prints a duration: "30 min", "1 h".
func lengthWords(d time.Duration) string {
	if d >= time.Hour && d%time.Hour == 0 {
		return number(big.NewRat(int64(d), int64(time.Hour))) + " h"
	}
	return number(inMinutes(d)) + " min"
}
