package assess

import (
	"slices"
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// A decision concerns the customers of the services that its incident is
// about, also where it takes away every minute, moves the incident to another
// month, or gives it to another; no customer of other services, and nobody in a
// month that no reading of the incident touches.
func TestAmendedConcerns(t *testing.T) {
	f := Facts{Book: book()}
	f.Book.Policies[0].Evidence = contract.Incidents
	web := f.Book.Services[0]
	web.ID, web.Name, web.Components = "web", "Web", []string{"Portal"}
	f.Book.Services = append(f.Book.Services, web)
	f.Book.Customers[1].Contracts[0].Services = []string{"web"} // beta; acme has the API
	one := declared(t, "x", "10 10:00", "", "10 11:00")
	two := declared(t, "y", "12 10:00", "", "12 11:00")
	two.Components = []string{"Portal"}
	f.Incidents = []incident.Record{one, two}
	moved := span.New(at(t, "10 10:00").AddDate(0, 1, 0), at(t, "10 11:00").AddDate(0, 1, 0))
	april, may := "2025-04", "2025-05"
	for _, test := range []struct {
		name  string
		a     incident.Amendment
		month string
		want  []string // customers; nil: the decision is not in the account
		down  int64    // of acme
	}{
		{"less", incident.Amendment{Level: incident.Degraded}, april, []string{"acme"}, 0},
		{"none", incident.Amendment{Instant: incident.Resolved, Absent: true}, april, []string{"acme"}, 0},
		{"not yet", incident.Amendment{Level: incident.Degraded}, may, nil, 0},
		{"moved away", incident.Amendment{Window: moved, Level: incident.Outage}, april, []string{"acme"}, 0},
		{"moved here", incident.Amendment{Window: moved, Level: incident.Outage}, may, []string{"acme"}, 60},
		{"joined", incident.Amendment{SameAs: "y"}, april, []string{"acme", "beta"}, 49 * 60},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.a.Incident, test.a.Author, test.a.Reason = "x", "A", "B"
			f := f
			f.Amendments = []incident.Amendment{test.a}
			acc, err := Month(f, test.month)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range acc.Amended {
				got = append(got, a.Customers...)
			}
			if !slices.Equal(got, test.want) || len(acc.Amended) != min(1, len(test.want)) {
				t.Errorf("concerns %q, want %q", got, test.want)
			}
			if s := statementOf(t, acc, "acme"); s.Minutes.Down != test.down {
				t.Errorf("%d minutes down, want %d", s.Minutes.Down, test.down)
			}
		})
	}
}
