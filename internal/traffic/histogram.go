package traffic

import (
	"math"
	"math/bits"
	"slices"
	"time"
)

// Latencies are counted in buckets that are as wide as the value is large: below
// 16 µs each microsecond has its own, above, each doubling is cut into eight, as
// in Gil Tene's HdrHistogram. A bucket is at most 1/8 = 12.5 % as wide as its
// lower bound from 8 µs on, so that its middle is within 6.25 % of every latency
// in it; below 8 µs it is within half a microsecond.
const (
	exactBits = 4                  // latencies below 2^exactBits µs have a bucket each
	perOctave = 1 << exactBits / 2 // buckets between a value and its double
	overBits  = 32                 // the last bucket takes 2^overBits µs (71 min 35 s) and more

	// Buckets is the number of buckets.
	Buckets = (overBits-exactBits)*perOctave + 1<<exactBits + 1
)

// BucketOf is the bucket of a latency, cut to whole microseconds; a negative one
// counts as 0.
func BucketOf(latency time.Duration) int {
	us := min(uint64(max(latency, 0))/uint64(time.Microsecond), 1<<overBits)
	// The top exactBits bits of the value say where in its octave it lies.
	octave := max(bits.Len64(us), exactBits) - exactBits
	return octave*perOctave + int(us>>octave)
}

// BucketBounds are the latencies from ≤ latency < to of a bucket; the last, of
// Buckets − 1, ends with the longest duration there is.
func BucketBounds(bucket int) (from, to time.Duration) {
	if bucket == Buckets-1 {
		return lowerBound(bucket), math.MaxInt64
	}
	return lowerBound(bucket), lowerBound(bucket + 1)
}

func lowerBound(bucket int) time.Duration {
	octave := max(bucket/perOctave-1, 0)
	return time.Duration(bucket-octave*perOctave) << octave * time.Microsecond
}

// Latencies count requests by bucket, in place.
type Latencies [Buckets]uint32

// Histogram is l without its empty buckets.
func (l *Latencies) Histogram() Histogram {
	var h Histogram
	for bucket, n := range l {
		if n > 0 {
			h = append(h, Bin{bucket, uint64(n)})
		}
	}
	return h
}

// A Bin is a bucket that is not empty.
type Bin struct {
	Bucket int
	Count  uint64
}

// A Histogram is the latencies of requests: bins in order of bucket. Nil is that
// of no request.
type Histogram []Bin

// Merge is the sum of h and o.
func (h Histogram) Merge(o Histogram) Histogram {
	if len(h) == 0 || len(o) == 0 {
		return slices.Concat(h, o)
	}
	out := make(Histogram, 0, len(h)+len(o))
	for len(h) > 0 && len(o) > 0 {
		switch a, b := h[0], o[0]; {
		case a.Bucket < b.Bucket:
			out, h = append(out, a), h[1:]
		case a.Bucket > b.Bucket:
			out, o = append(out, b), o[1:]
		default:
			out, h, o = append(out, Bin{a.Bucket, a.Count + b.Count}), h[1:], o[1:]
		}
	}
	return append(append(out, h...), o...)
}

// Total is the number of requests.
func (h Histogram) Total() uint64 {
	var n uint64
	for _, b := range h {
		n += b.Count
	}
	return n
}

// Quantile is the bucket, from ≤ latency < to, of the request that num/den of
// all requests do not exceed: of n in order of latency that of rank
// ⌈n × num / den⌉, at least 1 (Hyndman and Fan's definition 1). It is not ok
// where there is no request or num/den is no share of 0 … 1.
func (h Histogram) Quantile(num, den uint64) (from, to time.Duration, ok bool) {
	n := h.Total()
	if n == 0 || den == 0 || num > den {
		return 0, 0, false
	}
	high, low := bits.Mul64(n, num)
	rank, rest := bits.Div64(high, low, den) // n × num / den ≤ n: it fits
	if rest > 0 || rank == 0 {
		rank++
	}
	for _, b := range h {
		if b.Count >= rank {
			from, to = BucketBounds(b.Bucket)
			return from, to, true
		}
		rank -= b.Count
	}
	return 0, 0, false
}
