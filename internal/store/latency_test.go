package store

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

func TestServiceDays(t *testing.T) {
	s := newStore(t)
	put := []traffic.ServiceDay{
		someLatency("api", -1), someLatency("api", 20208), someLatency("api", 20209), someLatency("web", 20208), {Service: "idle", Day: 20208},
	}
	other := someLatency("api", 20208)
	other.Minutes[0].Minute = 2
	update(t, s, func(tx *Tx) error {
		a, err := addLog(tx, "a.log")
		if err != nil {
			return err
		}
		b, err := addLog(tx, "b.log")
		if err == nil {
			err = tx.AddServiceDays(a, put)
		}
		if err == nil {
			err = tx.AddServiceDays(b, []traffic.ServiceDay{other})
		}
		return err
	})
	put[1].Minutes = traffic.MergeLatencies(put[1].Minutes, other.Minutes)
	tests := []struct {
		service  string
		from, to span.Day
		want     []traffic.ServiceDay
	}{
		{"api", math.MinInt32, math.MaxInt32, put[:3]},
		{"api", 20208, 20209, put[1:2]},
		{"web", 0, 99999, put[3:4]},
		{"idle", 0, 99999, nil},
		{"unheard of", 0, 99999, nil},
	}
	for _, tt := range tests {
		view(t, s, func(tx *Tx) error {
			var got []traffic.ServiceDay
			for d, err := range tx.ServiceDays(tt.service, tt.from, tt.to) {
				if err != nil {
					return err
				}
				got = append(got, d)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s: %s", tt.service, diff)
			}
			return nil
		})
	}
	if got := text(t, s, `SELECT name FROM service ORDER BY name`); got != "api|\nweb|\n" {
		t.Errorf("services %s", got)
	}
	if errs := s.Check(t.Context()); len(errs) > 0 {
		t.Error(errs)
	}
}

// What could be written but not read again is refused.
func TestUnsoundSumsAreRefused(t *testing.T) {
	s := newStore(t)
	many := traffic.Histogram{{Bucket: 1, Count: traffic.MaxCount}}
	day := []traffic.ServiceDay{{Service: "api", Day: 1, Minutes: []traffic.MinuteLatency{{Minute: 9, Histogram: many}}}}
	key := traffic.Key{Service: "api", Customer: "a"}
	cell := []traffic.Cell{{Minute: 9, Counts: traffic.Counts{Total: traffic.MaxCount, Valid: 7}}}
	tooMany := traffic.Series{Key: key, Cells: cell, Latency: traffic.Histogram{{Bucket: 1, Count: 8}}}
	for _, tt := range []struct {
		add  func(*Tx, int64) error
		want string
	}{
		{func(tx *Tx, id int64) error { return tx.AddServiceDays(id, day) }, "more than the store can hold"},
		{func(tx *Tx, id int64) error {
			return tx.AddSeries(id, packed([]traffic.Series{{Key: key, Cells: cell}}))
		}, "more than the store can hold"},
		{func(tx *Tx, id int64) error { return tx.AddSeries(id, packed([]traffic.Series{tooMany})) }, "8 latencies of 7 valid requests"},
	} {
		for _, logs := range [][]string{{"a.log", "a.log"}, {"a.log", "b.log"}} { // added to a row, summed from parts
			err := s.Update(t.Context(), func(tx *Tx) error {
				for _, path := range logs {
					id, err := addLog(tx, path)
					if err == nil {
						err = tt.add(tx, id)
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
			wantError(t, err, tt.want)
		}
	}
}

func TestSeriesKeepLatencies(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(5)) })
	if diff := cmp.Diff(someSeries(5), byDay(slices.Clone(allSeries(t, s, "api", 0, 99999)))); diff != "" {
		t.Error(diff)
	}
}
