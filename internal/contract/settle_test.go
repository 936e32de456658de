package contract

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/money"
)

// settled is a case of a month with so many minutes down.
func monthDown(down int64, bill Bill, earlier ...Earlier) Case {
	return Case{Period: "2025-04", Givens: []Given{{Minutes: month(0, down, 0, 0)}}, Bill: bill, Earlier: earlier}
}

func flat(percent string) Policy {
	return Policy{Target: money.MustPercent("99.9%"), Measures: []Measure{{Target: money.MustPercent("99.9%"), Credit: Flat{Pay{Percent: money.MustPercent(percent)}}}}}
}

// What a credit is a share of may be unknown; then nothing is paid for certain,
// and it is said.
func TestUnknownBase(t *testing.T) {
	p := flat("10%")
	p.Base.Of = InvoiceTotal
	for name, bill := range map[string]Bill{"no invoice": {Fee: eur(1000)}, "another currency": {Fee: eur(1000), Invoice: money.Amount{Minor: 5000, Currency: "SEK"}}} {
		j := p.Settle(monthDown(60, bill))
		if j.Verdict != Missed || !j.Credit.IsZero() || len(j.Missing) != 1 {
			t.Errorf("%s: %s, %s, missing %q", name, j.Verdict, j.Credit, j.Missing)
		}
	}
	if j := p.Settle(monthDown(60, Bill{Fee: eur(1000), Invoice: eur(5000)})); j.Credit != eur(500) || len(j.Missing) > 0 {
		t.Errorf("%s, missing %q", j.Credit, j.Missing)
	}
}

// What an aggregate asks for and is not given leaves the promise undecided.
func TestUnknownEvidence(t *testing.T) {
	for _, a := range []Aggregate{ByMean, ByRatio, ByUnits, ByUsers, ByRepair, ByLongest, ByMisses, ByMetric} {
		p := Policy{Measures: []Measure{{Aggregate: a, Target: money.MustPercent("99%"), Limit: big.NewRat(1, 1)}}}
		j := p.Settle(monthDown(60, Bill{Fee: eur(1000)}))
		if j.Verdict != Undecided || len(j.Missing) == 0 || j.Availability != nil {
			t.Errorf("%s: %s, missing %q", a, j.Verdict, j.Missing)
		}
	}
}

// A cap over several periods leaves what the earlier ones left.
func TestCapsOverPeriods(t *testing.T) {
	credit := func(n int64, period string) Earlier { return Earlier{Period: period, Credit: eur(n)} }
	for name, c := range map[string]struct {
		per     Span
		earlier []Earlier
		want    int64
	}{
		"period":              {PerPeriod, []Earlier{credit(90, "2025-03")}, 100},
		"quarter, none of it": {PerQuarter, []Earlier{credit(90, "2025-03")}, 100},
		"year":                {PerYear, []Earlier{credit(90, "2024-12"), credit(90, "2025-03")}, 10},
		"12 months":           {PerTwelve, []Earlier{credit(90, "2024-12")}, 10},
		"term, used up":       {PerTerm, []Earlier{credit(100, "2019-01")}, 0},
	} {
		p := flat("50%")
		p.Caps = []Cap{{Per: c.per, Most: Pay{Amount: eur(100)}}}
		if j := p.Settle(monthDown(60, Bill{Fee: eur(1000)}, c.earlier...)); j.Credit != eur(c.want) {
			t.Errorf("%s: %s, want %s", name, j.Credit, eur(c.want))
		}
	}
	p := flat("50%")
	p.Caps = []Cap{{Per: PerTwelve, Most: Pay{Amount: eur(100)}}}
	long := slices.Repeat([]Earlier{credit(0, "")}, 11)
	if j := p.Settle(monthDown(60, Bill{Fee: eur(1000)}, append([]Earlier{credit(100, "2024-04")}, long...)...)); j.Credit != eur(100) {
		t.Errorf("a credit of a year ago still counts: %s", j.Credit)
	}
}

