package store

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// The sample in the store is the one that a single traffic.Sample keeps of all
// that was offered, in however many parts it came.
func TestEvidenceIsTheLowestOfAll(t *testing.T) {
	start := time.Date(2025, 4, 29, 22, 0, 0, 0, time.UTC)
	rapid.Check(t, func(r *rapid.T) {
		s, err := open(t.Context(), t.TempDir()+"/facts.db", brief)
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		var all traffic.Sample
		line := 0
		evidence := rapid.Custom(func(r *rapid.T) traffic.Evidence {
			line++
			return traffic.Evidence{
				Service: "api", Customer: rapid.SampledFrom([]string{"a", "b"}).Draw(r, "customer"),
				At:      start.Add(time.Duration(rapid.Int64Range(0, int64(4*time.Hour)).Draw(r, "at"))),
				Verdict: rapid.SampledFrom([]traffic.Verdict{traffic.Slow, traffic.Failed}).Draw(r, "verdict"),
				Status:  503, Latency: time.Duration(rapid.Int64().Draw(r, "latency")),
				Method: rapid.String().Draw(r, "method"), Path: rapid.SampledFrom(hostile).Draw(r, "path"), RequestID: rapid.String().Draw(r, "request"),
				File: "access.log", Line: line, Hash: rapid.Uint64().Draw(r, "hash"),
			}
		})
		for _, part := range rapid.SliceOfN(rapid.SliceOfN(evidence, 0, 25), 1, 4).Draw(r, "parts") {
			path := rapid.SampledFrom([]string{"a.log", "b.log"}).Draw(r, "log")
			err := s.Update(t.Context(), func(tx *Tx) error {
				id, err := addLog(tx, path)
				if err == nil {
					err = tx.AddEvidence(id, part)
				}
				return err
			})
			if err != nil {
				r.Fatal(err)
			}
			for _, e := range part {
				all.Offer(e)
			}
		}
		var got []traffic.Evidence
		err = s.View(t.Context(), func(tx *Tx) error {
			for _, customer := range []string{"a", "b"} {
				part, err := tx.Evidence("api", customer, span.New(start, start.Add(24*time.Hour)))
				if err != nil {
					return err
				}
				got = append(got, part...)
			}
			return nil
		})
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(all.All(), got); diff != "" {
			r.Fatal(diff)
		}
	})
}

func TestEvidenceWithin(t *testing.T) {
	s := newStore(t)
	cest := time.FixedZone("CEST", 7200)
	at := func(hour, minute int) time.Time { return time.Date(2025, 4, 30, hour, minute, 0, 5, cest) }
	update(t, s, func(tx *Tx) error {
		return addEvidence(tx, []traffic.Evidence{
			{Service: "api", Customer: "a", At: at(1, 59), Line: 1}, // 29 April in UTC
			{Service: "api", Customer: "a", At: at(15, 48), Line: 2},
			{Service: "api", Customer: "a", At: at(15, 49), Line: 3},
			{Service: "api", Customer: "b", At: at(15, 49), Line: 4},
			{Service: "web", Customer: "a", At: at(15, 49), Line: 5},
		})
	})
	lines := func(service, customer string, within span.Span) (out []int) {
		view(t, s, func(tx *Tx) error {
			got, err := tx.Evidence(service, customer, within)
			for _, e := range got {
				out = append(out, e.Line)
			}
			return err
		})
		return out
	}
	tests := []struct {
		service, customer string
		within            span.Span
		want              []int
	}{
		{"api", "a", span.New(at(0, 0), at(23, 0)), []int{1, 2, 3}},
		{"api", "a", span.New(at(15, 49), at(16, 38)), []int{3}},
		{"api", "a", span.New(at(15, 0), at(15, 49)), []int{2}},
		{"api", "b", span.New(at(0, 0), at(23, 0)), []int{4}},
		{"api", "c", span.New(at(0, 0), at(23, 0)), nil},
		{"app", "a", span.New(at(0, 0), at(23, 0)), nil},
		{"api", "a", span.Span{}, nil},
	}
	for _, tt := range tests {
		if got := lines(tt.service, tt.customer, tt.within); !slices.Equal(got, tt.want) {
			t.Errorf("%s of %s within %s: lines %v, want %v", tt.service, tt.customer, tt.within, got, tt.want)
		}
	}
}
