package sample

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"time"
)

// million is one request in the unit of arrival rates.
const million = 1_000_000

// dice is a source of chance of its own for each part of the month, so that a
// change to one customer leaves the others as they were.
type dice struct{ *rand.Rand }

func newDice(seed uint64, part string) dice {
	h := fnv.New64a()
	h.Write([]byte(part))
	return dice{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// Tables of quantiles, in thousandths. They are the only floating-point
// arithmetic of the package, and rounding to whole numbers hides the last bit,
// in which architectures may differ.
const quantiles = 1024

var (
	exponential = tabulate(func(p float64) float64 { return -math.Log(1 - p) })
	lognormal   = tabulate(func(p float64) float64 { return math.Exp(0.65 * math.Sqrt2 * math.Erfinv(2*p-1)) })
)

func tabulate(quantile func(p float64) float64) (table [quantiles]int) {
	for i := range table {
		table[i] = int(math.Round(1000 * quantile((float64(i)+0.5)/quantiles)))
	}
	return table
}

// gap is the distance to the next request in units of the mean distance times
// million: Erlang of order 4, so that requests come neither evenly nor in
// heaps.
func (d dice) gap() int {
	sum := 0
	for range 4 {
		sum += exponential[d.IntN(quantiles)]
	}
	return sum * (million / 4000)
}

// latency is lognormal about the median, with σ 0.65 of the logarithm.
func (d dice) latency(median time.Duration) time.Duration {
	return median * time.Duration(lognormal[d.IntN(quantiles)]*1000+d.IntN(1000)-500) / 1_000_000
}

// between is a duration from, inclusive, to, exclusive.
func (d dice) between(from, to time.Duration) time.Duration {
	return from + time.Duration(d.Int64N(int64(to-from)))
}

// zipf is a number below n, the small ones much more often.
func (d dice) zipf(n int) int { return d.IntN(d.IntN(d.IntN(n)+1) + 1) }

func choose[T any](d dice, from []T) T { return from[d.IntN(len(from))] }

// chosen picks the row that a number below the sum of all weights falls into.
func chosen[T any](d dice, rows []T, weight func(T) int) T {
	sum := 0
	for _, r := range rows {
		sum += weight(r)
	}
	n := d.IntN(sum)
	for _, r := range rows {
		if n -= weight(r); n < 0 {
			return r
		}
	}
	panic("weights changed while choosing")
}
