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
	digest := func(c string) string { return "sha256:" + strings.Repeat(c, 64) }
	return []Input{
		{Kind: Incidents, Path: "incidents/a.json", Digest: digest("c"), Content: digest("c"), Bytes: 900, Lines: 40},
		{Kind: Incidents, Path: "incidents/april.txt", Digest: digest("a"), Content: digest("a"), Bytes: 2_000, Lines: 60, First: read, Last: read.Add(74 * time.Minute), Rules: "statuspage 1"},
		{
			Kind: Logs, Path: "logs/access.log", Digest: digest("b"), Content: digest("d"), Bytes: 1 << 33,
			ContentBytes: 1 << 35, CompleteBytes: 1<<35 - 12, Head: digest("e"), HeadBytes: 1 << 16,
			Lines: 20_000_010, Requests: 20_000_000, Other: 5, Blank: 2, Rejected: 3,
			First: read, Last: read.Add(24 * time.Hour), Rules: "nginx f00", Slow: "api=2s", ZoneAssumed: "Europe/Stockholm",
			Rejects: []Reject{
				{Reason: "no time stamp", Count: 2, First: []RejectedLine{{Line: 1, Column: 1, Text: "\x16\x03\x01\x00"}, {Line: 9, Column: 40, Detail: "no such month", Text: "'; --"}}},
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
		if _, ok, err := tx.InputByContent(Logs, want[0].Digest); ok || err != nil {
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
	wantError(t, err, "logs/access.log.1", "read before, as logs/access.log")
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
		if !ok || got.Bytes != 7 || got.Path != "logs/access.log.1.gz" || got.Digest != strings.Repeat("e", 64) || got.Requests != in.Requests {
			t.Errorf("got %+v", got)
		}
		return err
	})
}

func TestUpdateInput(t *testing.T) {
	s := newStore(t)
	in := someInputs()[2]
	grown := in
	grown.Path, grown.Digest, grown.Content = "logs/access.log.1", "sha256:ff", "sha256:ff"
	grown.Lines, grown.Requests, grown.ContentBytes = grown.Lines+7, grown.Requests+7, grown.ContentBytes+900
	grown.Rejects = []Reject{{Reason: "bad time", Count: 3, First: []RejectedLine{{Line: 2, Column: 2, Text: "x"}}}}
	update(t, s, func(tx *Tx) (err error) {
		if in.ID, err = tx.AddInput(in); err != nil {
			return err
		}
		if err := tx.AddSeries(in.ID, packed(someSeries(2))); err != nil {
			return err
		}
		grown.ID = in.ID
		return tx.UpdateInput(grown)
	})
	view(t, s, func(tx *Tx) error {
		got, err := tx.Inputs()
		if diff := cmp.Diff([]Input{grown}, got); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if n := len(allSeries(t, s, "api", 0, 99999)); n != 2 {
		t.Errorf("%d series are left, want 2", n)
	}
	other := someInputs()[2]
	other.Path = "logs/other.log"
	err := s.Update(t.Context(), func(tx *Tx) (err error) {
		if other.ID, err = tx.AddInput(other); err != nil {
			return err
		}
		other.Content = grown.Content
		return tx.UpdateInput(other)
	})
	wantError(t, err, "update input logs/other.log", "read before, as logs/access.log.1")
	err = s.Update(t.Context(), func(tx *Tx) error { return tx.UpdateInput(Input{ID: 99, Kind: Logs, Digest: "sha256:00"}) })
	wantError(t, err, "no input 99")
	wrong := grown
	wrong.Blank++
	if err := s.Update(t.Context(), func(tx *Tx) error { return tx.UpdateInput(wrong) }); err == nil {
		t.Error("lines that do not add up were kept")
	}
}

// Facts need an input before its digest is known; it must be completed, or
// dropped, before the transaction ends.
func TestInputBegunBeforeItIsRead(t *testing.T) {
	s := newStore(t)
	begin := func(tx *Tx, path string) (int64, error) {
		id, err := tx.AddInput(Input{Kind: Logs, Path: path})
		if err == nil {
			err = tx.AddSeries(id, packed(someSeries(3)))
		}
		return id, err
	}
	before := digest(t, s.path)
	err := s.Update(t.Context(), func(tx *Tx) error { _, err := begin(tx, "logs/a.log"); return err })
	wantError(t, err, "logs/a.log", "never completed")
	if digest(t, s.path) != before {
		t.Error("the store is not as before")
	}
	update(t, s, func(tx *Tx) error {
		var ids []int64
		for _, path := range []string{"logs/a.log", "logs/b.log"} {
			id, err := begin(tx, path)
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		// It turns out that both have the same content.
		if err := tx.UpdateInput(Input{ID: ids[0], Kind: Logs, Path: "logs/a.log", Digest: "sha256:aa"}); err != nil {
			return err
		}
		return tx.Forget(ids[1])
	})
	view(t, s, func(tx *Tx) error {
		got, err := tx.Inputs()
		if len(got) != 1 || got[0].Path != "logs/a.log" || got[0].Content != "sha256:aa" {
			t.Errorf("%+v", got)
		}
		return err
	})
	if diff := cmp.Diff(someSeries(3)[:1], allSeries(t, s, "api", 20000, 20001)); diff != "" {
		t.Error(diff)
	}
}

func TestOnlyLogsBringRequests(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error {
		id, err := tx.AddInput(someInputs()[0])
		if err != nil {
			return err
		}
		for _, input := range []int64{id, 99} {
			for _, err := range []error{tx.AddSeries(input, nil), tx.AddServiceDays(input, nil), tx.AddEvidence(input, nil)} {
				wantError(t, err, "input")
			}
		}
		return nil
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
		{Logs, 3, 2, 0, 0},
		{Incidents, 1, 0, 30, 1},
	}
	for _, tt := range tests {
		t.Run(string(tt.kind), func(t *testing.T) {
			s := newStore(t)
			update(t, s, func(tx *Tx) error {
				var log int64
				for _, in := range someInputs() {
					id, err := tx.AddInput(in)
					log = id // the last is one
					if err == nil && in.Kind == Incidents {
						err = tx.PutIncidents(id, []incident.Record{{ID: "x", Posts: []incident.Post{{}}, Marks: []incident.Mark{{}}, Components: []string{"api"}}})
					}
					if err != nil {
						return err
					}
				}
				if err := tx.AddEvidence(log, []traffic.Evidence{{Service: "api", Customer: "a", At: time.Unix(1e9, 0)}}); err != nil {
					return err
				}
				if err := tx.AddServiceDays(log, []traffic.ServiceDay{someLatency("api", 20000)}); err != nil {
					return err
				}
				return tx.AddSeries(log, packed(someSeries(30)))
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
					return addSeries(tx, someSeries(again))
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
