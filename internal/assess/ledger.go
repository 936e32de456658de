package assess

import (
	"fmt"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A ledger is one service's month while it is being made up.
type ledger struct {
	*month
	service   contract.Service
	judge     judge
	terms     []term
	events    []*event               // that concern the service
	works     []contract.Maintenance // on the service, in order of time
	lanes     map[string]*lane       // by customer id, for each customer of terms
	ordered   []*lane                // the lanes, in order of customer name
	pool      []traffic.Counts       // every request of the service, per minute of the axis
	pooled    []code                 // the verdict on the pool; set by cover
	watched   []bool                 // minutes of the axis whose requests are reported whatever their state
	gaps      coverage
	sparse    int                            // statements in which most minutes with requests had too few to decide
	strangers map[string]*statement.Requests // by customer key, in the organisation's month
}

// open lays out the ledger of service.
func (m *month) open(service contract.Service) *ledger {
	l := &ledger{
		month: m, service: service, judge: newJudge(service.Minute), works: worksOn(m.works, service.ID),
		lanes: map[string]*lane{}, strangers: map[string]*statement.Requests{},
		pool: make([]traffic.Counts, m.axis.count()), watched: make([]bool, m.axis.count()),
	}
	for _, e := range m.events {
		if e.concerns(service.ID) {
			l.events = append(l.events, e)
			fill(l.watched, m.axis.from, e.impact, true)
			fill(l.watched, m.axis.from, e.reach, true)
		}
	}
	for _, w := range l.works {
		fill(l.watched, m.axis.from, stretchOf(w), true)
	}
	l.terms = slices.Clone(m.terms)
	l.terms = slices.DeleteFunc(l.terms, func(t term) bool { return t.service.ID != service.ID })
	for _, t := range l.terms {
		if l.lanes[t.customer.ID] == nil {
			own := newLane(m, t.customer, l.terms)
			l.lanes[t.customer.ID] = own
			l.ordered = append(l.ordered, own)
		}
	}
	return l
}

// read takes in the traffic of the service, once.
func (l *ledger) read() error {
	return l.each(l.service.ID, func(s traffic.Series, first int) {
		pool := l.pool[first:]
		for i := range s.Cells {
			pool[s.Cells[i].Minute].Add(s.Cells[i].Counts)
		}
		if lane := l.lanes[s.Customer]; lane != nil {
			lane.add(s.Cells, first, &l.judge, l.watched)
		} else {
			l.stranger(l.strangers, s, first)
		}
	})
}

// each calls do with every series of service and the place of its day's first
// minute on the axis. It holds the source to its promises, because a series
// out of place would be counted in a wrong minute and one given twice would be
// counted twice.
func (m *month) each(service string, do func(s traffic.Series, first int)) error {
	if m.facts.Traffic == nil {
		return nil
	}
	var last traffic.Key
	started := false
	for s, err := range m.facts.Traffic(service, m.days[0], m.days[1]) {
		if err != nil {
			return fmt.Errorf("read traffic: %w", err)
		}
		if s.Service != service || s.Day < m.days[0] || s.Day >= m.days[1] {
			return fmt.Errorf("read traffic: asked for service %q from %s until before %s, got %q on %s", service, m.days[0], m.days[1], s.Service, s.Day)
		}
		if started && s.Key.Compare(last) <= 0 {
			return fmt.Errorf("read traffic: customer %q on %s came after customer %q on %s: series must ascend, one per key", s.Customer, s.Day, last.Customer, last.Day)
		}
		if err := checkCells(s); err != nil {
			return fmt.Errorf("read traffic: customer %q on %s: %w", s.Customer, s.Day, err)
		}
		last, started = s.Key, true
		do(s, int(s.Day.First()-m.axis.from))
	}
	return nil
}

func checkCells(s traffic.Series) error {
	before := -1
	for i := range s.Cells {
		minute := s.Cells[i].Minute
		if minute <= before || minute >= span.MinutesPerDay {
			return fmt.Errorf("minute %d after minute %d: minutes must ascend within the day", minute, before)
		}
		before = minute
	}
	return nil
}
