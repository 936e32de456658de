package assess

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"pgregory.net/rapid"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A world is made-up facts of one month and what they were made of.
type world struct {
	Facts
	month string
	log   log
}

var worldMonths = []string{"2025-02", "2025-03", "2025-04", "2025-10"}

// drawWorld makes traffic of three customers and a stranger in stretches of
// one kind of minute, incidents, maintenance, contracts and zones.
func drawWorld(t *rapid.T) world {
	zones := []string{"UTC", "Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"}
	load := func(label string) *time.Location {
		z, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, label))
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	w := world{month: rapid.SampledFrom(worldMonths).Draw(t, "month"), log: log{}}
	w.Book = book()
	w.Book.Zone = load("zone")
	whole, err := span.ParsePeriod(w.month, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	axis := span.New(whole.Start.AddDate(0, 0, -2), whole.End.AddDate(0, 0, 2))
	instant := func(label string) time.Time {
		return axis.Start.Add(time.Duration(rapid.Int64Range(0, int64(axis.Duration()/time.Second)).Draw(t, label)) * time.Second)
	}
	stretch := func(label string, longest time.Duration) span.Span {
		start := instant(label)
		return span.New(start, start.Add(time.Duration(rapid.Int64Range(1, int64(longest/time.Second)).Draw(t, label+" length"))*time.Second))
	}
	kinds := []traffic.Counts{n(0, 0, 0), n(1, 1, 0), n(9, 0, 0), n(20, 0, 0), n(20, 1, 0), n(200, 3, 0), n(20, 0, 3), {Total: 30, Valid: 5, Failed: 5}}
	for i, customer := range []string{"acme", "beta", "?other"} {
		// Most minutes come from a seed: rapid's own choices are for what matters.
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "traffic"), uint64(i)))
		for m := axis.Start; m.Before(axis.End); {
			s := span.New(m, m.Add(time.Duration(1+random.IntN(2000))*time.Minute))
			if c := kinds[random.IntN(len(kinds))]; c.Total > 0 {
				w.log.add("api", customer, s, c)
			}
			m = s.End
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "incidents") {
		s := stretch("incident", 2*24*time.Hour)
		r := incident.Record{ID: fmt.Sprint("i", i), Components: []string{"Engage (API)"}}
		r.Levels = []incident.Reading{{Level: rapid.SampledFrom([]incident.Level{incident.Outage, incident.Partial, incident.Degraded}).Draw(t, "level")}}
		r.Marks = []incident.Mark{mark(incident.Began, incident.Prose, s.Start), mark(incident.Resolved, incident.Prose, s.End),
			mark(incident.Mitigated, incident.Prose, s.Start.Add(s.Duration()/3))}
		w.Incidents = append(w.Incidents, r)
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "works") {
		s := stretch("work", 10*time.Hour)
		m := contract.Maintenance{ID: fmt.Sprint("m", i), Start: s.Start, End: s.End}
		if rapid.Bool().Draw(t, "announced") {
			m.Announced = s.Start.Add(-time.Duration(rapid.IntRange(-10, 100).Draw(t, "hours before")) * time.Hour)
		}
		w.Book.Maintenance = append(w.Book.Maintenance, m)
	}
	p := &w.Book.Policies[0]
	p.Evidence = rapid.SampledFrom([]contract.Evidence{contract.Logs, contract.Incidents, contract.Either}).Draw(t, "evidence")
	p.Maintenance = contract.MaintenanceRule{Excluded: rapid.Bool().Draw(t, "excluded"), Notice: time.Duration(rapid.IntRange(0, 72).Draw(t, "notice")) * time.Hour,
		Cap: time.Duration(rapid.IntRange(0, 600).Draw(t, "cap")) * time.Minute}
	p.DegradedWeight = money.MustPercent(rapid.SampledFrom([]string{"0%", "50%"}).Draw(t, "weight"))
	for i := range w.Book.Customers {
		k := &w.Book.Customers[i].Contracts[0]
		k.Zone = load("contract zone")
		if rapid.Bool().Draw(t, "part") {
			k.From = instant("from")
		}
	}
	w.Facts.Traffic = w.log.traffic
	return w
}

func (w world) assess(t *rapid.T) *statement.Account {
	a, err := Month(w.Facts, w.month)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// counted is the requests of a customer in s, from the log itself.
func (w world) counted(customer string, s span.Span) statement.Requests {
	var sum traffic.Counts
	w.log.each("api", customer, s, func(c *traffic.Counts) { sum.Add(*c) })
	return statement.Requests(sum)
}

// move lays the world's traffic, incidents and maintenance so that the day
// after the start of its log begins at start.
func (w *world) move(start time.Time) {
	keys := make([]traffic.Key, 0, len(w.log))
	for k := range w.log {
		keys = append(keys, k)
	}
	first := slices.MinFunc(keys, func(a, b traffic.Key) int { return cmp.Compare(a.Day, b.Day) }).Day + 1
	to, _ := span.DayOf(span.MinuteOf(start))
	days := to - first
	w.log.add("api", "?other", span.FromMinutes(first.First()-1, first.First()), n(1, 0, 0)) // logging began before
	moved := log{}
	for k, v := range w.log {
		k.Day += days
		moved[k] = v
	}
	w.log = moved
	w.Facts.Traffic = moved.traffic
	by := time.Duration(days) * 24 * time.Hour
	w.Incidents = slices.Clone(w.Incidents)
	for i, r := range w.Incidents {
		r.Marks = slices.Clone(r.Marks)
		for k := range r.Marks {
			r.Marks[k].At = r.Marks[k].At.Add(by)
		}
		w.Incidents[i] = r
	}
	w.Book.Maintenance = slices.Clone(w.Book.Maintenance)
	for i := range w.Book.Maintenance {
		m := &w.Book.Maintenance[i]
		m.Start, m.End = m.Start.Add(by), m.End.Add(by)
		if !m.Announced.IsZero() {
			m.Announced = m.Announced.Add(by)
		}
	}
}

// figures is the figures of statements without their dates.
func figures(statements []statement.Statement) string {
	out := ""
	for _, s := range statements {
		out += fmt.Sprintf("%s %+v %+v %s %s\n", s.Customer.ID, s.Minutes, s.Requests, s.Judgement.Availability, s.Plain.Availability)
		for _, r := range append(slices.Clone(s.Bad), s.Other...) {
			out += fmt.Sprintf("  %s +%d %d %s %s %v %q %+v\n", r.State, r.Start.Sub(s.Judged.Start)/time.Minute, r.CountMinutes(), r.Source, r.State, r.Incidents, r.Reason, r.Requests)
		}
		for _, w := range s.Works {
			out += fmt.Sprintf("  %s %t %s %d %d\n", w.ID, w.Accepted, w.Why, w.Excluded, w.Overrun)
		}
		for _, i := range s.Impacts {
			out += fmt.Sprintf("  %s %d %d %+v %d\n", i.Incident, i.Down, i.Degraded, i.Requests, i.Last-i.First)
		}
	}
	return out
}
