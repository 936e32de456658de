// Package traffic holds requests per customer, service and minute.
//
//  1. A log parser yields Requests; a Rollup counts them into Cells, and their
//     latencies into Histograms.
//  2. The cells of one customer at one service on one UTC day are a Series,
//     whose minutes are packed into a blob for the store (codec.go): Packed.
//  3. The latencies of a service, minute by minute, are a ServiceDay.
//  4. Series and days of the same key merge by addition.
package traffic

import (
	"cmp"
	"errors"
	"slices"

	"aftermath/internal/span"
)

// A Key names a series: one customer's requests to one service on one UTC day.
type Key struct {
	Service  string // service id; "" for requests that match no service
	Customer string // customer id, or the raw key of an unknown customer with the prefix Unknown
	Day      span.Day
}

// Unknown marks the raw key of a customer that the configuration does not
// name, Anonymous a request that carries none.
const (
	Unknown   = "?"
	Anonymous = "?"
)

// Compare orders keys by service, customer and day.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(k.Service, o.Service), cmp.Compare(k.Customer, o.Customer), cmp.Compare(k.Day, o.Day))
}

// Counts are numbers of requests. Failed and Slow are counted among Valid
// requests only: Total = Valid + those that the service's rules leave out.
type Counts struct {
	Total  uint64 // every request line
	Valid  uint64 // those that count for the promise
	Failed uint64 // valid ones that failed
	Slow   uint64 // valid ones, not failed, slower than the service's limit
}

// Add adds o to c.
func (c *Counts) Add(o Counts) {
	c.Total += o.Total
	c.Valid += o.Valid
	c.Failed += o.Failed
	c.Slow += o.Slow
}

// A Cell is the counts of one minute of a UTC day, 0 … 1439.
type Cell struct {
	Minute int
	Counts
}

// A Series is the non-empty cells of one key in order of minute, and the
// latencies of the whole day.
type Series struct {
	Key
	Cells   []Cell
	Latency Histogram // of the valid requests that state one
}

// Counts is the sum of the day.
func (s Series) Counts() Counts {
	var sum Counts
	for _, c := range s.Cells {
		sum.Add(c.Counts)
	}
	return sum
}

// Pack is s with its cells packed.
func (s Series) Pack() Packed {
	var p Packer
	for _, c := range s.Cells {
		p.Add(c.Minute, c.Counts)
	}
	out := p.Packed(s.Key)
	out.Latency = s.Latency
	return out
}

// A Packed is a Series whose cells are packed.
type Packed struct {
	Key
	Sum         Counts // of the day
	First, Last int    // its first and last minute with a request
	Minutes     []byte // as Pack encodes them
	Latency     Histogram
}

var errNotItsSum = errors.New("the minutes do not add up to the day's totals")

// Unpack is the series; the error is ErrCodec's, or that Minutes do not add up
// to Sum.
func (p Packed) Unpack() (Series, error) {
	cells, err := Unpack(p.Minutes)
	if err != nil {
		return Series{}, err
	}
	s := Series{Key: p.Key, Cells: cells, Latency: p.Latency}
	if s.Counts() != p.Sum {
		return Series{}, errNotItsSum
	}
	return s, nil
}

// Merge is the sum of two series of one key, minute by minute.
func Merge(a, b Series) Series {
	out := Series{Key: a.Key, Cells: make([]Cell, 0, len(a.Cells)+len(b.Cells)), Latency: a.Latency.Merge(b.Latency)}
	out.Cells = append(append(out.Cells, a.Cells...), b.Cells...)
	slices.SortFunc(out.Cells, func(x, y Cell) int { return cmp.Compare(x.Minute, y.Minute) })
	n := 0
	for _, c := range out.Cells {
		if n > 0 && out.Cells[n-1].Minute == c.Minute {
			out.Cells[n-1].Add(c.Counts)
			continue
		}
		out.Cells[n] = c
		n++
	}
	out.Cells = out.Cells[:n]
	return out
}
