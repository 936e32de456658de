package assess

import (
	"math/big"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
)

// twoServices has acme at api, bad from 10:00 to 10:30 on the 10th, and at web,
// bad from 10:20 to 10:40 and not logged from 11:00 to 12:00.
func twoServices(t *testing.T, how contract.Joined) Facts {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("web", "acme", april(), n(10, 0, 0)).
		set("api", "acme", between(t, "10 10:00", "10 10:30"), n(20, 20, 0)).
		set("web", "acme", between(t, "10 10:20", "10 10:40"), n(10, 10, 0)).
		set("web", "acme", between(t, "10 11:00", "10 12:00"), n(0, 0, 0))
	f := Facts{Book: book(), Traffic: l.traffic, Hands: 2}
	web := f.Book.Services[0]
	web.ID, web.Name, web.Components = "web", "Web", []string{"Web"}
	f.Book.Services = append(f.Book.Services, web)
	m := promise()
	m.Scope.Combine = how
	f.Book.Policies = []contract.Policy{{ID: "gold", Target: m.Target, Measures: []contract.Measure{m}}}
	f.Book.Customers = f.Book.Customers[:1]
	f.Book.Customers[0].Contracts[0].Services = []string{"api", "web"}
	return f
}

func TestSeveralServices(t *testing.T) {
	for _, test := range []struct {
		how      contract.Joined
		want     contract.Tally
		bad      int
		service  string
		services int
	}{
		{contract.Any, contract.Tally{Period: 43200, Down: 40, Unknown: 60, Up: 43100}, 1, "api+web", 2},
		{contract.All, contract.Tally{Period: 43200, Down: 10, Up: 43190}, 1, "api+web", 2},
		{contract.Worst, contract.Tally{Period: 43200, Down: 30, Up: 43170}, 1, "api+web", 2},
		{contract.Pooled, contract.Tally{Period: 86400, Down: 50, Unknown: 60, Up: 86290}, 2, "api+web", 2},
	} {
		a := assess(t, twoServices(t, test.how))
		s := statementOf(t, a, "acme")
		if s.Minutes != test.want || len(s.Bad) != test.bad || s.Service.ID != test.service || len(s.Services) != test.services {
			t.Errorf("%s: %+v in %d runs of %s (%d), want %+v in %d of %s", test.how, s.Minutes, len(s.Bad), s.Service.ID, len(s.Services), test.want, test.bad, test.service)
		}
		if s.Judgement.Base.Minor != 200000 {
			t.Errorf("%s: the base is %s, want the fee of both", test.how, s.Judgement.Base)
		}
		if want := uint64(43200*30 - 60*10); s.Requests.Total != want {
			t.Errorf("%s: %d requests, want %d", test.how, s.Requests.Total, want)
		}
	}
	if n := len(assess(t, twoServices(t, contract.Each)).Statements); n != 2 {
		t.Errorf("%d statements, want one for each service", n)
	}
}

// Pooled requests are one ratio; the services' incidents are all told.
func TestPooledRatio(t *testing.T) {
	f := twoServices(t, contract.Pooled)
	f.Incidents = append(f.Incidents, declared(t, "x", "10 10:00", "", "10 10:40"))
	f.Book.Policies[0].Measures[0].Aggregate = contract.ByRatio
	a := assess(t, f)
	s := statementOf(t, a, "acme")
	if want := big.NewRat(30*20+20*10, 1); s.Judgement.Lost.Cmp(want) != 0 {
		t.Errorf("%s requests lost, want %s", s.Judgement.Lost, want)
	}
	if len(s.Impacts) != 1 || s.Impacts[0].Down != 30 || len(a.Incidents[0].Hit) != 1 {
		t.Errorf("impacts %+v, hits %+v", s.Impacts, a.Incidents[0].Hit)
	}
}

// A month judges the periods that end in it; a quarter or year that goes on is
// shown so far, undecided, and nothing is due.
func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		month  string
		rule   contract.PeriodRule
		name   string
		judged string // from – to
		runs   bool
	}{
		{"2025-04", contract.PeriodRule{}, "2025-04", "2025-04-01 2025-05-01", false},
		{"2025-04", contract.PeriodRule{Kind: contract.Quarter}, "2025-Q2", "2025-04-01 2025-05-01", true},
		{"2025-06", contract.PeriodRule{Kind: contract.Quarter}, "2025-Q2", "2025-04-01 2025-07-01", false},
		{"2025-12", contract.PeriodRule{Kind: contract.Year}, "2025", "2025-01-01 2026-01-01", false},
		{"2025-02", contract.PeriodRule{Kind: contract.Year}, "2025", "2025-01-01 2025-03-01", true},
		{"2025-04", contract.PeriodRule{Kind: contract.Cycle, Anchor: 15}, "2025-04", "2025-03-15 2025-04-15", false},
		{"2025-04", contract.PeriodRule{Kind: contract.Cycle, Anchor: 1}, "2025-04", "2025-04-01 2025-05-01", false},
	} {
		f := Facts{Book: book(), Traffic: log{}.add("api", "acme", span.New(at(t, "1 00:00").AddDate(0, -4, 0), at(t, "1 00:00").AddDate(0, 9, 0)), n(20, 20, 0)).traffic}
		f.Book.Policies[0].Period = test.rule
		a, err := Month(f, test.month)
		if err != nil {
			t.Fatal(err)
		}
		s := statementOf(t, a, "acme")
		got := s.Judged.Start.Format(time.DateOnly) + " " + s.Judged.End.Format(time.DateOnly)
		if s.Period.Name != test.name || got != test.judged || s.RunsUntil.IsZero() == test.runs {
			t.Errorf("%s %+v: %s, %s, until %s", test.month, test.rule, s.Period.Name, got, s.RunsUntil)
		}
		want, due := contract.Missed, int64(25000*test.rule.Kind.Months())
		if test.runs {
			want, due = contract.Undecided, 0
		}
		if s.Judgement.Verdict != want || s.Judgement.Credit.Minor != due || s.Minutes.Down != s.Minutes.Period {
			t.Errorf("%s %+v: %s, %s of %+v", test.month, test.rule, s.Judgement.Verdict, s.Judgement.Credit, s.Minutes)
		}
	}
}

