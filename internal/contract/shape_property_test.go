package contract

import (
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aftermath/internal/money"
)

// anyPay is a share, an amount or days.
func anyPay(t *rapid.T, label string) Pay {
	switch rapid.IntRange(0, 2).Draw(t, label+" kind") {
	case 0:
		return Pay{Percent: money.MustPercent(big.NewRat(rapid.Int64Range(1, 10000).Draw(t, label), 100).FloatString(2) + "%")}
	case 1:
		return Pay{Amount: eur(rapid.Int64Range(1, 1e6).Draw(t, label))}
	}
	return Pay{Days: big.NewRat(rapid.Int64Range(1, 700).Draw(t, label), 24)}
}

// anyShape is a credit that never falls when more is lost.
func anyShape(t *rapid.T, deep int) Credit {
	modes := rapid.SampledFrom([]RoundMode{Exact, Up, Down, HalfUp})
	switch rapid.IntRange(0, 7).Draw(t, "shape") {
	case 0:
		return Tiers(anyPolicy(t).Tiers)
	case 1:
		b := Bands{Of: rapid.SampledFrom([]Quantity{DownMinutes, Shortfall}).Draw(t, "of")}
		over, credit := int64(0), int64(0)
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			over += rapid.Int64Range(1, 3000).Draw(t, "more")
			credit += rapid.Int64Range(1, 2000).Draw(t, "more credit")
			b.Rows = append(b.Rows, Band{Over: big.NewRat(over, 10), AtLeast: rapid.Bool().Draw(t, "from"), Pays: Pay{Percent: money.MustPercent(big.NewRat(credit, 100).FloatString(2) + "%")}})
		}
		return b
	case 2:
		return Steps{Every: money.MustPercent(rapid.SampledFrom([]string{"0.1%", "1%", "5%"}).Draw(t, "every")), Round: modes.Draw(t, "round"), Pays: anyPay(t, "step")}
	case 3:
		return Linear{Factor: big.NewRat(rapid.Int64Range(1, 1000).Draw(t, "factor"), 10)}
	case 4:
		return TimeLost{Factor: big.NewRat(rapid.Int64Range(1, 1000).Draw(t, "factor"), 10), Beyond: rapid.Bool().Draw(t, "beyond"), Always: rapid.Bool().Draw(t, "always")}
	case 5:
		return Blocks{Length: time.Duration(rapid.IntRange(1, 120).Draw(t, "block")) * time.Minute, Round: modes.Draw(t, "round"), Free: time.Duration(rapid.IntRange(0, 60).Draw(t, "free")) * time.Minute, Pays: anyPay(t, "block pays")}
	case 6:
		return Flat{Pays: anyPay(t, "flat")}
	}
	if deep > 2 {
		return Flat{Pays: anyPay(t, "flat")}
	}
	s := Several{Combine: rapid.SampledFrom([]Combine{Greatest, Sum}).Draw(t, "together")}
	for range rapid.IntRange(1, 3).Draw(t, "parts") {
		s.Of = append(s.Of, anyShape(t, deep+1))
	}
	return s
}

// anyCase is a month and a month with more of it down.
func anyMonths(t *rapid.T) (before, after Tally) {
	minutes := rapid.Int64Range(0, 44700)
	before = Tally{Up: minutes.Draw(t, "up"), Degraded: minutes.Draw(t, "degraded"), Down: minutes.Draw(t, "down"), Excluded: minutes.Draw(t, "excluded"), Unknown: minutes.Draw(t, "unknown")}
	before.Period = before.Up + before.Degraded + before.Down + before.Excluded + before.Unknown
	after = before
	fromUp, fromDegraded := rapid.Int64Range(0, before.Up).Draw(t, "more from up"), rapid.Int64Range(0, before.Degraded).Draw(t, "more from degraded")
	after.Up, after.Degraded, after.Down = after.Up-fromUp, after.Degraded-fromDegraded, after.Down+fromUp+fromDegraded
	return before, after
}