// Of several measures the greatest, the sum or the first that pays is paid, and
// parts say which counted.
func TestCombine(t *testing.T) {
	measure := func(id, percent string) Measure {
		return Measure{ID: id, Target: money.MustPercent("99.9%"), Credit: Flat{Pay{Percent: money.MustPercent(percent)}}}
	}
	for _, c := range []struct {
		combine   Combine
		exclusive [][]string
		want      int64
		counted   string
	}{
		{Greatest, nil, 300, "c"},
		{Sum, nil, 600, "a b c"},
		{First, nil, 100, "a"},
		{Sum, [][]string{{"a", "c"}}, 500, "b c"},
		{Sum, [][]string{{"a", "c"}, {"b", "c"}}, 300, "c"},
	} {
		p := Policy{Combine: c.combine, Exclusive: c.exclusive, Measures: []Measure{measure("a", "10%"), measure("b", "20%"), measure("c", "30%")}}
		in := monthDown(60, Bill{Fee: eur(1000)})
		in.Givens = slices.Repeat(in.Givens, 3)
		j := p.Settle(in)
		var counted []string
		for _, part := range j.Parts {
			if part.Counted {
				counted = append(counted, part.Measure)
			}
		}
		if j.Credit != eur(c.want) || strings.Join(counted, " ") != c.counted {
			t.Errorf("%q %v: %s of %v", c.combine, c.exclusive, j.Credit, counted)
		}
	}
}

