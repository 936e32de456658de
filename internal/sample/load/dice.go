package load

import "math"

// An alias is a table to draw from n things of unlike weight in one step
// (Walker 1974, Vose 1991): a slot is drawn evenly and is itself below its
// limit, the other thing above it.
type alias []struct{ limit, other uint32 }

// newAlias makes the table; weights are positive, and their sum is below 2^31.
func newAlias(weights []int64) alias {
	n := int64(len(weights))
	var sum int64
	for _, w := range weights {
		sum += w
	}
	rest := make([]int64, n) // what a thing still has to place; a slot holds sum
	var poor, rich []int
	for i, w := range weights {
		if rest[i] = w * n; rest[i] < sum {
			poor = append(poor, i)
		} else {
			rich = append(rich, i)
		}
	}
	table := make(alias, n)
	for i := range table {
		table[i].limit, table[i].other = math.MaxUint32, uint32(i)
	}
	for len(poor) > 0 && len(rich) > 0 {
		p, r := poor[len(poor)-1], rich[len(rich)-1]
		poor = poor[:len(poor)-1]
		table[p].limit, table[p].other = uint32(rest[p]<<32/sum), uint32(r)
		if rest[r] -= sum - rest[p]; rest[r] < sum {
			rich, poor = rich[:len(rich)-1], append(poor, r)
		}
	}
	return table
}

// draw is the thing that 32 random bits stand for.
func (a alias) draw(bits uint32) int {
	wide := uint64(bits) * uint64(len(a))
	slot := uint32(wide >> 32)
	if uint32(wide) < a[slot].limit {
		return int(slot)
	}
	return int(a[slot].other)
}

// zipf are the weights of n things by Zipf's law with exponent 1.05: the k-th
// weighs k^-1.05, here in whole millionths of the first, so that the last bit
// of a logarithm, in which architectures may differ, is rounded away.
func zipf(n int) []int64 {
	weights := make([]int64, n)
	for i := range weights {
		weights[i] = max(1, int64(math.Round(1e6*math.Pow(float64(i+1), -1.05))))
	}
	return weights
}

// quantiles is the number of steps in a table of latencies.
const quantiles = 1 << 12

// lognormal are the quantiles of a latency in milliseconds, at least 1, with
// the median and σ of the logarithm in percent.
func lognormal(median, sigma float64) *[quantiles]uint32 {
	var table [quantiles]uint32
	for i := range table {
		p := (float64(i) + 0.5) / quantiles
		table[i] = uint32(max(1, math.Round(median*math.Exp(sigma/100*math.Sqrt2*math.Erfinv(2*p-1)))))
	}
	return &table
}
