package assess

import (
	"slices"
	"strings"
	"testing"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// The minutes of an incident are the unbroken bad stretches that touch what
// was declared, 10:00 to 10:30.
func TestImpact(t *testing.T) {
	type bad struct {
		from, to string
		state    statement.State
	}
	const down, degraded = statement.Down, statement.Degraded
	for _, test := range []struct {
		name           string
		bad            []bad
		down, degraded int64
		first, last    string
	}{
		{"none", nil, 0, 0, "10:00", "10:00"},
		{"inside", []bad{{"10:05", "10:10", down}}, 5, 0, "10:05", "10:10"},
		{"earlier and later", []bad{{"09:50", "10:40", down}}, 50, 0, "09:50", "10:40"},
		{"adjoining before", []bad{{"09:50", "10:00", down}}, 10, 0, "09:50", "10:00"},
		{"adjoining after", []bad{{"10:30", "10:40", degraded}}, 0, 10, "10:30", "10:40"},
		{"a minute apart", []bad{{"09:50", "09:59", down}, {"10:31", "10:40", down}}, 0, 0, "10:00", "10:00"},
		{"through another state", []bad{{"09:40", "09:55", degraded}, {"09:55", "10:05", down}, {"10:28", "10:31", down}, {"10:31", "10:35", degraded}}, 13, 19, "09:40", "10:35"},
		{"one touches, one does not", []bad{{"09:40", "09:50", down}, {"10:05", "10:06", down}}, 1, 0, "10:05", "10:06"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var runs []statement.Run
			for _, b := range test.bad {
				s := between(t, "10 "+b.from, "10 "+b.to)
				runs = append(runs, statement.Run{Span: s, State: b.state, Requests: statement.Requests{Total: uint64(s.CountMinutes())}})
			}
			e := &event{impact: minutesOf(between(t, "10 10:00", "10 10:30"))}
			got := impact(e, runs)
			want := statement.Impact{Down: test.down, Degraded: test.degraded, Requests: statement.Requests{Total: uint64(test.down + test.degraded)},
				First: span.MinuteOf(at(t, "10 "+test.first)), Last: span.MinuteOf(at(t, "10 "+test.last))}
			if got != want {
				t.Errorf("impact %+v, want %+v", got, want)
			}
		})
	}
}

// An incident declared 10:00 to 11:00 that hit Acme from 9:50 and left Beta
// untouched, although Beta was busy all the while.
func TestEpisode(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("api", "beta", april(), n(980, 0, 0)).
		set("api", "acme", between(t, "10 09:50", "10 10:20"), n(20, 20, 0))
	a := assess(t, Facts{Book: book(), Traffic: l.traffic, Incidents: []incident.Record{
		declared(t, "later", "11 10:00", "", "11 10:01"), declared(t, "x", "10 10:00", "", "10 11:00")}})
	if len(a.Incidents) != 2 || a.Incidents[0].ID != "x" {
		t.Fatalf("incidents %v, want x and later", a.Incidents)
	}
	e := a.Incidents[0]
	if len(e.Hit) != 2 || e.Hit[0].Customer.ID != "acme" || e.Hit[0].Impact.Down != 30 || e.Hit[0].Served.Total != 1200 || e.Hit[0].Served.Failed != 400 {
		t.Errorf("hits %+v", e.Hit)
	}
	if h := e.Hit[1]; h.Customer.ID != "beta" || h.Impact.Down != 0 || h.Served.Total != 60*980 || h.Credit.Verdict != contract.Met {
		t.Errorf("beta was hit: %+v", h)
	}
	if got := statementOf(t, a, "acme").Bad[0].Incidents; !slices.Equal(got, []string{"x"}) {
		t.Errorf("the run names %v", got)
	}
	// 20 of 1,000 requests failed in all: degraded, not down.
	if len(e.Observed) != 1 || e.Observed[0].State != statement.Degraded || !e.Observed[0].Start.Equal(at(t, "10 09:50")) || e.Observed[0].Requests.Failed != 600 {
		t.Errorf("observed %+v", e.Observed)
	}
	if len(e.Traces) != 3 || e.Traces[0].Customer != "" || e.Traces[1].Customer != "acme" || e.Traces[2].Customer != "beta" {
		t.Fatalf("traces %+v", e.Traces)
	}
	for i, total := range []uint64{1000, 20, 980} {
		trace := e.Traces[i]
		if trace.From != span.MinuteOf(at(t, "10 09:00")) || len(trace.Points) != 180 {
			t.Errorf("trace %d from %d has %d points, want 180 from 9:00", i, trace.From, len(trace.Points))
		}
		for k, p := range trace.Points {
			if p.Total != total {
				t.Fatalf("trace %d has %d requests in minute %d, want %d", i, p.Total, k, total)
			}
		}
	}
}