// A policy that looks back finds the statements on record, and says which it
// lacks.
func TestEarlier(t *testing.T) {
	f := troubled(t)
	p := &f.Book.Policies[0]
	p.Target, p.Tiers[0].Below = percent("99.99%"), percent("99.99%")
	p.Eligibility.Consecutive = 2
	march, _ := span.ParsePeriod("2025-03", time.UTC)
	none := statementOf(t, assess(t, f), "acme")
	if none.Judgement.Credit.Minor != 0 || !strings.Contains(strings.Join(none.Judgement.Missing, ";"), "2025-03") {
		t.Errorf("without a record %s, missing %q", none.Judgement.Credit, none.Judgement.Missing)
	}
	f.Earlier = []Record{{Customer: "acme", Service: "api", Policy: "gold", Judged: march.Span, Verdict: contract.Missed}}
	if s := statementOf(t, assess(t, f), "acme"); s.Judgement.Credit.Minor != 10000 {
		t.Errorf("the second miss in a row: %s, want 100.00 EUR", s.Judgement.Credit)
	}
	f.Earlier[0].Judged.Start = f.Earlier[0].Judged.Start.Add(time.Hour) // another period
	if s := statementOf(t, assess(t, f), "acme"); s.Judgement.Credit.Minor != 0 {
		t.Errorf("a statement of another stretch was taken for March's")
	}
}

// The cap of a year is used up by the windows of the months before.
func TestMaintenanceCapOfTheYear(t *testing.T) {
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 20, 0)).traffic}
	day := func(s string) time.Time {
		v, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	window := func(id, date string, hours time.Duration) contract.Maintenance {
		return contract.Maintenance{ID: id, Start: day(date), End: day(date).Add(hours * time.Hour), Announced: day("2024-06-01")}
	}
	f.Book.Maintenance = []contract.Maintenance{window("old", "2024-12-31", 5), window("a", "2025-02-01", 3), window("b", "2025-04-10", 4), window("c", "2025-04-20", 4)}
	for _, test := range []struct {
		rule contract.MaintenanceRule
		want int64
	}{
		{contract.MaintenanceRule{Cap: 10 * time.Hour, Per: contract.PerYear}, 7 * 60},
		{contract.MaintenanceRule{Cap: 10 * time.Hour, Per: contract.PerTwelve}, 2 * 60},
		{contract.MaintenanceRule{Cap: 5 * time.Hour, Per: contract.PerQuarter}, 5 * 60},
		{contract.MaintenanceRule{Cap: time.Hour, Per: contract.PerIncident}, 2 * 60},
		{contract.MaintenanceRule{Windows: 1}, 4 * 60},
		{contract.MaintenanceRule{Windows: 2, Per: contract.PerYear}, 4 * 60},
	} {
		test.rule.Excluded = true
		f.Book.Policies[0].Maintenance = test.rule
		if s := statementOf(t, assess(t, f), "acme"); s.Minutes.Excluded != test.want {
			t.Errorf("%+v: %d excluded, want %d", test.rule, s.Minutes.Excluded, test.want)
		}
	}
}

// Service hours are those of the wall clock in the calendar's own zone, also on
// the days on which the clocks change.
func TestServiceHoursInAnotherZone(t *testing.T) {
	for month, want := range map[string]int64{"2025-03": 21 * 600, "2025-10": 23 * 600} {
		f := Facts{Book: book()}
		m := promise()
		m.Evidence = contract.Incidents
		m.Calendar = contract.Calendar{Zone: zone(t, "America/New_York"), Hours: []contract.Hours{weekdays(8, 18)}}
		f.Book.Policies = []contract.Policy{{ID: "gold", Target: m.Target, Measures: []contract.Measure{m}}}
		a, err := Month(f, month)
		if err != nil {
			t.Fatal(err)
		}
		if s := statementOf(t, a, "acme"); s.Minutes.Up != want {
			t.Errorf("%s: %d minutes of service hours, want %d", month, s.Minutes.Up, want)
		}
	}
}

// Where the clocks jump over the hours, or show them twice, the hours follow the
// wall.
func TestServiceHoursAtTheJump(t *testing.T) {
	stockholm := zone(t, "Europe/Stockholm")
	night := contract.Calendar{Hours: []contract.Hours{{Days: [7]bool{time.Sunday: true}, From: 2*time.Hour + 30*time.Minute, To: 4 * time.Hour}}}
	for day, want := range map[string]int64{"2025-03-30": 60, "2025-10-26": 120, "2025-04-06": 90} {
		start, _ := time.ParseInLocation(time.DateOnly, day, stockholm)
		whole := minutesOf(span.New(start, start.AddDate(0, 0, 1)))
		open := whole.count()
		for _, s := range outside(night, whole, stockholm) {
			open -= s.count()
		}
		if open != want {
			t.Errorf("%s: %d minutes open, want %d", day, open, want)
		}
	}
}
