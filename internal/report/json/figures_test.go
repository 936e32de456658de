package json

import (
	stdjson "encoding/json"
	"flag"
	"math"
	"os"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// account holds one of each thing that figures.json can hold.
func account(t *testing.T) *statement.Account {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	fee, err := money.Parse("1000 EUR")
	if err != nil {
		t.Fatal(err)
	}
	at := func(hour, minute int) time.Time { return time.Date(2025, 4, 30, hour, minute, 0, 0, zone) }
	policy := contract.Policy{ID: "business", Target: money.MustPercent("99.9%"), Tiers: []contract.Tier{{Below: money.MustPercent("99.9%"), Credit: money.MustPercent("10%")}}}
	mark := func(kind incident.Kind, basis incident.Basis, t time.Time, words string) incident.Mark {
		return incident.Mark{Kind: kind, At: t, Basis: basis, Precision: incident.Minute, Quote: words, Rule: "rule",
			Place: incident.Place{File: "incidents/one.txt", Line: 7, Column: 3, Start: 20, End: 20 + len(words)}}
	}
	inc := incident.Judge(incident.Record{
		ID: "one", Title: "API <failures>", Provider: "Example", Components: []string{"API"}, File: "incidents/one.txt",
		Levels: []incident.Reading{{Level: incident.Partial}}, Warnings: []string{"a clock without a zone"},
		Marks: []incident.Mark{
			mark(incident.Began, incident.Prose, at(15, 49), "between 15:49 and 16:38"), mark(incident.Detected, incident.Posted, at(16, 9), "Investigating"),
			mark(incident.Mitigated, incident.Prose, at(16, 38), "16:38"), mark(incident.Resolved, incident.Prose, at(16, 38), "16:38"),
			mark(incident.Resolved, incident.Prose, at(17, 3), "confirmed by 17:03"),
		},
	})
	requests := statement.Requests{Total: 100, Valid: 90, Failed: 30, Slow: 5}
	run := statement.Run{Span: span.New(at(15, 46), at(16, 41)), State: statement.Down, Source: statement.FromLogs, Incidents: []string{"one"}, Requests: requests}
	first, last := run.Minutes()
	impact := statement.Impact{Incident: "one", Down: 55, Requests: requests, First: first, Last: last}
	period := span.Month(2025, time.April, zone)
	minutes := contract.Tally{Period: 43200, Up: 43200 - 55 - 60 - 12, Down: 55, Excluded: 60, Unknown: 12}
	service, customer := contract.Service{ID: "api"}, contract.Customer{ID: "big", Name: "Big Freight"}
	excluded := statement.Run{Span: span.New(at(2, 0), at(3, 0)), State: statement.Excluded, Source: statement.FromRule, Reason: "MW-1"}
	return &statement.Account{
		Organisation: "Example AB", Sample: "made up", Version: "test", Period: period,
		Statements: []statement.Statement{
			{
				Customer: customer, Service: service, Policy: policy, Contract: contract.Contract{Policy: "business", Fee: fee, Zone: zone},
				Period: period, Judged: period.Span, Minutes: minutes, Requests: requests, Judgement: policy.Judge(minutes, fee), Plain: policy.Judge(minutes, fee),
				Bad: []statement.Run{run}, Other: []statement.Run{excluded}, Impacts: []statement.Impact{impact, {Incident: "untouched"}},
				Works:   []statement.Work{{Maintenance: contract.Maintenance{ID: "MW-1", Start: at(2, 0), End: at(3, 0)}, Accepted: true, Why: "announced 96 h before", Excluded: 60, Overrun: 17}},
				Samples: []statement.Sample{{At: at(16, 0).UTC(), Failed: true, Status: 503, Latency: 1500 * time.Millisecond, Method: "GET", Path: "/v3", RequestID: "r", File: "a.log", Line: 9}},
			},
			{Customer: customer, Service: service, Policy: policy, Contract: contract.Contract{Policy: "business", Fee: fee, Zone: zone}, Period: period, Judgement: policy.Judge(contract.Tally{}, fee), Plain: policy.Judge(contract.Tally{}, fee)},
		},
		Incidents:   []statement.Episode{{Incident: inc, Observed: []statement.Run{run}, Hit: []statement.Hit{{Customer: customer, Service: service, Impact: impact}}}},
		Undeclared:  []statement.Undeclared{{Run: run, Service: "api", Customer: []string{"big"}}},
		Gaps:        []statement.Gap{{Span: span.New(at(14, 8), at(14, 20)), Service: "api"}},
		Unassigned:  []statement.Unassigned{{Service: "api", Customer: "?stranger", Requests: requests}},
		Inputs:      []statement.Input{{Path: "logs/a.log", Kind: "logs", Digest: "sha256:" + "ab", Bytes: 1, Lines: 2, Requests: 2, Rejected: 0}},
		Warnings:    []string{"big sent nothing"},
		Reliability: statement.Reliability{TTD: statement.Duration{Median: 20, Mean: 20.123456, Low: 13.2, High: 27, N: 2}, TTR: statement.Duration{Median: math.NaN(), Mean: math.NaN(), Low: math.NaN(), High: math.NaN(), Missing: 1}},
	}
}

// TestGolden pins the shape of both JSON outputs: programs read them.
func TestGolden(t *testing.T) {
	acc := account(t)
	figures, err := Figures(acc)
	if err != nil {
		t.Fatal(err)
	}
	incidents, err := Incidents([]incident.Incident{acc.Incidents[0].Incident}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, got := range map[string][]byte{"figures": figures, "incidents": incidents} {
		path := "testdata/" + name + ".golden.json"
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s differs from %s; a field may be added, none renamed or removed without a new schema:\n%s", name, path, got)
		}
		if !stdjson.Valid(got) {
			t.Errorf("%s is no JSON", name)
		}
	}
}

// TestEmpty: lists are empty lists, not null, so that programs need no case.
func TestEmpty(t *testing.T) {
	acc := &statement.Account{Period: span.Month(2025, time.April, time.UTC)}
	acc.Reliability.TTD.Median = math.NaN()
	data, err := Figures(acc)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]stdjson.RawMessage
	if err := stdjson.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"incidents", "statements", "undeclared", "gaps", "unassigned", "inputs", "warnings"} {
		if string(got[key]) != "[]" {
			t.Errorf("%s is %s", key, got[key])
		}
	}
	none, err := Incidents(nil, nil)
	if err != nil || string(none) != "[]\n" {
		t.Errorf("no incidents: %q, %v", none, err)
	}
}
