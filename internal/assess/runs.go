package assess

import (
	"iter"

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
// ones. An excluded run is cut where another maintenance takes over.
func (l *ledger) narrate(codes []code, judged stretch, t term, own *lane, taken []taking) (bad, other []statement.Run) {
	run := func(s stretch, c code, reason string) statement.Run {
		r := statement.Run{
			Span: s.in(t.period.Zone), State: meaning[c].state, Source: meaning[c].source,
			Reason: reason, Requests: own.requests(s),
		}
		for _, e := range l.events {
			if e.impact.overlaps(s) {
				r.Incidents = append(r.Incidents, e.ID)
			}
		}
		return r
	}
	for s, c := range runs(codes, judged.from) {
		switch {
		case c.bad():
			bad = append(bad, run(s, c, ""))
		case c == unknown:
			other = append(other, run(s, c, ""))
		case c == excluded:
			for _, k := range taken {
				if part := k.clip(s); !part.empty() {
					other = append(other, run(part, c, k.reason))
				}
			}
		}
	}
	return bad, other
}
