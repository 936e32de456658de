package store

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// names that a log may hold.
var hostile = []string{
	"", "'", `"; DROP TABLE series; --`, "a\x00b", "a\x00c", "\xff\xfe", "=cmd|' /C calc'!A0", "naïve ☃", strings.Repeat("x", 10_000), "a", "A",
}

func allSeries(t testing.TB, s *Store, service string, from, to span.Day) []traffic.Series {
	t.Helper()
	var out []traffic.Series
	view(t, s, func(tx *Tx) error {
		for got, err := range tx.Series(service, from, to) {
			if err != nil {
				return err
			}
			out = append(out, got)
		}
		return nil
	})
	return out
}

func TestSeriesOfHostileNames(t *testing.T) {
	s := newStore(t)
	var put []traffic.Series
	for _, service := range hostile {
		for i, customer := range hostile {
			for _, day := range []span.Day{-1, 0, 20208} {
				put = append(put, traffic.Series{
					Key:   traffic.Key{Service: service, Customer: customer, Day: day},
					Cells: []traffic.Cell{{Minute: i, Counts: traffic.Counts{Total: uint64(i + 1), Valid: uint64(i)}}},
				})
			}
		}
	}
	update(t, s, func(tx *Tx) error { return addSeries(tx, put) })
	slices.SortFunc(put, func(a, b traffic.Series) int { return a.Key.Compare(b.Key) })
	var got []traffic.Series
	var names []string
	view(t, s, func(tx *Tx) (err error) { names, err = tx.SeriesServices(); return err })
	for _, name := range names {
		got = append(got, allSeries(t, s, name, math.MinInt32, math.MaxInt32)...)
	}
	if diff := cmp.Diff(put, got); diff != "" {
		t.Error(diff)
	}
	if errs := s.Check(t.Context()); len(errs) > 0 {
		t.Error(errs)
	}
}

func TestSeriesMergeByAddition(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s, err := open(t.Context(), t.TempDir()+"/facts.db", brief)
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		want := map[traffic.Key]map[int]traffic.Counts{}
		series := rapid.Custom(func(r *rapid.T) traffic.Series {
			out := traffic.Series{Key: traffic.Key{
				Service:  rapid.SampledFrom([]string{"api", "web"}).Draw(r, "service"),
				Customer: rapid.SampledFrom([]string{"b", "a", "?"}).Draw(r, "customer"),
				Day:      span.Day(rapid.IntRange(100, 102).Draw(r, "day")),
			}}
			minutes := rapid.SliceOfNDistinct(rapid.IntRange(0, 1439), 0, 5, rapid.ID[int]).Draw(r, "minutes")
			slices.Sort(minutes)
			for _, m := range minutes {
				failed, slow, fine := rapid.Uint64Range(0, 9).Draw(r, "failed"), rapid.Uint64Range(0, 9).Draw(r, "slow"), rapid.Uint64Range(1, 1e9).Draw(r, "fine")
				out.Cells = append(out.Cells, traffic.Cell{Minute: m, Counts: traffic.Counts{Total: failed + slow + fine + 1, Valid: failed + slow + fine, Failed: failed, Slow: slow}})
			}
			return out
		})
		for _, batch := range rapid.SliceOfN(rapid.SliceOfN(series, 0, 6), 1, 4).Draw(r, "batches") {
			path := rapid.SampledFrom([]string{"a.log", "b.log", "c.log"}).Draw(r, "log")
			err := s.Update(t.Context(), func(tx *Tx) error {
				id, err := addLog(tx, path)
				if err == nil {
					err = tx.AddSeries(id, packed(batch))
				}
				return err
			})
			if err != nil {
				r.Fatal(err)
			}
			for _, one := range batch {
				for _, c := range one.Cells {
					if want[one.Key] == nil {
						want[one.Key] = map[int]traffic.Counts{}
					}
					sum := want[one.Key][c.Minute]
					sum.Add(c.Counts)
					want[one.Key][c.Minute] = sum
				}
			}
		}
		got := map[traffic.Key]map[int]traffic.Counts{}
		for _, service := range []string{"api", "web"} {
			all := allSeries(t, s, service, 100, 103)
			if !slices.IsSortedFunc(all, func(a, b traffic.Series) int { return a.Key.Compare(b.Key) }) {
				r.Fatal("not in order")
			}
			for _, one := range all {
				got[one.Key] = map[int]traffic.Counts{}
				for _, c := range one.Cells {
					got[one.Key][c.Minute] = c.Counts
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatal(diff)
		}
		if errs := s.Check(t.Context()); len(errs) > 0 {
			r.Fatal(errs)
		}
	})
}

