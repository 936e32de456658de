package assess

import (
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

func percent(s string) money.Percent { return money.MustPercent(s) }

// promise is a measure of 99.9 % by the log, with the defaults of a
// configuration.
func promise() contract.Measure {
	return contract.Measure{Target: percent("99.9%"), Evidence: contract.Logs, Bad: contract.UnitRule{PartialWeight: percent("100%")}, Credit: contract.Tiers(gold().Tiers)}
}

// under judges acme's April under one measure.
func under(t *testing.T, f Facts, m contract.Measure) statement.Statement {
	t.Helper()
	f.Book.Policies = []contract.Policy{{ID: "gold", Name: "Gold", Target: m.Target, Evidence: m.Evidence, Measures: []contract.Measure{m}}}
	return statementOf(t, assess(t, f), "acme")
}

// A trouble day: twelve minutes of half failed requests and three of none that
// succeeded, all else is fine.
func troubled(t *testing.T) Facts {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).
		set("api", "acme", between(t, "10 10:00", "10 10:12"), n(20, 10, 0)).
		set("api", "acme", between(t, "20 10:00", "20 10:03"), n(20, 20, 0))
	return Facts{Book: book(), Traffic: l.traffic}
}

func rat(a, b int64) *big.Rat { return big.NewRat(a, b) }

func TestMeasures(t *testing.T) {
	share := func(n, of int64) *big.Rat { return new(big.Rat).Sub(rat(1, 1), rat(n, of)) }
	for _, test := range []struct {
		name   string
		change func(m *contract.Measure)
		down   int64
		want   *big.Rat
	}{
		{"the service's thresholds", func(*contract.Measure) {}, 15, share(15, 43200)},
		{"more than half", func(m *contract.Measure) {
			m.Bad.Kind, m.Bad.Threshold = contract.ByShare, contract.Threshold{Percent: percent("50%"), Strict: true}
		}, 3, share(3, 43200)},
		{"half or more", func(m *contract.Measure) {
			m.Bad.Kind, m.Bad.Threshold = contract.ByShare, contract.Threshold{Percent: percent("50%")}
		}, 15, share(15, 43200)},
		{"all of at least 20", func(m *contract.Measure) { m.Bad.Kind, m.Bad.AtLeast = contract.AllFailed, 20 }, 3, share(3, 43200)},
		{"all of at least 21", func(m *contract.Measure) { m.Bad.Kind, m.Bad.AtLeast = contract.AllFailed, 21 }, 0, rat(1, 1)},
		{"runs of 4 minutes", func(m *contract.Measure) { m.Run.AtLeast = 4 * time.Minute }, 12, share(12, 43200)},
		{"runs of more than 3 minutes", func(m *contract.Measure) { m.Run = contract.RunRule{AtLeast: 3 * time.Minute, Longer: true} }, 12, share(12, 43200)},
		{"beyond 5 minutes", func(m *contract.Measure) { m.Run = contract.RunRule{AtLeast: 5 * time.Minute, Excess: true} }, 7, share(7, 43200)},
		// 10:00, 10:05 and 10:10 have 10 of 20 in each minute, the last 20 of 100;
		// 20 April has 60 of 100.
		{"units of 5 minutes", func(m *contract.Measure) { m.Unit.Length = 5 * time.Minute }, 20, share(20, 43200)},
		// ½ + ½ + 20/100 + 60/100 of 8,640.
		{"mean of 5-minute error rates", func(m *contract.Measure) {
			m.Unit.Length, m.Bad.Kind, m.Aggregate = 5*time.Minute, contract.ByFraction, contract.ByMean
		}, 15, share(18, 86400)},
		{"fractions of minutes", func(m *contract.Measure) { m.Bad.Kind = contract.ByFraction }, 15, share(9, 43200)},
		{"good units of 5 minutes", func(m *contract.Measure) { m.Unit.Length, m.Aggregate = 5*time.Minute, contract.ByUnits }, 20, share(4, 8640)},
		{"hours", func(m *contract.Measure) { m.Unit.Length, m.Aggregate = time.Hour, contract.ByUnits }, 120, share(2, 720)},
		{"ratio of sums", func(m *contract.Measure) { m.Unit.Events, m.Aggregate = true, contract.ByRatio }, 15, share(180, 43200*20)},
		// No hour has more than 10,000 requests: each has the day's verdict, 120 of 28,800.
		{"quiet hours are judged by the day", func(m *contract.Measure) {
			m.Unit, m.Aggregate = contract.Unit{Length: time.Hour, Busy: 10000, Longer: 24 * time.Hour}, contract.ByUnits
		}, 0, rat(1, 1)},
		{"hours of which more than 6 minutes were down", func(m *contract.Measure) {
			m.Unit.Length, m.Bad.Kind, m.Bad.Bound = time.Hour, contract.ByDown, 6*time.Minute
		}, 60, share(60, 43200)},
		{"hours of which more than 12 minutes were down", func(m *contract.Measure) {
			m.Unit.Length, m.Bad.Kind, m.Bad.Bound = time.Hour, contract.ByDown, 12*time.Minute
		}, 0, rat(1, 1)},
		{"too few in the period", func(m *contract.Measure) { m.Thin.PerPeriod = 43200*20 + 1 }, 0, rat(1, 1)},
		{"just enough in the period", func(m *contract.Measure) { m.Thin.PerPeriod = 43200 * 20 }, 15, share(15, 43200)},
		{"Monday to Friday, 8 to 18", func(m *contract.Measure) { m.Calendar.Hours = []contract.Hours{weekdays(8, 18)} }, 12, share(12, 22*600)},
		{"holidays", func(m *contract.Measure) { m.Calendar.Holidays = []contract.Date{{Year: 2025, Month: 4, Day: 10}} }, 3, share(3, 29*1440)},
	} {
		t.Run(test.name, func(t *testing.T) {
			m := promise()
			test.change(&m)
			s := under(t, troubled(t), m)
			if s.Minutes.Down != test.down {
				t.Errorf("%d minutes down, want %d", s.Minutes.Down, test.down)
			}
			if got := s.Judgement.Availability; got == nil || got.Cmp(test.want) != 0 {
				t.Errorf("availability %v, want %s", got, test.want)
			}
			if len(s.Judgement.Missing) > 0 {
				t.Errorf("missing %q", s.Judgement.Missing)
			}
		})
	}
}

