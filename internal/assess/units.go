package assess

import (
	"iter"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// valid is the customer's valid requests in the judged part.
func (h *hearing) valid(g *page, r *rule) uint64 { return r.counts(sum(g.of(h.judged))).Valid }

func sum(cells []traffic.Counts) (out traffic.Counts) {
	for i := range cells {
		c := &cells[i]
		out.Total += c.Total
		out.Valid += c.Valid
		out.Failed += c.Failed
		out.Slow += c.Slow
	}
	return out
}

// units are the units of a length that touch s, clipped to it. They count from
// the start of the judged part's period.
func (h *hearing) units(s stretch, u contract.Unit) iter.Seq[stretch] {
	n := span.Minute(u.Minutes())
	return func(yield func(stretch) bool) {
		from := h.within.from + (s.from-h.within.from)/n*n
		if from > s.from {
			from -= n
		}
		for ; from < s.to; from += n {
			if !yield(stretch{from, from + n}.clip(s)) {
				return
			}
		}
	}
}

// longer is the longer unit around u: they follow each other from local midnight
// on.
func (h *hearing) longer(u stretch, length time.Duration, axis stretch) stretch {
	at := u.from.Time().In(h.period.Zone)
	day := minutesFrom(contract.StartOfDay(at.Year(), at.Month(), at.Day(), h.period.Zone))
	n := span.Minute(length / time.Minute)
	from := day + (u.from-day)/n*n
	return stretch{from, from + n}.clip(axis)
}

// byDown gives the units of which more than the measure's bound was down the
// state down in all of their known minutes, and the others none of it.
func (h *hearing) byDown(codes []code, m contract.Measure) {
	for u := range h.units(h.judged, m.Unit) {
		part := of(codes, h.judged.from, u)
		state := thin
		for _, c := range part {
			if c.down() {
				state = c
			}
		}
		bad := time.Duration(lostMinutes(part))*time.Minute > m.Bad.Bound
		for i, c := range part {
			switch {
			case bad && (c.down() || c.degraded() || c == upLogged || c == upDeclared):
				part[i] = state
			case c == downLogged:
				part[i] = upLogged
			case c.down():
				part[i] = upDeclared
			}
		}
	}
}
