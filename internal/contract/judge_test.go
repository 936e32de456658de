package contract

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aftermath/internal/money"
)

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

// tiers are rows of "below credit", in percent.
func tiers(rows ...string) []Tier {
	out := make([]Tier, len(rows))
	for i, row := range rows {
		below, credit, _ := strings.Cut(row, " ")
		out[i] = Tier{Below: money.MustPercent(below + "%"), Credit: money.MustPercent(credit + "%")}
	}
	return out
}

func gold() Policy {
	return Policy{ID: "gold", Target: money.MustPercent("99.9%"), Tiers: tiers("99.9 10", "99 25", "95 50")}
}

// month is a month of 43,200 minutes, up where nothing else is said.
func month(degraded, down, excluded, unknown int64) Tally {
	return Tally{43200, 43200 - degraded - down - excluded - unknown, degraded, down, excluded, unknown}
}

func TestJudge(t *testing.T) {
	half := gold()
	half.DegradedWeight = money.MustPercent("50%")
	for name, c := range map[string]struct {
		policy       Policy
		tally        Tally
		availability string // "" for none
		lowest, high string
		verdict      Verdict
		credit       int64
		allowed      string
	}{
		"nothing lost":               {gold(), month(0, 0, 0, 0), "100.0000", "100.0000", "100.0000", Met, 0, "216/5"},
		"30 April 2025":              {gold(), month(25, 49, 0, 0), "99.8865", "99.8865", "99.8865", Missed, 10000, "216/5"},
		"half of the degraded part":  {half, month(25, 49, 0, 0), "99.8576", "99.8576", "99.8576", Missed, 10000, "216/5"},
		"within the budget":          {gold(), month(0, 43, 0, 0), "99.9004", "99.9004", "99.9004", Met, 0, "216/5"},
		"over it by less than one":   {gold(), month(0, 44, 0, 0), "99.8981", "99.8981", "99.8981", Missed, 10000, "216/5"},
		"exactly at the target":      {gold(), Tally{Period: 40000, Up: 39960, Down: 40}, "99.9000", "99.9000", "99.9000", Met, 0, "40/1"},
		"one under the target":       {gold(), Tally{Period: 40000, Up: 39959, Down: 41}, "99.8975", "99.8975", "99.8975", Missed, 10000, "40/1"},
		"exactly at the second tier": {gold(), Tally{Period: 40000, Up: 39600, Down: 400}, "99.0000", "99.0000", "99.0000", Missed, 10000, "40/1"},
		"under the second tier":      {gold(), Tally{Period: 40000, Up: 39599, Down: 401}, "98.9975", "98.9975", "98.9975", Missed, 25000, "40/1"},
		"all lost":                   {gold(), month(0, 43200, 0, 0), "0.0000", "0.0000", "0.0000", Missed, 50000, "216/5"},
		"excluded is left out":       {gold(), Tally{Period: 43200, Up: 39959, Down: 41, Excluded: 3200}, "99.8975", "99.8975", "99.8975", Missed, 10000, "40/1"},
		"unknown is left out":        {gold(), Tally{Period: 43200, Up: 39960, Down: 40, Unknown: 3200}, "99.9000", "92.5000", "99.9074", Met, 0, "40/1"},
		"nothing known":              {gold(), month(0, 0, 0, 43200), "", "0.0000", "100.0000", Undecided, 0, "0/1"},
		"nothing eligible":           {gold(), month(0, 0, 43200, 0), "", "", "", Undecided, 0, "0/1"},
		"no period":                  {gold(), Tally{}, "", "", "", Undecided, 0, "0/1"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.tally.Check(); err != nil {
				t.Fatal(err)
			}
			j := c.policy.Judge(c.tally, eur(100000))
			for what, figure := range map[string][2]string{
				"availability": {printed(j.Availability), c.availability},
				"lowest":       {printed(j.Lowest), c.lowest},
				"highest":      {printed(j.Highest), c.high},
				"verdict":      {string(j.Verdict), string(c.verdict)},
				"credit":       {j.Credit.String(), eur(c.credit).String()},
				"allowed":      {j.Allowed.String(), c.allowed},
			} {
				if figure[0] != figure[1] {
					t.Errorf("%s is %s, want %s", what, figure[0], figure[1])
				}
			}
			if (j.Tier == nil) != (c.credit == 0) {
				t.Errorf("tier is %v with a credit of %s", j.Tier, j.Credit)
			}
		})
	}
}

