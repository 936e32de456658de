package traffic

import (
	"encoding/binary"
	"maps"
	"slices"
)

// A MinuteCounter counts the latencies of all requests to a service on one day,
// minute by minute, as a Counter counts requests.
type MinuteCounter struct {
	open   [openMinutes]openLatencies
	closed []byte
	limit  int
	bins   Histogram // of the minute being closed
}

type openLatencies struct {
	minute, total int
	latencies     Latencies
}

// Count adds a request's latency, by its bucket, in a minute of the day.
func (c *MinuteCounter) Count(minute, bucket int) {
	cell := &c.open[uint(minute)%openMinutes]
	if cell.minute != minute {
		c.close(cell)
		cell.minute = minute
	}
	cell.total++
	cell.latencies[bucket]++
}

// compactMinutesAt is the least length in bytes at which closed minutes are
// summed: that of a busy day.
const compactMinutesAt = 1 << 18

func (c *MinuteCounter) close(cell *openLatencies) {
	if cell.total == 0 {
		return
	}
	c.bins = c.bins[:0]
	for bucket, n := range cell.latencies {
		if n > 0 {
			c.bins = append(c.bins, Bin{bucket, uint64(n)})
		}
	}
	c.closed = appendLatencies(c.closed, cell.minute, c.bins)
	*cell = openLatencies{}
	if len(c.closed) > max(c.limit, compactMinutesAt) {
		sum := c.sum()
		c.closed = c.closed[:0]
		for _, minute := range slices.Sorted(maps.Keys(sum)) {
			c.closed = appendLatencies(c.closed, minute, sum[minute])
		}
		c.limit = 2 * len(c.closed)
	}
}

func (c *MinuteCounter) absorb(o *MinuteCounter) {
	c.closed = append(c.closed, o.closed...)
	for i := range o.open {
		c.close(&o.open[i])
	}
}

// minutes are what was counted, in order.
func (c *MinuteCounter) minutes() []MinuteLatency {
	for i := range c.open {
		c.close(&c.open[i])
	}
	sum := c.sum()
	out := make([]MinuteLatency, 0, len(sum))
	for _, minute := range slices.Sorted(maps.Keys(sum)) {
		out = append(out, MinuteLatency{Minute: minute, Histogram: sum[minute]})
	}
	return out
}

// appendLatencies appends one minute: its number, the number of its bins, and
// of each the distance from the bucket before and its count.
func appendLatencies(out []byte, minute int, h Histogram) []byte {
	out = binary.AppendUvarint(out, uint64(minute))
	out = binary.AppendUvarint(out, uint64(len(h)))
	before := 0
	for _, bin := range h {
		out = binary.AppendUvarint(out, uint64(bin.Bucket-before))
		out = binary.AppendUvarint(out, bin.Count)
		before = bin.Bucket
	}
	return out
}

// sum adds up the closed minutes.
func (c *MinuteCounter) sum() map[int]Histogram {
	runs := c.closed
	next := func() int {
		v, n := binary.Uvarint(runs)
		runs = runs[n:]
		return int(v)
	}
	sum := map[int]Histogram{}
	for len(runs) > 0 {
		minute := next()
		h := make(Histogram, next())
		bucket := 0
		for i := range h {
			bucket += next()
			h[i] = Bin{Bucket: bucket, Count: uint64(next())}
		}
		if had := sum[minute]; had != nil {
			h = had.Merge(h)
		}
		sum[minute] = h
	}
	return sum
}
