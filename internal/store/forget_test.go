package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A bringing is something that one input brings to a store.
type bringing struct {
	Log      string
	Series   []traffic.Series
	Days     []traffic.ServiceDay
	Evidence []traffic.Evidence
	Settle   bool // as a transaction of its own
}

var (
	theLogs      = []string{"a.log", "b.log", "c.log", "d.log"}
	theServices  = []string{"", "api", "web"}
	theCustomers = []string{"acme", "beta", "?x"}
)

func drawHistogram(r *rapid.T, most uint64) traffic.Histogram {
	var h traffic.Histogram
	for _, bucket := range []int{0, 17, 90, traffic.Buckets - 1} {
		if n := rapid.Uint64Range(0, most/4).Draw(r, "latencies"); n > 0 {
			h = append(h, traffic.Bin{Bucket: bucket, Count: n})
		}
	}
	return h
}

func drawBringings(r *rapid.T) []bringing {
	line := 0
	service, customer := rapid.SampledFrom(theServices), rapid.SampledFrom(theCustomers)
	day := rapid.Custom(func(r *rapid.T) span.Day { return span.Day(rapid.IntRange(20000, 20001).Draw(r, "day")) })
	series := rapid.Custom(func(r *rapid.T) traffic.Series {
		s := traffic.Series{Key: traffic.Key{Service: service.Draw(r, "service"), Customer: customer.Draw(r, "customer"), Day: day.Draw(r, "day")}}
		for _, m := range []int{0, 7, 8, 1439} {
			fine, failed, slow, other := rapid.Uint64Range(0, 9).Draw(r, "fine"), rapid.Uint64Range(0, 2).Draw(r, "failed"), rapid.Uint64Range(0, 2).Draw(r, "slow"), rapid.Uint64Range(0, 1).Draw(r, "other")
			if c := (traffic.Counts{Total: fine + failed + slow + other, Valid: fine + failed + slow, Failed: failed, Slow: slow}); c.Total > 0 {
				s.Cells = append(s.Cells, traffic.Cell{Minute: m, Counts: c})
			}
		}
		s.Latency = drawHistogram(r, s.Counts().Valid)
		return s
	})
	days := rapid.Custom(func(r *rapid.T) traffic.ServiceDay {
		d := traffic.ServiceDay{Service: service.Draw(r, "service"), Day: day.Draw(r, "day")}
		for _, m := range []int{0, 8, 1439} {
			if h := drawHistogram(r, 100); len(h) > 0 {
				d.Minutes = append(d.Minutes, traffic.MinuteLatency{Minute: m, Histogram: h})
			}
		}
		return d
	})
	evidence := rapid.Custom(func(r *rapid.T) traffic.Evidence {
		line++
		return traffic.Evidence{
			Service: service.Draw(r, "service"), Customer: customer.Draw(r, "customer"),
			At:      day.Draw(r, "day").First().Time().Add(time.Duration(rapid.IntRange(0, 3).Draw(r, "second")) * time.Second),
			Verdict: rapid.SampledFrom([]traffic.Verdict{traffic.Slow, traffic.Failed}).Draw(r, "verdict"),
			File:    "a.log", Line: line, Hash: rapid.Uint64Range(0, 1<<20).Draw(r, "hash"),
		}
	})
	return rapid.SliceOfN(rapid.Custom(func(r *rapid.T) bringing {
		return bringing{
			Log:    rapid.SampledFrom(theLogs).Draw(r, "log"),
			Series: rapid.SliceOfN(series, 0, 4).Draw(r, "series"), Days: rapid.SliceOfN(days, 0, 3).Draw(r, "days"),
			Evidence: rapid.SliceOfN(evidence, 0, 12).Draw(r, "evidence"), Settle: rapid.Bool().Draw(r, "settle"),
		}
	}), 1, 10).Draw(r, "bringings")
}

