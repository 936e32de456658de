// Package sample makes the request logs of the example from a fixed seed.
//
//  1. plan.go tells the month: what happened to whom, minute by minute.
//  2. customers.go, days.go and routes.go say who asks what, and when.
//  3. arrivals.go walks the minutes and places requests in them; outcome.go
//     decides how each is answered.
//  4. nginx.go and json.go write requests as lines, odd.go adds the lines that
//     no client meant to send, write.go fills and compresses the files.
//
// Everything is made up; nothing here describes a real service or customer.
// Quantities are whole numbers throughout (milliseconds, percent, millionths
// of a request), so that a seed gives the same bytes on every architecture.
package sample

import (
	"cmp"
	"slices"
	"time"
)

// Seed is the seed of the logs under data/logs.
const Seed = 20250430

// A request is one line to be: what was asked, and how it was answered.
type request struct {
	at      time.Duration // of the answer, since Begin
	tenant  string        // the customer's key; "" when the client sent none
	client  string        // address
	agent   string
	host    string
	method  string
	path    string // with query string
	raw     string // the request line as logged, where it is not made of method and path
	status  int
	bytes   int
	latency time.Duration
	edge    int // which of Edges answered
}

// traffic is every request of the service, in order of time.
func traffic(s service, seed uint64) []request {
	var out []request
	for _, c := range customers {
		out = append(out, visits(c, s, seed)...)
	}
	out = append(out, oddities(s, seed)...)
	slices.SortStableFunc(out, func(a, b request) int { return cmp.Compare(a.at, b.at) })
	return out
}
