package assess

import (
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// The incident of 30 April 2025 by its declared windows alone: 49 minutes
// down, 25 degraded, 99.8865 % of the month's 43,200 minutes.
func TestDeclaredIncidentAlone(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{seedRecord(t)}, Version: "v1", Inputs: []statement.Input{{Path: "a.txt"}}}
	stockholm := zone(t, "Europe/Stockholm")
	f.Book.Zone, f.Book.Policies[0].Evidence = stockholm, contract.Incidents
	for i := range f.Book.Customers {
		f.Book.Customers[i].Contracts[0].Zone = stockholm
	}
	a := assess(t, f)
	if a.Version != "v1" || len(a.Inputs) != 1 || a.Organisation != "Voyado" || a.Period.Name != "2025-04" {
		t.Errorf("the account's head is %+v", a)
	}
	for _, s := range a.Statements {
		if want := (contract.Tally{Period: 43200, Up: 43126, Degraded: 25, Down: 49}); s.Minutes != want {
			t.Errorf("%s: minutes %+v, want %+v", s.Customer.ID, s.Minutes, want)
		}
		if got := money.FloorPercent(s.Judgement.Availability, 4); got != "99.8865" || s.Judgement.Verdict != contract.Missed {
			t.Errorf("%s: availability %s, %s, want 99.8865, missed", s.Customer.ID, got, s.Judgement.Verdict)
		}
		if s.Judgement.Credit != (money.Amount{Minor: 10000, Currency: "EUR"}) {
			t.Errorf("%s: credit %s", s.Customer.ID, s.Judgement.Credit)
		}
		if len(s.Bad) != 2 || s.Bad[0].Start.Format("15:04 MST") != "15:49 CEST" || s.Bad[0].Source != statement.FromIncident {
			t.Errorf("%s: runs %+v", s.Customer.ID, s.Bad)
		}
		if i := s.Impacts[0]; i.Down != 49 || i.Degraded != 25 || i.Last-i.First != 74 {
			t.Errorf("%s: impact %+v", s.Customer.ID, i)
		}
	}
	if r := a.Reliability; r.TTD.Median != 20 || r.TTR.Mean != 74 || r.TTD.N != 1 {
		t.Errorf("reliability %+v", r)
	}
	if want := []string{"no request to api was logged in 2025-04"}; !slices.Equal(a.Warnings, want) {
		t.Errorf("warnings %q, want %q", a.Warnings, want)
	}
}

// Downtime is split at the month's end, where the contract's zone has it.
func TestMonthEnd(t *testing.T) {
	r := declared(t, "night", "30 21:30", "", "30 23:00")
	for name, want := range map[string]map[string]int64{
		"UTC":              {"2025-04": 90, "2025-05": 0},
		"Europe/Stockholm": {"2025-04": 30, "2025-05": 60},
		"Asia/Tokyo":       {"2025-04": 0, "2025-05": 90},
	} {
		f := Facts{Book: book(), Incidents: []incident.Record{r}}
		f.Book.Policies[0].Evidence = contract.Incidents
		f.Book.Customers[0].Contracts[0].Zone = zone(t, name)
		for month, down := range want {
			a, err := Month(f, month)
			if err != nil {
				t.Fatal(err)
			}
			if got := statementOf(t, a, "acme").Minutes.Down; got != down {
				t.Errorf("%s in %s: %d minutes down, want %d", month, name, got, down)
			}
			if belongs := len(a.Incidents) == 1; belongs != (month == "2025-04") {
				t.Errorf("%s: %d incidents; the organisation's month is April", month, len(a.Incidents))
			}
		}
	}
}