// Of an hour that is taken out in part only the rest is judged.
func TestHourWithMaintenance(t *testing.T) {
	f := troubled(t)
	f.Book.Maintenance = []contract.Maintenance{work(t, "m", "10 09:30", "10 10:05", "1 00:00")}
	m := promise()
	m.Maintenance.Excluded = true
	m.Unit.Length, m.Bad.Kind, m.Bad.Bound = time.Hour, contract.ByDown, 6*time.Minute
	if s := under(t, f, m); s.Minutes.Down != 55 || s.Minutes.Excluded != 35 {
		t.Errorf("%+v, want 7 of the 55 left to make them all down", s.Minutes)
	}
	m.Bad.Bound = 7 * time.Minute
	if s := under(t, f, m); s.Minutes.Down != 0 {
		t.Errorf("%+v, want none down: 7 are not more than 7", s.Minutes)
	}
	// A unit of half an hour: 7 × 10 of 25 × 20 requests failed in its rest.
	m.Unit.Length, m.Bad = 30*time.Minute, contract.UnitRule{Kind: contract.ByShare, Threshold: contract.Threshold{Percent: percent("14%")}, PartialWeight: percent("100%")}
	if s := under(t, f, m); s.Minutes.Down != 25 {
		t.Errorf("%+v, want the 25 minutes left of the unit", s.Minutes)
	}
}

func weekdays(from, to time.Duration) contract.Hours {
	return contract.Hours{Days: [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true}, From: from * time.Hour, To: to * time.Hour}
}

