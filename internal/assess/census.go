package assess

import (
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
)

// A census counts, minute by minute, the customers of a service whom the log
// shows, and of them those who were hit.
type census struct {
	page                *page
	deciding, suffering []uint32
}

// census makes room for one per hand; nil where no measure asks for the share of
// customers affected.
func (l *ledger) census(hands int) []census {
	asked := func(m contract.Measure) bool { return m.Bad.Kind == contract.ByAffected }
	if !slices.ContainsFunc(l.terms, func(t *term) bool { return slices.ContainsFunc(t.measures, asked) }) {
		return nil
	}
	out := make([]census, hands)
	for i := range out {
		out[i] = census{newPage(l.axis), make([]uint32, l.axis.count()), make([]uint32, l.axis.count())}
	}
	return out
}

// count adds the customer of p.
func (c *census) count(p *parcel, l *ledger) error {
	if err := c.page.write(p, l.number); err != nil {
		return err
	}
	for _, first := range c.page.days {
		for place := first; place < first+span.MinutesPerDay; place++ {
			if v := l.judge.verdict(c.page.cells[place]); v != thin {
				c.deciding[place]++
				if v.bad() {
					c.suffering[place]++
				}
			}
		}
	}
	return nil
}

// plusEach adds b to a, value by value; a nil a is all zero.
func plusEach(a, b []uint32) []uint32 {
	if a == nil {
		return b
	}
	for i, n := range b {
		a[i] += n
	}
	return a
}
