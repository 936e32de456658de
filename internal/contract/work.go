package contract

import (
	"cmp"
	"slices"
	"time"
)

// A Work is announced maintenance in a period.
type Work struct {
	Start  time.Duration // from the period's start
	Length time.Duration
	Notice *time.Duration // announced so long before Start; nil: not known
}

// A window is time that is taken out: [start, end) from the period's start.
type window struct{ start, end time.Duration }

// accepted is what the measure's rule takes out, in order of time: windows with
// enough notice, so many of them, up to the cap. Outages are those that count;
// where the rule excludes an overrun, a window goes on to the end of the outage
// that its own end lies in.
func (m Measure) accepted(works []Work, outages []Outage, period time.Duration) (out []window) {
	r := m.Maintenance
	if !r.Excluded {
		return nil
	}
	works = slices.Clone(works)
	slices.SortStableFunc(works, func(a, b Work) int { return cmp.Compare(a.Start, b.Start) })
	var used, until time.Duration
	for _, w := range works {
		if r.Notice > 0 && (w.Notice == nil || *w.Notice < r.Notice) || r.Windows > 0 && len(out) == r.Windows {
			continue
		}
		end := w.Start + w.Length
		for _, o := range outages {
			if r.Overrun && o.Start <= end && end < o.Start+o.Length {
				end = o.Start + o.Length
			}
		}
		start := max(w.Start, until, 0)
		end = min(end, period)
		if r.Cap > 0 {
			end = min(end, start+r.Cap-used)
		}
		if end > start {
			out, used, until = append(out, window{start, end}), used+end-start, end
		}
	}
	return out
}
