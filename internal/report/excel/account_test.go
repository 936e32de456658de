package excel

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

const hostile = "=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)>"

func stockholm(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func tiers(pairs ...string) []contract.Tier {
	var out []contract.Tier
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, contract.Tier{Below: money.MustPercent(pairs[i]), Credit: money.MustPercent(pairs[i+1])})
	}
	return out
}

func policyOf(id, target, weight string, tiers []contract.Tier) contract.Policy {
	return contract.Policy{
		ID: id, Name: "Policy " + id, Target: money.MustPercent(target), Evidence: contract.Either, DegradedWeight: money.MustPercent(weight),
		Maintenance: contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 4 * time.Hour}, Tiers: tiers,
	}
}

// A promise is what the fixture needs to know of a statement.
type promise struct {
	id, name, key  string
	service        string
	policy         contract.Policy
	fee            string
	days           int // of April, from its end; the rest lies before the contract
	down, degraded int64
	excluded       int64
	unknown        int64
}

// made builds a statement whose days, runs and judgement agree.
func made(t testing.TB, p promise) statement.Statement {
	t.Helper()
	zone := stockholm(t)
	month := span.Month(2025, time.April, zone)
	all := month.Days()
	judged := span.New(all[len(all)-p.days].Start, month.End)
	fee, err := money.Parse(p.fee)
	if err != nil {
		t.Fatal(err)
	}
	st := statement.Statement{
		Customer: contract.Customer{ID: p.id, Name: p.name, Keys: []string{p.key}},
		Service: contract.Service{
			ID: p.service, Name: strings.ToUpper(p.service) + " API", Slow: 2 * time.Second,
			Failed:  contract.Statuses{{From: 500, To: 599}},
			Ignored: contract.Statuses{{From: 400, To: 407}},
			Minute:  contract.Thresholds{Down: contract.Threshold{Percent: money.MustPercent("5%")}, Degraded: contract.Threshold{Percent: money.MustPercent("1%")}, MinRequests: 10},
		},
		Policy: p.policy, Contract: contract.Contract{Policy: p.policy.ID, Fee: fee, Zone: zone}, Period: month, Judged: judged,
	}
	// The bad minutes begin at 15:49 on the 30th and run on, day by day where
	// they are too many for one; excluded and unknown ones lie on the 28th.
	at := time.Date(2025, 4, 30, 15, 49, 0, 0, zone)
	if p.down > 500 {
		at = judged.Start
	}
	run := func(n int64, state statement.State, source statement.Source) {
		if n == 0 {
			return
		}
		end := at.Add(time.Duration(n) * time.Minute)
		st.Bad = append(st.Bad, statement.Run{
			Span: span.New(at, end), State: state, Source: source, Incidents: []string{"voyado-2025-04-30"},
			Requests: statement.Requests{Total: uint64(n * 130), Valid: uint64(n * 120), Failed: uint64(n * 40), Slow: uint64(n * 7)},
		})
		at = end
	}
	run(p.down, statement.Down, statement.FromLogs)
	run(p.degraded, statement.Degraded, statement.FromIncident)
	quiet := time.Date(2025, 4, 28, 0, 0, 0, 0, zone)
	if p.excluded+p.unknown > 1440 {
		quiet = judged.Start
	}
	for _, o := range []struct {
		n     int64
		state statement.State
	}{{p.excluded, statement.Excluded}, {p.unknown, statement.Unknown}} {
		if o.n > 0 {
			end := quiet.Add(time.Duration(o.n) * time.Minute)
			st.Other = append(st.Other, statement.Run{Span: span.New(quiet, end), State: o.state, Source: statement.FromRule, Reason: "database work, announced 96 h before"})
			quiet = end
		}
	}
	minutesOn := func(day span.Span, runs []statement.Run, state statement.State) int64 {
		var n int64
		for _, r := range runs {
			if r.State == state {
				n += r.Intersect(day).CountMinutes()
			}
		}
		return n
	}
	for _, day := range all[len(all)-p.days:] {
		d := statement.Day{Span: day}
		d.Minutes = contract.Tally{
			Period: day.CountMinutes(), Down: minutesOn(day, st.Bad, statement.Down), Degraded: minutesOn(day, st.Bad, statement.Degraded),
			Excluded: minutesOn(day, st.Other, statement.Excluded), Unknown: minutesOn(day, st.Other, statement.Unknown),
		}
		d.Minutes.Up = d.Minutes.Period - d.Minutes.Down - d.Minutes.Degraded - d.Minutes.Excluded - d.Minutes.Unknown
		d.Requests = statement.Requests{Total: 1000, Valid: 990, Failed: 12, Slow: 3}
		st.Days, st.Minutes = append(st.Days, d), st.Minutes.Add(d.Minutes)
	}
	if err := st.Minutes.Check(); err != nil {
		t.Fatal(p.name, err)
	}
	st.Judgement = p.policy.Judge(st.Minutes, fee)
	plain := st.Minutes
	plain.Up, plain.Excluded = plain.Up+plain.Excluded, 0
	st.Plain = p.policy.Judge(plain, fee)
	st.Requests = statement.Requests{Total: 1_020_000, Valid: 1_000_000, Failed: 6_123, Slow: 912}
	return st
}