// The months in which the clocks change have the minutes that they have.
func TestClockChange(t *testing.T) {
	f := Facts{Book: book()}
	for i := range f.Book.Customers {
		f.Book.Customers[i].Contracts[0].Zone = zone(t, "Europe/Stockholm")
	}
	for month, want := range map[string]struct{ minutes, day, length int64 }{
		"2025-03": {44580, 30, 23 * 60}, "2025-10": {44700, 26, 25 * 60}, "2025-04": {43200, 1, 24 * 60},
	} {
		a, err := Month(f, month)
		if err != nil {
			t.Fatal(err)
		}
		s := statementOf(t, a, "acme")
		if s.Minutes.Period != want.minutes || s.Days[want.day-1].Minutes.Period != want.length {
			t.Errorf("%s has %d minutes, its day %d has %d; want %+v", month, s.Minutes.Period, want.day, s.Days[want.day-1].Minutes.Period, want)
		}
	}
}

// A contract of a part of the month is judged for that part, two successive
// contracts give two statements, and what lies outside is nobody's.
func TestPartLife(t *testing.T) {
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 0, 0)).set("api", "acme", between(t, "15 23:00", "16 01:00"), n(20, 20, 0)).traffic}
	first, second := f.Book.Customers[0].Contracts[0], f.Book.Customers[0].Contracts[0]
	first.From, first.To = at(t, "10 12:00"), at(t, "16 00:00")
	second.From, second.To = at(t, "16 00:00"), at(t, "20 00:00")
	over := first
	over.From, over.To = at(t, "1 00:00").AddDate(-1, 0, 0), at(t, "1 00:00")
	f.Book.Customers[0].Contracts = []contract.Contract{second, first, over}
	f.Book.Customers = f.Book.Customers[:1]
	a := assess(t, f)
	if len(a.Statements) != 2 {
		t.Fatalf("%d statements, want 2", len(a.Statements))
	}
	for i, want := range []struct {
		period, down int64
		days         int
	}{{5*1440 + 720, 60, 6}, {4 * 1440, 60, 4}} {
		s := a.Statements[i]
		if s.Minutes.Period != want.period || s.Minutes.Down != want.down || len(s.Days) != want.days || s.Requests.Total != uint64(want.period)*20 {
			t.Errorf("statement %d: %+v, %d days, %d requests; want %+v", i, s.Minutes, len(s.Days), s.Requests.Total, want)
		}
	}
	if s := a.Statements[0]; s.Days[0].Minutes.Period != 720 || s.Days[0].Requests.Total != 720*20 {
		t.Errorf("the first day is %+v, want its second half", s.Days[0])
	}
	want := statement.Unassigned{Service: "api", Customer: "acme", Requests: statement.Requests(n(20*(43200-9*1440-720), 0, 0))}
	if len(a.Unassigned) != 1 || a.Unassigned[0] != want {
		t.Errorf("unassigned %+v, want %+v", a.Unassigned, want)
	}
}

func TestUnassigned(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("api", "beta", april(), n(20, 0, 0)).
		add("api", "?x", between(t, "1 00:00", "1 00:10"), n(3, 1, 0)).
		add("api", "?y", between(t, "30 23:59", "30 23:59").Intersect(april()), n(1, 0, 0)).
		add("api", "?", april(), n(1, 0, 0)).
		add("api", "?march", span.New(at(t, "1 00:00").Add(-time.Hour), at(t, "1 00:00")), n(9, 0, 0)).
		add("?old.example", "acme", between(t, "5 00:00", "5 01:00"), n(1, 0, 0)).
		add("?", "acme", between(t, "5 00:00", "5 01:00"), n(1, 0, 0))
	a := assess(t, Facts{Book: book(), Traffic: l.traffic, Unmatched: []string{"?", "?old.example"}})
	want := []statement.Unassigned{
		{Service: "api", Customer: "?", Requests: statement.Requests(n(43200, 0, 0))},
		{Service: "api", Customer: "?x", Requests: statement.Requests(n(30, 10, 0))},
		{Service: "", Customer: "acme", Requests: statement.Requests(n(120, 0, 0))},
	}
	if !slices.Equal(a.Unassigned, want) {
		t.Errorf("unassigned\n%+v, want\n%+v", a.Unassigned, want)
	}
}