// What the store cannot tell is unknown, whatever the log shows, and said.
func TestUnknowable(t *testing.T) {
	for name, change := range map[string]func(m *contract.Measure){
		"failed":    func(m *contract.Measure) { m.Requests.Failed = contract.Statuses{{From: 500, To: 599}} },
		"not valid": func(m *contract.Measure) { m.Requests.Ignored = contract.Statuses{{From: 404, To: 404}} },
		"longer":    func(m *contract.Measure) { m.Requests.Timeout = time.Second },
		"latency": func(m *contract.Measure) {
			m.Bad.Kind, m.Bad.Percentile, m.Bad.Bound = contract.ByPercentile, percent("99%"), time.Second
		},
		"user":           func(m *contract.Measure) { m.Aggregate = contract.ByUsers },
		"misses":         func(m *contract.Measure) { m.Aggregate, m.Limit = contract.ByMisses, rat(1, 1) },
		"measured":       func(m *contract.Measure) { m.Aggregate, m.Limit = contract.ByMetric, rat(1, 1) },
		"given a ticket": func(m *contract.Measure) { m.Evidence, m.Clock = contract.Either, contract.FromTicket },
	} {
		t.Run(name, func(t *testing.T) {
			m := promise()
			change(&m)
			s := under(t, troubled(t), m)
			if s.Judgement.Verdict != contract.Undecided || s.Judgement.Credit.Minor != 0 {
				t.Errorf("%s with a credit of %s, want undecided and none", s.Judgement.Verdict, s.Judgement.Credit)
			}
			if !strings.Contains(strings.Join(s.Judgement.Missing, "; "), name) {
				t.Errorf("missing %q, want one that says %q", s.Judgement.Missing, name)
			}
		})
	}
}

// Where the log counts more requests as failed than the policy, a promise that
// is met even so is met; one that is not is undecided.
func TestOvercounted(t *testing.T) {
	m := promise()
	m.Requests.Failed = contract.Statuses{{From: 500, To: 599}}
	for target, want := range map[string]contract.Verdict{"99.9%": contract.Met, "99.99%": contract.Undecided} {
		f := troubled(t)
		f.Book.Services[0].Failed = contract.Statuses{{From: 499, To: 499}, {From: 500, To: 550}, {From: 551, To: 599}}
		m.Target, m.Credit = percent(target), nil
		s := under(t, f, m)
		if s.Judgement.Verdict != want || len(s.Judgement.Missing) == 0 || len(s.Others) > 0 {
			t.Errorf("%s: %s, missing %q, %d other rules; want %s, and why", target, s.Judgement.Verdict, s.Judgement.Missing, len(s.Others), want)
		}
		f.Book.Services[0].Failed = contract.Statuses{{From: 500, To: 550}} // the log counts fewer
		if s := under(t, f, m); s.Judgement.Verdict != contract.Undecided {
			t.Errorf("%s: %s though the log counts fewer requests as failed", target, s.Judgement.Verdict)
		}
	}
}

// A time-out that is the service's limit for slow requests is known exactly.
func TestTimeout(t *testing.T) {
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 0, 0)).set("api", "acme", between(t, "10 10:00", "10 10:30"), n(20, 0, 2)).traffic}
	f.Book.Services[0].Slow = 30 * time.Second
	m := promise()
	m.Requests.Timeout, m.Unit.Events, m.Aggregate = 30*time.Second, true, contract.ByRatio
	if s := under(t, f, m); s.Judgement.Lost.Cmp(rat(60, 1)) != 0 || s.Minutes.Down != 30 {
		t.Errorf("%s requests lost and %d minutes down, want 60 and 30", s.Judgement.Lost, s.Minutes.Down)
	}
}

// Idle minutes are good, excluded or bad as the measure says, but an hour
// without any line of the service stays unknown.
func TestIdle(t *testing.T) {
	l := log{}.add("api", "beta", april(), n(20, 0, 0)).add("api", "acme", between(t, "10 10:00", "10 11:00"), n(20, 0, 0)).
		set("api", "beta", between(t, "12 10:00", "12 11:00"), n(0, 0, 0))
	f := Facts{Book: book(), Traffic: l.traffic}
	for is, want := range map[contract.ThinMeaning]contract.Tally{
		contract.ThinGood:     {Period: 43200, Up: 43140, Unknown: 60},
		contract.ThinExcluded: {Period: 43200, Up: 60, Excluded: 43080, Unknown: 60},
		contract.ThinBad:      {Period: 43200, Up: 60, Down: 43080, Unknown: 60},
	} {
		m := promise()
		m.Thin.Idle = is
		if s := under(t, f, m); s.Minutes != want {
			t.Errorf("%q: %+v, want %+v", is, s.Minutes, want)
		}
	}
}

