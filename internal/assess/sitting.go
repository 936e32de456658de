package assess

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

// A heard is what a customer's month came to: the statements of its terms, in
// their order.
type heard struct {
	hearings   []*hearing
	statements []statement.Statement
}

// A desk is the room that one hand works in.
type desk struct {
	pages []*page // by service
	slab  slab
}

// hands is on how many goroutines customers are judged.
func (m *month) hands() int { return max(1, m.facts.Hands) }

// sit reads the traffic of each customer under contract at all services, and
// judges the customers side by side. What it returns is in the order of the
// customers' ids.
func (m *month) sit(ledgers []*ledger) ([]heard, error) {
	terms := map[string][]*term{}
	for _, t := range m.terms {
		terms[t.customer.ID] = append(terms[t.customer.ID], t)
	}
	ids := slices.Sorted(maps.Keys(terms))
	out := make([]heard, len(ids))
	desks := make([]desk, m.hands())
	for i := range desks {
		desks[i].pages = make([]*page, len(ledgers))
	}
	idle := make(shelf, 2*len(desks))
	err := spread(len(desks), func(give func(*parcel)) error {
		return m.gather(ledgers, ids, idle, give)
	}, func(hand int, p *parcel) error {
		defer idle.give(p)
		var err error
		out[p.number], err = m.hear(ledgers, &desks[hand], terms[p.customer], p)
		return err
	})
	return out, err
}

// gather gives a parcel for each of the customers ids, which ascend: its days at
// every service, whose streams are read side by side.
func (m *month) gather(ledgers []*ledger, ids []string, idle shelf, give func(*parcel)) error {
	type head struct {
		next func() (traffic.Packed, error, bool)
		at   traffic.Packed
		open bool
	}
	heads := make([]head, len(ledgers))
	advance := func(h *head) (err error) {
		h.at, err, h.open = h.next()
		return err
	}
	for i, l := range ledgers {
		if len(l.terms) == 0 {
			continue
		}
		next, stop := iter.Pull2(m.stream(l.service.ID))
		defer stop()
		heads[i].next = next
		if err := advance(&heads[i]); err != nil {
			return fmt.Errorf("service %s: %w", l.service.ID, err)
		}
	}
	for number, id := range ids {
		p := idle.take()
		p.reset(number, id)
		for i := range heads {
			for h := &heads[i]; h.open && h.at.Customer <= id; {
				if h.at.Customer == id {
					p.add(i, h.at)
				}
				if err := advance(h); err != nil {
					return fmt.Errorf("service %s: %w", ledgers[i].service.ID, err)
				}
			}
		}
		give(p)
	}
	return nil
}

// hear judges the terms of one customer.
func (m *month) hear(ledgers []*ledger, d *desk, terms []*term, p *parcel) (heard, error) {
	var out heard
	pages := d.pages
	for i, l := range ledgers {
		own := l.lanes[p.customer]
		if own == nil {
			continue
		}
		if pages[i] == nil {
			pages[i] = newPage(m.axis)
		}
		if err := pages[i].write(p, i); err != nil {
			return out, fmt.Errorf("service %s: %w", l.service.ID, err)
		}
		own.take(pages[i], &l.judge, l.watched)
		l.suffer(own, pages[i])
	}
	for _, t := range terms {
		d.slab.used = 0
		h := &hearing{month: m, term: t, judged: minutesOf(t.judged), slab: &d.slab}
		for _, n := range t.numbers {
			h.ledgers, h.lanes, h.pages = append(h.ledgers, ledgers[n]), append(h.lanes, ledgers[n].lanes[p.customer]), append(h.pages, pages[n])
		}
		s, err := h.statement()
		if err != nil {
			return out, fmt.Errorf("service %s: customer %s: %w", t.service.ID, p.customer, err)
		}
		h.pages, h.slab = nil, nil
		out.hearings, out.statements = append(out.hearings, h), append(out.statements, s)
	}
	return out, nil
}