func printed(share *big.Rat) string {
	if share == nil {
		return ""
	}
	return money.FloorPercent(share, 4)
}

func TestBudgetUsed(t *testing.T) {
	j := gold().Judge(Tally{Period: 40000, Up: 39940, Down: 60}, eur(1))
	if got := j.BudgetUsed().String(); got != "3/2" {
		t.Errorf("used %s of the budget, want 3/2", got)
	}
	always := Policy{Target: money.MustPercent("100%")}
	if got := always.Judge(month(0, 1, 0, 0), eur(1)).BudgetUsed(); got != nil {
		t.Errorf("used %s of no budget", got)
	}
}

func TestTally(t *testing.T) {
	a := month(1, 2, 3, 4)
	sum := a.Add(a)
	if want := (Tally{86400, 86380, 2, 4, 6, 8}); sum != want || sum.Check() != nil {
		t.Errorf("the sum is %+v (%v), want %+v", sum, sum.Check(), want)
	}
	if got := a.Eligible(); got != 43193 {
		t.Errorf("%d minutes are eligible, want 43193", got)
	}
	if got := a.Coverage().String(); got != "10799/10800" {
		t.Errorf("coverage is %s", got)
	}
	for _, bad := range []Tally{{Period: 1}, {Up: 1}, {Period: 1, Up: 2, Down: -1}} {
		if bad.Check() == nil {
			t.Errorf("%+v was accepted", bad)
		}
	}
}

