package excel

import (
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/money"
)

// A value is what one cell holds: a number or a text, and the formula that
// gives it, if there is one. A number is kept as its decimal digits: no float
// comes between our figures and the file.
type value struct {
	number  string
	text    string
	formula string // without "="; holds nothing but our own references and words
	look    look
}

// words is text from anywhere; it stays a text.
func words(s string) value { return value{text: s, look: look{format: asText}} }

// prose is text that may need several lines.
func prose(s string) value { return value{text: s, look: look{format: asText, wrap: true}} }

// figure is a figure in words, with its unit.
func figure(s string) value { return value{text: s, look: look{format: asText, align: "right"}} }

// none stands where there is no figure, and says why.
func none(why string) value { return value{text: why, look: look{color: muted, align: "right"}} }

func whole(n int64, format string) value {
	return value{number: strconv.FormatInt(n, 10), look: look{format: format, align: "right"}}
}

func count(n int64) value   { return whole(n, asCount) }
func tally(n uint64) value  { return whole(int64(min(n, math.MaxInt64)), asCount) }
func minutes(n int64) value { return whole(n, asMinutes) }

// fraction is a number of minutes that need not be whole.
func fraction(minutes *big.Rat) value {
	if minutes.IsInt() {
		return value{number: minutes.Num().String(), look: look{format: asMinutes, align: "right"}}
	}
	return value{number: trimmed(minutes.FloatString(9)), look: look{format: asTenths, align: "right"}}
}

// trimmed is a number with decimals without the zeros at its end.
func trimmed(decimal string) string { return strings.TrimRight(strings.TrimRight(decimal, "0"), ".") }

// floored is share (1 is 100 %) as a percentage with places decimals, rounded
// down in the value itself: Excel rounds half up when it shows a number, so
// that 99.99996 % would read 100.0000 %.
func floored(share *big.Rat, places int) value {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+2)), nil)
	scaled := new(big.Rat).Mul(share, new(big.Rat).SetInt(scale))
	n := new(big.Int).Div(scaled.Num(), scaled.Denom()) // floors: the denominator is positive
	digits := new(big.Rat).SetFrac(n, scale).FloatString(places + 2)
	return value{number: trimmed(digits), look: look{format: percentFormat(places), align: "right"}}
}

// paid is a share of a fee with as many decimals as it needs, four at most,
// rounded down.
func paid(share *big.Rat) value {
	for places := range 4 {
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places+2)), nil)
		if new(big.Rat).Mul(share, new(big.Rat).SetInt(scale)).IsInt() {
			return floored(share, places)
		}
	}
	return floored(share, 4)
}

func percentFormat(places int) string {
	if places == 0 {
		return "0%"
	}
	return "0." + strings.Repeat("0", places) + "%"
}

// percent is an agreed percentage, with as many decimals as it was written with.
func percent(p money.Percent) value {
	_, decimals, _ := strings.Cut(p.String(), ".")
	return floored(p.Share(), len(decimals))
}

// amount is money in major units; the format carries the currency code.
func amount(a money.Amount) value {
	format := "#,##0"
	if a.Places() > 0 {
		format += "." + strings.Repeat("0", a.Places())
	}
	if len(a.Currency) == 3 && strings.Trim(a.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		format += ` "` + a.Currency + `"`
	}
	return value{number: a.Decimal(), look: look{format: format, align: "right"}}
}

// local is an instant in zone as words, with the offset: 01:30 happens twice
// when summer time ends, and a cell of date type could not tell which.
func local(t time.Time, zone *time.Location) value {
	if t.IsZero() {
		return none("–")
	}
	layout := "2006-01-02 15:04 -07:00"
	if t.Second() != 0 {
		layout = "2006-01-02 15:04:05 -07:00"
	}
	return value{text: t.In(zone).Format(layout), look: look{format: asText}}
}

// instant is an instant in UTC as a date that can be sorted and subtracted.
func instant(t time.Time) value {
	if t.IsZero() {
		return none("–")
	}
	// Excel counts days from 1899-12-30; a second is kept to 1e-9 of a day.
	since := new(big.Rat).SetFrac64(t.Unix()+25569*86400, 86400)
	return value{number: trimmed(since.FloatString(10)), look: look{format: asUTC, align: "left"}}
}

// statistic is a figure that only informs; NaN is none.
func statistic(minutes float64) value {
	if math.IsNaN(minutes) || math.IsInf(minutes, 0) {
		return none("none")
	}
	return value{number: trimmed(strconv.FormatFloat(minutes, 'f', 1, 64)), look: look{format: asTenths, align: "right"}}
}

// share is n of total as a percentage rounded down; nothing of nothing is none.
func share(n, total uint64, places int) value {
	if total == 0 {
		return none("–")
	}
	return floored(new(big.Rat).SetFrac(new(big.Int).SetUint64(n), new(big.Int).SetUint64(total)), places)
}
