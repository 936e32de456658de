package contract

import (
	"cmp"
	"slices"
	"time"
)

// unitsDown turns outages in a period of that length into the units of which more
// than the measure's bound was down, units beside each other as one outage.
// Degraded time is no unit's and stays as it is.
func (m Measure) unitsDown(outages []Outage, period time.Duration) []Outage {
	length := time.Duration(m.Unit.Minutes()) * time.Minute
	var out []Outage
	parts := map[time.Duration]time.Duration{} // down of units that are not down throughout, by their start
	for _, o := range down(outages, &out) {
		end := o.Start + o.Length
		first, last := o.Start/length*length, (end-1)/length*length
		if first == last {
			parts[first] += o.Length
			continue
		}
		parts[first] += first + length - o.Start
		parts[last] += end - last
		if inner := last - first - length; inner > 0 {
			out = append(out, Outage{Start: first + length, Length: inner})
		}
	}
	for start, lasted := range parts {
		if lasted > m.Bad.Bound {
			out = append(out, Outage{Start: start, Length: min(length, period-start)})
		}
	}
	var degraded []Outage
	whole := down(out, &degraded)
	return append(whole, degraded...)
}

// down is the union of the outages that are more than degraded, in order; the
// others go to rest.
func down(outages []Outage, rest *[]Outage) (out []Outage) {
	all := slices.Clone(outages)
	slices.SortFunc(all, func(a, b Outage) int { return cmp.Compare(a.Start, b.Start) })
	for _, o := range all {
		switch {
		case o.Level == DegradedOnly:
			*rest = append(*rest, o)
		case o.Length <= 0:
		case len(out) > 0 && o.Start <= out[len(out)-1].Start+out[len(out)-1].Length:
			last := &out[len(out)-1]
			last.Length = max(last.Length, o.Start+o.Length-last.Start)
		default:
			out = append(out, Outage{Start: o.Start, Length: o.Length})
		}
	}
	return out
}