func TestCheckTiers(t *testing.T) {
	for name, c := range map[string]struct {
		tiers []Tier
		want  string
	}{
		"none":           {nil, ""},
		"falling":        {tiers("99.9 10", "99 25"), ""},
		"below target":   {tiers("99 10"), ""},
		"over target":    {tiers("99.95 10"), "tier < 99.95 % pays although the target of 99.9 % is kept"},
		"never":          {tiers("0 10"), "tier < 0 % never applies"},
		"rising":         {tiers("99 10", "99.9 25"), "tier < 99.9 % at 25 % after tier < 99 % at 10 %: list tiers from the highest availability down, each with a higher credit"},
		"same boundary":  {tiers("99 10", "99 25"), "tier < 99 % at 25 % after tier < 99 % at 10 %: list tiers from the highest availability down, each with a higher credit"},
		"credit falls":   {tiers("99.9 10", "99 5"), "tier < 99 % at 5 % after tier < 99.9 % at 10 %: list tiers from the highest availability down, each with a higher credit"},
		"credit repeats": {tiers("99.9 10", "99 10"), "tier < 99 % at 10 % after tier < 99.9 % at 10 %: list tiers from the highest availability down, each with a higher credit"},
		"two wrong rows": {tiers("99.95 10", "0 20"), "tier < 99.95 % pays although the target of 99.9 % is kept\ntier < 0 % never applies"},
	} {
		t.Run(name, func(t *testing.T) {
			p := gold()
			p.Tiers = c.tiers
			got := ""
			if err := p.CheckTiers(); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckExamples(t *testing.T) {
	place := Place{"a.yaml", 20, 9}
	p := gold()
	p.Examples = []Example{
		{Minutes: month(25, 49, 0, 0), Fee: eur(100000), Availability: "99.8865", Credit: eur(10000), Place: place},
		{Minutes: month(25, 49, 0, 0), Fee: eur(100000), Availability: "", Credit: eur(10000), Place: place},
		{Minutes: month(0, 0, 0, 43200), Fee: eur(100000), Availability: "none", Credit: eur(0), Place: place},
		{Minutes: month(25, 49, 0, 0), Fee: eur(100000), Availability: "99.8866", Credit: money.Amount{Minor: 10000, Currency: "SEK"}, Place: place},
	}
	const want = `a.yaml:20:9: example of policy gold: availability is 99.8865, the example says 99.8866
a.yaml:20:9: example of policy gold: the credit is 100.00 EUR, the example says 100.00 SEK`
	if got := errors.Join(p.CheckExamples()...); got == nil || got.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", got, want)
	}
}

// anyPolicy is a policy that CheckTiers accepts.
func anyPolicy(t *rapid.T) Policy {
	hundredths := func(n int) money.Percent {
		return money.MustPercent(big.NewRat(int64(n), 100).FloatString(2) + "%")
	}
	below := rapid.IntRange(5000, 10000).Draw(t, "target")
	p := Policy{Target: hundredths(below), DegradedWeight: hundredths(rapid.IntRange(0, 10000).Draw(t, "weight"))}
	credit := 0
	for range rapid.IntRange(0, 4).Draw(t, "tiers") {
		credit += rapid.IntRange(1, 2500).Draw(t, "more credit")
		p.Tiers = append(p.Tiers, Tier{Below: hundredths(below), Credit: hundredths(credit)})
		below -= rapid.IntRange(1, 1000).Draw(t, "lower")
	}
	if err := p.CheckTiers(); err != nil {
		t.Fatal(err)
	}
	return p
}

// More downtime never raises the availability nor lowers the credit, and no
// credit is more than the fee.
func TestMoreDowntime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := anyPolicy(t)
		minutes := rapid.Int64Range(0, 44700)
		a := Tally{Up: minutes.Draw(t, "up"), Degraded: minutes.Draw(t, "degraded"), Down: minutes.Draw(t, "down"),
			Excluded: minutes.Draw(t, "excluded"), Unknown: minutes.Draw(t, "unknown")}
		a.Period = a.Up + a.Degraded + a.Down + a.Excluded + a.Unknown
		b := a
		fromUp, fromDegraded := rapid.Int64Range(0, a.Up).Draw(t, "more from up"), rapid.Int64Range(0, a.Degraded).Draw(t, "more from degraded")
		b.Up, b.Degraded, b.Down = b.Up-fromUp, b.Degraded-fromDegraded, b.Down+fromUp+fromDegraded
		fee := eur(rapid.Int64Range(0, 1e12).Draw(t, "fee"))
		before, after := p.Judge(a, fee), p.Judge(b, fee)
		if (before.Availability == nil) != (after.Availability == nil) {
			t.Fatalf("downtime decides whether there is an availability: %v, %v", before, after)
		}
		if after.Credit.Minor < before.Credit.Minor || after.Credit.Minor > fee.Minor || before.Credit.Minor < 0 {
			t.Errorf("credit %s becomes %s of a fee of %s", before.Credit, after.Credit, fee)
		}
		if before.Availability == nil {
			return
		}
		if after.Availability.Cmp(before.Availability) > 0 {
			t.Errorf("availability rises from %s to %s", before.Availability, after.Availability)
		}
		if before.Verdict == Missed && after.Verdict == Met {
			t.Error("a missed promise is met with more downtime")
		}
		for _, j := range []Judgement{before, after} {
			if j.Lowest.Cmp(j.Availability) > 0 || j.Availability.Cmp(j.Highest) > 0 {
				t.Errorf("availability %s is not between %s and %s", j.Availability, j.Lowest, j.Highest)
			}
			if (j.Verdict == Met) != (j.Lost.Cmp(j.Allowed) <= 0) {
				t.Errorf("%s with %s minutes lost of %s allowed", j.Verdict, j.Lost, j.Allowed)
			}
		}
	})
}