func bring(tx *Tx, all []bringing) error {
	for _, b := range all {
		id, err := addLog(tx, b.Log)
		if err == nil {
			err = tx.AddSeries(id, packed(b.Series))
		}
		if err == nil {
			err = tx.AddServiceDays(id, b.Days)
		}
		if err == nil {
			err = tx.AddEvidence(id, b.Evidence)
		}
		if err == nil && b.Settle {
			clear(tx.sampled)
			err = tx.settle()
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// facts are all that a store tells of logs, and how it lies there, the numbers of
// inputs, services and customers apart.
type facts struct {
	Series   []traffic.Series
	Days     []traffic.ServiceDay
	Evidence []traffic.Evidence
	Rows     []string
}

func observe(tx *Tx) (facts, error) { return observeNames(tx, theServices, theCustomers) }

func observeNames(tx *Tx, services, customers []string) (facts, error) {
	var f facts
	for _, service := range services {
		for s, err := range tx.Series(service, 0, 99999) {
			if err != nil {
				return f, err
			}
			f.Series = append(f.Series, s)
		}
		for d, err := range tx.ServiceDays(service, 0, 99999) {
			if err != nil {
				return f, err
			}
			f.Days = append(f.Days, d)
		}
		for _, customer := range customers {
			e, err := tx.Evidence(service, customer, span.New(time.Unix(0, 0), time.Unix(2e9, 0)))
			if err != nil {
				return f, err
			}
			f.Evidence = append(f.Evidence, e...)
		}
	}
	for _, query := range []string{
		`SELECT 'input ' || path FROM input`,
		`SELECT 'service ' || name FROM service`,
		`SELECT 'customer ' || name FROM customer`,
		`SELECT concat_ws(' ', 'series', service, customer, day, total, valid, failed, slow, first_minute, last_minute) FROM day_totals`,
		`SELECT concat_ws(' ', 'coverage', service, hour_utc, requests) FROM coverage_view`,
		`SELECT concat_ws(' ', 'row', service.name, customer.name, day, path, hex(minutes), hex(latency)) FROM series
			JOIN service ON service.id = series.service JOIN customer ON customer.id = series.customer LEFT JOIN input ON input.id = series.input`,
		`SELECT concat_ws(' ', 'latency', service.name, day, path, hex(minutes)) FROM service_latency
			JOIN service ON service.id = service LEFT JOIN input ON input.id = input`,
		`SELECT concat_ws(' ', 'part', service.name, customer.name, whole & 1048575, path, hex(minutes), hex(latency)) FROM part
			JOIN input ON input.id = part.input JOIN service ON service.id = whole >> 44 LEFT JOIN customer ON customer.id = whole >> 20 & 16777215`,
		`SELECT concat_ws(' ', 'evidence', input.path, series & 1048575, verdict, position, line) FROM evidence JOIN input ON input.id = evidence.input`,
	} {
		err := tx.each(query, nil, func(rows *sql.Rows) error {
			var row string
			err := rows.Scan(&row)
			f.Rows = append(f.Rows, row)
			return err
		})
		if err != nil {
			return f, fmt.Errorf("%s: %w", query, err)
		}
	}
	slices.Sort(f.Rows)
	return f, tx.checkParts(func(format string, args ...any) {
		err := fmt.Errorf(format, args...)
		f.Rows = append(f.Rows, err.Error())
	})
}

// Whatever inputs brought, in any order and in however many parts: what is left
// when one is forgotten is what would be there had it never been read, and when
// it is read again all is as before.
func TestForgetIsExact(t *testing.T) {
	s := newStore(t)
	undo := errors.New("the next check begins with an empty store")
	rapid.Check(t, func(r *rapid.T) {
		all := drawBringings(r)
		gone := rapid.SampledFrom(theLogs).Draw(r, "forget")
		var rest, back []bringing
		for _, b := range all {
			if b.Log == gone {
				back = append(back, b)
			} else {
				rest = append(rest, b)
			}
		}
		var never, before, without, again facts
		run := func(fn func(*Tx) error) {
			err := s.Update(t.Context(), func(tx *Tx) error {
				if err := fn(tx); err != nil {
					return err
				}
				return undo
			})
			if err != undo {
				r.Fatal(err)
			}
		}
		run(func(tx *Tx) (err error) {
			if err = bring(tx, rest); err == nil {
				never, err = observe(tx)
			}
			return err
		})
		run(func(tx *Tx) (err error) {
			if err = bring(tx, all); err == nil {
				before, err = observe(tx)
			}
			return err
		})
		run(func(tx *Tx) error {
			if err := bring(tx, all); err != nil {
				return err
			}
			id, err := addLog(tx, gone)
			if err == nil {
				err = tx.Forget(id)
			}
			if err == nil {
				without, err = observe(tx)
			}
			if err == nil {
				err = bring(tx, back)
			}
			if err == nil {
				again, err = observe(tx)
			}
			return err
		})
		if diff := cmp.Diff(never, without); diff != "" {
			r.Fatal("forgetting left or took something:", diff)
		}
		if diff := cmp.Diff(before, again); diff != "" {
			r.Fatal("reading again made something else:", diff)
		}
	})
}

func TestForgetTellsWhat(t *testing.T) {
	s := newStore(t)
	wantError(t, s.Update(t.Context(), func(tx *Tx) error { return tx.Forget(7) }), "forget input 7", "there is none")
	for _, in := range someInputs() {
		update(t, s, func(tx *Tx) error {
			id, err := tx.AddInput(in)
			if err != nil {
				return err
			}
			return tx.Forget(id)
		})
	}
	view(t, s, func(tx *Tx) error {
		if left, err := tx.Inputs(); len(left) > 0 || err != nil {
			t.Errorf("left: %v, %v", left, err)
		}
		return nil
	})
	if got := text(t, s, `SELECT count(*) FROM reject`); got != "0|\n" {
		t.Errorf("rejects left: %s", got)
	}
}

// Rows of one input cost no part.
func TestPartsOnlyWhereShared(t *testing.T) {
	s := newStore(t)
	count := func(want string) {
		t.Helper()
		if got := text(t, s, `SELECT (SELECT count(*) FROM part), (SELECT count(*) FROM series WHERE input IS NULL)`); got != want {
			t.Errorf("parts and shared rows: %s, want %s", got, want)
		}
	}
	var a, b int64
	update(t, s, func(tx *Tx) (err error) {
		if a, err = addLog(tx, "a.log"); err != nil {
			return err
		}
		if err := tx.AddSeries(a, packed(someSeries(9))); err != nil {
			return err
		}
		return tx.AddSeries(a, packed(someSeries(4)))
	})
	count("0|0|\n")
	update(t, s, func(tx *Tx) (err error) {
		if b, err = addLog(tx, "b.log"); err != nil {
			return err
		}
		return tx.AddSeries(b, packed(someSeries(3)))
	})
	count("6|3|\n")
	update(t, s, func(tx *Tx) error { return tx.Forget(a) })
	count("0|0|\n")
	if diff := cmp.Diff(someSeries(3), byDay(allSeries(t, s, "api", 0, 99999))); diff != "" {
		t.Error(diff)
	}
	if errs := s.Check(t.Context()); len(errs) > 0 {
		t.Error(errs)
	}
}

func byDay(all []traffic.Series) []traffic.Series {
	slices.SortFunc(all, func(a, b traffic.Series) int { return int(a.Day - b.Day) })
	return all
}

func TestCheckFindsBrokenSums(t *testing.T) {
	for damage, want := range map[string]string{
		`UPDATE series SET latency = x'01' WHERE input IS NULL`:  "is not the sum of its parts",
		`UPDATE series SET input = NULL WHERE input IS NOT NULL`: "has no parts",
		`DELETE FROM part WHERE input = 2`:                       "is not the sum of its parts",
		`DELETE FROM series WHERE input IS NULL`:                 "is missing",
		`UPDATE part SET minutes = x'05'`:                        "the parts of row",
		`DELETE FROM customer`:                                   "has no name",
		`DELETE FROM service`:                                    "has no name",
		`UPDATE service_latency SET minutes = x'0100'`:           "fetch latencies of service",
	} {
		s := newStore(t)
		update(t, s, func(tx *Tx) error {
			for i, path := range []string{"a.log", "b.log"} {
				id, err := addLog(tx, path)
				if err == nil {
					err = tx.AddSeries(id, packed(someSeries(2-i)))
				}
				if err == nil {
					err = tx.AddServiceDays(id, []traffic.ServiceDay{someLatency("api", span.Day(20000+i))})
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		update(t, s, func(tx *Tx) error { _, err := tx.exec(damage); return err })
		errs := s.Check(t.Context())
		if len(errs) == 0 {
			t.Errorf("%s: nothing found", damage)
			continue
		}
		wantError(t, errors.Join(errs...), want, "damaged", "aftermath run")
	}
}
