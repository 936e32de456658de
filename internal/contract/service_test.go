package contract

import (
	"math"
	"testing"

	"aftermath/internal/money"
)

func TestThresholdReached(t *testing.T) {
	const huge = math.MaxUint64
	for name, c := range map[string]struct {
		percent  string
		strict   bool
		n, total uint64
		want     bool
	}{
		"at it":                       {"5%", false, 5, 100, true},
		"at it, strict":               {"5%", true, 5, 100, false},
		"above it, strict":            {"5%", true, 6, 100, true},
		"below it":                    {"5%", false, 4, 100, false},
		"nothing of nothing":          {"5%", false, 0, 0, false},
		"none, where any counts":      {"0%", true, 0, 100, false},
		"any, where any counts":       {"0%", true, 1, huge, true},
		"no threshold":                {"0%", false, 100, 100, false},
		"a third is not 33.33 %":      {"33.33%", true, 1, 3, true},
		"a third is under 33.34 %":    {"33.34%", false, 1, 3, false},
		"0.1 % of ten thousand":       {"0.1%", false, 10, 10000, true},
		"all of a huge number":        {"100%", false, huge, huge, true},
		"all but one of a huge one":   {"100%", false, huge - 1, huge, false},
		"half of a huge one, rounded": {"50%", false, huge / 2, huge, false},
		"half of a huge one":          {"50%", false, huge/2 + 1, huge, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (Threshold{money.MustPercent(c.percent), c.strict}).Reached(c.n, c.total); got != c.want {
				t.Errorf("%d of %d: %t", c.n, c.total, got)
			}
		})
	}
}

func TestThresholdWords(t *testing.T) {
	for _, c := range []struct {
		threshold   Threshold
		text, words string
	}{
		{Threshold{money.MustPercent("5%"), false}, ">= 5%", "5 % or more"},
		{Threshold{money.MustPercent("0.5%"), true}, "> 0.5%", "more than 0.5 %"},
	} {
		if c.threshold.String() != c.text || c.threshold.Words() != c.words {
			t.Errorf("got %q, %q, want %q, %q", c.threshold.String(), c.threshold.Words(), c.text, c.words)
		}
	}
}

func TestThresholdEasier(t *testing.T) {
	five, overFive, six := Threshold{money.MustPercent("5%"), false}, Threshold{money.MustPercent("5%"), true}, Threshold{money.MustPercent("6%"), false}
	order := []Threshold{five, overFive, six}
	for i, a := range order {
		for j, b := range order {
			if got := a.Easier(b); got != (i < j) {
				t.Errorf("%s easier than %s: %t", a, b, got)
			}
		}
	}
}

func TestStatuses(t *testing.T) {
	s := Statuses{{400, 407}, {499, 499}, {0, 0}}
	if got := s.String(); got != "400-407, 499, 0" {
		t.Errorf("printed as %q", got)
	}
	for status, want := range map[int]bool{0: true, 1: false, 399: false, 400: true, 407: true, 408: false, 498: false, 499: true, 500: false} {
		if got := s.Contains(status); got != want {
			t.Errorf("contains %d: %t", status, got)
		}
	}
	if (Statuses{}).Contains(0) {
		t.Error("the empty set contains 0")
	}
}

func TestBook(t *testing.T) {
	b := Book{
		Services:  []Service{{ID: "api", Name: "API"}},
		Policies:  []Policy{{ID: "gold", Name: "Gold"}},
		Customers: []Customer{{ID: "northwind", Name: "Northwind"}},
	}
	if s, ok := b.Service("api"); !ok || s.Name != "API" {
		t.Errorf("service api is %v", s)
	}
	if p, ok := b.Policy("gold"); !ok || p.Name != "Gold" {
		t.Errorf("policy gold is %v", p)
	}
	if _, ok := b.Service("web"); ok {
		t.Error("found a service that is not there")
	}
	if _, ok := b.Policy("web"); ok {
		t.Error("found a policy that is not there")
	}
}