// Excluded minutes leave the availability in three ways (METHOD.md,
// "Exclusions"): D = 90 down in T, M = 60 of them excluded.
func TestSubtract(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{declared(t, "x", "10 10:00", "", "10 11:00"), declared(t, "y", "11 10:00", "", "11 10:30")},
		Amendments: []incident.Amendment{{Incident: "x", Cause: "third-party", Author: "A", Reason: "B"}}}
	for how, want := range map[contract.Subtract]*big.Rat{
		contract.Remove:  rat(43200-60-30, 43200-60),
		contract.Forgive: rat(43200-30, 43200),
		contract.Count:   rat(43200-90, 43200),
	} {
		m := promise()
		m.Evidence, m.Exclusions = contract.Incidents, []contract.Exclusion{{Category: "third-party", Reason: "a carrier", Subtract: how}}
		s := under(t, f, m)
		if s.Judgement.Availability.Cmp(want) != 0 || s.Minutes.Excluded != 60 {
			t.Errorf("%q: %s with %d excluded, want %s with 60", how, s.Judgement.Availability, s.Minutes.Excluded, want)
		}
		if len(s.Other) != 1 || s.Other[0].Reason != "incident x: a carrier" {
			t.Errorf("%q: %+v", how, s.Other)
		}
		if s.Plain.Lost.Cmp(rat(90, 1)) != 0 {
			t.Errorf("%q: without exclusions %s are lost, want 90", how, s.Plain.Lost)
		}
	}
}

// A declared partial outage counts by its weight; only where the log is silent.
func TestPartialWeight(t *testing.T) {
	r := declared(t, "x", "10 10:00", "10 11:00", "10 11:30") // 60 minutes partial, 30 degraded
	f := Facts{Book: book(), Incidents: []incident.Record{r}}
	m := promise()
	m.Evidence, m.Bad.PartialWeight, m.Bad.DegradedWeight = contract.Incidents, percent("30%"), percent("10%")
	s := under(t, f, m)
	if s.Judgement.Lost.Cmp(rat(21, 1)) != 0 || s.Minutes.Down != 60 || s.Minutes.Degraded != 30 {
		t.Errorf("%s lost of %+v, want 18 + 3", s.Judgement.Lost, s.Minutes)
	}
}

// The share of customers affected weighs each minute of an outage: of two
// customers whom the log shows, one was hit; where it shows none, all were.
func TestAffected(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).add("api", "beta", april(), n(20, 0, 0)).
		set("api", "beta", between(t, "10 10:00", "10 10:40"), n(20, 20, 0)).
		set("api", "acme", between(t, "10 10:40", "10 11:00"), n(0, 0, 0)).set("api", "beta", between(t, "10 10:40", "10 11:00"), n(0, 0, 0))
	f := Facts{Book: book(), Traffic: l.traffic, Incidents: []incident.Record{declared(t, "x", "10 10:00", "", "10 11:00")}, Hands: 3}
	m := promise()
	m.Evidence, m.Bad.Kind = contract.Incidents, contract.ByAffected
	if s := under(t, f, m); s.Judgement.Lost.Cmp(rat(40, 1)) != 0 {
		t.Errorf("%s lost, want 40 × ½ + 20", s.Judgement.Lost)
	}
}

// Time before the contract began is no part of the period, or up.
func TestLife(t *testing.T) {
	for life, want := range map[contract.Life]*big.Rat{contract.OwnPart: rat(21600-3, 21600), contract.FullUp: rat(43200-3, 43200)} {
		f := troubled(t)
		f.Book.Customers[0].Contracts[0].From = at(t, "16 00:00")
		m := promise()
		m.Life = life
		s := under(t, f, m)
		if s.Judgement.Availability.Cmp(want) != 0 || s.Minutes.Period != 21600 {
			t.Errorf("%q: %s of %d, want %s", life, s.Judgement.Availability, s.Minutes.Period, want)
		}
	}
}

