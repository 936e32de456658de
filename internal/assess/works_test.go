package assess

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// TestAnnouncedWorks has a row for each way in which documents announce work:
// how many minutes of an hour are excluded, and what is warned of.
func TestAnnouncedWorks(t *testing.T) {
	hour := span.New(at(t, "10 10:00"), at(t, "10 11:00"))
	work := func(change ...func(*incident.Work)) incident.Work {
		w := incident.Work{ID: "w1", Title: "Upgrade", Components: []string{"engage  (api)"}, Span: hour, Announced: at(t, "1 00:00"), Place: incident.Place{File: "page.json", Line: 7}}
		for _, c := range change {
			c(&w)
		}
		return w
	}
	for name, c := range map[string]struct {
		works      []incident.Work
		configured []contract.Maintenance
		excluded   int64
		source     string
		warning    string
	}{
		"announced":           {[]incident.Work{work()}, nil, 60, "page.json", ""},
		"cancelled":           {[]incident.Work{work(func(w *incident.Work) { w.Cancelled = true })}, nil, 0, "", ""},
		"without length":      {[]incident.Work{work(func(w *incident.Work) { w.Span.End = w.Span.Start })}, nil, 0, "", ""},
		"announced late":      {[]incident.Work{work(func(w *incident.Work) { w.Announced = at(t, "10 09:00") })}, nil, 0, "page.json", ""},
		"announced when?":     {[]incident.Work{work(func(w *incident.Work) { w.Announced = time.Time{} })}, nil, 0, "page.json", ""},
		"no component":        {[]incident.Work{work(func(w *incident.Work) { w.Components = nil })}, nil, 0, "", "maintenance w1 (page.json:7): it names no component: it takes no minute out"},
		"a component of none": {[]incident.Work{work(func(w *incident.Work) { w.Components = []string{"Web"} })}, nil, 0, "", "it names Web, which no service lists"},
		"another month": {[]incident.Work{work(func(w *incident.Work) {
			w.Components, w.Span = nil, span.New(hour.Start.AddDate(0, 3, 0), hour.End.AddDate(0, 3, 0))
		})}, nil, 0, "", ""},
		"in two files":     {[]incident.Work{work(), work(func(w *incident.Work) { w.File = "feed.xml" })}, nil, 60, "page.json", ""},
		"the later notice": {[]incident.Work{work(), work(func(w *incident.Work) { w.File, w.Announced = "feed.xml", at(t, "10 09:00") })}, nil, 0, "page.json", ""},
		"moved":            {[]incident.Work{work(), work(func(w *incident.Work) { w.File, w.Span.End = "feed.xml", at(t, "10 12:00") })}, nil, 0, "", "feed.xml announces another window under this id"},
		"cancelled since": {[]incident.Work{work(), work(func(w *incident.Work) { w.File, w.Cancelled = "feed.xml", true })}, nil, 0, "",
			"maintenance w1 (page.json:7): feed.xml says that it was cancelled"},
		"moved, then cancelled": {[]incident.Work{work(), work(func(w *incident.Work) { w.File, w.Cancelled, w.Span.End = "feed.xml", true, at(t, "10 12:00") })}, nil, 0, "",
			"feed.xml says that it was cancelled"},
		"configured, but cancelled": {[]incident.Work{work(func(w *incident.Work) { w.Cancelled = true })},
			[]contract.Maintenance{{ID: "w1", Start: hour.Start, End: hour.End, Announced: at(t, "1 00:00"), Place: contract.Place{File: "a.yaml", Line: 3}}}, 60, "",
			"it is cancelled, but a.yaml:3 has it"},
		"configured too":            {[]incident.Work{work()}, []contract.Maintenance{{ID: "w1", Start: hour.Start, End: hour.End, Announced: at(t, "1 00:00")}}, 60, "", ""},
		"configured without notice": {[]incident.Work{work()}, []contract.Maintenance{{ID: "w1", Start: hour.Start, End: hour.End}}, 60, "page.json", ""},
		"configured otherwise": {[]incident.Work{work()}, []contract.Maintenance{{ID: "w1", Start: hour.Start, End: at(t, "10 10:30"), Announced: at(t, "1 00:00"), Place: contract.Place{File: "a.yaml", Line: 3}}}, 30, "",
			"a.yaml:3 has another window under this id: that one counts"},
		"another notice": {[]incident.Work{work()}, []contract.Maintenance{{ID: "w1", Start: hour.Start, End: hour.End, Announced: at(t, "10 09:00"), Place: contract.Place{File: "a.yaml", Line: 3}}}, 0, "",
			"the former counts"},
	} {
		f := Facts{Book: book(), Works: c.works, Traffic: log{}.add("api", "acme", april(), n(20, 0, 0)).traffic}
		f.Book.Policies[0].Maintenance = contract.MaintenanceRule{Excluded: true, Notice: 24 * time.Hour}
		f.Book.Maintenance = c.configured
		a := assess(t, f)
		st := statementOf(t, a, "acme")
		if st.Minutes.Excluded != c.excluded {
			t.Errorf("%s: %d minutes excluded, want %d", name, st.Minutes.Excluded, c.excluded)
		}
		if len(st.Works) > 0 && st.Works[0].Source != c.source || len(st.Works) == 0 && c.source != "" {
			t.Errorf("%s: the works are %+v, want the source %q", name, st.Works, c.source)
		}
		got := ""
		for _, w := range a.Warnings {
			if strings.HasPrefix(w, "maintenance ") {
				got += w
			}
		}
		if !strings.Contains(got, c.warning) || c.warning == "" && got != "" {
			t.Errorf("%s: warned of %q, want %q", name, got, c.warning)
		}
	}
}