// With several services, a minute is observed as what the worst of them was.
func TestObservedOfSeveralServices(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{declared(t, "x", "10 10:00", "", "10 11:00")}}
	f.Incidents[0].Components = nil
	web := f.Book.Services[0]
	web.ID = "web"
	f.Book.Services = append(f.Book.Services, web)
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("web", "acme", april(), n(10, 0, 0)).
		set("api", "acme", between(t, "10 10:00", "10 10:30"), n(20, 20, 0)).
		set("web", "acme", between(t, "10 10:20", "10 10:40"), n(10, 0, 10))
	f.Traffic = l.traffic
	got := assess(t, f).Incidents[0].Observed
	if len(got) != 2 || got[0].State != statement.Down || got[0].CountMinutes() != 30 || got[0].Requests != statement.Requests(n(900, 600, 100)) ||
		got[1].State != statement.Degraded || got[1].CountMinutes() != 10 {
		t.Errorf("observed %+v, want 30 minutes down, then 10 degraded", got)
	}
}

func TestComponents(t *testing.T) {
	f := Facts{Book: book()}
	web := f.Book.Services[0]
	web.ID, web.Name, web.Components = "web", "Web", []string{"Engage (Web)", "Portal"}
	f.Book.Services = append(f.Book.Services, web)
	for _, test := range []struct {
		name       string
		components []string
		want       []string
	}{
		{"one", []string{"Engage (API)"}, []string{"api"}},
		{"case and spacing", []string{" engage  (api) "}, []string{"api"}},
		{"both", []string{"portal", "Engage (API)"}, []string{"api", "web"}},
		{"a part of a name is another name", []string{"Engage"}, nil},
		{"none named", nil, []string{"api", "web"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := declared(t, "x", "10 10:00", "", "10 11:00")
			r.Components = test.components
			f.Incidents = []incident.Record{r}
			a := assess(t, f)
			var got []string
			for _, s := range a.Incidents[0].Services {
				got = append(got, s.ID)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("services %v, want %v", got, test.want)
			}
			if doubt := slices.ContainsFunc(a.Incidents[0].Doubts, func(d string) bool { return strings.Contains(d, "names no component") }); doubt != (test.components == nil) {
				t.Errorf("doubts %q", a.Incidents[0].Doubts)
			}
		})
	}
}

// An amendment outranks every reading, says who and why, and keeps its rivals.
func TestAmendment(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{seedRecord(t)}}
	f.Book.Policies[0].Evidence = contract.Incidents
	f.Amendments = []incident.Amendment{
		{Incident: "engage-api", Instant: "began", At: at(t, "30 13:39"), Author: "Kim", Reason: "first failed call", Ticket: "OPS-1", Place: incident.Place{File: "a.yaml", Line: 3}},
		{Incident: "another", Instant: "began", At: at(t, "30 11:00")},
	}
	a := assess(t, f)
	if got := statementOf(t, a, "acme").Minutes; got.Down != 59 || got.Degraded != 25 {
		t.Errorf("minutes %+v, want 59 down, 25 degraded", got)
	}
	c := a.Incidents[0].Instants[incident.Began]
	if c.Basis != incident.Amended || c.Author != "Kim" || c.Ticket != "OPS-1" || c.Line != 3 || len(c.Rivals) != 1 {
		t.Errorf("the onset is %+v", c)
	}
	if len(f.Incidents[0].Marks) != 6 {
		t.Errorf("the record itself has grown to %d marks", len(f.Incidents[0].Marks))
	}
}

// An incident that is never resolved declares nothing and is counted as open;
// its trace ends a day after it begins.
func TestOpenIncident(t *testing.T) {
	r := declared(t, "x", "10 10:00", "", "")
	r.Open = true
	r.Marks = append(r.Marks, mark(incident.Detected, incident.Posted, at(t, "10 10:10")), mark(incident.Identified, incident.Posted, at(t, "13 10:10")))
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).set("api", "acme", between(t, "10 10:00", "10 11:00"), n(20, 20, 0))
	a := assess(t, Facts{Book: book(), Traffic: l.traffic, Incidents: []incident.Record{r}})
	s := statementOf(t, a, "acme")
	if s.Minutes.Down != 60 || len(s.Impacts) != 0 || len(s.Bad[0].Incidents) != 0 {
		t.Errorf("minutes %+v, impacts %v: only the log speaks", s.Minutes, s.Impacts)
	}
	if d := a.Reliability; d.TTR.Open != 1 || d.TTR.N != 0 || d.TTD.N != 1 || d.TTD.Open != 0 {
		t.Errorf("reliability %+v", d)
	}
	if trace := a.Incidents[0].Traces[0]; trace.From != span.MinuteOf(at(t, "10 09:00")) || len(trace.Points) != traceLongest {
		t.Errorf("the trace has %d points from %s", len(trace.Points), trace.From.Time())
	}
	if len(a.Undeclared) != 0 {
		t.Errorf("undeclared %+v: the incident is known, if not its end", a.Undeclared)
	}
}