// promises are the cases that the arithmetic must get right.
func promises() []promise {
	gold := policyOf("gold", "99.9%", "0%", tiers("99.9%", "10%", "99%", "25%", "95%", "100%"))
	odd := policyOf("odd", "99.95%", "33.3%", tiers("99.95%", "2.5%", "99.9%", "7.25%"))
	bare := policyOf("bare", "100%", "50%", nil)
	return []promise{
		{id: "northwind", name: "Northwind Logistics", key: "nw-key-1", service: "engage", policy: gold, fee: "18400 EUR", days: 30, down: 49, degraded: 25, excluded: 60},
		{id: "northwind", name: "Northwind Logistics", key: "nw-key-1", service: "web", policy: odd, fee: "1005.05 EUR", days: 30, down: 21, degraded: 10},
		// 30 days less 200 minutes are 43,000: losing 43 of them is exactly 99.9 %, which is met.
		{id: "cust-exact", name: "Exactly & Söhne <Retail>", key: "exact-key", service: "engage", policy: gold, fee: "99.99 EUR", days: 30, down: 43, excluded: 120, unknown: 80},
		{id: "cust-over", name: "+Over by a minute", key: "over-key", service: "engage", policy: gold, fee: "333.35 EUR", days: 30, down: 44, excluded: 120, unknown: 80},
		// 1,000 of 43,200 · 99 % are 432: the second tier's own limit, still in the first.
		{id: "cust-second", name: "@second tier's limit", key: "second-key", service: "engage", policy: gold, fee: "29.05 EUR", days: 30, down: 432},
		{id: "cust-tokyo", name: "東京 Retail", key: "tokyo-key", service: "engage", policy: odd, fee: "120001 JPY", days: 10, down: 40, degraded: 7},
		{id: "cust-undecided", name: hostile, key: "hostile-key", service: "engage", policy: gold, fee: "51237 JPY", days: 3, unknown: 3 * 1440},
		{id: "cust-total", name: "-Total loss\t_x0041_", key: "total-key", service: "engage", policy: bare, fee: "0.057 KWD", days: 2, down: 2880},
		{id: "cust-long", name: strings.Repeat("long ", 8000), key: "long-key", service: "engage", policy: bare, fee: "7.123 KWD", days: 30},
	}
}

// account is a month with everything in it.
func account(t testing.TB) *statement.Account {
	t.Helper()
	zone := stockholm(t)
	acc := &statement.Account{
		Organisation: "Voyado & partners", Contact: "sla@example.com", Sample: "request logs made by aftermath's generator, seed 42",
		Period: span.Month(2025, time.April, zone), Version: "v0.9.0",
		Reliability: statement.Reliability{
			TTD: statement.Duration{Median: 20, Mean: 20, Low: math.NaN(), High: math.NaN(), N: 1},
			TTR: statement.Duration{Median: math.NaN(), Mean: math.NaN(), Low: math.NaN(), High: math.NaN(), Missing: 1},
		},
		Inputs: []statement.Input{
			{Path: "incidents/voyado-engage-api-issues-2025-04-30.txt", Kind: "incidents", Digest: "sha256:" + strings.Repeat("ab", 32), Bytes: 3120, Lines: 42},
			{Path: "logs/over-key/2025-04.log.gz", Kind: "logs", Digest: "sha256:" + strings.Repeat("cd", 32), Bytes: 9_120_331, Lines: 1_020_004, Requests: 1_020_000, Rejected: 4},
		},
		Warnings:   []string{"4 lines of logs/over-key/2025-04.log.gz were rejected", "zone PST in July"},
		Unassigned: []statement.Unassigned{{Service: "engage", Customer: "stranger", Requests: statement.Requests{Total: 50, Valid: 50, Failed: 1}}},
		Gaps:       []statement.Gap{{Span: span.New(time.Date(2025, 4, 28, 2, 0, 0, 0, zone), time.Date(2025, 4, 28, 3, 20, 0, 0, zone)), Service: "engage"}},
	}
	for _, p := range promises() {
		acc.Statements = append(acc.Statements, made(t, p))
	}
	acc.Statements[0].Works = []statement.Work{{
		Maintenance: contract.Maintenance{ID: "m1", Title: "Database work", Start: time.Date(2025, 4, 28, 0, 0, 0, 0, zone), End: time.Date(2025, 4, 28, 1, 0, 0, 0, zone)},
		Accepted:    true, Why: "announced 96 h before, at least 72 h asked", Excluded: 60,
	}}
	acc.Undeclared = []statement.Undeclared{{
		Run:     statement.Run{Span: span.New(time.Date(2025, 4, 9, 3, 0, 0, 0, zone), time.Date(2025, 4, 9, 3, 7, 0, 0, zone)), State: statement.Degraded, Source: statement.FromLogs},
		Service: "engage", Customer: []string{"cust-over", "cust-exact"},
	}}
	acc.Incidents = []statement.Episode{episode(t, acc.Statements)}
	return acc
}

