package assess

import (
	"iter"
	"maps"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// at is a time of April 2025 in UTC, the zone of most tests: "30 15:49".
func at(t testing.TB, s string) time.Time {
	t.Helper()
	v, err := time.Parse("2006-01-2 15:04", "2025-04-"+s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func between(t testing.TB, from, to string) span.Span { return span.New(at(t, from), at(t, to)) }

// A log is made-up traffic, minute by minute.
type log map[traffic.Key]*[span.MinutesPerDay]traffic.Counts

// add adds counts to every minute of s.
func (l log) add(service, customer string, s span.Span, counts traffic.Counts) log {
	l.each(service, customer, s, func(c *traffic.Counts) { c.Add(counts) })
	return l
}

// set replaces every minute of s.
func (l log) set(service, customer string, s span.Span, counts traffic.Counts) log {
	l.each(service, customer, s, func(c *traffic.Counts) { *c = counts })
	return l
}

func (l log) each(service, customer string, s span.Span, do func(*traffic.Counts)) {
	m, last := s.Minutes()
	for m < last {
		day, minute := span.DayOf(m)
		key := traffic.Key{Service: service, Customer: customer, Day: day}
		if l[key] == nil {
			l[key] = new([span.MinutesPerDay]traffic.Counts)
		}
		for ; m < last && minute < span.MinutesPerDay; m, minute = m+1, minute+1 {
			do(&l[key][minute])
		}
	}
}

func (l log) traffic(service string, from, to span.Day) iter.Seq2[traffic.Packed, error] {
	return func(yield func(traffic.Packed, error) bool) {
		for _, key := range slices.SortedFunc(maps.Keys(l), traffic.Key.Compare) {
			if key.Service != service || key.Day < from || key.Day >= to {
				continue
			}
			s := traffic.Series{Key: key}
			for minute, c := range l[key] {
				if c.Total > 0 {
					s.Cells = append(s.Cells, traffic.Cell{Minute: minute, Counts: c})
				}
			}
			if !yield(s.Pack(), nil) {
				return
			}
		}
	}
}

// n is counts of that many valid requests.
func n(valid, failed, slow uint64) traffic.Counts {
	return traffic.Counts{Total: valid, Valid: valid, Failed: failed, Slow: slow}
}

// thresholds are the tests' own: down from 5 % failed, degraded from 1 %
// failed or 10 % slow, of at least 10 requests.
func thresholds() contract.Thresholds {
	return contract.Thresholds{
		Down:         contract.Threshold{Percent: money.MustPercent("5%")},
		Degraded:     contract.Threshold{Percent: money.MustPercent("1%")},
		DegradedSlow: contract.Threshold{Percent: money.MustPercent("10%")},
		MinRequests:  10,
	}
}

func gold() contract.Policy {
	return contract.Policy{
		ID: "gold", Name: "Gold", Target: money.MustPercent("99.9%"), Evidence: contract.Either,
		Maintenance: contract.MaintenanceRule{Excluded: true, Notice: 72 * time.Hour, Cap: 4 * time.Hour},
		Tiers: []contract.Tier{
			{Below: money.MustPercent("99.9%"), Credit: money.MustPercent("10%")},
			{Below: money.MustPercent("99%"), Credit: money.MustPercent("25%")},
		},
	}
}

// book is one service "api" and the customers acme and beta on policy gold.
func book() contract.Book {
	k := []contract.Contract{{Policy: "gold", Services: []string{"api"}, Fee: money.Amount{Minor: 100000, Currency: "EUR"}, Zone: time.UTC}}
	return contract.Book{
		Organisation: "Voyado", Zone: time.UTC,
		Services: []contract.Service{{ID: "api", Name: "Engage API", Components: []string{"Engage (API)"}, Minute: thresholds(), Gap: 10 * time.Minute}},
		Policies: []contract.Policy{gold()},
		Customers: []contract.Customer{
			{ID: "acme", Name: "Acme", Contracts: slices.Clone(k)},
			{ID: "beta", Name: "Beta", Contracts: slices.Clone(k)},
		},
	}
}

// mark is a reading of an instant.
func mark(kind incident.Kind, basis incident.Basis, at time.Time) incident.Mark {
	return incident.Mark{Kind: kind, Basis: basis, At: at, Precision: incident.Minute}
}

// declared is an incident of the API with the instants given, "" for none.
func declared(t testing.TB, id, began, mitigated, resolved string) incident.Record {
	t.Helper()
	r := incident.Record{ID: id, Components: []string{"Engage (API)"}, Levels: []incident.Reading{{Level: incident.Partial}}}
	for kind, s := range map[incident.Kind]string{incident.Began: began, incident.Mitigated: mitigated, incident.Resolved: resolved} {
		if s != "" {
			r.Marks = append(r.Marks, mark(kind, incident.Prose, at(t, s)))
		}
	}
	return r
}

// seedRecord is the incident of 30 April 2025 as its postmortem tells it.
func seedRecord(t testing.TB) incident.Record {
	r := declared(t, "engage-api", "30 13:49", "30 14:38", "30 15:03") // 15:49, 16:38 and 17:03 in CEST
	r.Marks = append(r.Marks,
		mark(incident.Detected, incident.Posted, at(t, "30 14:09")),
		mark(incident.Identified, incident.Posted, at(t, "30 14:20")),
		mark(incident.AnnouncedResolved, incident.Posted, at(t, "30 15:41")))
	return r
}

func assess(t testing.TB, f Facts) *statement.Account {
	t.Helper()
	a, err := Month(f, "2025-04")
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// statementOf is the only statement of a customer.
func statementOf(t testing.TB, a *statement.Account, customer string) statement.Statement {
	t.Helper()
	var out []statement.Statement
	for _, s := range a.Statements {
		if s.Customer.ID == customer {
			out = append(out, s)
		}
	}
	if len(out) != 1 {
		t.Fatalf("customer %s has %d statements, want 1", customer, len(out))
	}
	return out[0]
}

// april is every minute of the month, with a day on either side.
func april() span.Span {
	return span.New(time.Date(2025, 3, 31, 0, 0, 0, 0, time.UTC), time.Date(2025, 5, 2, 0, 0, 0, 0, time.UTC))
}
