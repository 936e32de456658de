// Package assess makes facts and contracts into statements. It is pure: it
// reads no clock, no file and no store, and the same facts give the same
// account.
//
//  1. plan.go finds who is to be judged for which stretch of the month, and
//     incidents.go what was declared about which service: the documents'
//     records joined and amended (amendments.go), and the maintenance that
//     they announce (works.go).
//  2. For each service, ledger.go reads its traffic once: pooled for the
//     service as a whole, and a lane for each customer under contract.
//  3. coverage.go finds from the pool when the service was not being logged.
//  4. states.go paints what each minute of a customer was (verdict.go judges
//     the log, maintenance.go takes out what was announced); runs.go and
//     tally.go count it; statement.go puts the statement together.
//  5. impact.go, episodes.go, undeclared.go, reliability.go and unassigned.go
//     say what happened, noticed or not, and what no contract covers.
package assess

import (
	"fmt"
	"iter"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// Facts are everything that an account rests on.
type Facts struct {
	Book       contract.Book
	Incidents  []incident.Record    // of every document by itself
	Works      []incident.Work      // maintenance that documents announce
	Amendments []incident.Amendment // what people decided about incidents
	Warnings   []string             // what was odd about reading the documents

	// Traffic yields the series of one service on the UTC days [from, to), in
	// ascending order of key, one per key, of every customer: known, unknown
	// and anonymous. A nil Traffic is a month without logs. A series is not kept
	// after the next one is asked for.
	Traffic func(service string, from, to span.Day) iter.Seq2[traffic.Series, error]

	// Unmatched are what Traffic calls the services of requests that match none.
	Unmatched []string

	// Evidence yields the kept sample of a customer's failed and slow requests
	// to a service within a span, in order of time; nil: there is none.
	Evidence func(service, customer string, within span.Span) ([]traffic.Evidence, error)

	Inputs  []statement.Input
	Version string // of aftermath
}

// Month makes the account of the month called name, "2025-04". Each contract
// is judged for that month in its own zone; incidents, gaps and undeclared
// trouble belong to the month in the organisation's zone.
//
// It fails when the book contradicts itself (a contract that names an unknown
// policy or service), when Traffic fails or breaks its promises, and when the
// minutes of a statement do not add up to its period.
func Month(f Facts, name string) (*statement.Account, error) {
	m, err := plan(f, name)
	if err != nil {
		return nil, fmt.Errorf("assess %s: %w", name, err)
	}
	for _, service := range f.Book.Services {
		if err := m.assess(service); err != nil {
			return nil, fmt.Errorf("assess %s: service %s: %w", name, service.ID, err)
		}
	}
	if err := m.unmatched(); err != nil {
		return nil, fmt.Errorf("assess %s: %w", name, err)
	}
	m.assumedZones()
	m.episodes()
	m.account.Reliability = reliability(m.account.Incidents)
	m.account.Reliability.Alike = m.alike
	slices.SortStableFunc(m.account.Statements, compareStatements)
	slices.SortStableFunc(m.account.Undeclared, compareUndeclared)
	return m.account, nil
}

// assess judges every contract for service and adds what its traffic shows.
func (m *month) assess(service contract.Service) error {
	l := m.open(service)
	if err := l.read(); err != nil {
		return err
	}
	l.cover()
	for _, t := range l.terms {
		s, err := l.statement(t, l.lanes[t.customer.ID])
		if err != nil {
			return fmt.Errorf("customer %s: %w", t.customer.ID, err)
		}
		m.account.Statements = append(m.account.Statements, s)
		l.hit(s)
		if s.Thin.Minutes > s.Thin.Decided {
			l.sparse++
		}
	}
	l.trace()
	l.undeclared()
	l.unassigned()
	l.silent()
	return nil
}
