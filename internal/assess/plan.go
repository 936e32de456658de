package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// A month is an account while it is being made.
type month struct {
	facts   Facts
	days    [2]span.Day            // the UTC days [0] … [1] whose traffic is read
	axis    stretch                // the minutes of days
	period  stretch                // the month in the organisation's zone
	terms   []*term                // in order of customer name, then time
	events  []*event               // in order of time
	records map[recordKey][]Record // of earlier periods
	works   []contract.Maintenance
	alike   int // pairs of incidents of the month that are likely one
	account *statement.Account
	doubts  []doubt
}

// A doubt is what a policy asks for and the facts cannot tell.
type doubt struct {
	policy, what string
	statements   int
}

func (m *month) doubt(policy, what string) {
	i := slices.IndexFunc(m.doubts, func(d doubt) bool { return d.policy == policy && d.what == what })
	if i < 0 {
		i, m.doubts = len(m.doubts), append(m.doubts, doubt{policy: policy, what: what})
	}
	m.doubts[i].statements++
}

// A term is one statement to be made.
type term struct {
	customer contract.Customer
	contract contract.Contract
	policy   contract.Policy // in its version for the period
	measures []contract.Measure
	service  contract.Service // where several are joined, what they are together
	numbers  []int            // of its services in the book: one, or those that are joined
	period   span.Period
	within   stretch     // the period as far as the month goes
	judged   span.Span   // the contract's life in that
	days     []span.Span // the calendar days of judged
	runs     bool        // the period goes on after the month
}

// plan finds the statements to be made and the days that they need: the month
// in every zone, and a day on either side, so that a silence across the
// month's end is seen at its full length.
func plan(f Facts, name string) (*month, error) {
	if f.Book.Zone == nil {
		return nil, fmt.Errorf("the organisation has no zone")
	}
	period, err := span.ParsePeriod(name, f.Book.Zone)
	if err != nil {
		return nil, err
	}
	m := &month{facts: f, period: minutesOf(period.Span)}
	m.account = &statement.Account{
		Organisation: f.Book.Organisation, Contact: f.Book.Contact, Sample: f.Book.Sample, Customers: f.Book.Customers,
		Period: period, Inputs: f.Inputs, Version: f.Version,
	}
	for _, c := range f.Book.Customers {
		for _, k := range c.Contracts {
			if err := m.engage(c, k, name); err != nil {
				return nil, fmt.Errorf("customer %s: %w", c.ID, err)
			}
		}
	}
	slices.SortStableFunc(m.terms, func(a, b *term) int {
		return cmp.Or(compareCustomers(a.customer, b.customer), a.judged.Start.Compare(b.judged.Start))
	})
	m.remember()
	m.axis = m.period
	for _, t := range m.terms {
		m.axis = stretch{min(m.axis.from, t.within.from), max(m.axis.to, t.within.to)}
	}
	m.days[0], _ = span.DayOf(m.axis.from)
	m.days[1], _ = span.DayOf(m.axis.to - 1)
	m.days[0], m.days[1] = m.days[0]-1, m.days[1]+2
	m.axis = stretch{m.days[0].First(), m.days[1].First()}
	m.overlapping()
	m.account.Warnings = append(m.account.Warnings, f.Warnings...)
	m.announce()
	m.declare()
	return m, nil
}

// engage adds the terms of one contract, when its life touches the period that
// is judged with the month: one per service, or one for all that are joined.
func (m *month) engage(c contract.Customer, k contract.Contract, name string) error {
	zone := k.Zone
	if zone == nil {
		zone = m.facts.Book.Zone
	}
	month, err := span.ParsePeriod(name, zone)
	if err != nil {
		return err
	}
	policy, ok := m.facts.Book.Policy(k.Policy)
	if !ok {
		return fmt.Errorf("a contract names the policy %q, which is not configured", k.Policy)
	}
	period := periodOf(policy.Period, month)
	t := term{customer: c, contract: k, policy: policy.At(period.Start), period: period, runs: period.End.After(month.End)}
	t.measures = t.policy.Promises()
	until := span.New(period.Start, period.End)
	if t.runs {
		until.End = month.End
	}
	t.within = minutesOf(until)
	t.judged = until.Intersect(life(k, until)).In(zone)
	for _, day := range period.Days() {
		if day = day.Intersect(t.judged); minutesOf(day).count() > 0 {
			t.days = append(t.days, day)
		}
	}
	for _, id := range k.Services {
		number := slices.IndexFunc(m.facts.Book.Services, func(s contract.Service) bool { return s.ID == id })
		if number < 0 {
			return fmt.Errorf("a contract names the service %q, which is not configured", id)
		}
		t.numbers = append(t.numbers, number)
	}
	if t.judged.CountMinutes() == 0 {
		return nil
	}
	if len(t.numbers) > 1 && slices.ContainsFunc(t.measures, func(m contract.Measure) bool { return m.Scope.Combine != contract.Each }) {
		t.service = together(m.facts.Book.Services, t.numbers)
		m.terms = append(m.terms, &t)
		return nil
	}
	for _, number := range t.numbers {
		one := t
		one.service, one.numbers = m.facts.Book.Services[number], []int{number}
		m.terms = append(m.terms, &one)
	}
	return nil
}

// together names services that one promise joins.
func together(all []contract.Service, numbers []int) contract.Service {
	var ids, names []string
	for _, n := range numbers {
		ids, names = append(ids, all[n].ID), append(names, all[n].Name)
	}
	return contract.Service{ID: strings.Join(ids, "+"), Name: strings.Join(names, " and "), Minute: all[numbers[0]].Minute, Gap: all[numbers[0]].Gap}
}

// life is the contract's life as far as it matters to within: an open end is
// that of within.
func life(k contract.Contract, within span.Span) span.Span {
	from, to := k.From, k.To
	if from.IsZero() {
		from = within.Start
	}
	if to.IsZero() {
		to = within.End
	}
	return span.New(from, to)
}

// overlapping warns of two contracts that promise one service to one customer
// at the same time: both are judged, and both may pay.
func (m *month) overlapping() {
	for i, a := range m.terms {
		for _, b := range m.terms[i+1:] {
			if b.customer.ID != a.customer.ID {
				break
			}
			if slices.ContainsFunc(a.numbers, func(n int) bool { return slices.Contains(b.numbers, n) }) && a.judged.Overlaps(b.judged) {
				m.warn("customer %s has two contracts for %s at the same time (policies %s and %s): both are judged",
					a.customer.ID, a.service.ID, a.policy.ID, b.policy.ID)
			}
		}
	}
}

func (m *month) warn(format string, args ...any) {
	m.account.Warnings = append(m.account.Warnings, fmt.Sprintf(format, args...))
}

func (m *month) zone() *time.Location { return m.account.Period.Zone }

func compareCustomers(a, b contract.Customer) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}
