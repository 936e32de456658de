// Package traffic holds requests per customer, service and minute.
//
//  1. A log parser yields Requests; a Rollup counts them into Cells.
//  2. The cells of one customer at one service on one UTC day are a Series,
//     which is packed into a blob for the store (codec.go).
//  3. Series of the same key merge by addition.
package traffic

import (
	"cmp"
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

// A Series is the non-empty cells of one key in order of minute.
type Series struct {
	Key
	Cells []Cell
}

// Counts is the sum of the day.
func (s Series) Counts() Counts {
	var sum Counts
	for _, c := range s.Cells {
		sum.Add(c.Counts)
	}
	return sum
}

// Merge is the sum of two series of one key, minute by minute.
func Merge(a, b Series) Series {
	out := Series{Key: a.Key, Cells: make([]Cell, 0, len(a.Cells)+len(b.Cells))}
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
