// Package money holds exact amounts, percentages and their rounding.
//
// Amounts are integer minor units of one currency. Percentages are decimals.
// Availability and other shares are rationals. No float decides anything.
package money

import (
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/shopspring/decimal"
)

// An Amount is a whole number of minor units (cents, öre) of one currency.
// The zero value is no money in no currency.
type Amount struct {
	Minor    int64
	Currency string // ISO 4217 code
}

// NoCurrency stands where a fee is not said and only shares are asked for: it
// is the code of ISO 4217 for no currency.
const NoCurrency = "XXX"

// exponents are the numbers of decimal places that differ from two (ISO 4217,
// table A.1).
var exponents = map[string]int32{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0,
	"UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}

func places(currency string) int32 {
	if n, ok := exponents[currency]; ok {
		return n
	}
	return 2
}

// largest is the largest amount that is read, in minor units: thousands of such
// amounts add up without overflow.
const largest = 1_000_000_000_000_000

// Parse reads an amount written as number, space and ISO 4217 code: "1000 EUR",
// "99.50 SEK". More decimals than the currency has are refused: nothing is
// rounded while reading.
func Parse(s string) (Amount, error) {
	number, code, ok := strings.Cut(strings.TrimSpace(s), " ")
	code = strings.TrimSpace(code)
	if !ok || len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Amount{}, fmt.Errorf("amount %q: write a number and a currency code, like 1000 EUR", s)
	}
	d, err := plain(number)
	if err != nil {
		return Amount{}, fmt.Errorf("amount %q: %q is not a number", s, number)
	}
	minor := d.Shift(places(code))
	if !minor.IsInteger() {
		return Amount{}, fmt.Errorf("amount %q: %s has %d decimal places", s, code, places(code))
	}
	if minor.GreaterThan(decimal.New(largest, 0)) {
		return Amount{}, fmt.Errorf("amount %q: too large", s)
	}
	return Amount{Minor: minor.IntPart(), Currency: code}, nil
}

// plain reads a decimal without exponent, sign or grouping, of sane length.
func plain(s string) (decimal.Decimal, error) {
	if s == "" || len(s) > 24 || strings.Trim(s, "0123456789.") != "" {
		return decimal.Decimal{}, fmt.Errorf("%q is not a number", s)
	}
	return decimal.NewFromString(s)
}

// Decimal is the amount in major units with the currency's decimals: "1000.00".
func (a Amount) Decimal() string {
	return decimal.New(a.Minor, -places(a.Currency)).StringFixed(places(a.Currency))
}

// Places is the number of decimals of the amount's currency.
func (a Amount) Places() int { return int(places(a.Currency)) }

// String is the amount with grouped thousands and its code: "1,000.00 EUR".
func (a Amount) String() string {
	whole, frac, _ := strings.Cut(a.Decimal(), ".")
	if frac != "" {
		frac = "." + frac
	}
	return strings.TrimSpace(group(whole) + frac + " " + a.Currency)
}

// IsZero says that no money is meant, in whatever currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Times is p percent of a, rounded half-up (away from zero) to a minor unit, once.
func (a Amount) Times(p Percent) Amount {
	exact := decimal.New(a.Minor, 0).Mul(p.d).Shift(-2)
	return Amount{Minor: exact.Round(0).IntPart(), Currency: a.Currency}
}

// Sum adds amounts per currency, in order of currency code. Amounts of
// different currencies are never added together.
func Sum(amounts ...Amount) []Amount {
	by := map[string]int64{}
	for _, a := range amounts {
		if a.Currency != "" {
			by[a.Currency] += a.Minor
		}
	}
	return sorted(by)
}

// Share is n/d as an exact rational, nil when d is zero.
func Share(n, d int64) *big.Rat {
	if d == 0 {
		return nil
	}
	return big.NewRat(n, d)
}

// Round is minor, an exact number of minor units, rounded half-up (away from
// zero). What no Amount holds becomes the largest that does.
func Round(minor *big.Rat, currency string) Amount {
	twice := new(big.Int).Lsh(new(big.Int).Abs(minor.Num()), 1)
	n := twice.Add(twice, minor.Denom())
	n.Quo(n, new(big.Int).Lsh(minor.Denom(), 1))
	if !n.IsInt64() {
		n.SetInt64(math.MaxInt64)
	}
	out := Amount{Minor: n.Int64(), Currency: currency}
	if minor.Sign() < 0 {
		out.Minor = -out.Minor
	}
	return out
}
