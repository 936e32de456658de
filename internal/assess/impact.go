package assess

import (
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

// during are the events whose declared impact overlaps judged.
func (l *ledger) during(judged stretch) []*event {
	var out []*event
	for _, e := range l.events {
		if e.impact.overlaps(judged) {
			out = append(out, e)
		}
	}
	return out
}

// hit enters in the month's episodes what each was to the customer of s; a
// customer whom it did not touch has an impact of no minutes.
func (l *ledger) hit(s statement.Statement) {
	judged := minutesOf(s.Judged)
	for i, e := range l.during(judged) {
		if e.episode == nil {
			continue
		}
		e.episode.Hit = append(e.episode.Hit, statement.Hit{
			Customer: s.Customer, Service: s.Service, Impact: s.Impacts[i],
			Served: l.lanes[s.Customer.ID].requests(e.impact.clip(judged)), Credit: s.Judgement,
		})
	}
}
