package contract

import (
	"math"
	"math/big"
	"strings"

	"aftermath/internal/money"
)

// number prints r exactly where six decimals hold it, else cut after six with
// "…" behind it. Thousands are grouped.
func number(r *big.Rat) string {
	const places = 6
	sign := ""
	if r.Sign() < 0 {
		sign = "−"
	}
	if r.IsInt() && r.Num().IsInt64() && r.Num().Int64() > math.MinInt64 { // most are
		return sign + money.Group(max(r.Num().Int64(), -r.Num().Int64()))
	}
	abs := new(big.Rat).Abs(r)
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil)
	n, rest := new(big.Int).QuoRem(new(big.Int).Mul(abs.Num(), scale), abs.Denom(), new(big.Int))
	units, part := new(big.Int).QuoRem(n, scale, new(big.Int))
	digits := units.String()
	if units.IsInt64() {
		digits = money.Group(units.Int64())
	}
	decimals := part.String()
	decimals = strings.Repeat("0", places-len(decimals)) + decimals
	if rest.Sign() != 0 {
		return sign + digits + "." + decimals + "…"
	}
	if decimals = strings.TrimRight(decimals, "0"); decimals != "" {
		decimals = "." + decimals
	}
	return sign + digits + decimals
}

// hundred is a share as a percentage: 1 is 100.
func hundred(share *big.Rat) *big.Rat { return new(big.Rat).Mul(share, big.NewRat(100, 1)) }

// percentage prints a share: "99.886574… %".
func percentage(share *big.Rat) string { return number(hundred(share)) + " %" }

// The units of operands.
const (
	unitMinutes  = "min"
	unitShare    = "share"
	unitRequests = "requests"
	unitUnits    = "units"
	unitUsers    = "user-min"
	unitDays     = "days"
	unitCount    = ""
)

// value is an operand that is a number of a unit.
func value(name string, r *big.Rat, unit string) Operand {
	o := Operand{Name: name, Exact: r, Unit: unit, Printed: "not known"}
	switch {
	case r == nil:
	case unit == unitShare:
		o.Printed = percentage(r)
	case unit == unitCount:
		o.Printed = number(r)
	default:
		o.Printed = number(r) + " " + unit
	}
	return o
}

// amount is an operand that is money; Exact is in major units.
func amount(name string, a money.Amount) Operand {
	if a.Currency == "" {
		return Operand{Name: name, Printed: "not known"}
	}
	return Operand{Name: name, Exact: major(whole(a.Minor), a.Currency), Printed: a.String(), Unit: a.Currency}
}

// exactAmount is an operand that is money before it is rounded.
func exactAmount(name string, minor *big.Rat, currency string) Operand {
	if minor == nil {
		return Operand{Name: name, Printed: "not known"}
	}
	m := major(minor, currency)
	return Operand{Name: name, Exact: m, Printed: number(m) + " " + currency, Unit: currency}
}

func major(minor *big.Rat, currency string) *big.Rat {
	per := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(money.Amount{Currency: currency}.Places())), nil)
	return new(big.Rat).Quo(minor, new(big.Rat).SetInt(per))
}

// said is an operand that is words.
func said(name, words string) Operand { return Operand{Name: name, Printed: words} }

// floorMinutes is r in whole minutes, cut; 0 when it is not known.
func floorMinutes(r *big.Rat) int64 {
	if r == nil {
		return 0
	}
	return new(big.Int).Div(r.Num(), r.Denom()).Int64()
}