// Two documents of one incident count once; likely ones count twice, with a
// warning and a doubt, and their minutes once.
func TestSameAndAlike(t *testing.T) {
	one, two := declared(t, "x1", "10 10:00", "", "10 11:00"), declared(t, "x1", "10 10:00", "", "10 11:00")
	one.File, two.File, one.Title, two.Title = "a.json", "b.xml", "Slow API calls", "API calls are slow"
	f := Facts{Book: book(), Incidents: []incident.Record{one, two}}
	f.Book.Policies[0].Evidence = contract.Incidents
	a := assess(t, f)
	minutes := statementOf(t, a, "acme").Minutes
	if len(a.Incidents) != 1 || a.Reliability.TTR.N != 1 || len(a.Incidents[0].Sources) != 2 || a.Reliability.Alike != 0 {
		t.Errorf("%d incidents, %+v", len(a.Incidents), a.Reliability)
	}
	f.Incidents[1].ID = "y1"
	a = assess(t, f)
	if len(a.Incidents) != 2 || a.Reliability.TTR.N != 2 || a.Reliability.Alike != 1 || statementOf(t, a, "acme").Minutes != minutes {
		t.Errorf("%d incidents, %+v", len(a.Incidents), a.Reliability)
	}
	for _, e := range a.Incidents {
		if !strings.Contains(strings.Join(e.Doubts, "\n"), "likely the same as incident") {
			t.Errorf("%s: doubts %q", e.ID, e.Doubts)
		}
	}
	if !strings.Contains(strings.Join(a.Warnings, "\n"), "incidents x1 (a.json) and y1 (b.xml) are likely one") {
		t.Errorf("warnings %q", a.Warnings)
	}
	f.Amendments = []incident.Amendment{{Incident: "y1", SameAs: "x1", Author: "Kim", Reason: "copied"}}
	if a = assess(t, f); len(a.Incidents) != 1 || a.Reliability.Alike != 0 || len(a.Incidents[0].Amendments) != 1 {
		t.Errorf("%d incidents, %+v", len(a.Incidents), a.Reliability)
	}
	in := func(line int) incident.Place { return incident.Place{File: "m.yaml", Line: line} }
	f.Amendments = append(f.Amendments, incident.Amendment{Incident: "x1", Level: incident.Outage, Place: in(3)},
		incident.Amendment{Incident: "x1", Instant: incident.Began, Absent: true, Place: in(4)}, incident.Amendment{Incident: "y1", Level: incident.Degraded, Place: in(5)})
	if a = assess(t, f); !slices.Contains(a.Warnings, "m.yaml:3 and m.yaml:5 both decide level of what was joined as incident x1: keep one of the two") {
		t.Errorf("warnings %q", a.Warnings)
	}
}
