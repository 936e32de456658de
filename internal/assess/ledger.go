package assess

import (
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A ledger is one service's month while it is being made up.
type ledger struct {
	*month
	number    int // of the service in the book
	service   contract.Service
	judge     judge
	terms     []*term
	events    []*event               // that concern the service
	works     []contract.Maintenance // on the service, in order of time
	lanes     map[string]*lane       // by customer id, for each customer of terms
	ordered   []*lane                // the lanes, in order of customer name
	pool      []traffic.Counts       // every request of the service, per minute of the axis
	pooled    []code                 // the verdict on the pool; set by cover
	watched   []bool                 // minutes of the axis whose requests are reported whatever their state
	gaps      coverage
	deciding  []uint32                       // per minute of the axis, customers under contract whose log decides it; nil: no measure asks
	suffering []uint32                       // those of them for whom it is bad
	whole     []trouble                      // of the service as a whole that is worth telling; set by survey
	sparse    int                            // statements in which most minutes with requests had too few to decide
	strangers map[string]*statement.Requests // by customer key, in the organisation's month
}

// open lays out the ledger of service.
func (m *month) open(number int) *ledger {
	service := m.facts.Book.Services[number]
	l := &ledger{
		month: m, number: number, service: service, judge: newJudge(service.Minute), works: worksOn(m.works, service.ID),
		lanes: map[string]*lane{}, strangers: map[string]*statement.Requests{},
		watched: make([]bool, m.axis.count()),
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
	own := map[string][]*term{}
	for _, t := range m.terms {
		if slices.Contains(t.numbers, number) {
			l.terms = append(l.terms, t)
			own[t.customer.ID] = append(own[t.customer.ID], t)
		}
	}
	for _, t := range l.terms {
		if l.lanes[t.customer.ID] == nil {
			lane := newLane(m, own[t.customer.ID])
			l.lanes[t.customer.ID] = lane
			l.ordered = append(l.ordered, lane)
		}
	}
	return l
}

// read takes in the traffic of the service as a whole, and that of strangers.
func (l *ledger) read() error {
	pools := make([][]traffic.Counts, l.hands())
	for i := range pools {
		pools[i] = make([]traffic.Counts, l.axis.count())
	}
	idle := make(shelf, 2*len(pools))
	census := l.census(len(pools))
	err := spread(len(pools), func(give func(*parcel)) error {
		var p *parcel
		for s, err := range l.stream(l.service.ID) {
			if err != nil {
				return err
			}
			if l.lanes[s.Customer] == nil {
				if err := l.stranger(l.strangers, s); err != nil {
					return err
				}
			}
			if p != nil && p.customer != s.Customer {
				give(p)
				p = nil
			}
			if p == nil {
				p = idle.take()
				p.reset(0, s.Customer)
			}
			p.add(l.number, s)
		}
		if p != nil {
			give(p)
		}
		return nil
	}, func(hand int, p *parcel) error {
		defer idle.give(p)
		for _, d := range p.days {
			if err := p.unpack(d, pools[hand], l.axis.from); err != nil {
				return err
			}
		}
		if census == nil || l.lanes[p.customer] == nil {
			return nil
		}
		return census[hand].count(p, l)
	})
	l.pool = pools[0]
	for _, more := range pools[1:] {
		for i := range more {
			l.pool[i].Add(more[i])
		}
	}
	for _, c := range census {
		l.deciding, l.suffering = plusEach(l.deciding, c.deciding), plusEach(l.suffering, c.suffering)
	}
	return err
}