func episode(t testing.TB, list []statement.Statement) statement.Episode {
	t.Helper()
	cest := time.FixedZone("CEST", 7200)
	mark := func(kind incident.Kind, hour, minute int, basis incident.Basis, quote string) incident.Mark {
		return incident.Mark{
			Kind: kind, At: time.Date(2025, 4, 30, hour, minute, 0, 0, cest), Precision: incident.Minute, Basis: basis, Quote: quote,
			Place: incident.Place{File: "voyado.txt", Line: 12},
		}
	}
	ep := statement.Episode{Incident: incident.Judge(incident.Record{
		ID: "voyado-2025-04-30", Title: "Engage API Issues", Components: []string{"Engage API"},
		Marks: []incident.Mark{
			mark(incident.Began, 15, 49, incident.Prose, "between 15:49 and 16:38 CEST"),
			mark(incident.Detected, 16, 9, incident.Posted, "Investigating"),
			mark(incident.Identified, 16, 20, incident.Posted, "Identified: +Over by a minute is hit, too"),
			mark(incident.Mitigated, 16, 38, incident.Prose, "Recovery began at 16:38"),
			mark(incident.Resolved, 17, 3, incident.Prose, "full functionality confirmed by 17:03"),
			mark(incident.AnnouncedResolved, 17, 41, incident.Posted, "Resolved"),
		},
		Levels: []incident.Reading{{Level: incident.Partial, Quote: "some API calls failed"}},
	})}
	from := span.MinuteOf(time.Date(2025, 4, 30, 14, 49, 0, 0, cest))
	trace := func(customer string, scale uint64) statement.Trace {
		tr := statement.Trace{Service: "engage", Customer: customer, From: from}
		for i := range 195 {
			p := statement.Requests{Valid: 100 * scale, Total: 101 * scale, Failed: uint64(i%3) * scale / 2, Slow: scale}
			switch {
			case i >= 60 && i < 109:
				p.Failed = (25 + uint64(i*7%22)) * scale
			case i >= 109 && i < 134:
				p.Failed = (9 - uint64(i-109)/4) * scale
			case i == 150:
				p = statement.Requests{}
			}
			tr.Points = append(tr.Points, p)
		}
		return tr
	}
	ep.Traces = append(ep.Traces, trace("", 77))
	seen := map[string]bool{}
	for i, st := range list {
		if seen[st.Customer.ID] {
			continue
		}
		seen[st.Customer.ID] = true
		ep.Traces = append(ep.Traces, trace(st.Customer.ID, uint64(i+1)))
		ep.Hit = append(ep.Hit, statement.Hit{Customer: st.Customer, Service: st.Service, Credit: st.Judgement, Impact: statement.Impact{
			Incident: "voyado-2025-04-30", Down: min(st.Minutes.Down, 49), Degraded: st.Minutes.Degraded, First: from + 60, Last: from + 134,
			Requests: statement.Requests{Valid: uint64(7000 + i), Failed: uint64(2000 + i), Slow: 5},
		}})
	}
	return ep
}

// many is an account of n customers with a month of normal trouble each.
func many(t testing.TB, n int) *statement.Account {
	t.Helper()
	acc := account(t)
	gold := policyOf("gold", "99.9%", "0%", tiers("99.9%", "10%", "99%", "25%"))
	acc.Statements = nil
	for i := range n {
		acc.Statements = append(acc.Statements, made(t, promise{
			id: fmt.Sprintf("c%04d", i), name: fmt.Sprintf("Customer %04d", i), key: fmt.Sprintf("key-%04d", i), service: "engage", policy: gold,
			fee: "1000 EUR", days: 30, down: int64(i % 60), degraded: int64(i % 25),
		}))
	}
	acc.Incidents = []statement.Episode{episode(t, acc.Statements)}
	return acc
}
