package incident

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/span"
)

func minutes(from, to int) span.Span {
	return span.New(noon.Add(time.Duration(from)*time.Minute), noon.Add(time.Duration(to)*time.Minute))
}

// Each form of an amendment wins over what was read, and keeps it.
func TestAmendmentsWin(t *testing.T) {
	r := told("a", "x1", "Slow API", 0, 30)
	settle := func(as ...Amendment) Incident {
		for i := range as {
			as[i].Incident, as[i].Author, as[i].Reason = "x1", "Kim", "seen"
		}
		return Settle(Single(r), as)
	}
	inc := settle(Amendment{Instant: Began, At: noon.Add(5 * time.Minute)})
	if c := inc.Instants[Began]; c.Basis != Amended || c.Author != "Kim" || len(c.Rivals) != 1 || inc.DegradedMinutes() != 25 {
		t.Errorf("an instant: %+v, %d minutes", c, inc.DegradedMinutes())
	}
	inc = settle(Amendment{Instant: Resolved, Absent: true})
	if _, ok := inc.Instants[Resolved]; ok || len(inc.Absent[Resolved].Overruled) != 1 || len(inc.Windows) > 0 {
		t.Errorf("an absent instant: %+v", inc)
	}
	if slices.ContainsFunc(inc.Doubts, func(d string) bool { return strings.Contains(d, "no source states") }) {
		t.Errorf("what a person settled is doubted: %q", inc.Doubts)
	}
	inc = settle(Amendment{Level: Outage})
	if inc.Level != Outage || inc.DownMinutes() != 30 {
		t.Errorf("a level: %s, %d minutes", inc.Level, inc.DownMinutes())
	}
	inc = settle(Amendment{Window: minutes(40, 50), Level: Partial}, Amendment{Window: minutes(2, 10), Level: Degraded})
	if inc.DownMinutes() != 10 || inc.DegradedMinutes() != 8 || !inc.Instants[Began].At.Equal(noon.Add(2*time.Minute)) || !inc.Instants[Resolved].At.Equal(noon.Add(50*time.Minute)) {
		t.Errorf("windows: %+v", inc.Windows)
	}
	inc = settle(Amendment{Window: minutes(2, 10), Level: Partial}, Amendment{Instant: Resolved, At: noon.Add(time.Hour)})
	if inc.DownMinutes() != 8 || !inc.Instants[Resolved].At.Equal(noon.Add(time.Hour)) {
		t.Errorf("a window and an instant: %+v", inc)
	}
	inc = settle(Amendment{Cause: "third-party"}, Amendment{Level: Partial}, Amendment{Cause: "customer"})
	if inc.Cause() != "customer" || inc.Level != Partial || inc.Amendments[0].Says(nil) != "cause third-party" {
		t.Errorf("a cause: %q, %+v", inc.Cause(), inc.Amendments)
	}
	if got := Judge(r); got.Cause() != "" {
		t.Errorf("a cause from nowhere: %q", got.Cause())
	}
	if got := Settle(Single(r), []Amendment{{Incident: "other", Level: Outage, Author: "Kim"}}); len(got.Amendments) > 0 || got.Level != "" {
		t.Errorf("an amendment of another incident: %+v", got)
	}
}

// An amendment may name any of the ids that were joined.
func TestAmendmentByAnyID(t *testing.T) {
	records := []Record{told("a", "x1", "A", 0, 30), told("b", "y1", "B", 0, 30)}
	as := []Amendment{{Incident: "x1", SameAs: "y1", Author: "Kim"}, {Incident: "y1", Level: Outage, Author: "Kim"}}
	cases, _ := Merge(records, as)
	if inc := Settle(cases[0], as); inc.Level != Outage || len(inc.Amendments) != 2 {
		t.Errorf("%+v", inc)
	}
}
