package json

import (
	"os"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// TestReviewGolden holds one finding of each shape.
func TestReviewGolden(t *testing.T) {
	at := time.Date(2025, 4, 30, 14, 0, 0, 0, time.UTC)
	inc := incident.Incident{Record: incident.Record{ID: "one", Title: "API <failures>", File: "incidents/one.txt"}}
	other := incident.Incident{Record: incident.Record{ID: "two", Title: "Failures", File: "incidents/two.json"}}
	mark := incident.Mark{Kind: incident.Began, At: at, Precision: incident.About, Basis: incident.Prose, Quote: "around 14:00", Rule: "at",
		Place: incident.Place{File: "incidents/one.txt", Line: 7, Column: 3, Start: 20, End: 32}}
	got, err := Review([]incident.Finding{
		{Doubt: incident.LikelyTwice, Incident: inc, Other: &other, Words: "likely the same"},
		{Doubt: incident.Imprecise, Incident: inc, Kinds: []incident.Kind{incident.Began}, Readings: []incident.Mark{mark}, Chosen: true, Words: "only around"},
		{Doubt: incident.NoLevel, Incident: inc, Words: "no level"},
	}, time.FixedZone("CEST", 7200), func(f incident.Finding) string { return "- incident: " + f.Incident.ID + "\n" })
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "review", got)
}

// What people decided, and the documents an incident was joined from, stand
// with the incident.
func TestAmendmentsGolden(t *testing.T) {
	at := time.Date(2025, 4, 30, 14, 0, 0, 0, time.UTC)
	place := incident.Place{File: "amendments.yaml", Line: 3, Column: 3}
	a := incident.Record{ID: "one", Title: "Failures", File: "one.txt", Marks: []incident.Mark{{Kind: incident.Resolved, At: at, Precision: incident.Minute, Basis: incident.Prose, Quote: "until 14:00"}}}
	b := incident.Record{ID: "one", Title: "Failures", File: "two.txt"}
	as := []incident.Amendment{
		{Incident: "one", Instant: incident.Resolved, Absent: true, Author: "A", Reason: "nobody knows", Ticket: "T-1", Date: at, Place: place},
		{Incident: "one", Instant: incident.Began, At: at, Author: "A", Reason: "seen", Place: place},
		{Incident: "one", Window: span.New(at, at.Add(time.Hour)), Level: incident.Partial, Author: "A", Reason: "seen", Place: place},
		{Incident: "one", Level: incident.Outage, Author: "A", Reason: "seen", Place: place},
		{Incident: "one", DistinctFrom: "two", Author: "A", Reason: "seen", Place: place},
	}
	cases, _ := incident.Merge([]incident.Record{a, b}, as)
	got, err := Incidents([]incident.Incident{incident.Settle(cases[0], as)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "amendments", got)
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
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
		t.Errorf("it differs from %s:\n%s", path, got)
	}
}
