package traffic

import (
	"slices"

	"aftermath/internal/span"
)

// A MinuteLatency is the latencies of one minute of a UTC day, 0 … 1439.
type MinuteLatency struct {
	Minute int
	Histogram
}

// A ServiceDay is the latencies of all customers' requests to a service on a UTC
// day, minute by minute: those minutes that have any, in order.
type ServiceDay struct {
	Service string
	Day     span.Day
	Minutes []MinuteLatency
}

// MergeLatencies is the sum of two days' minutes.
func MergeLatencies(a, b []MinuteLatency) []MinuteLatency {
	out := slices.Grow([]MinuteLatency(nil), max(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch x, y := a[0], b[0]; {
		case x.Minute < y.Minute:
			out, a = append(out, x), a[1:]
		case x.Minute > y.Minute:
			out, b = append(out, y), b[1:]
		default:
			out, a, b = append(out, MinuteLatency{x.Minute, x.Merge(y.Histogram)}), a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...)
}
