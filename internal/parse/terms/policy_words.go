package terms

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// A vocabulary is the words of a parameter, in order, and what each means.
type vocabulary[T any] struct {
	what  string
	words []string
	means []T
}

// named reads a word of v.
func named[T any](v vocabulary[T]) func(string) (T, error) {
	return func(s string) (T, error) {
		if i := slices.Index(v.words, s); i >= 0 {
			return v.means[i], nil
		}
		var none T
		return none, advice{fmt.Sprintf("%q is not %s", s, v.what), Meant(s, v.words)}
	}
}

// The words of each parameter; the first is the default.
var (
	combinations = vocabulary[contract.Combine]{"a way to combine measures", []string{"greatest", "sum", "first"}, []contract.Combine{contract.Greatest, contract.Sum, contract.First}}
	clocks       = vocabulary[contract.Clock]{"a clock", []string{"impact", "report", "ticket", "confirmed", "later"},
		[]contract.Clock{contract.FromImpact, contract.FromReport, contract.FromTicket, contract.FromConfirmed, contract.FromLater}}
	thinMeanings = vocabulary[contract.ThinMeaning]{"what a unit with too few requests is", []string{"good", "excluded", "bad"}, []contract.ThinMeaning{contract.ThinGood, contract.ThinExcluded, contract.ThinBad}}
	subtractions = vocabulary[contract.Subtract]{"a way to subtract", []string{"remove", "forgive", "count"}, []contract.Subtract{contract.Remove, contract.Forgive, contract.Count}}
	assumptions  = vocabulary[contract.Assumed]{"what unknown time counts as", []string{"left-out", "up", "down"}, []contract.Assumed{contract.LeftOut, contract.AssumedUp, contract.AssumedDown}}
	lives        = vocabulary[contract.Life]{"a way to count part of a period", []string{"own", "filled"}, []contract.Life{contract.OwnPart, contract.FullUp}}
	aggregates   = vocabulary[contract.Aggregate]{"an aggregate", []string{"minutes", "mean", "ratio", "units", "users", "repair", "longest", "misses", "metric"},
		[]contract.Aggregate{contract.ByMinutes, contract.ByMean, contract.ByRatio, contract.ByUnits, contract.ByUsers, contract.ByRepair, contract.ByLongest, contract.ByMisses, contract.ByMetric}}
	joins      = vocabulary[contract.Joined]{"a way to join services", []string{"each", "pooled", "any", "all", "worst"}, []contract.Joined{contract.Each, contract.Pooled, contract.Any, contract.All, contract.Worst}}
	roundings  = vocabulary[contract.RoundMode]{"a way to round", []string{"exact", "half-up", "down", "up"}, []contract.RoundMode{contract.Exact, contract.HalfUp, contract.Down, contract.Up}}
	unitKinds  = vocabulary[contract.UnitKind]{"a verdict on a unit", []string{"thresholds", "fraction", "all-failed", "level", "affected"}, []contract.UnitKind{contract.ByThresholds, contract.ByFraction, contract.AllFailed, contract.ByLevel, contract.ByAffected}}
	periods    = vocabulary[contract.PeriodKind]{"a period", []string{"month", "quarter", "year", "cycle"}, []contract.PeriodKind{contract.Month, contract.Quarter, contract.Year, contract.Cycle}}
	capSpans   = vocabulary[contract.Span]{"a span", []string{"period", "month", "quarter", "year", "12 months", "term", "incident", "day"}, []contract.Span{contract.PerPeriod, contract.PerMonth, contract.PerQuarter, contract.PerYear, contract.PerTwelve, contract.PerTerm, contract.PerIncident, contract.PerDay}}
	overruns   = vocabulary[bool]{"what an overrun is", []string{"downtime", "excluded"}, []bool{false, true}}
	truths     = vocabulary[bool]{"a truth value", []string{"false", "true"}, []bool{false, true}}
	quantities = vocabulary[contract.Quantity]{"a quantity", []string{"minutes", "longest", "repair", "misses", "excess", "shortfall", "measured"},
		[]contract.Quantity{contract.DownMinutes, contract.LongestOutage, contract.MeanRepair, contract.MissCount, contract.Excess, contract.Shortfall, contract.Measured}}
	bases = vocabulary[contract.BaseKind]{"a fee", []string{"service", "invoice", "preceding", "annual", "annual/12", "named", "12 months", "next"},
		[]contract.BaseKind{contract.ServiceFee, contract.InvoiceTotal, contract.PrecedingFee, contract.AnnualFee, contract.AnnualMonth, contract.NamedFee, contract.TwelveMonths, contract.NextInvoice}}
	capBases     = vocabulary[contract.BaseKind]{bases.what, bases.words, append([]contract.BaseKind{contract.PlainFee}, bases.means[1:]...)}
	dayKinds     = vocabulary[contract.DayKind]{"a day's worth", []string{"fee/30", "annual/365", "fee/period"}, []contract.DayKind{contract.Thirtieth, contract.YearDay, contract.PeriodDay}}
	extensions   = vocabulary[bool]{"what days are paid as", []string{"money", "extension"}, []bool{false, true}}
	minimumModes = vocabulary[contract.MinimumMode]{"what a smaller credit is", []string{"suppress", "raise", "carry"}, []contract.MinimumMode{contract.Suppress, contract.Raise, contract.Carry}}
	levels       = vocabulary[contract.OutageLevel]{"a level", []string{"outage", "partial", "degraded"}, []contract.OutageLevel{contract.FullOutage, contract.PartialOutage, contract.DegradedOnly}}
	verdicts     = vocabulary[contract.Verdict]{"a verdict", []string{"met", "missed", "undecided"}, []contract.Verdict{contract.Met, contract.Missed, contract.Undecided}}
	goodness     = vocabulary[bool]{"what a unit is", []string{"good", "bad"}, []bool{false, true}}
	wholes       = vocabulary[bool]{"what time lost is a part of", []string{"period", "eligible"}, []bool{false, true}}
	overlaps     = vocabulary[bool]{"what outages at the same time are", []string{"union", "longest"}, []bool{false, true}}
	excesses     = vocabulary[bool]{"what of a run counts", []string{"whole", "excess"}, []bool{false, true}}
	parts        = vocabulary[bool]{"what a minute that is bad in part is", []string{"count", "drop"}, []bool{false, true}}
)

