package assess

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// drawMeasure makes one of the promises that can be made.
func drawMeasure(t *rapid.T) contract.Measure {
	m := contract.Measure{Target: percent("99.9%"), Credit: contract.Tiers(gold().Tiers)}
	m.Evidence = rapid.SampledFrom([]contract.Evidence{contract.Logs, contract.Incidents, contract.Either}).Draw(t, "evidence")
	m.Unit.Length = rapid.SampledFrom([]time.Duration{0, 5 * time.Minute, time.Hour}).Draw(t, "unit")
	m.Bad.Kind = rapid.SampledFrom([]contract.UnitKind{contract.ByThresholds, contract.ByShare, contract.ByFraction, contract.AllFailed}).Draw(t, "kind")
	m.Bad.Threshold = contract.Threshold{Percent: percent("20%"), Strict: rapid.Bool().Draw(t, "strict")}
	m.Bad.AtLeast = rapid.Uint64Range(1, 10).Draw(t, "at least")
	m.Bad.DegradedWeight = percent(rapid.SampledFrom([]string{"0%", "30%", "100%"}).Draw(t, "weight"))
	m.Bad.PartialWeight = percent(rapid.SampledFrom([]string{"50%", "100%"}).Draw(t, "partial weight"))
	m.Thin.Idle = rapid.SampledFrom([]contract.ThinMeaning{contract.ThinGood, contract.ThinExcluded, contract.ThinBad}).Draw(t, "idle")
	m.Subtract = rapid.SampledFrom([]contract.Subtract{contract.Remove, contract.Forgive, contract.Count}).Draw(t, "subtract")
	m.Maintenance = contract.MaintenanceRule{Excluded: rapid.Bool().Draw(t, "excluded")}
	if rapid.Bool().Draw(t, "hours") {
		m.Calendar.Hours = []contract.Hours{weekdays(8, 18)}
	}
	m.Aggregate = rapid.SampledFrom([]contract.Aggregate{contract.ByMinutes, contract.ByMean, contract.ByUnits, contract.ByRatio}).Draw(t, "aggregate")
	return m
}

// drawMeasured makes a world in which one drawn measure holds.
func drawMeasured(t *rapid.T) (world, *contract.Measure) {
	w := drawWorld(t)
	m := drawMeasure(t)
	w.Book.Policies = []contract.Policy{{ID: "gold", Target: m.Target, Measures: []contract.Measure{m}}}
	w.Amendments = []incident.Amendment{{Incident: "i0", Cause: "third-party"}}
	return w, &w.Book.Policies[0].Measures[0]
}

// Whatever is promised: the minutes add up, availability is a share, unknown
// time lies between its bounds, and the result hangs on no order of work.
func TestMeasuresHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, m := drawMeasured(t)
		m.Run.AtLeast = time.Duration(rapid.IntRange(0, 20).Draw(t, "run")) * time.Minute
		m.Exclusions = []contract.Exclusion{{Category: "third-party"}}
		a := w.assess(t)
		for _, s := range a.Statements {
			if err := s.Minutes.Check(); err != nil || s.Minutes.Period != s.Judged.CountMinutes() {
				t.Fatalf("%+v of %s: %v", s.Minutes, s.Judged, err)
			}
			j := s.Judgement
			if j.Availability == nil {
				continue
			}
			if j.Availability.Sign() < 0 || j.Availability.Cmp(big.NewRat(1, 1)) > 0 {
				t.Fatalf("availability %s", j.Availability)
			}
			if j.Lowest != nil && j.Highest != nil && (j.Lowest.Cmp(j.Availability) > 0 || j.Highest.Cmp(j.Availability) < 0) {
				t.Fatalf("availability %s is not between %s and %s", j.Availability, j.Lowest, j.Highest)
			}
		}
		w.Hands = 3
		if figures(w.assess(t).Statements) != figures(a.Statements) {
			t.Fatal("three hands come to another result than one")
		}
	})
}

// A failure more never makes availability rise or a credit fall, whatever is
// promised.
func TestFailuresNeverHelpMeasures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawMeasured(t)
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
		for i, s := range w.assess(t).Statements {
			was, is := before.Statements[i].Judgement, s.Judgement
			if is.Availability != nil && was.Availability != nil && is.Availability.Cmp(was.Availability) > 0 || was.Credit.Minor > is.Credit.Minor {
				t.Fatalf("more failures took %s from %s to %s, the credit from %s to %s", s.Customer.ID, was.Availability, is.Availability, was.Credit, is.Credit)
			}
		}
	})
}

