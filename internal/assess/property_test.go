package assess

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// Whatever the facts: the states sum to the judged part, days and runs sum to
// the month, runs are apart from each other and in order, and excluded minutes
// lie inside accepted windows and under the cap.
func TestMinutesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		for _, s := range w.assess(t).Statements {
			if err := s.Minutes.Check(); err != nil || s.Minutes.Period != s.Judged.CountMinutes() {
				t.Fatalf("%+v of %s: %v", s.Minutes, s.Judged, err)
			}
			var days contract.Tally
			var requests statement.Requests
			for _, d := range s.Days {
				days, requests = days.Add(d.Minutes), requests.Add(d.Requests)
			}
			if days != s.Minutes || requests != s.Requests {
				t.Fatalf("days sum to %+v and %+v, the month is %+v and %+v", days, requests, s.Minutes, s.Requests)
			}
			all := append(slices.Clone(s.Bad), s.Other...)
			slices.SortFunc(all, func(a, b statement.Run) int { return a.Start.Compare(b.Start) })
			told := map[statement.State]int64{}
			for i, r := range all {
				if i > 0 && r.Start.Before(all[i-1].End) {
					t.Fatalf("runs overlap: %s and %s", all[i-1].Span, r.Span)
				}
				told[r.State] += r.CountMinutes()
				if got := w.counted(s.Customer.ID, r.Span); got != r.Requests {
					t.Fatalf("the %s run %s has %+v requests, the log %+v", r.State, r.Span, r.Requests, got)
				}
			}
			if told[statement.Down] != s.Minutes.Down || told[statement.Degraded] != s.Minutes.Degraded ||
				told[statement.Excluded] != s.Minutes.Excluded || told[statement.Unknown] != s.Minutes.Unknown {
				t.Fatalf("runs tell %v, the month %+v", told, s.Minutes)
			}
			w.checkExcluded(t, s)
			if s.Policy.Evidence == contract.Incidents && s.Minutes.Unknown > 0 {
				t.Fatalf("%d minutes are unknown to declared incidents", s.Minutes.Unknown)
			}
		}
	})
}

func (w world) checkExcluded(t *rapid.T, s statement.Statement) {
	rule := s.Policy.Maintenance
	var accepted []span.Span
	var sum int64
	for _, work := range s.Works {
		sum += work.Excluded
		if !work.Accepted {
			continue
		}
		if work.Announced.IsZero() || work.Start.Sub(work.Announced) < rule.Notice || !rule.Excluded {
			t.Fatalf("accepted %+v under %+v", work, rule)
		}
		accepted = append(accepted, span.New(work.Start, work.End))
	}
	if sum != s.Minutes.Excluded || rule.Cap > 0 && sum > int64(rule.Cap/time.Minute) {
		t.Fatalf("the windows take %d minutes, the month has %d excluded, the cap is %s", sum, s.Minutes.Excluded, rule.Cap)
	}
	windows := span.NewSet(accepted...)
	for _, r := range s.Other {
		if r.State == statement.Excluded && span.NewSet(r.Span).Subtract(windows).CountMinutes() > 0 {
			t.Fatalf("%s is excluded outside the accepted windows", r.Span)
		}
	}
}

// A failure more never makes availability rise.
func TestFailuresNeverHelp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		before := w.assess(t)
		first := rapid.IntRange(0, 1400).Draw(t, "from minute")
		for key, day := range w.log {
			for minute := first; minute < len(day) && key.Customer == "acme"; minute++ {
				if c := &day[minute]; c.Failed < c.Valid {
					c.Failed++
					c.Slow = min(c.Slow, c.Valid-c.Failed)
				}
			}
		}
		after := w.assess(t)
		for i, s := range after.Statements {
			was, is := before.Statements[i].Judgement, s.Judgement
			if is.Availability != nil && is.Availability.Cmp(was.Availability) > 0 || was.Credit.Minor > is.Credit.Minor {
				t.Fatalf("more failures took %s from %s to %s", s.Customer.ID, was.Availability, is.Availability)
			}
		}
	})
}

// What other customers do changes nothing for Acme, as long as the service
// goes on being logged.
func TestCustomersStandAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		w.Book.Customers = w.Book.Customers[:1]
		whole, _ := span.ParsePeriod(w.month, time.UTC)
		w.log.add("api", "?pulse", span.New(whole.Start.AddDate(0, 0, -3), whole.End.AddDate(0, 0, 3)), traffic.Counts{Total: 1})
		before := w.assess(t)
		for key := range w.log {
			if key.Customer != "acme" && key.Customer != "?pulse" {
				delete(w.log, key)
			}
		}
		if got, want := figures(w.assess(t).Statements), figures(before.Statements); got != want {
			t.Fatalf("alone\n%s, among others\n%s", got, want)
		}
	})
}

// The order in which incidents, windows and customers are given does not
// matter.
func TestOrderOfFacts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		want := figures(w.assess(t).Statements)
		slices.Reverse(w.Incidents)
		slices.Reverse(w.Book.Maintenance)
		slices.Reverse(w.Book.Customers)
		if got := figures(w.assess(t).Statements); got != want {
			t.Fatalf("reversed\n%s, in order\n%s", got, want)
		}
	})
}

// A day and all that happened around it, moved by whole weeks, has the same
// figures.
func TestWeeksLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		shift := 7 * 24 * time.Hour * time.Duration(rapid.IntRange(-1, 3).Draw(t, "weeks"))
		life := span.New(time.Date(2025, 6, 8, 0, 0, 0, 0, time.UTC), time.Date(2025, 6, 9, 0, 0, 0, 0, time.UTC))
		w.month, w.Book.Zone = "2025-06", time.UTC
		whole := func(shift time.Duration) string {
			v := w
			v.Book.Customers = slices.Clone(w.Book.Customers)
			for i := range v.Book.Customers {
				k := v.Book.Customers[i].Contracts[0]
				k.Zone, k.From, k.To = time.UTC, life.Start.Add(shift), life.End.Add(shift)
				v.Book.Customers[i].Contracts = []contract.Contract{k}
			}
			v.move(life.Start.Add(shift))
			return figures(v.assess(t).Statements)
		}
		if whole(0) != whole(shift) {
			t.Fatalf("a day's figures change when it is moved by %s", shift)
		}
	})
}