// day is a calendar day.
func day(s string) (contract.Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return contract.Date{}, advice{fmt.Sprintf("%q is not a date", s), "write year, month and day, like 2024-01-01"}
	}
	return contract.DateOf(t), nil
}

// small is a whole number from least to most.
func small(least, most int) func(string) (int, error) {
	return func(s string) (int, error) {
		n, err := strconv.Atoi(s)
		if err != nil || n < least || n > most {
			return 0, advice{fmt.Sprintf("%q is not a whole number from %d to %d", s, least, most), ""}
		}
		return n, nil
	}
}

// decimalText is an exact number of at most 18 digits and 12 decimals, not
// negative.
func decimalText(s string) (*big.Rat, error) {
	whole, part, _ := strings.Cut(s, ".")
	if s == "" || strings.Trim(s, "0123456789.") != "" || whole == "" || len(whole) > 18 || len(part) > 12 || strings.Contains(part, ".") {
		return nil, advice{fmt.Sprintf("%.40q is not a number", s), "write digits, like 50 or 0.3"}
	}
	r, _ := new(big.Rat).SetString(whole + "." + part + "0")
	return r, nil
}

// factor is a number above zero, up to 1,000.
func factor(s string) (*big.Rat, error) {
	r, err := decimalText(s)
	if err == nil && (r.Sign() == 0 || r.Cmp(big.NewRat(1000, 1)) > 0) {
		return nil, advice{fmt.Sprintf("factor %q is not above 0 and at most 1000", s), ""}
	}
	return r, err
}

// quantity is a duration, as minutes, or a number or percentage as it is.
func quantity(s string) (*big.Rat, error) {
	if r, err := decimalText(strings.TrimSpace(strings.TrimSuffix(s, "%"))); err == nil {
		return r, nil
	}
	v, err := length(s)
	if err != nil {
		return nil, advice{fmt.Sprintf("%.40q is neither a duration nor a number", s), "write 45m, 4h, 3 or 10%"}
	}
	return big.NewRat(int64(v), int64(time.Minute)), nil
}

// pay is a share, an amount or days: "10%", "5 EUR", "3 days", "1 hour".
func pay(s string) (contract.Pay, error) {
	if strings.HasSuffix(s, "%") {
		p, err := share(s)
		return contract.Pay{Percent: p}, err
	}
	number, unit, _ := strings.Cut(s, " ")
	hours := int64(0)
	switch unit {
	case "day", "days":
		hours = 24
	case "hour", "hours":
		hours = 1
	case "week", "weeks":
		hours = 7 * 24
	}
	if hours == 0 {
		a, err := money.Parse(s)
		if err == nil && a.IsZero() {
			err = advice{fmt.Sprintf("%q is nothing", s), "write what is paid"}
		}
		if err != nil {
			return contract.Pay{}, advice{fmt.Sprintf("%.40q is not what a credit is", s), "write a share like 10%, an amount like 50 EUR, or time like 3 days, 1 hour"}
		}
		return contract.Pay{Amount: a}, nil
	}
	r, err := decimalText(number)
	if err != nil || r.Sign() == 0 || r.Cmp(big.NewRat(10000, 1)) > 0 {
		return contract.Pay{}, advice{fmt.Sprintf("%.40q is not a time that is credited", s), "write 3 days, 1 hour"}
	}
	return contract.Pay{Days: r.Mul(r, big.NewRat(hours, 24))}, nil
}

// number is n as a person reads it.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// percentage is one from 0 % to 100 %.
func percentage(s string) (money.Percent, error) { return money.ParsePercent(s) }

func one() *big.Rat { return big.NewRat(1, 1) }
