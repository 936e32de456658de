package traffic

import (
	"slices"

	"aftermath/internal/span"
)

// Verdict is what one request counts as.
type Verdict uint8

// The verdicts.
const (
	Fine    Verdict = iota // valid, answered in time
	Slow                   // valid, answered late
	Failed                 // valid, failed
	Ignored                // not valid: does not count for the promise
)

// A Rollup counts requests into minutes per service and customer. It is not
// safe for concurrent use: each reader fills its own, and they are merged by
// Absorb. The zero value is ready.
type Rollup struct {
	days map[Key]*dayCells
}

type dayCells [span.MinutesPerDay]Counts

// Count adds one request.
func (r *Rollup) Count(service, customer string, at span.Minute, v Verdict) {
	day, minute := span.DayOf(at)
	c := &r.cells(Key{service, customer, day})[minute]
	c.Total++
	switch v {
	case Ignored:
		return
	case Failed:
		c.Failed++
	case Slow:
		c.Slow++
	}
	c.Valid++
}

func (r *Rollup) cells(key Key) *dayCells {
	if r.days == nil {
		r.days = map[Key]*dayCells{}
	}
	cells := r.days[key]
	if cells == nil {
		cells = new(dayCells)
		r.days[key] = cells
	}
	return cells
}

// Absorb adds all of o to r.
func (r *Rollup) Absorb(o *Rollup) {
	for key, theirs := range o.days {
		ours := r.cells(key)
		for m := range theirs {
			ours[m].Add(theirs[m])
		}
	}
}

// Series are the rolled-up series in order of key.
func (r *Rollup) Series() []Series {
	out := make([]Series, 0, len(r.days))
	for key, day := range r.days {
		s := Series{Key: key}
		for m, c := range day {
			if c.Total > 0 {
				s.Cells = append(s.Cells, Cell{Minute: m, Counts: c})
			}
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Series) int { return a.Key.Compare(b.Key) })
	return out
}
