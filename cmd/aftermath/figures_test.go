package main

import (
	"slices"
	"testing"
	"time"
)

// figures is what the tests read of figures.json, by the documented names.
type figures struct {
	Period struct {
		Start, End string
		Minutes    int64
	}
	Incidents  []episode
	Statements []account
	Undeclared []struct {
		Service, Start, End, State string
		Customers                  []string
	}
	Gaps []struct{ Service, Start, End string }
}

type episode struct {
	ID, Title string
	Instants  map[string]struct{ At, Basis, Quote string }
	Windows   []struct{ Start, End, Level string }
	Minutes   map[string]float64
}

type account struct {
	Customer, Service, Policy, Start, End string
	Minutes                               struct{ Period, Up, Degraded, Down, Excluded, Unknown int64 }
	Availability                          string
	Met                                   bool
	Fee                                   struct{ Amount, Currency string }
	Credit                                struct{ Percent, Amount, Currency string }
	Outages                               []stretch
	Arithmetic                            []struct {
		Key, Formula string
		Result       struct{ Printed string }
	}
	Maintenance []struct {
		ID                string
		Excluded, Overrun int64
	}
}

type stretch struct{ Start, End, State string }

// of is the statement of a customer and a service.
func (f figures) of(t *testing.T, customer, service string) account {
	t.Helper()
	i := slices.IndexFunc(f.Statements, func(a account) bool { return a.Customer == customer && a.Service == service })
	if i < 0 {
		t.Fatalf("no statement of %s for %s", customer, service)
	}
	return f.Statements[i]
}

// incident is the incident with this title.
func (f figures) incident(t *testing.T, title string) episode {
	t.Helper()
	i := slices.IndexFunc(f.Incidents, func(e episode) bool { return e.Title == title })
	if i < 0 {
		t.Fatalf("no incident %q", title)
	}
	return f.Incidents[i]
}

// between are an account's bad stretches that touch the span from start to
// end; stretches of one state that touch each other are one.
func (a account) between(t *testing.T, start, end string) []stretch {
	t.Helper()
	var out []stretch
	for _, o := range a.Outages {
		if !instant(t, o.Start).Before(instant(t, end)) || !instant(t, o.End).After(instant(t, start)) {
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].State == o.State && out[last].End == o.Start {
			out[last].End = o.End
			continue
		}
		out = append(out, o)
	}
	return out
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