// Whatever the shape, more downtime never lowers what is paid; no credit is
// over its cap, none is below its minimum without being raised or left out, and
// the last step of the arithmetic is the credit.
func TestShapes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPolicy(t)
		m := p.Promises()[0]
		m.Credit = anyShape(t, 0)
		m.Round = Rounding{Mode: rapid.SampledFrom([]RoundMode{Exact, HalfUp, Down, Up}).Draw(t, "rounding"), Places: rapid.IntRange(0, 4).Draw(t, "places")}
		m.Unknown = rapid.SampledFrom([]Assumed{LeftOut, AssumedUp, AssumedDown}).Draw(t, "unknown is")
		m.Subtract = rapid.SampledFrom([]Subtract{Remove, Forgive, Count}).Draw(t, "subtract")
		p.Measures = []Measure{m}
		most := rapid.Int64Range(1, 15000).Draw(t, "cap")
		p.Caps = []Cap{{Most: Pay{Percent: money.MustPercent(big.NewRat(min(most, 10000), 100).FloatString(2) + "%")}}}
		p.Minimum = Minimum{Amount: eur(rapid.Int64Range(0, 500).Draw(t, "minimum")), Mode: rapid.SampledFrom([]MinimumMode{Suppress, Raise, Carry}).Draw(t, "mode"), More: rapid.Bool().Draw(t, "more than")}
		fee := eur(rapid.Int64Range(0, 1e12).Draw(t, "fee"))
		less, more := anyMonths(t)
		before, after := p.Judge(less, fee), p.Judge(more, fee)
		if after.Credit.Minor < before.Credit.Minor {
			t.Errorf("credit %s becomes %s with more downtime, by %s", before.Credit, after.Credit, m.Credit.Words())
		}
		limit := fee.Times(p.Caps[0].Most.Percent)
		for _, j := range []Judgement{before, after} {
			if over := j.Credit.Minor > limit.Minor; over && !(p.Minimum.Mode == Raise && j.Credit == p.Minimum.Amount) {
				t.Errorf("credit %s is over the cap of %s", j.Credit, limit)
			}
			if j.Credit.Minor > 0 && j.Credit.Minor < p.Minimum.Amount.Minor {
				t.Errorf("credit %s is below the minimum of %s", j.Credit, p.Minimum.Amount)
			}
			last := j.Arithmetic[len(j.Arithmetic)-1]
			if j.Verdict != Undecided && (last.Key != "credit" || last.Result.Printed != j.Credit.String()) {
				t.Errorf("the last step is %+v, the credit %s", last, j.Credit)
			}
			if len(j.Missing) > 0 {
				t.Errorf("missing: %v", j.Missing)
			}
		}
		if a, b := before.Parts[0].Compared, after.Parts[0].Compared; a != nil && b.Cmp(a) > 0 {
			t.Errorf("availability rises from %s to %s", a, b)
		}
	})
}

// Where a period is split, the parts' minutes, errors and requests add up to
// those of the whole, and with them what is lost and allowed.
func TestSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPolicy(t)
		a, _ := anyMonths(t)
		b, _ := anyMonths(t)
		whole, first, second := p.Judge(a.Add(b), eur(1)), p.Judge(a, eur(1)), p.Judge(b, eur(1))
		if sum := new(big.Rat).Add(first.Lost, second.Lost); sum.Cmp(whole.Lost) != 0 {
			t.Errorf("lost %s and %s, in all %s", first.Lost, second.Lost, whole.Lost)
		}
		if sum := new(big.Rat).Add(first.Allowed, second.Allowed); sum.Cmp(whole.Allowed) != 0 {
			t.Errorf("allowed %s and %s, in all %s", first.Allowed, second.Allowed, whole.Allowed)
		}
	})
}

// A fee that is n times as large pays n times as much, up to the rounding of one
// minor unit in each.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPolicy(t)
		m, _ := anyMonths(t)
		fee, n := rapid.Int64Range(0, 1e9).Draw(t, "fee"), rapid.Int64Range(1, 1000).Draw(t, "times")
		one, many := p.Judge(m, eur(fee)).Credit.Minor, p.Judge(m, eur(fee*n)).Credit.Minor
		if diff := one*n - many; diff > n || diff < -n {
			t.Errorf("%d × %d is paid, and %d for %d times the fee", n, one, many, n)
		}
	})
}

// Outages that overlap are a union: merging two adds nothing, and their order
// does not matter.
func TestUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minute := func(label string, least, most int) time.Duration {
			return time.Duration(rapid.IntRange(least, most).Draw(t, label)) * time.Minute
		}
		m := Measure{Bad: UnitRule{PartialWeight: money.MustPercent("30%"), DegradedWeight: money.MustPercent("10%")}}
		period := 24 * time.Hour
		var all []Outage
		var bad [24 * 60]int // weight in percent, by minute
		for range rapid.IntRange(0, 6).Draw(t, "outages") {
			o := Outage{Start: minute("start", -100, 1500), Length: minute("length", 1, 500), Level: rapid.SampledFrom([]OutageLevel{FullOutage, PartialOutage, DegradedOnly}).Draw(t, "level")}
			all = append(all, o)
			weight := map[OutageLevel]int{FullOutage: 100, PartialOutage: 30, DegradedOnly: 10}[o.Level]
			for at := o.Start; at < o.Start+o.Length; at += time.Minute {
				if i := int(at / time.Minute); at >= 0 && i < len(bad) {
					bad[i] = max(bad[i], weight)
				}
			}
		}
		lost := int64(0)
		for _, weight := range bad {
			lost += int64(weight)
		}
		g, err := m.Outlast(rapid.Permutation(all).Draw(t, "order"), period)
		if err != nil {
			t.Fatal(err)
		}
		if g.Lost.Cmp(big.NewRat(lost, 100)) != 0 {
			t.Errorf("%s minutes are lost, minute by minute %d/100", g.Lost, lost)
		}
		if err := g.Minutes.Check(); err != nil {
			t.Error(err)
		}
	})
}
