package excel

import (
	"strings"
	"time"

	"aftermath/internal/statement"
)

// outages writes every run of bad minutes, then what was taken out or is not
// known, then maintenance.
func (b *book) outages() {
	s := b.sheet("Outages", "Outages: every run of bad minutes", "A run is unbroken minutes of one state and one source. Start is the first minute, end the minute after the last.")
	var bad, other, works [][]value
	for _, st := range b.acc.Statements {
		for _, run := range st.Bad {
			bad = append(bad, runRow(st, run, strings.Join(run.Incidents, ", ")))
		}
		for _, run := range st.Other {
			other = append(other, runRow(st, run, run.Reason))
		}
		for _, w := range st.Works {
			works = append(works, workRow(st, w))
		}
	}
	columns := runColumns("Incidents")
	table := s.table("Outages", columns, bad, "No bad minute in this month.")
	s.tones(table, 8)
	s.section("Excluded and unknown", "Minutes that a rule of the contract takes out, and minutes without evidence.")
	s.table("Others", runColumns("Reason"), other, "None: every minute was judged.")
	s.section("Maintenance", "Announced work against the rule of the policy. Bad minutes after the window's end count.")
	s.table("Maintenance", []column{
		{"Customer", 28}, {"Service", 24}, {"Start", 24}, {"Start, UTC", 19}, {"End", 24}, {"End, UTC", 19},
		{"Taken out", 11}, {"Overrun", 11}, {"Accepted", 19}, {"Title", 34}, {"Why", 11},
	}, works, "None announced.")
	s.finish(2, table.head, table.head)
}

func runColumns(last string) []column {
	return []column{
		{"Customer", 28}, {"Service", 24}, {"Start", 24}, {"Start, UTC", 19}, {"End", 24}, {"End, UTC", 19},
		{"Minutes", 11}, {"State", 11}, {"Source", 19}, {last, 34},
		{"Requests", 11}, {"Failed", 11}, {"Slow", 11}, {"Failed share", 11},
	}
}

func runRow(st statement.Statement, run statement.Run, about string) []value {
	zone := zoneOf(st)
	return append([]value{
		words(st.Customer.Name), words(st.Service.Name),
		local(run.Start, zone), instant(run.Start), local(run.End, zone), instant(run.End),
		minutes(run.CountMinutes()), {text: string(run.State), look: look{bold: true}}, words(source(run.Source)), lines(about),
	}, requests(run.Requests)...)
}

// requests are the columns valid, failed, slow and failed share.
func requests(r statement.Requests) []value {
	return []value{tally(r.Valid), tally(r.Failed), tally(r.Slow), share(r.Failed, r.Valid, 2)}
}

func workRow(st statement.Statement, w statement.Work) []value {
	accepted := "counted"
	if w.Accepted {
		accepted = "taken out"
	}
	why := w.Why
	if w.Source != "" {
		why += "; announced in " + w.Source
	}
	zone := zoneOf(st)
	return []value{
		words(st.Customer.Name), words(st.Service.Name),
		local(w.Start, zone), instant(w.Start), local(w.End, zone), instant(w.End),
		minutes(w.Excluded), minutes(w.Overrun), words(accepted), lines(w.Title), words(why),
	}
}

func zoneOf(st statement.Statement) *time.Location {
	if st.Period.Zone != nil {
		return st.Period.Zone
	}
	return time.UTC
}

// lines is a text of a line or two.
func lines(s string) value { return value{text: s, look: look{format: asText, wrap: true}} }

func source(s statement.Source) string {
	switch s {
	case statement.FromLogs:
		return "request log"
	case statement.FromIncident:
		return "declared incident"
	case statement.FromRule:
		return "contract's rule"
	case statement.FromNothing:
		return "no evidence"
	}
	return string(s)
}
