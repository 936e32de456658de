package contract

import (
	"math/big"
	"testing"
	"time"

	"aftermath/internal/money"
)

// One unit's verdict by each rule, with too few requests, and as declared.
func TestJudges(t *testing.T) {
	outage, degraded := FullOutage, DegradedOnly
	five := UnitRule{Kind: ByShare, Threshold: Threshold{Percent: money.MustPercent("5%"), Strict: true}, PartialWeight: money.MustPercent("100%")}
	for name, c := range map[string]struct {
		measure Measure
		unit    UnitGiven
		bad     bool
		fails   bool
	}{
		"exactly the share":             {Measure{Bad: five}, UnitGiven{Valid: 100, Failed: 5}, false, false},
		"more than it":                  {Measure{Bad: five}, UnitGiven{Valid: 100, Failed: 6}, true, false},
		"too few":                       {Measure{Bad: five, Thin: ThinRule{Below: 10}}, UnitGiven{Valid: 9, Failed: 9}, false, false},
		"too few are bad":               {Measure{Bad: five, Thin: ThinRule{Below: 10, Is: ThinBad}}, UnitGiven{Valid: 9}, true, false},
		"idle":                          {Measure{Bad: five}, UnitGiven{}, false, false},
		"idle is bad":                   {Measure{Bad: five, Thin: ThinRule{Idle: ThinBad}}, UnitGiven{}, true, false},
		"idle, declared":                {Measure{Bad: five, Evidence: Either}, UnitGiven{Declared: &outage}, true, false},
		"idle, declared, by the log":    {Measure{Bad: five, Evidence: Logs}, UnitGiven{Declared: &outage}, false, false},
		"busy, declared":                {Measure{Bad: five, Evidence: Either}, UnitGiven{Valid: 100, Declared: &outage}, false, false},
		"busy, by the declaration":      {Measure{Bad: five, Evidence: Incidents}, UnitGiven{Valid: 100, Declared: &outage}, true, false},
		"declared degraded, of no cost": {Measure{Bad: five, Evidence: Incidents}, UnitGiven{Declared: &degraded}, false, false},
		"all of three":                  {Measure{Bad: UnitRule{Kind: AllFailed, AtLeast: 3}}, UnitGiven{Valid: 3, Failed: 3}, true, false},
		"all of two":                    {Measure{Bad: UnitRule{Kind: AllFailed, AtLeast: 3}}, UnitGiven{Valid: 2, Failed: 2}, false, false},
		"all but one":                   {Measure{Bad: UnitRule{Kind: AllFailed, AtLeast: 3}}, UnitGiven{Valid: 4, Failed: 3}, false, false},
		"a fraction":                    {Measure{Bad: UnitRule{Kind: ByFraction}}, UnitGiven{Valid: 1000, Failed: 1}, true, false},
		"the service's thresholds":      {Measure{}, UnitGiven{Valid: 1, Failed: 1}, false, true},
		"latency":                       {Measure{Bad: UnitRule{Kind: ByPercentile}}, UnitGiven{Valid: 1}, false, true},
	} {
		bad, err := c.measure.Judges(c.unit)
		if bad != c.bad || (err != nil) != c.fails {
			t.Errorf("%s: bad %t, %v", name, bad, err)
		}
	}
}

// At most one outage a day is paid, by the days that the calendar has.
func TestOutagesOfADay(t *testing.T) {
	h := func(hours ...float64) (out []time.Duration) {
		for _, v := range hours {
			out = append(out, time.Duration(v*float64(time.Hour)))
		}
		return out
	}
	p := flat("10%")
	p.Measures[0].Credit = PerOutage{PerDay: 1, Each: Flat{Pay{Percent: money.MustPercent("10%")}}}
	for name, c := range map[string]struct {
		days   []time.Duration
		starts []time.Duration
		want   int64
	}{
		"by 24 hours":                 {nil, h(1, 23.5, 24.5), 200},
		"a day of 23 hours":           {h(0, 23, 47), h(1, 23.5, 24.5), 200},
		"a day of 23 hours, one each": {h(0, 23, 47), h(22.5, 23.5, 47.5), 300},
		"one that began before":       {h(0, 24), h(-1, 1), 100},
	} {
		in := monthDown(60, Bill{Fee: eur(1000)})
		in.Givens[0].Days = c.days
		for _, start := range c.starts {
			in.Givens[0].Outages = append(in.Givens[0].Outages, Outage{Start: start, Length: time.Minute})
		}
		if j := p.Settle(in); j.Credit != eur(c.want) {
			t.Errorf("%s: %s, want %s", name, j.Credit, eur(c.want))
		}
	}
	j := p.Settle(monthDown(60, Bill{Fee: eur(1000)}))
	if !j.Credit.IsZero() || len(j.Missing) != 1 || j.Missing[0] != "the outages" {
		t.Errorf("without a list of outages: %s, missing %q", j.Credit, j.Missing)
	}
}

// Time that extends the term is no money, and is held to a cap in days.
func TestExtension(t *testing.T) {
	p := flat("10%")
	p.Measures[0].Credit = Blocks{Length: time.Hour, Round: Up, Pays: Pay{Days: big.NewRat(1, 2)}}
	p.Day.Extension = true
	p.Caps = []Cap{{Most: Pay{Days: big.NewRat(3, 1)}}}
	for down, want := range map[int64]string{61: "1", 600: "3"} {
		if j := p.Settle(monthDown(down, Bill{Fee: eur(1000)})); j.Days.RatString() != want || !j.Credit.IsZero() {
			t.Errorf("%d minutes: %s days and %s, want %s", down, j.Days, j.Credit, want)
		}
	}
}
