package assess

import (
	"fmt"
	"iter"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A parcel is days of one customer at one service or several, copied from the
// source, whose blobs hold only until the next is asked for.
type parcel struct {
	number   int // of the job that it is for
	customer string
	days     []parcelDay
	blobs    []byte
}

type parcelDay struct {
	service  int // index in the book
	day      span.Day
	sum      traffic.Counts
	from, to int // in blobs
}

func (p *parcel) add(service int, s traffic.Packed) {
	from := len(p.blobs)
	p.blobs = append(p.blobs, s.Minutes...)
	p.days = append(p.days, parcelDay{service, s.Day, s.Sum, from, len(p.blobs)})
}

func (p *parcel) reset(number int, customer string) {
	p.number, p.customer, p.days, p.blobs = number, customer, p.days[:0], p.blobs[:0]
}

// unpack adds the minutes of one of the parcel's days to cells, which begin at
// the minute first.
func (p *parcel) unpack(d parcelDay, cells []traffic.Counts, first span.Minute) error {
	at := int(d.day.First() - first)
	packed := traffic.Packed{Sum: d.sum, Minutes: p.blobs[d.from:d.to]}
	if err := packed.AddTo((*[span.MinutesPerDay]traffic.Counts)(cells[at : at+span.MinutesPerDay])); err != nil {
		return fmt.Errorf("read traffic: customer %q on %s: %w", p.customer, d.day, err)
	}
	return nil
}

// stream is the traffic of a service on the month's days. It holds the source to
// its promises, because a series out of place would be counted in a wrong
// minute and one given twice would be counted twice.
func (m *month) stream(service string) iter.Seq2[traffic.Packed, error] {
	return func(yield func(traffic.Packed, error) bool) {
		if m.facts.Traffic == nil {
			return
		}
		var last traffic.Key
		started := false
		for s, err := range m.facts.Traffic(service, m.days[0], m.days[1]) {
			switch {
			case err != nil:
				err = fmt.Errorf("read traffic: %w", err)
			case s.Service != service || s.Day < m.days[0] || s.Day >= m.days[1]:
				err = fmt.Errorf("read traffic: asked for service %q from %s until before %s, got %q on %s", service, m.days[0], m.days[1], s.Service, s.Day)
			case started && s.Key.Compare(last) <= 0:
				err = fmt.Errorf("read traffic: customer %q on %s came after customer %q on %s: series must ascend, one per key", s.Customer, s.Day, last.Customer, last.Day)
			}
			if err != nil {
				yield(traffic.Packed{}, err)
				return
			}
			if !yield(s, nil) {
				return
			}
			last, started = s.Key, true
		}
	}
}
