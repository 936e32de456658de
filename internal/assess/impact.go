package assess

import (
	"slices"

	"aftermath/internal/statement"
)

// impact is what e was to the customer whose bad runs, in order of time, are
// bad: all minutes of each unbroken bad stretch that shares a minute with the
// declared impact or adjoins it. Two incidents that touch one stretch both
// have it, so impacts do not add up.
func impact(e *event, bad []statement.Run) statement.Impact {
	out := statement.Impact{Incident: e.ID, First: e.impact.from, Last: e.impact.from}
	hit := false
	for i := 0; i < len(bad); {
		j := i + 1
		for j < len(bad) && bad[j].Start.Equal(bad[j-1].End) {
			j++
		}
		unbroken := stretch{minutesOf(bad[i].Span).from, minutesOf(bad[j-1].Span).to}
		if unbroken.touches(e.impact) {
			for _, r := range bad[i:j] {
				if r.State == statement.Down {
					out.Down += r.CountMinutes()
				} else {
					out.Degraded += r.CountMinutes()
				}
				out.Requests = out.Requests.Add(r.Requests)
			}
			if !hit {
				out.First, hit = unbroken.from, true
			}
			out.Last = unbroken.to
		}
		i = j
	}
	return out
}

// plusImpact is what an incident was to the customer at two services.
func plusImpact(a, b statement.Impact) statement.Impact {
	switch {
	case a.Incident == "" || a.First == a.Last && b.First != b.Last:
		a.First, a.Last = b.First, b.Last
	case b.First != b.Last:
		a.First, a.Last = min(a.First, b.First), max(a.Last, b.Last)
	}
	a.Incident, a.Down, a.Degraded, a.Requests = b.Incident, a.Down+b.Down, a.Degraded+b.Degraded, a.Requests.Add(b.Requests)
	return a
}

// hit enters in the month's episodes what each was to the customer of s; a
// customer whom it did not touch has an impact of no minutes.
func (h *hearing) hit(s statement.Statement) {
	for i, e := range h.during() {
		if e.episode == nil {
			continue
		}
		hit := statement.Hit{Customer: s.Customer, Service: s.Service, Impact: s.Impacts[i], Credit: s.Judgement}
		for k, own := range h.lanes {
			if slices.Contains(h.ledgers[k].events, e) {
				hit.Served = hit.Served.Add(own.requests(e.impact.clip(h.judged)))
			}
		}
		e.episode.Hit = append(e.episode.Hit, hit)
	}
}
