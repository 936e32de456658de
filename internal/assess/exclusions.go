package assess

import (
	"cmp"
	"fmt"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// outOfHours is the category of what lies outside the service hours.
const outOfHours = "service hours"

// takings are what a measure takes out of the term at one service, disjoint and
// in order, and how each maintenance window fared. A minute is taken out once:
// by service hours before maintenance, and by maintenance before a category.
func (h *hearing) takings(m contract.Measure, l *ledger) ([]statement.Work, []taking) {
	works, out := exclude(l.works, m.Maintenance, h.term)
	for i := range out {
		out[i].subtract = m.Subtract
	}
	if m.Calendar.Always() && len(m.Exclusions) == 0 {
		return works, out
	}
	var hours []taking
	for _, s := range outside(m.Calendar, h.judged, h.period.Zone) {
		hours = append(hours, taking{stretch: s, reason: "outside the service hours", category: outOfHours, words: "outside the service hours", clause: m.Calendar.Clause})
	}
	out = beneath(hours, out)
	for _, x := range m.Exclusions {
		var windows []taking
		subtract := x.Subtract
		if subtract == contract.Remove {
			subtract = m.Subtract
		}
		for _, e := range l.events {
			if e.Cause() != x.Category {
				continue
			}
			for _, w := range e.Windows {
				if s := minutesOf(w.Span).clip(h.judged); !s.empty() {
					windows = append(windows, taking{stretch: s, reason: fmt.Sprintf("incident %s: %s", e.ID, cmp.Or(x.Reason, x.Category)), category: x.Category, words: cmp.Or(x.Reason, x.Category), clause: x.Clause, subtract: subtract})
				}
			}
		}
		out = beneath(out, windows)
	}
	return works, out
}

// beneath adds to first, which is disjoint, those parts of more that it leaves.
func beneath(first, more []taking) []taking {
	var spans []span.Span
	for _, t := range first {
		spans = append(spans, span.FromMinutes(t.from, t.to))
	}
	taken := span.NewSet(spans...)
	out := slices.Clone(first)
	for _, t := range more {
		own := span.NewSet(span.FromMinutes(t.from, t.to))
		for _, part := range own.Subtract(taken).Spans() {
			cut := t
			cut.stretch = minutesOf(part)
			out = append(out, cut)
		}
		taken = taken.Union(own)
	}
	slices.SortStableFunc(out, func(a, b taking) int { return cmp.Compare(a.from, b.from) })
	return out
}