func TestSeriesRange(t *testing.T) {
	s := newStore(t)
	one := []traffic.Cell{{Minute: 7, Counts: traffic.Counts{Total: 1}}}
	update(t, s, func(tx *Tx) error {
		for _, day := range []span.Day{9, 10, 11, 12} {
			for _, customer := range []string{"z", "a"} {
				if err := addSeries(tx, []traffic.Series{{Key: traffic.Key{Service: "api", Customer: customer, Day: day}, Cells: one}}); err != nil {
					return err
				}
			}
		}
		return addSeries(tx, []traffic.Series{{Key: traffic.Key{Service: "none", Customer: "a", Day: 10}}})
	})
	var got []string
	for _, one := range allSeries(t, s, "api", 10, 12) {
		got = append(got, fmt.Sprint(one.Customer, int(one.Day)))
	}
	if want := []string{"a10", "a11", "z10", "z11"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := allSeries(t, s, "unheard of", 0, 99); got != nil {
		t.Errorf("got %v", got)
	}
	view(t, s, func(tx *Tx) error {
		for range tx.Series("api", 0, 99) {
			break // rows are closed
		}
		for range tx.Series("api", 0, 99) { // and may be read inside each other
			n := 0
			for range tx.Series("api", 0, 99) {
				n++
			}
			if n != 8 {
				t.Errorf("%d series inside, want 8", n)
			}
		}
		names, err := tx.SeriesServices()
		if !slices.Equal(names, []string{"api"}) {
			t.Errorf("services %v: a series without cells must not be kept", names)
		}
		return err
	})
}

func TestSeriesDamaged(t *testing.T) {
	for name, damage := range map[string]string{
		"blob":   `UPDATE series SET minutes = x'01ff'`,
		"totals": `UPDATE series SET total = total + 1`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			update(t, s, func(tx *Tx) error {
				if err := addSeries(tx, someSeries(1)); err != nil {
					return err
				}
				_, err := tx.exec(damage)
				return err
			})
			for _, errs := range [][]error{s.Check(t.Context()), {s.View(t.Context(), func(tx *Tx) error {
				for _, err := range tx.Series("api", 0, 99999) {
					return err
				}
				return nil
			})}} {
				if len(errs) != 1 {
					t.Fatal(errs)
				}
				wantError(t, errs[0], `"customer-a"`, `"api"`, "2024-10-04", "damaged", "aftermath run")
			}
		})
	}
}

func TestSeriesTooLarge(t *testing.T) {
	s := newStore(t)
	huge := traffic.Series{Key: traffic.Key{Service: "api"}, Cells: []traffic.Cell{{Counts: traffic.Counts{Total: 1 << 63}}}}
	wantError(t, s.Update(t.Context(), func(tx *Tx) error { return addSeries(tx, []traffic.Series{huge}) }), "more than the store can hold")
	far := traffic.Series{Key: traffic.Key{Service: "api", Day: math.MaxInt32}, Cells: []traffic.Cell{{Counts: traffic.Counts{Total: 1}}}}
	wantError(t, s.Update(t.Context(), func(tx *Tx) error { return addSeries(tx, []traffic.Series{far}) }), "outside what the store can hold")
}
