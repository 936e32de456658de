package store

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// renamed are the bringings as they would have been under the name to in the
// place of those of names.
func renamed(all []bringing, name func(service, customer string) (string, string)) []bringing {
	var out []bringing
	for _, b := range all {
		var series []traffic.Series
		by := map[traffic.Key]traffic.Series{}
		for _, s := range b.Series {
			s.Service, s.Customer = name(s.Service, s.Customer)
			if had, ok := by[s.Key]; ok {
				s = traffic.Merge(had, s)
			}
			by[s.Key] = s
		}
		for _, s := range by {
			series = append(series, s)
		}
		evidence := append([]traffic.Evidence(nil), b.Evidence...)
		for i := range evidence {
			evidence[i].Service, evidence[i].Customer = name(evidence[i].Service, evidence[i].Customer)
		}
		b.Series, b.Evidence = series, evidence
		out = append(out, b)
	}
	return out
}

// withSeries are the bringings without evidence of what its log brings no series
// of: a request of a sample is counted, too.
func withSeries(all []bringing) []bringing {
	type of struct {
		log string
		traffic.Key
	}
	there := map[of]bool{}
	for _, b := range all {
		for _, s := range b.Series {
			there[of{b.Log, s.Key}] = len(s.Cells) > 0 || there[of{b.Log, s.Key}]
		}
	}
	for i, b := range all {
		all[i].Evidence = slices.DeleteFunc(b.Evidence, func(e traffic.Evidence) bool {
			day, _ := span.DayOf(span.MinuteOf(e.At))
			return !there[of{b.Log, traffic.Key{Service: e.Service, Customer: e.Customer, Day: day}}]
		})
	}
	return all
}

// Joined names hold what they would had everything been counted under the one
// name from the start; also a log that is forgotten afterwards is taken back
// exactly.
func TestJoinIsAsCountedFromTheStart(t *testing.T) {
	s := newStore(t)
	undo := errors.New("the next check begins with an empty store")
	rapid.Check(t, func(r *rapid.T) {
		all := withSeries(drawBringings(r))
		customers, into := rapid.Bool().Draw(r, "customers"), rapid.SampledFrom([]string{"?x", "?…"}).Draw(r, "into")
		gone := rapid.SampledFrom(append([]string{""}, theLogs...)).Draw(r, "forget")
		names := []string{"acme", "?x", "nobody"}
		rename := func(service, customer string) (string, string) {
			if customer == "acme" || customer == "?x" {
				customer = into
			}
			return service, customer
		}
		if !customers {
			names, into = []string{"", "api", "none"}, "?hosts"
			rename = func(service, customer string) (string, string) {
				if service == "" || service == "api" {
					service = into
				}
				return service, customer
			}
			for i := range all {
				all[i].Days = nil // services that are joined have no latencies
			}
		}
		var start, joined facts
		run := func(out *facts, all []bringing, fn func(*Tx) error) {
			err := s.Update(t.Context(), func(tx *Tx) error {
				err := bring(tx, all)
				if err == nil && fn != nil {
					err = fn(tx)
				}
				for _, b := range all {
					if err == nil && b.Log == gone {
						var id int64
						if id, err = addLog(tx, gone); err == nil {
							err = tx.Forget(id)
						}
						break
					}
				}
				if err == nil {
					err = tx.settle()
				}
				if err == nil {
					*out, err = observeNames(tx, append(theServices, "?hosts"), append(theCustomers, "?…"))
				}
				if err != nil {
					return err
				}
				return undo
			})
			if err != undo {
				r.Fatal(err)
			}
		}
		run(&start, renamed(all, rename), nil)
		run(&joined, all, func(tx *Tx) error {
			if customers {
				return tx.JoinCustomers(names, into)
			}
			return tx.JoinServices(names, into)
		})
		if diff := cmp.Diff(start, joined); diff != "" {
			r.Fatal("joined is not as counted from the start:", diff)
		}
	})
}
