package assess

import (
	"cmp"
	"fmt"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// stranger adds the requests of s in the organisation's month to its customer's.
func (m *month) stranger(by map[string]*statement.Requests, s traffic.Packed) error {
	sum := s.Sum
	if day := (stretch{s.Day.First(), s.Day.First() + span.MinutesPerDay}); day.clip(m.period) != day {
		sum = traffic.Counts{}
		cells, err := traffic.Unpack(s.Minutes)
		if err != nil {
			return fmt.Errorf("read traffic: customer %q on %s: %w", s.Customer, s.Day, err)
		}
		for i := range cells {
			if m.period.holds(day.from + span.Minute(cells[i].Minute)) {
				sum.Add(cells[i].Counts)
			}
		}
	}
	if sum.Total == 0 {
		return nil
	}
	if by[s.Customer] == nil {
		by[s.Customer] = &statement.Requests{}
	}
	*by[s.Customer] = by[s.Customer].Add(statement.Requests(sum))
	return nil
}

// unassigned enters the traffic of the organisation's month that no contract
// covers: of strangers, and of customers outside the life of their contracts.
func (l *ledger) unassigned() {
	for id, own := range l.lanes {
		var lives []stretch
		for _, k := range own.customer.Contracts {
			if slices.Contains(k.Services, l.service.ID) {
				lives = append(lives, minutesOf(life(k, l.axis.in(l.zone()))))
			}
		}
		var sum traffic.Counts
		for i, from := range own.cuts {
			covered := slices.ContainsFunc(lives, func(s stretch) bool { return s.holds(from) })
			if !covered && l.period.holds(from) {
				sum.Add(own.sums[i])
			}
		}
		if sum.Total > 0 {
			r := statement.Requests(sum)
			l.strangers[id] = &r
		}
	}
	l.enter(l.service.ID, l.strangers)
}

// unmatched enters the traffic that matches no service.
func (m *month) unmatched() error {
	by := map[string]*statement.Requests{}
	for _, service := range m.facts.Unmatched {
		for s, err := range m.stream(service) {
			if err == nil {
				err = m.stranger(by, s)
			}
			if err != nil {
				return err
			}
		}
	}
	m.enter("", by)
	return nil
}

// enter adds to the account, most requests first.
func (m *month) enter(service string, by map[string]*statement.Requests) {
	var out []statement.Unassigned
	for customer, r := range by {
		out = append(out, statement.Unassigned{Service: service, Customer: customer, Requests: *r})
	}
	slices.SortFunc(out, func(a, b statement.Unassigned) int {
		return cmp.Or(cmp.Compare(b.Requests.Total, a.Requests.Total), cmp.Compare(a.Customer, b.Customer))
	})
	m.account.Unassigned = append(m.account.Unassigned, out...)
}

// silent warns of promises that rest on a log without a line.
func (l *ledger) silent() {
	if len(l.terms) == 0 {
		return
	}
	if total(of(l.pool, l.axis.from, l.period)).Total == 0 {
		l.warn("no request to %s was logged in %s", l.service.ID, l.account.Period.Name)
		return
	}
	if l.sparse > 0 {
		l.warn("%d of %d promises on %s: most minutes with requests have fewer than the %d that let the log decide, and are up unless an incident was declared",
			l.sparse, len(l.terms), l.service.ID, l.service.Minute.MinRequests)
	}
	for _, t := range l.terms {
		if t.policy.Evidence != contract.Incidents && l.lanes[t.customer.ID].between(minutesOf(t.judged)).Total == 0 {
			l.warn("customer %s sent no request to %s in %s, though under contract: do its keys fit the logs?", t.customer.ID, l.service.ID, t.period.Name)
		}
	}
}
