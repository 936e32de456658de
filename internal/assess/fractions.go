package assess

import (
	"maps"
	"math/big"
	"math/bits"
	"slices"
)

// fractions is a sum of fractions, exact. They are gathered by denominator, of
// which a month has few, so that no rational number is made before the end.
type fractions struct {
	by    map[uint64]uint64 // numerators by denominator
	large *big.Rat          // what does not fit there
}

// add adds n/of; of 0 is nothing of nothing, and adds nothing.
func (f *fractions) add(n, of uint64) {
	if n == 0 || of == 0 {
		return
	}
	if f.by == nil {
		f.by = map[uint64]uint64{}
	}
	sum, carry := bits.Add64(f.by[of], n, 0)
	if carry == 0 {
		f.by[of] = sum
		return
	}
	if f.large == nil {
		f.large = new(big.Rat)
	}
	f.large.Add(f.large, new(big.Rat).SetFrac(new(big.Int).SetUint64(n), new(big.Int).SetUint64(of)))
}

// sum is what was added, over the least common multiple of the denominators.
func (f *fractions) sum() *big.Rat {
	denominators := slices.Sorted(maps.Keys(f.by))
	common := big.NewInt(1)
	for _, d := range denominators {
		d := new(big.Int).SetUint64(d)
		if rest := new(big.Int).Rem(common, d); rest.Sign() != 0 {
			common.Mul(common, d.Quo(d, rest.GCD(nil, nil, rest, d)))
		}
	}
	top := new(big.Int)
	for _, d := range denominators {
		part := new(big.Int).Quo(common, new(big.Int).SetUint64(d))
		top.Add(top, part.Mul(part, new(big.Int).SetUint64(f.by[d])))
	}
	sum := new(big.Rat).SetFrac(top, common)
	if f.large != nil {
		sum.Add(sum, f.large)
	}
	return sum
}
