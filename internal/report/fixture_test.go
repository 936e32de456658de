package report_test

import (
	"iter"
	"math/big"
	"slices"
	"testing"
	"time"

	"aftermath/internal/assess"
	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

const hostile = `=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)>`

func amount(t *testing.T, s string) money.Amount {
	t.Helper()
	a, err := money.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func at(day, hour, minute int) time.Time {
	return time.Date(2025, 4, day, hour, minute, 0, 0, zone)
}

var zone = func() *time.Location {
	z, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		panic(err)
	}
	return z
}()

// book is a small agreement: a big customer, one with a hostile name, and one
// that is judged by declared incidents only.
func book(t *testing.T) contract.Book {
	pc := money.MustPercent
	service := contract.Service{
		ID: "api", Name: "The API", Components: []string{"API"}, Slow: 2 * time.Second, Gap: 5 * time.Minute,
		Ignored: contract.Statuses{{From: 400, To: 407}, {From: 409, To: 498}}, Failed: contract.Statuses{{From: 500, To: 599}, {From: 499, To: 499}, {}},
		Minute: contract.Thresholds{MinRequests: 2, Down: contract.Threshold{Percent: pc("25%")}, Degraded: contract.Threshold{Percent: pc("5%")}, DegradedSlow: contract.Threshold{Percent: pc("30%")}},
	}
	tiers := []contract.Tier{{Below: pc("99.9%"), Credit: pc("10%")}, {Below: pc("99%"), Credit: pc("25%")}}
	policy := contract.Policy{ID: "business", Name: "Business SLA", Target: pc("99.9%"), Evidence: contract.Either, Tiers: tiers,
		Maintenance: contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 4 * time.Hour}}
	declared := policy
	declared.ID, declared.Name, declared.Evidence = "declared", "Declared SLA", contract.Incidents
	under := func(policy, fee string) []contract.Contract {
		return []contract.Contract{{Policy: policy, Services: []string{"api"}, Fee: amount(t, fee), Zone: zone}}
	}
	return contract.Book{
		Organisation: "Example AB", Contact: "sla@example.com", Zone: zone, Sample: "Everything here is made up.",
		Services: []contract.Service{service}, Policies: []contract.Policy{policy, declared},
		Customers: []contract.Customer{
			{ID: "big", Name: "Big Freight", Keys: []string{"tenant-big"}, Contracts: under("business", "18400 EUR")},
			{ID: "odd", Name: hostile, Keys: []string{"tenant-odd"}, Contracts: under("business", "1234.55 SEK")},
			{ID: "paper", Name: "Paper & Sons", Keys: []string{"tenant-paper"}, Contracts: under("declared", "490 EUR")},
		},
		Maintenance: []contract.Maintenance{{ID: "MW-1", Title: "Upgrade", Start: at(13, 2, 0), End: at(13, 3, 0), Announced: at(7, 9, 0)}},
	}
}

func record() incident.Record {
	mark := func(kind incident.Kind, basis incident.Basis, t time.Time, words string) incident.Mark {
		return incident.Mark{Kind: kind, At: t, Basis: basis, Precision: incident.Minute, Quote: words, Place: incident.Place{File: "incidents/one.txt", Line: 7, Column: 3}}
	}
	return incident.Record{
		ID: "One <1>", Title: "API failures", Provider: "Example", Components: []string{"API"}, File: "incidents/one.txt",
		Posts: []incident.Post{{Status: "Investigating", At: at(30, 16, 9)}, {Status: "Resolved", At: at(30, 17, 41)}},
		Marks: []incident.Mark{
			mark(incident.Began, incident.Prose, at(30, 15, 49), "between 15:49 and 16:38"),
			mark(incident.Detected, incident.Posted, at(30, 16, 9), "Investigating"),
			mark(incident.Mitigated, incident.Prose, at(30, 16, 38), "Recovery began at 16:38"),
			mark(incident.Resolved, incident.Prose, at(30, 16, 38), "between 15:49 and 16:38"),
			mark(incident.Resolved, incident.Prose, at(30, 17, 3), "confirmed by 17:03"),
			mark(incident.AnnouncedResolved, incident.Posted, at(30, 17, 41), "Resolved"),
		},
		Levels: []incident.Reading{{Level: incident.Partial, Quote: "failed"}},
	}
}

