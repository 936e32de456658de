package terms

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// FuzzPolicies holds the law of policies: what is read without a problem does
// not contradict itself, comes to a judgement whose last step is the credit, and
// pays no less when all is down than when nothing is.
func FuzzPolicies(f *testing.F) {
	for _, name := range PresetNames() {
		data, _ := presetText(name)
		f.Add(data)
	}
	if data, err := os.ReadFile("testdata/published.yaml"); err == nil {
		head, policies, _ := strings.Cut(string(data), "policies:\n")
		for _, one := range strings.Split(policies, "  - id:")[1:] {
			f.Add([]byte(head + "policies:\n  - id:" + one)) // each alone: a seed is best small
		}
	}
	f.Add([]byte("id: a\nname: A\nextends: presets/aws-s3\nversions: [{from: 2025-01-01, target: 99.95%}]"))
	f.Add([]byte("id: a\nname: A\nmeasures: [{id: b, aggregate: misses, limit: 1, credits: {per_miss: {credit: 1 day, most: 3}}}]\ncaps: [{most: 3 days}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePolicy("a.yaml", data)
		policies := []contract.Policy{p}
		if err != nil {
			if policies, err = ParsePolicies("a.yaml", data); err != nil {
				problems := Problems{}
				if !errors.As(err, &problems) || len(problems) == 0 {
					t.Fatalf("not problems: %v", err)
				}
				return
			}
		}
		for _, p := range policies {
			p.CheckExamples()
			p.Definition()
			for _, v := range append(p.Versions, p) {
				if faults := v.Lint(); len(faults) > 0 {
					t.Fatalf("%+v", faults)
				}
				lawful(t, v)
			}
		}
	})
}

// lawful settles a month that is up and one that is down.
func lawful(t *testing.T, p contract.Policy) {
	const minutes = 43200
	c := contract.Case{Bill: contract.Bill{Fee: money.Amount{Minor: 1_000_000_000_000_000, Currency: "EUR"}}}
	var credits [2]int64
	for i := range credits {
		c.Givens = nil
		for range p.Promises() {
			g := contract.Given{Minutes: contract.Tally{Period: minutes, Up: minutes}, Outages: []contract.Outage{}}
			if i == 1 {
				g.Minutes.Up, g.Minutes.Down = 0, minutes
				g.Outages = append(g.Outages, contract.Outage{Length: minutes * time.Minute})
			}
			c.Givens = append(c.Givens, g)
		}
		j := p.Settle(c)
		credits[i] = j.Credit.Minor
		if len(j.Parts) != len(p.Promises()) || j.Credit.Minor < 0 {
			t.Fatalf("%d parts, %s", len(j.Parts), j.Credit)
		}
		for _, s := range j.Arithmetic {
			if s.Label == "" || s.Result.Printed == "" {
				t.Fatalf("a step says nothing: %+v", s)
			}
		}
	}
	if credits[1] < credits[0] {
		t.Fatalf("%d is paid for nothing lost, %d for everything", credits[0], credits[1])
	}
}
