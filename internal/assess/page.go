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
	sums     []sums // of units, for the page as it is
}

// A sums is the requests of the units of one length, which follow each other
// from the minute from on.
type sums struct {
	from   span.Minute
	length int64
	of     []traffic.Counts
}

// units is the requests of each unit of s; they are counted once for a page.
func (g *page) units(s stretch, length int64) []traffic.Counts {
	n := int((s.count() + length - 1) / length)
	for _, k := range g.sums {
		if k.from == s.from && k.length == length && len(k.of) == n {
			return k.of
		}
	}
	if len(g.sums) == cap(g.sums) {
		g.sums = append(g.sums, sums{})
	} else {
		g.sums = g.sums[:len(g.sums)+1] // with its room of the page before
	}
	k := &g.sums[len(g.sums)-1]
	k.from, k.length, k.of = s.from, length, k.of[:0]
	for cells := g.of(s); len(cells) > 0; {
		n := min(int(length), len(cells))
		k.of = append(k.of, sum(cells[:n]))
		cells = cells[n:]
	}
	return k.of
}

// A slab lends room for the codes of one term after the other.
type slab struct {
	room []code
	used int
}

// take is room for n codes, with whatever stands in it.
func (s *slab) take(n int64) []code {
	if s.used+int(n) > len(s.room) {
		s.room, s.used = make([]code, max(2*len(s.room), int(8*n))), 0
	}
	s.used += int(n)
	return s.room[s.used-int(n) : s.used : s.used]
}

func (s *slab) copy(codes []code) []code {
	out := s.take(int64(len(codes)))
	copy(out, codes)
	return out
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
	g.sums = g.sums[:0]
	for _, first := range g.days {
		clear(g.cells[first : first+span.MinutesPerDay])
		clear(g.verdicts[first : first+span.MinutesPerDay])
	}
	g.days = g.days[:0]
}

// of is the requests of each minute of s.
func (g *page) of(s stretch) []traffic.Counts { return of(g.cells, g.axis.from, s) }
