package money

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// A Percent is an exact decimal percentage: 99.9 is 99.9 %.
type Percent struct{ d decimal.Decimal }

// ParsePercent reads a percentage between 0 and 100: "99.9%", "99.9 %". The
// sign is required, so that 0.999 and 99.9 cannot be mistaken for each other.
func ParsePercent(s string) (Percent, error) {
	number, ok := strings.CutSuffix(strings.TrimSpace(s), "%")
	d, err := plain(strings.TrimSpace(number))
	if !ok || err != nil {
		return Percent{}, fmt.Errorf("percentage %q: write a number and a percent sign, like 99.9%%", s)
	}
	if d.GreaterThan(decimal.New(100, 0)) {
		return Percent{}, fmt.Errorf("percentage %q: over 100%%", s)
	}
	return Percent{d}, nil
}

// MustPercent is ParsePercent for constants; it panics on a bad one.
func MustPercent(s string) Percent {
	p, err := ParsePercent(s)
	if err != nil {
		panic(err)
	}
	return p
}

// String is the number without the sign: "99.9".
func (p Percent) String() string { return p.d.String() }

// Share is the percentage as an exact rational: 99.9 % is 999/1000.
func (p Percent) Share() *big.Rat {
	if c, e := p.d.Coefficient(), -p.d.Exponent(); c.IsInt64() && 0 <= e && int(e)+2 < len(tens) {
		return big.NewRat(c.Int64(), tens[e+2])
	}
	return new(big.Rat).Quo(p.d.Rat(), big.NewRat(100, 1))
}

// tens are the powers of ten.
var tens = [...]int64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18}

// IsZero says that the percentage is 0.
func (p Percent) IsZero() bool { return p.d.IsZero() }

// Cmp compares p with q: -1, 0 or +1.
func (p Percent) Cmp(q Percent) int { return p.d.Cmp(q.d) }

// FloorPercent prints share (1 is 100 %) as a percentage rounded down to
// places decimals, so that 0.99996 never reads 100: "99.9960".
func FloorPercent(share *big.Rat, places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	scaled := new(big.Rat).Mul(share, new(big.Rat).SetInt(new(big.Int).Mul(scale, big.NewInt(100))))
	n := new(big.Int).Div(scaled.Num(), scaled.Denom()) // Euclidean: floors, the denominator being positive
	return decimal.NewFromBigInt(n, int32(-places)).StringFixed(int32(places))
}

// Group prints n with thousands separated: 43,200.
func Group(n int64) string { return group(strconv.FormatInt(n, 10)) }

func group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}

func sorted(by map[string]int64) []Amount {
	codes := make([]string, 0, len(by))
	for code := range by {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	sums := make([]Amount, len(codes))
	for i, code := range codes {
		sums[i] = Amount{Minor: by[code], Currency: code}
	}
	return sums
}

// Rest is what p lacks to 100 %.
func (p Percent) Rest() Percent { return Percent{decimal.New(100, 0).Sub(p.d)} }

// Of is the product of two percentages: 99.95 % of 99.99 % is 99.940005 %.
func (p Percent) Of(q Percent) Percent { return Percent{p.d.Mul(q.d).Shift(-2)} }
