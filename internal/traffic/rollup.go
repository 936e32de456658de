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
	days map[Key]*Counter
}

// Count adds one request.
func (r *Rollup) Count(service, customer string, at span.Minute, v Verdict) {
	day, minute := span.DayOf(at)
	r.Counter(Key{service, customer, day}).Count(minute, v)
}

// Counter is where the requests of key are counted. A reader that keeps it
// spares the looking up of the key; it holds until the next Rename.
func (r *Rollup) Counter(key Key) *Counter {
	if r.days == nil {
		r.days = map[Key]*Counter{}
	}
	c := r.days[key]
	if c == nil {
		c = new(Counter)
		r.days[key] = c
	}
	return c
}

// Absorb adds all of o to r.
func (r *Rollup) Absorb(o *Rollup) {
	for key, theirs := range o.days {
		r.Counter(key).absorb(theirs)
	}
}

// Rename gives every customer the name that name returns for it; the counts of
// customers that come to share a name are added.
func (r *Rollup) Rename(name func(customer string) string) {
	old := r.days
	r.days = make(map[Key]*Counter, len(old))
	for key, c := range old {
		key.Customer = name(key.Customer)
		if r.days[key] == nil {
			r.days[key] = c
			continue
		}
		r.days[key].absorb(c)
	}
}

// Series are the rolled-up series in order of key.
func (r *Rollup) Series() []Series {
	out := make([]Series, 0, len(r.days))
	for key, c := range r.days {
		out = append(out, Series{Key: key, Cells: c.Cells()})
	}
	slices.SortFunc(out, func(a, b Series) int { return a.Key.Compare(b.Key) })
	return out
}