func TestWarnings(t *testing.T) {
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 0, 0)).traffic}
	f.Book.Customers[0].Contracts = append(f.Book.Customers[0].Contracts, f.Book.Customers[0].Contracts[0])
	f.Amendments = []incident.Amendment{{Incident: "none", Instant: "finished", Place: incident.Place{File: "a.yaml", Line: 7}}}
	elsewhere := declared(t, "elsewhere", "10 10:00", "", "10 11:00")
	elsewhere.Components = []string{"Billing"}
	opened := declared(t, "open", "10 10:00", "", "")
	opened.Open = true
	older := incident.Record{ID: "older", Open: true, Marks: []incident.Mark{mark(incident.Began, incident.Prose, at(t, "1 00:00").Add(-time.Hour))}}
	f.Incidents = []incident.Record{elsewhere, opened, older, {ID: "blank", File: "b.txt"}, declared(t, "backwards", "11 11:00", "", "11 10:00"), elsewhere}
	got := strings.Join(assess(t, f).Warnings, "\n")
	for _, want := range []string{
		"customer acme has two contracts for api at the same time",
		"customer beta sent no request to api in 2025-04",
		"a.yaml:7: the amendment names the incident none",
		`names the instant "finished"`,
		`incident elsewhere names Billing, which no service lists`,
		"incident open is not resolved",
		"incident older of 2025-03-31 is still not resolved",
		"incident blank (b.txt) states no instant at all",
		"incident backwards: its onset and its resolution leave no whole minute",
		"two records have the incident id elsewhere",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no warning says %q; they are\n%s", want, got)
		}
	}
}

func TestErrors(t *testing.T) {
	series := func(s ...traffic.Series) func(string, span.Day, span.Day) iter.Seq2[traffic.Packed, error] {
		return func(string, span.Day, span.Day) iter.Seq2[traffic.Packed, error] {
			return func(yield func(traffic.Packed, error) bool) {
				for _, s := range s {
					if !yield(s.Pack(), nil) {
						return
					}
				}
			}
		}
	}
	day, _ := span.DayOf(span.MinuteOf(at(t, "10 00:00")))
	one := func(customer string, day span.Day, minutes ...int) traffic.Series {
		s := traffic.Series{Key: traffic.Key{Service: "api", Customer: customer, Day: day}}
		for _, m := range minutes {
			s.Cells = append(s.Cells, traffic.Cell{Minute: m, Counts: n(1, 0, 0)})
		}
		return s
	}
	broken := errors.New("disk on fire")
	for _, test := range []struct {
		name   string
		change func(f *Facts)
		month  string
		want   string
	}{
		{"month", nil, "April", "write year and month"},
		{"no zone", func(f *Facts) { f.Book.Zone = nil }, "2025-04", "no zone"},
		{"policy", func(f *Facts) { f.Book.Policies = nil }, "2025-04", `customer acme: a contract names the policy "gold"`},
		{"service", func(f *Facts) { f.Book.Services = nil }, "2025-04", `names the service "api"`},
		{"traffic", func(f *Facts) {
			f.Traffic = func(string, span.Day, span.Day) iter.Seq2[traffic.Packed, error] {
				return func(yield func(traffic.Packed, error) bool) { yield(traffic.Packed{}, broken) }
			}
		}, "2025-04", "assess 2025-04: service api: read traffic: disk on fire"},
		{"day outside", func(f *Facts) { f.Traffic = series(one("acme", day+90, 1)) }, "2025-04", "asked for service"},
		{"twice", func(f *Facts) { f.Traffic = series(one("acme", day, 1), one("acme", day, 2)) }, "2025-04", "must ascend"},
		{"out of order", func(f *Facts) { f.Traffic = series(one("beta", day, 1), one("acme", day, 1)) }, "2025-04", "must ascend"},
		{"minute outside", func(f *Facts) { f.Traffic = series(one("acme", day, 1440)) }, "2025-04", "outside the day"},
		{"minute twice", func(f *Facts) { f.Traffic = series(one("acme", day, 3, 3)) }, "2025-04", "outside the day"},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := Facts{Book: book()}
			if test.change != nil {
				test.change(&f)
			}
			if _, err := Month(f, test.month); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}
