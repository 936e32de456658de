package assess

import (
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A page is one customer's month at one service, minute by minute of the axis.
// It is written on again for the next customer.
type page struct {
	axis     stretch
	cells    []traffic.Counts
	verdicts []code // what the log alone says, by the service's thresholds
	days     []int  // places of the first minutes of the days that were written
}

func newPage(axis stretch) *page {
	return &page{axis: axis, cells: make([]traffic.Counts, axis.count()), verdicts: make([]code, axis.count())}
}

// write lays out the days of p at a service.
func (g *page) write(p *parcel, service int) error {
	g.wipe()
	for _, d := range p.days {
		if d.service != service {
			continue
		}
		g.days = append(g.days, int(d.day.First()-g.axis.from))
		if err := p.unpack(d, g.cells, g.axis.from); err != nil {
			return err
		}
	}
	return nil
}

func (g *page) wipe() {
	for _, first := range g.days {
		clear(g.cells[first : first+span.MinutesPerDay])
		clear(g.verdicts[first : first+span.MinutesPerDay])
	}
	g.days = g.days[:0]
}

// of is the requests of each minute of s.
func (g *page) of(s stretch) []traffic.Counts { return of(g.cells, g.axis.from, s) }