// A contract that is split in two at a midnight has the minutes of the whole,
// where no rule spans the cut.
func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, m := drawMeasured(t)
		m.Unit.Length = 0
		w.Book.Customers = w.Book.Customers[:1]
		k := &w.Book.Customers[0].Contracts[0]
		k.From, k.Zone = time.Time{}, time.UTC
		whole := w.assess(t).Statements[0]
		cut := whole.Period.Start.AddDate(0, 0, rapid.IntRange(1, 27).Draw(t, "cut"))
		early, late := *k, *k
		early.To, late.From = cut, cut
		w.Book.Customers[0].Contracts = []contract.Contract{early, late}
		parts := w.assess(t).Statements
		if sum := parts[0].Minutes.Add(parts[1].Minutes); sum != whole.Minutes {
			t.Fatalf("the parts sum to %+v, the whole is %+v", sum, whole.Minutes)
		}
		if sum := parts[0].Requests.Add(parts[1].Requests); sum != whole.Requests {
			t.Fatalf("the parts sum to %+v, the whole has %+v", sum, whole.Requests)
		}
	})
}

// Two incidents that overlap are no more minutes than one over both, and no
// fewer.
func TestMergedIncidents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawMeasured(t)
		start := time.Date(2025, 4, 10, 0, 0, rapid.IntRange(0, 86399).Draw(t, "start"), 0, time.UTC)
		record := func(id string, from, to int) incident.Record {
			return incident.Record{ID: id, Components: []string{"Engage (API)"}, Levels: []incident.Reading{{Level: incident.Outage}}, Marks: []incident.Mark{
				mark(incident.Began, incident.Prose, start.Add(time.Duration(from)*time.Second)), mark(incident.Resolved, incident.Prose, start.Add(time.Duration(to)*time.Second))}}
		}
		a, b := rapid.IntRange(1, 9000).Draw(t, "a"), rapid.IntRange(1, 9000).Draw(t, "b")
		second := rapid.IntRange(0, a).Draw(t, "second")
		w.month, w.Incidents = "2025-04", []incident.Record{record("x", 0, a), record("y", second, second+b)}
		apart := w.assess(t)
		w.Incidents = []incident.Record{record("x", 0, max(a, second+b))}
		for i, s := range w.assess(t).Statements {
			if was := apart.Statements[i]; was.Minutes != s.Minutes || was.Judgement.Lost.Cmp(s.Judgement.Lost) != 0 {
				t.Fatalf("apart %+v, merged %+v", was.Minutes, s.Minutes)
			}
		}
	})
}

// A week and all that happened around it, moved by 52 weeks, has the same
// figures, also by service hours.
func TestAYearLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawMeasured(t)
		w.Book.Zone = time.UTC
		start := time.Date(2025, 6, 9, 0, 0, 0, 0, time.UTC)
		of := func(month string, start time.Time) string {
			v := w
			v.month = month
			v.Book.Customers = slices.Clone(w.Book.Customers)
			for i := range v.Book.Customers {
				k := v.Book.Customers[i].Contracts[0]
				k.Zone, k.From, k.To = time.UTC, start, start.AddDate(0, 0, 7)
				v.Book.Customers[i].Contracts = []contract.Contract{k}
			}
			v.move(start)
			return figures(v.assess(t).Statements)
		}
		if now, then := of("2025-06", start), of("2026-06", start.AddDate(0, 0, 364)); now != then {
			t.Fatalf("now\n%s, a year later\n%s", now, then)
		}
	})
}

// In ten zones every month of a year, with its changes of the clocks, has the
// minutes that pass in it, and its service hours are those that the wall clock
// shows, minute by minute.
func TestMonthsInTenZones(t *testing.T) {
	hours := weekdays(1, 3) // over the night hours in which clocks change
	hours.Days[time.Sunday] = true
	for _, name := range []string{"Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Beirut",
		"Africa/Cairo", "America/Havana", "Atlantic/Azores", "Pacific/Chatham", "Asia/Kolkata"} {
		z := zone(t, name)
		for month := time.January; month <= time.December; month++ {
			p := span.Month(2025, month, z)
			f := Facts{Book: book()}
			f.Book.Zone = z
			m := promise()
			m.Evidence, m.Calendar.Hours = contract.Incidents, []contract.Hours{hours}
			f.Book.Policies = []contract.Policy{{ID: "gold", Target: m.Target, Measures: []contract.Measure{m}}}
			f.Book.Customers = f.Book.Customers[:1]
			f.Book.Customers[0].Contracts[0].Zone = z
			a, err := Month(f, p.Name)
			if err != nil {
				t.Fatal(err)
			}
			var want contract.Tally
			for at := p.Start; at.Before(p.End); at = at.Add(time.Minute) {
				want.Period++
				if at = at.In(z); hours.Days[at.Weekday()] && at.Hour() >= 1 && at.Hour() < 3 {
					want.Up++
				} else {
					want.Excluded++
				}
			}
			if got := a.Statements[0].Minutes; got != want {
				t.Errorf("%s in %s: %+v, want %+v", p.Name, name, got, want)
			}
		}
	}
}
