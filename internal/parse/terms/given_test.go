package terms

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// What is given in the way that a contract's own example tells it is looked at.
func TestGivenAsTold(t *testing.T) {
	const head = "id: a\nname: A\ntarget: 99.9%\ncredits: 10%\n"
	for name, text := range map[string]string{
		"the verdict on an earlier availability": head + `eligibility: {consecutive: 2}
examples:
  - given: {period: 30 days, down: 60m, fee: 100 EUR, earlier: [{availability: 99.89%}]}
    expect: {credit: 10 EUR}
  - given: {period: 30 days, down: 60m, fee: 100 EUR, earlier: [{availability: 99.9%}]}
    expect: {credit: 0 EUR}
  - given: {period: 30 days, down: 60m, fee: 100 EUR, earlier: [{availability: 99.95%, verdict: missed}]}
    expect: {credit: 10 EUR}
`,
		"an earlier availability, rounded": head + `eligibility: {consecutive: 2}
round: {places: 1, mode: half-up}
examples:
  - given: {period: 30 days, down: 90m, fee: 100 EUR, earlier: [{availability: 99.85%}]}
    expect: {credit: 0 EUR}
  - given: {period: 30 days, down: 90m, fee: 100 EUR, earlier: [{availability: 99.84%}]}
    expect: {credit: 10 EUR}
`,
		"one day": head + `examples:
  - given: {period: 1 day, down: 60m}
    expect: {availability: 95.8333%}
`,
		"bad intervals, of a promise by minutes": head + `unit: 1h
examples:
  - given: {period: 30 days, intervals: {total: 720, bad: 2}, fee: 100 EUR}
    expect: {lost: 120m, availability: 99.7222%, credit: 10 EUR}
`,
		"outages, of a promise by hours": head + `unit: 1h
bad: {down: 6m}
aggregate: units
examples:
  - given: {period: 30 days, outages: [{at: 1h, lasts: 6m}, {at: 5h, lasts: 7m}, {at: 7h55m, lasts: 12m}], fee: 100 EUR}
    expect: {lost: 2, availability: 99.7222%, credit: 10 EUR}
`,
		"user-minutes of many": head + `aggregate: users
examples:
  - given: {period: 90 days, users: {total: 12960000000000, lost: 3888000000}}
    expect: {availability: 99.97%, verdict: met}
  - given: {period: 1000m, users: {count: 10}, outages: [{at: 900m, lasts: 200m, users: 5}]}
    expect: {availability: 95.0%}
`,
	} {
		all, err := ParsePolicies("a.yaml", []byte("policies:\n  - "+strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n    ")))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, err := range all[0].CheckExamples() {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Requests alone are no evidence of minutes, and are not taken for a month without
// an outage.
func TestGivenBesideThePoint(t *testing.T) {
	p, err := ParsePolicies("a.yaml", []byte("policies:\n  - {id: a, name: A, target: 99.9%, credits: 10%}\n"))
	if err != nil {
		t.Fatal(err)
	}
	const want = "requests are given, but the promise is judged by minutes"
	if _, _, err := ParseGiven(p[0], "{period: 30 days, requests: {valid: 100, failed: 50}}", time.UTC); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
	const over = "begins when the period is over"
	if _, _, err := ParseGiven(p[0], "{period: 1 day, outages: [5m, 5m]}", time.UTC); err == nil || !strings.Contains(err.Error(), over) {
		t.Errorf("got %v, want %s", err, over)
	}
	if _, _, err := ParseGiven(p[0], "{period: 30 days, down: 5m, requests: {valid: 100, failed: 50}}", time.UTC); err != nil {
		t.Error(err)
	}
}

// A cap for each outage is of the base that it names.
func TestCapOfEachOutage(t *testing.T) {
	for given, want := range map[string]string{
		"preceding: 80 USD, outages: [10m, 24h]": "credit: 81.16 USD",
		"preceding: 80 USD, outages: [24h, 24h]": "credit: 160 USD, percent: 160%",
	} {
		p, err := ParsePolicies("a.yaml", []byte(`policies:
  - id: a
    name: A
    target: 100%
    credits: {per_outage: {credit: {time: {factor: 50}}}}
    caps: [{most: 100%, of: preceding, per: incident}]
    examples:
      - given: {period: 30 days, fee: 100 USD, `+given+`}
        expect: {`+want+`}
`))
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range p[0].CheckExamples() {
			t.Error(err)
		}
		c, _, err := ParseGiven(p[0], "{period: 30 days, fee: 100 USD, outages: [24h]}", time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		if j := p[0].Settle(*c); !slices.Contains(j.Missing, "what the cap per incident is a share of") {
			t.Errorf("without the preceding fee %q is missing, credit %s", j.Missing, j.Credit)
		}
	}
}
