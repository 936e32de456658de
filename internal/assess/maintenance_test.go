package assess

import (
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

func work(t *testing.T, id, start, end, announced string) contract.Maintenance {
	w := contract.Maintenance{ID: id, Title: "Upgrade", Start: at(t, start), End: at(t, end)}
	if announced != "" {
		w.Announced = at(t, announced)
	}
	return w
}

func TestMaintenance(t *testing.T) {
	rule := contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 4 * time.Hour}
	other := work(t, "m", "10 10:00", "10 11:00", "1 00:00")
	other.Services = []string{"web"}
	type want struct {
		accepted bool
		excluded int64
		why      string
	}
	for _, test := range []struct {
		name  string
		rule  contract.MaintenanceRule
		works []contract.Maintenance
		want  []want
		total int64
	}{
		{"notice given", rule, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "6 10:00")},
			[]want{{true, 60, "announced 96 h before, at least 72 h asked"}}, 60},
		{"notice exactly given", rule, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "7 10:00")},
			[]want{{true, 60, "announced 72 h before, at least 72 h asked"}}, 60},
		{"a minute late", rule, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "7 10:01")},
			[]want{{false, 0, "announced 71 h 59 min before, at least 72 h asked"}}, 0},
		{"not announced", rule, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "")},
			[]want{{false, 0, "no announcement is on record, at least 72 h asked"}}, 0},
		{"announced afterwards", contract.MaintenanceRule{Excluded: true}, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "10 10:30")},
			[]want{{false, 0, "announced 30 min after it began, any notice is enough"}}, 0},
		{"the policy excludes none", contract.MaintenanceRule{}, []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "1 00:00")},
			[]want{{false, 0, "the policy excludes no maintenance"}}, 0},
		{"another service", rule, []contract.Maintenance{other}, nil, 0},
		{"another month", rule, []contract.Maintenance{{Start: at(t, "1 00:00").AddDate(0, 2, 0), End: at(t, "2 00:00").AddDate(0, 2, 0)}}, nil, 0},
		{"end before start", rule, []contract.Maintenance{work(t, "m", "10 11:00", "10 10:00", "1 00:00")}, nil, 0},
		{"the cap, in order of time", rule, []contract.Maintenance{
			work(t, "late", "20 10:00", "20 13:00", "1 00:00"), work(t, "early", "10 10:00", "10 13:00", "1 00:00"), work(t, "last", "25 10:00", "25 11:00", "1 00:00")},
			[]want{
				{true, 180, "announced 226 h before, at least 72 h asked"},
				{true, 60, "announced 466 h before, at least 72 h asked; 60 of its 180 minutes fit under the cap of 4 h per month"},
				{false, 0, "announced 586 h before, at least 72 h asked; 0 of its 60 minutes fit under the cap of 4 h per month"},
			}, 240},
		{"a refused window leaves the cap alone", rule, []contract.Maintenance{
			work(t, "a", "10 10:00", "10 14:00", ""), work(t, "b", "20 10:00", "20 14:00", "1 00:00")},
			[]want{{false, 0, "no announcement is on record, at least 72 h asked"}, {true, 240, "announced 466 h before, at least 72 h asked"}}, 240},
		{"overlapping windows take a minute once", rule, []contract.Maintenance{
			work(t, "a", "10 10:00", "10 12:00", "1 00:00"), work(t, "b", "10 11:00", "10 13:00", "1 00:00"), work(t, "c", "10 11:00", "10 11:30", "1 00:00")},
			[]want{
				{true, 120, "announced 226 h before, at least 72 h asked"},
				{true, 0, "announced 227 h before, at least 72 h asked; an earlier window has taken its minutes out already"},
				{true, 60, "announced 227 h before, at least 72 h asked"},
			}, 180},
		{"no cap", contract.MaintenanceRule{Excluded: true}, []contract.Maintenance{work(t, "a", "10 10:00", "12 10:00", "1 00:00")},
			[]want{{true, 2880, "announced 226 h before, any notice is enough"}}, 2880},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 20, 0)).traffic}
			f.Book.Policies[0].Maintenance = test.rule
			f.Book.Maintenance = test.works
			got := statementOf(t, assess(t, f), "acme")
			if len(got.Works) != len(test.want) {
				t.Fatalf("%d windows, want %d", len(got.Works), len(test.want))
			}
			for i, w := range got.Works {
				if (want{w.Accepted, w.Excluded, w.Why}) != test.want[i] {
					t.Errorf("window %d: %t, %d, %q, want %+v", i, w.Accepted, w.Excluded, w.Why, test.want[i])
				}
			}
			if want := (contract.Tally{Period: 43200, Excluded: test.total, Down: 43200 - test.total}); got.Minutes != want {
				t.Errorf("minutes %+v, want %+v", got.Minutes, want)
			}
			if got.Plain.Lost.Num().Int64() != 43200 {
				t.Errorf("without exclusion %s minutes are lost, want all", got.Plain.Lost)
			}
		})
	}
}

// Work that is still bad after its window is downtime from the window's end.
func TestOverrun(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).
		set("api", "acme", between(t, "10 09:55", "10 11:20"), n(20, 20, 0)).
		set("api", "acme", between(t, "10 11:20", "10 11:30"), n(20, 0, 20)).
		set("api", "acme", between(t, "10 11:31", "10 11:40"), n(20, 20, 0))
	f := Facts{Book: book(), Traffic: l.traffic}
	f.Book.Maintenance = []contract.Maintenance{work(t, "m", "10 10:00", "10 11:00", "1 00:00")}
	a := assess(t, f)
	got := statementOf(t, a, "acme")
	if w := got.Works[0]; !w.Accepted || w.Overrun != 30 {
		t.Errorf("accepted %t, overrun %d, want 30", w.Accepted, w.Overrun)
	}
	if want := (contract.Tally{Period: 43200, Excluded: 60, Down: 5 + 20 + 9, Degraded: 10, Up: 43200 - 104}); got.Minutes != want {
		t.Errorf("minutes %+v, want %+v", got.Minutes, want)
	}
	if len(got.Other) != 1 || got.Other[0].State != statement.Excluded || got.Other[0].Reason != "Upgrade (m): announced 226 h before, at least 72 h asked" ||
		got.Other[0].Requests.Failed != 1200 {
		t.Errorf("excluded runs %+v", got.Other)
	}
	if len(a.Undeclared) != 0 {
		t.Errorf("undeclared %+v: the maintenance and its overrun are no secret", a.Undeclared)
	}
}

// Excluded outranks a declared window and a gap.
func TestExcludedOutranks(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{declared(t, "x", "10 10:30", "", "10 11:30")}}
	f.Book.Maintenance = []contract.Maintenance{work(t, "a", "10 10:00", "10 11:00", "1 00:00"), work(t, "b", "10 11:00", "10 11:10", "1 00:00")}
	got := statementOf(t, assess(t, f), "acme")
	if want := (contract.Tally{Period: 43200, Excluded: 70, Down: 20, Unknown: 43200 - 90}); got.Minutes != want {
		t.Errorf("minutes %+v, want %+v", got.Minutes, want)
	}
	if len(got.Other) != 4 || got.Other[1].Reason == got.Other[2].Reason || got.Other[1].CountMinutes() != 60 || got.Other[2].CountMinutes() != 10 {
		t.Errorf("runs %+v, want unknown, excluded by a, excluded by b, unknown", got.Other)
	}
}