// Runs are cut at the period's end after the test: of six bad minutes across
// midnight each month has its part, though each part is too short.
func TestRunAcrossTheEnd(t *testing.T) {
	f := Facts{Book: book(), Traffic: log{}.add("api", "acme", april(), n(20, 0, 0)).set("api", "acme", span.New(at(t, "30 23:57"), at(t, "30 23:57").Add(6*time.Minute)), n(20, 20, 0)).traffic}
	m := promise()
	m.Run.AtLeast = 5 * time.Minute
	if s := under(t, f, m); s.Minutes.Down != 3 {
		t.Errorf("%d minutes down, want 3", s.Minutes.Down)
	}
}

// The longest outage, and repairs by the incidents' own instants.
func TestLengths(t *testing.T) {
	f := Facts{Book: book(), Incidents: []incident.Record{declared(t, "x", "10 10:00", "10 10:40", "10 11:00"), declared(t, "y", "11 10:00", "", "11 10:30")}}
	for aggregate, want := range map[contract.Aggregate]int64{contract.ByLongest: 40, contract.ByRepair: 45} { // what is degraded is no outage without a weight
		m := promise()
		m.Target, m.Credit, m.Evidence, m.Aggregate, m.Limit = money.Percent{}, nil, contract.Incidents, aggregate, rat(50, 1)
		s := under(t, f, m)
		if got := s.Judgement.Parts[0].Exact; got == nil || got.Cmp(rat(want, 1)) != 0 {
			t.Errorf("%s: %v, want %d", aggregate, got, want)
		}
	}
}

// The same account comes out whatever the number of hands.
func TestHands(t *testing.T) {
	f := troubled(t)
	f.Incidents = []incident.Record{seedRecord(t)}
	want := figures(assess(t, f).Statements)
	for _, hands := range []int{1, 2, 7} {
		f.Hands = hands
		if got := figures(assess(t, f).Statements); got != want {
			t.Errorf("%d hands\n%s, want\n%s", hands, got, want)
		}
	}
}

func TestOthers(t *testing.T) {
	s := under(t, troubled(t), promise())
	got := map[string]string{}
	for _, o := range s.Others {
		got[o.Name] = money.FloorPercent(o.Availability, 6)
	}
	for name, want := range map[string]string{
		"as agreed":                       "99.965277", // 15 of 43,200
		"units of 5 min":                  "99.953703", // 20
		"by request: failed of all valid": "99.979166", // 180 of 864,000
		"by error rate: the mean of 5-minute intervals": "99.979166", // 1.8 of 8,640
		"maintenance counts":                            "99.965277",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
	if !s.Others[0].Agreed || slices.ContainsFunc(s.Others[1:], func(o statement.Other) bool { return o.Agreed }) {
		t.Error("the first, and only the first, is as agreed")
	}
}

// An outage counts from its confirmation, and what follows in the same incident
// from its own beginning: never from before it.
func TestConfirmed(t *testing.T) {
	l := log{}.add("api", "acme", april(), n(20, 0, 0)).
		set("api", "acme", between(t, "30 13:49", "30 14:38"), n(20, 20, 0)).
		set("api", "acme", between(t, "30 14:50", "30 14:55"), n(20, 20, 0))
	f := Facts{Book: book(), Traffic: l.traffic, Incidents: []incident.Record{seedRecord(t)}} // detected at 14:09
	for _, test := range []struct {
		run  contract.RunRule
		want int64
	}{
		{contract.RunRule{}, 29 + 5},
		{contract.RunRule{AtLeast: 5 * time.Minute}, 29 + 5},
		{contract.RunRule{AtLeast: 5 * time.Minute, Excess: true}, 24},
		{contract.RunRule{AtLeast: 25 * time.Minute, Excess: true}, 4},
	} {
		m := promise()
		m.Evidence, m.Clock, m.Run = contract.Either, contract.FromConfirmed, test.run
		s := under(t, f, m)
		if lost := s.Judgement.Lost; lost == nil || lost.Cmp(rat(test.want, 1)) != 0 {
			t.Errorf("%+v: %v minutes are lost, want %d", test.run, lost, test.want)
		}
	}
}
