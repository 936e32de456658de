package store

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

func someInputs() []Input {
	read := time.Date(2025, 4, 30, 13, 49, 7, 0, time.UTC)
	return []Input{
		{Kind: Incidents, Path: "incidents/a.json", SHA256: strings.Repeat("c", 64), Content: strings.Repeat("c", 64), Bytes: 900, Lines: 40},
		{Kind: Incidents, Path: "incidents/april.txt", SHA256: strings.Repeat("a", 64), Content: strings.Repeat("a", 64), Bytes: 2_000, Lines: 60, First: read, Last: read.Add(74 * time.Minute), Rules: "statuspage 1"},
		{
			Kind: Logs, Path: "logs/access.log", SHA256: strings.Repeat("b", 64), Content: strings.Repeat("d", 64), Bytes: 1 << 33, Lines: 20_000_003, Requests: 20_000_000, Rejected: 3,
			First: read, Last: read.Add(24 * time.Hour), Rules: "nginx f00",
			Rejects: []Reject{
				{Reason: "no time stamp", Count: 2, First: []RejectedLine{{Line: 1, Column: 1, Text: "\x16\x03\x01\x00"}, {Line: 9, Column: 40, Text: "'; --"}}},
				{Reason: "status is not a number", Count: 1, First: []RejectedLine{{Line: 77, Column: 3, Text: "\xff"}}},
			},
		},
	}
}

func TestInputs(t *testing.T) {
	s := newStore(t)
	want := someInputs()
	update(t, s, func(tx *Tx) (err error) {
		for i := range want {
			if want[i].ID, err = tx.AddInput(want[i]); err != nil {
				return err
			}
		}
		return nil
	})
	view(t, s, func(tx *Tx) error {
		got, err := tx.Inputs()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if err != nil {
			return err
		}
		for _, in := range want {
			got, ok, err := tx.InputByContent(in.Kind, in.Content)
			if !ok || err != nil || !cmp.Equal(got, in) {
				t.Errorf("by content: %+v, %v, %v", got, ok, err)
			}
		}
		if _, ok, err := tx.InputByContent(Logs, want[0].SHA256); ok || err != nil {
			t.Errorf("another kind was found: %v, %v", ok, err)
		}
		return nil
	})
}

func TestSameBytesTwice(t *testing.T) {
	s := newStore(t)
	in := someInputs()[2]
	update(t, s, func(tx *Tx) error { _, err := tx.AddInput(in); return err })
	in.Path = "logs/access.log.1"
	err := s.Update(t.Context(), func(tx *Tx) error { _, err := tx.AddInput(in); return err })
	wantError(t, err, "logs/access.log.1", "read before")
}

func TestRename(t *testing.T) {
	s := newStore(t)
	in := someInputs()[2]
	update(t, s, func(tx *Tx) error {
		id, err := tx.AddInput(in)
		if err != nil {
			return err
		}
		return tx.Rename(id, "logs/access.log.1.gz", strings.Repeat("e", 64), 7)
	})
	view(t, s, func(tx *Tx) error {
		got, ok, err := tx.InputByContent(Logs, in.Content)
		if !ok || got.Bytes != 7 || got.Path != "logs/access.log.1.gz" || got.SHA256 != strings.Repeat("e", 64) || got.Requests != in.Requests {
			t.Errorf("got %+v", got)
		}
		return err
	})
}

func TestRejectsAreBounded(t *testing.T) {
	s := newStore(t)
	in := someInputs()[0]
	in.Rejects = []Reject{{Reason: "torn", Count: 9, First: make([]RejectedLine, 9)}}
	update(t, s, func(tx *Tx) error { _, err := tx.AddInput(in); return err })
	view(t, s, func(tx *Tx) error {
		got, err := tx.Inputs()
		if n := len(got[0].Rejects[0].First); n != FirstRejects {
			t.Errorf("%d lines kept, want %d", n, FirstRejects)
		}
		return err
	})
}

func TestClear(t *testing.T) {
	tests := []struct {
		kind                         Kind
		inputs, incidents, series, n int
	}{
		{Logs, 2, 2, 0, 0},
		{Incidents, 1, 0, 30, 1},
	}
	for _, tt := range tests {
		t.Run(string(tt.kind), func(t *testing.T) {
			s := newStore(t)
			update(t, s, func(tx *Tx) error {
				for _, in := range someInputs() {
					id, err := tx.AddInput(in)
					if err == nil && in.Kind == Incidents {
						err = tx.PutIncidents(id, []incident.Record{{ID: "x", Posts: []incident.Post{{}}, Marks: []incident.Mark{{}}, Components: []string{"api"}}})
					}
					if err != nil {
						return err
					}
				}
				if err := tx.AddEvidence([]traffic.Evidence{{Service: "api", Customer: "a", At: time.Unix(1e9, 0)}}); err != nil {
					return err
				}
				return tx.AddSeries(someSeries(30))
			})
			// What is read again in the same transaction must not find numbers of names that are gone.
			again := 0
			update(t, s, func(tx *Tx) error {
				if _, err := tx.services.lookup(tx, "api"); err != nil {
					return err
				}
				if err := tx.Clear(tt.kind); err != nil {
					return err
				}
				if tt.kind == Logs {
					again = 2
					return tx.AddSeries(someSeries(again))
				}
				return nil
			})
			view(t, s, func(tx *Tx) error {
				inputs, err := tx.Inputs()
				if err != nil {
					return err
				}
				incidents, err := tx.Incidents()
				if err != nil {
					return err
				}
				evidence, err := tx.Evidence("api", "a", span.New(time.Unix(0, 0), time.Unix(2e9, 0)))
				if len(inputs) != tt.inputs || len(incidents) != tt.incidents || len(evidence) != tt.n {
					t.Errorf("left: %d inputs, %d incidents, %d evidence", len(inputs), len(incidents), len(evidence))
				}
				return err
			})
			if got := len(allSeries(t, s, "api", 0, 99999)); got != tt.series+again {
				t.Errorf("left: %d series", got)
			}
			if errs := s.Check(t.Context()); len(errs) > 0 {
				t.Error(errs)
			}
			var orphans int
			if err := s.db.QueryRow(`SELECT (SELECT count(*) FROM incident_mark) + (SELECT count(*) FROM incident_post) + (SELECT count(*) FROM incident_component)`).Scan(&orphans); err != nil || orphans != 3*tt.incidents {
				t.Errorf("%d rows of incidents, %v", orphans, err)
			}
		})
	}
}