// minuteOf is what the request log of a customer says of a minute: failures
// from 15:46 to 16:41 on the 30th, a spell on the 9th that nobody declared, an
// overrun maintenance on the 13th, and a gap on the 22nd.
func minuteOf(customer string, t time.Time) traffic.Counts {
	within := func(from, to time.Time) bool { return !t.Before(from) && t.Before(to) }
	c := traffic.Counts{Total: 10, Valid: 9}
	switch {
	case within(at(22, 14, 8), at(22, 14, 20)):
		return traffic.Counts{}
	case within(at(13, 2, 3), at(13, 3, 17)):
		c.Failed = 9
	case customer == "odd":
	case within(at(30, 15, 46), at(30, 16, 41)):
		c.Failed, c.Slow = 5, 2
	case within(at(30, 16, 41), at(30, 17, 1)):
		c.Slow = 4
	case within(at(9, 11, 12), at(9, 11, 38)):
		c.Failed = 1
	}
	return c
}

func series(service string, from, to span.Day) iter.Seq2[traffic.Packed, error] {
	return func(yield func(traffic.Packed, error) bool) {
		if service != "api" {
			return
		}
		for _, customer := range []string{traffic.Unknown + "stranger", "big", "odd"} {
			for day := from; day < to; day++ {
				s := traffic.Series{Key: traffic.Key{Service: service, Customer: customer, Day: day}}
				for m := range span.MinutesPerDay {
					if c := minuteOf(customer, (day.First() + span.Minute(m)).Time()); c.Total > 0 {
						s.Cells = append(s.Cells, traffic.Cell{Minute: m, Counts: c})
					}
				}
				if len(s.Cells) > 0 && !yield(s.Pack(), nil) {
					return
				}
			}
		}
	}
}

// evidence is one failed request of big in its outage, and one outside.
func evidence(service, customer string, within span.Span) ([]traffic.Evidence, error) {
	if customer != "big" {
		return nil, nil
	}
	bad := traffic.Evidence{Service: service, Customer: customer, At: at(30, 16, 0), Verdict: traffic.Failed, Status: 503, Latency: 1500 * time.Millisecond,
		Method: "GET", Path: "/v3/<orders>", RequestID: "r-1", File: "logs/api.log.gz", Line: 17}
	other := bad
	other.At, other.Line = at(2, 12, 0), 4
	return []traffic.Evidence{other, bad}, nil
}

func account(t *testing.T) *statement.Account {
	t.Helper()
	acc, err := assess.Month(assess.Facts{
		Book: book(t), Incidents: []incident.Record{record()}, Traffic: series, Evidence: evidence, Version: "test",
		Inputs: []statement.Input{{Path: "logs/api.log.gz", Kind: "logs", Digest: "sha256:" + "ab12", Bytes: 99, Lines: 1000, Requests: 998, Rejected: 2}},
	}, "2025-04")
	if err != nil {
		t.Fatal(err)
	}
	return acc
}

// TestFixture pins the figures that the golden texts rest on, worked out by
// hand from minuteOf.
func TestFixture(t *testing.T) {
	acc := account(t)
	want := map[string]contract.Tally{
		// 30 April: 55 down, 20 slow; 9 April: 26 degraded; 13 April: 60 excluded, 17 overrun; 22 April: 12 unknown.
		"big": {Period: 43200, Down: 55 + 17, Degraded: 20 + 26, Excluded: 60, Unknown: 12, Up: 43200 - 72 - 46 - 60 - 12},
		"odd": {Period: 43200, Down: 17, Excluded: 60, Unknown: 12, Up: 43200 - 17 - 60 - 12},
		// Declared windows only: 49 min and 25 min, and the maintenance.
		"paper": {Period: 43200, Down: 49, Degraded: 25, Excluded: 60, Up: 43200 - 49 - 25 - 60},
	}
	for _, s := range acc.Statements {
		if s.Minutes != want[s.Customer.ID] {
			t.Errorf("%s: %+v, want %+v", s.Customer.ID, s.Minutes, want[s.Customer.ID])
		}
	}
	big := acc.Statements[slices.IndexFunc(acc.Statements, func(s statement.Statement) bool { return s.Customer.ID == "big" })]
	if want := big.Judgement.Availability; want.Cmp(big0()) != 0 {
		t.Errorf("availability %s", want)
	}
	if got := big.Judgement.Credit.String(); got != "1,840.00 EUR" {
		t.Errorf("credit %s", got)
	}
}

// big0 is (43200 − 60 − 12 − 72) / (43200 − 60 − 12).
func big0() *big.Rat { return big.NewRat(43056, 43128) }
