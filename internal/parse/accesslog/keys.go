package accesslog

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
)

// keys remembers what raw keys mean, and the one met last. It is an open hash
// table: a key costs one hash and one comparison. The hash is seeded, so that no
// log can be made to fill one corner.
type keys[T any] struct {
	seed    maphash.Seed
	a, b    uint64    // of the hash of short keys
	slots   []slot[T] // a power of two, at most half full
	count   int
	last    *T
	lastKey []byte
}

type slot[T any] struct {
	hash  uint64
	ends  ends
	key   []byte
	value *T // nil: free
}

// ends are the first and the last eight bytes of a key; up to sixteen bytes they
// are all of it.
type ends struct{ first, last uint64 }

func endsOf(key []byte) ends {
	return ends{binary.LittleEndian.Uint64(key), binary.LittleEndian.Uint64(key[len(key)-8:])}
}

func newKeys[T any](seed maphash.Seed) keys[T] {
	one, two := maphash.Bytes(seed, []byte{1}), maphash.Bytes(seed, []byte{2})
	return keys[T]{seed: seed, a: one, b: two, slots: make([]slot[T], 64)}
}

// hash folds the product of a key's first and last eight bytes, each with a part
// of the seed, as Wang Yi's wyhash does, of longer keys another such product of
// the bytes between; all others take the library's hash, which is slower to
// begin.
func (k *keys[T]) hash(key []byte) (h uint64, e ends) {
	n := len(key)
	if n < 8 || n > 32 {
		return maphash.Bytes(k.seed, key), e
	}
	e = endsOf(key)
	high, low := bits.Mul64(e.first^k.a, e.last^k.b)
	h = high ^ low ^ uint64(n)
	if n > 16 {
		middle := endsOf(key[8 : n-8+max(0, 24-n)])
		high, low = bits.Mul64(middle.first^k.b, middle.last^k.a)
		h = h*k.a ^ high ^ low
	}
	return h, e
}

// find is what key means, nil where it is not known.
func (k *keys[T]) find(key []byte) *T {
	h, e := k.hash(key)
	for i := h; ; i++ {
		s := &k.slots[i&uint64(len(k.slots)-1)]
		if s.value == nil {
			return nil
		}
		if s.hash == h && s.ends == e && len(s.key) == len(key) && (8 <= len(key) && len(key) <= 16 || string(s.key) == string(key)) {
			k.last, k.lastKey = s.value, s.key
			return s.value
		}
	}
}

// put remembers a key that is not known.
func (k *keys[T]) put(key []byte, value *T) {
	if 2*k.count >= len(k.slots) {
		old := k.slots
		k.slots = make([]slot[T], 2*len(old))
		for _, s := range old {
			if s.value != nil {
				*k.free(s.hash) = s
			}
		}
	}
	h, e := k.hash(key)
	*k.free(h) = slot[T]{h, e, append([]byte(nil), key...), value}
	k.count++
}

func (k *keys[T]) free(h uint64) *slot[T] {
	for i := h; ; i++ {
		if s := &k.slots[i&uint64(len(k.slots)-1)]; s.value == nil {
			return s
		}
	}
}

// each calls fn for every value that was put.
func (k *keys[T]) each(fn func(*T)) {
	for i := range k.slots {
		if v := k.slots[i].value; v != nil {
			fn(v)
		}
	}
}
