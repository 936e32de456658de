package traffic

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"aftermath/internal/span"
)

// A Rollup counts requests into minutes per service and customer, and latencies
// into minutes per service, day by day. It is not safe for concurrent use: each
// reader fills its own, and they are merged by Absorb. The zero value is ready.
type Rollup struct {
	days map[span.Day]*rollupDay
	size int // see Size
}

type rollupDay struct {
	counters map[names]*Counter
	services map[string]*MinuteCounter
}

type names struct{ service, customer string }

func (r *Rollup) day(day span.Day) *rollupDay {
	d := r.days[day]
	if d == nil {
		d = &rollupDay{counters: map[names]*Counter{}, services: map[string]*MinuteCounter{}}
		if r.days == nil {
			r.days = map[span.Day]*rollupDay{}
		}
		r.days[day] = d
	}
	return d
}

// Counter is where the requests of key are counted. A reader that keeps it
// spares the looking up of the key; it holds until the next Settle, Absorb or
// Rename.
func (r *Rollup) Counter(key Key) *Counter {
	d, k := r.day(key.Day), names{key.Service, key.Customer}
	c := d.counters[k]
	if c == nil {
		c = new(Counter)
		d.counters[k] = c
		r.size++
	}
	return c
}

// minuteCounterSize is what a MinuteCounter takes, in Counters.
const minuteCounterSize = 8

// Size is how many counters were made for r since its last Settle, each about as
// large as a Counter with a handful of minutes.
func (r *Rollup) Size() int { return r.size }

// Minutes is where the latencies of a service are counted, as Counter is.
func (r *Rollup) Minutes(service string, day span.Day) *MinuteCounter {
	d := r.day(day)
	c := d.services[service]
	if c == nil {
		c = new(MinuteCounter)
		d.services[service] = c
		r.size += minuteCounterSize
	}
	return c
}

// Settle takes out what was counted before a day and will keep its name: what
// is not of an unknown customer or service.
func (r *Rollup) Settle(before span.Day) *Rollup {
	out := &Rollup{}
	r.size = 0
	for day, d := range r.days {
		if day >= before {
			continue
		}
		to := out.day(day)
		to.services, d.services = d.services, map[string]*MinuteCounter{}
		for k, c := range d.counters {
			if !unknown(k.customer) && !unknown(k.service) {
				to.counters[k] = c
				delete(d.counters, k)
			}
		}
		if len(d.counters) == 0 {
			delete(r.days, day)
		}
	}
	return out
}

func unknown(name string) bool { return len(name) > 0 && name[:1] == Unknown }

// ByDay are the days of r in order, each alone.
func (r *Rollup) ByDay() iter.Seq2[span.Day, *Rollup] {
	return func(yield func(span.Day, *Rollup) bool) {
		for _, day := range slices.Sorted(maps.Keys(r.days)) {
			if !yield(day, &Rollup{days: map[span.Day]*rollupDay{day: r.days[day]}}) {
				return
			}
		}
	}
}

// Absorb adds all of o to r, and may take over parts of o.
func (r *Rollup) Absorb(o *Rollup) {
	for day, theirs := range o.days {
		ours := r.day(day)
		for k, c := range theirs.counters {
			if had := ours.counters[k]; had != nil {
				had.absorb(c)
			} else {
				ours.counters[k] = c
			}
		}
		for service, c := range theirs.services {
			if had := ours.services[service]; had != nil {
				had.absorb(c)
			} else {
				ours.services[service] = c
			}
		}
	}
}

// Rename gives every series the service and customer that name returns for its
// own; counts that come to share names are added.
func (r *Rollup) Rename(name func(service, customer string) (string, string)) {
	for _, d := range r.days {
		old := d.counters
		d.counters = make(map[names]*Counter, len(old))
		for k, c := range old {
			k.service, k.customer = name(k.service, k.customer)
			if had := d.counters[k]; had != nil {
				had.absorb(c)
			} else {
				d.counters[k] = c
			}
		}
	}
}

// Packed are the rolled-up series in order of key, packed.
func (r *Rollup) Packed() []Packed {
	var out []Packed
	var s sheet
	var p Packer
	for day, d := range r.days {
		for k, c := range d.counters {
			out = append(out, c.pack(Key{Service: k.service, Customer: k.customer, Day: day}, &s, &p))
		}
	}
	slices.SortFunc(out, func(a, b Packed) int { return a.Key.Compare(b.Key) })
	return out
}

// ServiceDays are the services' latencies in order of service and day.
func (r *Rollup) ServiceDays() []ServiceDay {
	var out []ServiceDay
	for _, day := range slices.Sorted(maps.Keys(r.days)) {
		for service, c := range r.days[day].services {
			if minutes := c.minutes(); len(minutes) > 0 {
				out = append(out, ServiceDay{Service: service, Day: day, Minutes: minutes})
			}
		}
	}
	slices.SortFunc(out, func(a, b ServiceDay) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Day, b.Day))
	})
	return out
}