// The steps lead from the minutes to the credit, each from what the ones before
// gave, with the clause of the contract.
func TestArithmetic(t *testing.T) {
	p := gold()
	p.Clauses = map[string]string{"credits": "§4", "target": "§2"}
	j := p.Judge(month(25, 49, 0, 0), eur(100000))
	var got []string
	for _, s := range j.Arithmetic {
		got = append(got, s.Key+" "+s.Result.Printed+" "+s.Clause)
	}
	want := []string{"eligible 43,200 min default", "lost 49 min default", "availability 99.886574… % default", "target missed §2",
		"row < 99.9 %: 10 % §4", "base 1,000.00 EUR default", "raw 100.00 EUR §4", "credit 100.00 EUR §4"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if exact := j.Arithmetic[2].Result.Exact; exact.Cmp(big.NewRat(43151, 43200)) != 0 {
		t.Errorf("availability is %s exactly", exact)
	}
}

// A day of service is a thirtieth of a month's fee, whatever the period's
// length.
func TestDayOfAQuarter(t *testing.T) {
	for kind, fee := range map[PeriodKind]int64{Month: 3000, Cycle: 3000, Quarter: 9000, Year: 36000} {
		p := flat("50%")
		p.Period.Kind = kind
		p.Measures[0].Credit = Flat{Pays: Pay{Days: big.NewRat(2, 1)}}
		if j := p.Settle(monthDown(60, Bill{Fee: eur(fee)})); j.Credit != eur(200) {
			t.Errorf("%q: two days are %s, want %s", kind, j.Credit, eur(200))
		}
	}
	p := flat("50%")
	p.Base.Of = AnnualFee
	p.Measures[0].Credit = Flat{Pays: Pay{Days: big.NewRat(2, 1)}}
	if j := p.Settle(monthDown(60, Bill{Fee: eur(3000), Annual: eur(36000)})); j.Credit != eur(200) {
		t.Errorf("of the annual fee two days are %s, want %s", j.Credit, eur(200))
	}
}

// Less than half a cent is raised as well; nothing is not.
func TestRaiseTrifle(t *testing.T) {
	p := flat("10%")
	p.Minimum = Minimum{Amount: eur(100), Mode: Raise}
	for fee, want := range map[int64]int64{0: 0, 4: 100, 5: 100, 2000: 200} {
		if j := p.Settle(monthDown(60, Bill{Fee: eur(fee)})); j.Credit != eur(want) {
			t.Errorf("of %s: %s, want %s", eur(fee), j.Credit, eur(want))
		}
	}
}

// What a cap leaves of less than half a cent is raised as what is owed without
// it would be; where it leaves nothing, nothing is.
func TestRaiseCapped(t *testing.T) {
	p := flat("100%")
	p.Minimum = Minimum{Amount: eur(1), Mode: Raise}
	for most, want := range map[string]int64{"0%": 0, "1%": 1, "60%": 2} {
		p.Caps = []Cap{{Most: Pay{Percent: money.MustPercent(most)}}}
		if j := p.Settle(monthDown(60, Bill{Fee: eur(3)})); j.Credit != eur(want) {
			t.Errorf("at most %s: %s, want %s", most, j.Credit, eur(want))
		}
	}
}

// What is printed before the caps adds up from what is printed with it.
func TestRawAddsUp(t *testing.T) {
	percent := func(s string) Pay { return Pay{Percent: money.MustPercent(s)} }
	day := Blocks{Length: time.Hour, Round: Up, Pays: Pay{Days: big.NewRat(1, 1)}}
	for name, test := range map[string]struct {
		credit        Credit
		formula, says string
	}{
		"a share":            {Flat{percent("10%")}, "share × base, rounded half-up once", "share 10 %; base 10.03 EUR; exact 1.003 EUR"},
		"days":               {day, "days × a day's worth, rounded half-up once", "days 1 days; a day 0.334333… EUR; exact 0.334333… EUR"},
		"both":               {Several{Combine: Sum, Of: []Credit{Flat{percent("10%")}, day}}, "share × base + days × a day's worth, rounded half-up once", "share 10 %; base 10.03 EUR; days 1 days; a day 0.334333… EUR; exact 1.337333… EUR"},
		"a share, an amount": {Several{Combine: Sum, Of: []Credit{Flat{percent("10%")}, Flat{Pay{Amount: eur(5)}}}}, "share × base + amounts, rounded half-up once", "share 10 %; base 10.03 EUR; amounts 0.05 EUR; exact 1.053 EUR"},
		"an amount":          {Flat{Pay{Amount: eur(5)}}, "the amount that the row names", "exact 0.05 EUR"},
	} {
		p := flat("10%")
		p.Measures[0].Credit = test.credit
		for _, step := range p.Settle(monthDown(60, Bill{Fee: eur(1003)})).Arithmetic {
			if step.Key != "raw" {
				continue
			}
			var says []string
			for _, o := range step.Operands {
				says = append(says, o.Name+" "+o.Printed)
			}
			if got := strings.Join(says, "; "); step.Formula != test.formula || got != test.says {
				t.Errorf("%s: %s: %s", name, step.Formula, got)
			}
		}
	}
	two := flat("5%")
	two.Measures = append(two.Measures, two.Measures[0])
	two.Measures[0].ID, two.Measures[1].ID, two.Combine = "a", "b", Sum
	c := monthDown(60, Bill{Fee: eur(50)})
	c.Givens = append(c.Givens, c.Givens[0])
	if j := two.Settle(c); j.Credit != eur(6) || !slices.ContainsFunc(j.Arithmetic, func(s Step) bool { return s.Formula == "the measures' credits together, each rounded half-up once" }) {
		t.Errorf("twice 0.025 EUR: %s", j.Credit)
	}
}

// A cap is a share of the policy's base, or of what it names.
func TestCapOf(t *testing.T) {
	for of, want := range map[BaseKind]int64{ServiceFee: 100, PlainFee: 30, InvoiceTotal: 200} {
		p := flat("50%")
		p.Base.Of, p.Caps = PrecedingFee, []Cap{{Most: Pay{Percent: money.MustPercent("10%")}, Of: of}}
		if j := p.Settle(monthDown(60, Bill{Fee: eur(300), Preceding: eur(1000), Invoice: eur(2000)})); j.Credit != eur(want) {
			t.Errorf("10 %% of %q: %s, want %s", of, j.Credit, eur(want))
		}
	}
}
