package assess

import (
	"iter"
	"slices"

	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// runs are the maximal stretches of one code, in order; codes begin at first.
func runs(codes []code, first span.Minute) iter.Seq2[stretch, code] {
	return func(yield func(stretch, code) bool) {
		for i := 0; i < len(codes); {
			j := i + 1
			for j < len(codes) && codes[j] == codes[i] {
				j++
			}
			if !yield(stretch{first + span.Minute(i), first + span.Minute(j)}, codes[i]) {
				return
			}
			i = j
		}
	}
}

// narrate makes the runs of a statement: bad ones, and excluded and unknown
// ones. An excluded run is cut where another reason takes over. The requests
// and incidents are those of the term's services from up to before to.
func (h *hearing) narrate(codes []code, taken []taking, from, to int) (bad, other []statement.Run) {
	run := func(s stretch, c code, reason string) statement.Run {
		r := statement.Run{Span: s.in(h.period.Zone), State: meaning[c].state, Source: meaning[c].source, Reason: reason}
		if to-from == 1 && len(h.numbers) > 1 {
			r.Service = h.ledgers[from].service.ID
		}
		for k := from; k < to; k++ {
			r.Requests = r.Requests.Add(h.lanes[k].requests(s))
			for _, e := range h.ledgers[k].events {
				if e.impact.overlaps(s) && !slices.Contains(r.Incidents, e.ID) {
					r.Incidents = append(r.Incidents, e.ID)
				}
			}
		}
		return r
	}
	next := 0 // of taken
	for s, c := range runs(codes, h.judged.from) {
		switch {
		case c.bad():
			bad = append(bad, run(s, c, ""))
		case c == unknown:
			other = append(other, run(s, c, ""))
		case c == idle:
			other = append(other, run(s, c, "too few requests to judge"))
		case c == excluded:
			for next > 0 && taken[next-1].to > s.from { // joined services have their takings one after the other
				next--
			}
			for ; next < len(taken) && taken[next].from < s.to; next++ {
				if part := taken[next].clip(s); !part.empty() {
					other = append(other, run(part, c, taken[next].reason))
				}
			}
		}
	}
	return bad, other
}
