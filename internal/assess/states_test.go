package assess

import (
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// One hour, 10:00 to 11:00 on the 10th, under each evidence: what the minute
// was for a customer with these requests, when another customer's log runs on
// (logged) or no line of anybody is written, with and without a window.
func TestEvidence(t *testing.T) {
	const (
		none = iota
		down
		degraded
	)
	type want map[contract.Evidence]code
	for _, test := range []struct {
		name   string
		counts traffic.Counts
		logged bool
		window int
		want   want
	}{
		{"idle, logged", n(0, 0, 0), true, none, want{contract.Logs: upLogged, contract.Incidents: upDeclared, contract.Either: upLogged}},
		{"idle, logged, declared down", n(0, 0, 0), true, down, want{contract.Logs: upLogged, contract.Incidents: downDeclared, contract.Either: downDeclared}},
		{"idle, logged, declared degraded", n(0, 0, 0), true, degraded, want{contract.Logs: upLogged, contract.Incidents: degradedDeclared, contract.Either: degradedDeclared}},
		{"not logged", n(0, 0, 0), false, none, want{contract.Logs: unknown, contract.Incidents: upDeclared, contract.Either: unknown}},
		{"not logged, declared down", n(0, 0, 0), false, down, want{contract.Logs: unknown, contract.Incidents: downDeclared, contract.Either: downDeclared}},
		{"too few, all failed", n(9, 9, 0), true, none, want{contract.Logs: upLogged, contract.Incidents: upDeclared, contract.Either: upLogged}},
		{"too few, all fine, declared down", n(9, 0, 0), true, down, want{contract.Logs: upLogged, contract.Incidents: downDeclared, contract.Either: downDeclared}},
		{"enough, fine", n(10, 0, 0), true, none, want{contract.Logs: upLogged, contract.Incidents: upDeclared, contract.Either: upLogged}},
		{"enough, fine, declared down: untouched", n(10, 0, 0), true, down, want{contract.Logs: upLogged, contract.Incidents: downDeclared, contract.Either: upLogged}},
		{"enough, failed, not declared", n(10, 10, 0), true, none, want{contract.Logs: downLogged, contract.Incidents: upDeclared, contract.Either: downLogged}},
		{"enough, slow, declared down", n(10, 0, 5), true, down, want{contract.Logs: degradedLogged, contract.Incidents: downDeclared, contract.Either: degradedLogged}},
		{"enough, failed, declared degraded", n(10, 10, 0), true, degraded, want{contract.Logs: downLogged, contract.Incidents: degradedDeclared, contract.Either: downLogged}},
	} {
		for evidence, c := range test.want {
			t.Run(test.name+", "+string(evidence), func(t *testing.T) {
				hour := between(t, "10 10:00", "10 11:00")
				l := log{}.add("api", "beta", april(), n(20, 0, 0)).set("api", "acme", hour, test.counts)
				if !test.logged {
					l.set("api", "beta", hour, n(0, 0, 0))
				}
				f := Facts{Book: book(), Traffic: l.traffic}
				f.Book.Policies[0].Evidence = evidence
				if test.window != none {
					f.Incidents = []incident.Record{declared(t, "x", "10 10:00", "", "10 11:00")}
					if test.window == degraded {
						f.Incidents[0].Levels[0].Level = incident.Degraded
					}
				}
				got := statementOf(t, assess(t, f), "acme")
				want := contract.Tally{Period: 43200, Up: 43140}
				enter(&want, c, 60)
				if got.Minutes != want {
					t.Fatalf("minutes %+v, want %+v", got.Minutes, want)
				}
				all := append(got.Bad, got.Other...)
				if c == upLogged || c == upDeclared {
					if len(all) > 0 {
						t.Fatalf("runs %v of a month that was up", all)
					}
					return
				}
				if len(all) != 1 || all[0].CountMinutes() != 60 || !all[0].Start.Equal(hour.Start) ||
					all[0].State != meaning[c].state || all[0].Source != meaning[c].source {
					t.Errorf("runs %+v, want one of the hour, %v", all, meaning[c])
				}
				if all[0].Requests.Total != 60*test.counts.Total {
					t.Errorf("%d requests in the run, want %d", all[0].Requests.Total, 60*test.counts.Total)
				}
				if declared := test.window != none; declared != (len(all[0].Incidents) == 1) {
					t.Errorf("the run names the incidents %v", all[0].Incidents)
				}
			})
		}
	}
}

// Overlapping windows are a union, and down outranks degraded in it.
func TestOverlappingWindows(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{
		declared(t, "a", "10 10:00", "10 10:30", "10 11:00"),
		declared(t, "b", "10 10:20", "10 10:40", "10 11:30"),
		declared(t, "c", "10 10:25", "", "10 10:35"),
	}}
	f.Book.Policies[0].Evidence = contract.Incidents
	got := statementOf(t, assess(t, f), "acme")
	if got.Minutes.Down != 40 || got.Minutes.Degraded != 50 {
		t.Errorf("%+v, want 40 down and 50 degraded", got.Minutes)
	}
	want := []statement.Run{
		{Span: between(t, "10 10:00", "10 10:40"), State: statement.Down, Incidents: []string{"a", "b", "c"}},
		{Span: between(t, "10 10:40", "10 11:30"), State: statement.Degraded, Incidents: []string{"a", "b"}},
	}
	for i, r := range got.Bad {
		if !r.Start.Equal(want[i].Start) || !r.End.Equal(want[i].End) || r.State != want[i].State || len(r.Incidents) != len(want[i].Incidents) {
			t.Errorf("run %d is %+v, want %+v", i, r, want[i])
		}
	}
}
