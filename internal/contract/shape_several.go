package contract

import (
	"math/big"
	"strings"
)

// words name a combination.
func (c Combine) words() string {
	switch c {
	case Sum:
		return "the sum of"
	case First:
		return "the first that pays of"
	}
	return "the greatest of"
}

// Words is the rule in a sentence.
func (s Several) Words() string {
	parts := make([]string, len(s.Of))
	for i, c := range s.Of {
		parts[i] = "(" + c.Words() + ")"
	}
	return s.Combine.words() + " " + strings.Join(parts, ", ")
}

func (s Several) pay(l loss) payment {
	parts := make([]payment, len(s.Of))
	for i, c := range s.Of {
		parts[i] = c.pay(l)
	}
	return s.Combine.of(parts)
}

// of puts payments together; the steps of all stay.
func (c Combine) of(parts []payment) payment {
	out := nothing()
	var steps []Step
	var missing []string
	for _, p := range parts {
		steps, missing = append(steps, p.steps...), append(missing, p.missing...)
		p.steps, p.missing = nil, nil
		switch {
		case c == Sum:
			out = out.plus(p)
		case c == First && !out.pays(), c == Greatest && p.more(out):
			out = p
		}
	}
	out.steps, out.missing = steps, missing
	return out
}

// Words is the rule in a sentence.
func (s Rounded) Words() string {
	return s.Of.Words() + ", the share rounded " + s.Round.words()
}

func (r Rounding) words() string {
	switch r.Mode {
	case HalfUp:
		return "half-up to " + places(r.Places)
	case Down:
		return "down to " + places(r.Places)
	case Up:
		return "up to " + places(r.Places)
	}
	return "not at all"
}

func places(n int) string {
	switch n {
	case 0:
		return "whole percent"
	case 1:
		return "1 decimal of a percent"
	}
	return number(whole(int64(n))) + " decimals of a percent"
}

func (s Rounded) pay(l loss) payment {
	p := s.Of.pay(l)
	if p.share == nil {
		return p
	}
	share := s.Round.Apply(hundred(p.share))
	share.Quo(share, big.NewRat(100, 1))
	step := Step{Key: "share rounded", Label: "Share rounded", Formula: s.Round.words(), Operands: []Operand{value("share", p.share, unitShare)}, Result: value("share", share, unitShare)}
	p.share, p.minor, p.steps = share, product(share, l.worth.base), append(p.steps, step)
	if share.Sign() == 0 {
		p.row = ""
	}
	return p
}
