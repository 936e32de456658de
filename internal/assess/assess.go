// Package assess makes facts and contracts into statements. It is pure: it
// reads no clock, no file and no store, and the same facts give the same
// account.
//
//  1. plan.go finds who is to be judged for which stretch of the month, and
//     incidents.go what was declared about which service: the documents'
//     records joined and amended (amendments.go), whom each decision of people
//     concerns (amended.go), and the maintenance that they announce (works.go).
//  2. For each service, ledger.go reads its traffic once, pooled for the
//     service as a whole; coverage.go finds from the pool when the service was
//     not being logged.
//  3. sitting.go reads it again customer by customer, and judges customers side
//     by side: page.go lays out a customer's month, lane.go keeps of it what the
//     account needs later.
//  4. hearing.go makes a statement: for each measure of its policy, reckon.go
//     says what every minute was (paint.go, by rule.go and verdict.go), what is
//     taken out (exclusions.go, maintenance.go, calendar.go), and counts minutes,
//     units and requests (tally.go, measured.go); join.go puts several services
//     together; others.go does it again under other rules.
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
	// and anonymous. A nil Traffic is a month without logs. It is read twice, and
	// those of several services side by side. A series is not kept after the
	// next one is asked for, and its latencies are not looked at.
	Traffic func(service string, from, to span.Day) iter.Seq2[traffic.Packed, error]

	// Unmatched are what Traffic calls the services of requests that match none.
	Unmatched []string

	// Evidence yields the kept sample of a customer's failed and slow requests
	// to a service within a span, in order of time; nil: there is none.
	Evidence func(service, customer string, within span.Span) ([]traffic.Evidence, error)

	Earlier []Record // of statements of earlier periods, in any order

	Inputs  []statement.Input
	Version string // of aftermath
	Hands   int    // goroutines that judge; 0: one. The account is the same whatever it is
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
	var ledgers []*ledger
	for i, service := range f.Book.Services {
		l := m.open(i)
		if err := l.read(); err != nil {
			return nil, fmt.Errorf("assess %s: service %s: %w", name, service.ID, err)
		}
		l.cover()
		l.survey()
		ledgers = append(ledgers, l)
	}
	all, err := m.sit(ledgers)
	if err == nil {
		err = m.enterAll(all)
	}
	if err != nil {
		return nil, fmt.Errorf("assess %s: %w", name, err)
	}
	for _, l := range ledgers {
		l.trace()
		l.undeclared()
		l.unassigned()
		l.silent()
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

// enterAll enters the statements in the account, with their samples.
func (m *month) enterAll(all []heard) error {
	m.account.Statements = make([]statement.Statement, 0, len(m.terms))
	for k := range all {
		one := &all[k]
		for i, h := range one.hearings {
			s := one.statements[i]
			var err error
			if s.Samples, err = h.samples(s.Bad); err != nil {
				return fmt.Errorf("service %s: customer %s: %w", s.Service.ID, s.Customer.ID, err)
			}
			m.account.Statements = append(m.account.Statements, s)
			h.hit(s)
			for _, d := range s.Doubts {
				m.doubt(h.policy.ID, d)
			}
			if s.Thin.Minutes > s.Thin.Decided {
				for _, l := range h.ledgers {
					l.sparse++
				}
			}
		}
		*one = heard{} // its memory is not needed twice
	}
	for _, d := range m.doubts {
		m.warn("policy %s: not known for %d of its statements: %s", d.policy, d.statements, d.what)
	}
	return nil
}
