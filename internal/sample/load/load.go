// Package load makes the reference load of the benchmarks: a month of request
// logs of any length, as fast as a program can read them.
//
//  1. clock.go spreads the lines over the month's minutes.
//  2. services.go, customers.go and request.go make each request, and the
//     outage; dice.go holds the tables that chance is drawn from.
//  3. nginx.go and json.go write a request as a line; both formats of one seed
//     carry the same requests.
//  4. totals.go counts what was written, so that the answer of whoever reads the
//     load can be checked.
//  5. config.go is the configuration that reads it.
//
// Everything is made up. Only whole numbers decide, so that a seed gives the
// same bytes on every architecture. Memory grows with customers, not with lines.
package load

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// A Plan says how much is made, and from which seed.
type Plan struct {
	Lines     int64
	Customers int
	Seed      uint64
	Start     time.Time // midnight of a UTC day
	Days      int
}

// A Format is how requests are written as lines.
type Format string

// The formats: a log_format of nginx, or a JSON object a line.
const (
	Nginx Format = "nginx"
	JSON  Format = "json"
)

// The bounds keep products of lines and rates inside 64 bits.
const (
	maxLines     = 100_000_000_000
	maxCustomers = 99_999 // five digits
	maxDays      = 366
)

// validate tells everything that is wrong with the plan.
func (p Plan) validate() error {
	var wrong []error
	if p.Lines < 0 || p.Lines > maxLines {
		wrong = append(wrong, fmt.Errorf("%d lines: from 0 to %d can be made", p.Lines, int64(maxLines)))
	}
	if p.Customers < 1 || p.Customers > maxCustomers {
		wrong = append(wrong, fmt.Errorf("%d customers: from 1 to %d can be made", p.Customers, maxCustomers))
	}
	if p.Days < 1 || p.Days > maxDays {
		wrong = append(wrong, fmt.Errorf("%d days: from 1 to %d can be made", p.Days, maxDays))
	}
	if p.Start.Unix() < 0 || p.Start.Unix()%(24*60*60) != 0 || p.Start.Year() > 9000 {
		wrong = append(wrong, fmt.Errorf("start %s is not midnight UTC of a day between 1970 and 9000", p.Start))
	}
	return errors.Join(wrong...)
}

// block is how much is written at a time: it fits in the processor's cache.
const block = 256 << 10

// longest is more bytes than any line has.
const longest = 1 << 10

// Write makes the plan's lines, writes them to w and says what they hold.
// Lines come in the order of servers that log what they have answered: times
// step back by up to jitter.
func Write(w io.Writer, p Plan, f Format) (Totals, error) {
	if err := p.validate(); err != nil {
		return Totals{}, err
	}
	line := appendNginx
	switch f {
	case Nginx:
	case JSON:
		line = appendJSON
	default:
		return Totals{}, fmt.Errorf("format %q is neither %s nor %s", f, Nginx, JSON)
	}
	m := newMaker(p)
	buf := make([]byte, 0, block+longest)
	flush := func() error {
		n, err := w.Write(buf)
		m.count.bytes += int64(n)
		buf = buf[:0]
		return err
	}
	for minute, n := range m.clock.minutes(p.Lines) {
		m.begin(minute)
		for i := range n {
			buf = line(buf, m.next(i, n))
			if len(buf) < block {
				continue
			}
			if err := flush(); err != nil {
				return Totals{}, fmt.Errorf("write the load: %w", err)
			}
		}
	}
	if err := flush(); err != nil {
		return Totals{}, fmt.Errorf("write the load: %w", err)
	}
	return m.count.totals(m.customers), nil
}
