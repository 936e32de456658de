package accesslog

import "hash/maphash"

// keys remembers what raw keys mean, and the one met last. It is an open
// hash table: a key costs one hash and one comparison and, unlike a map's, no
// call. The hash is seeded, so that no log can be made to fill one corner.
type keys[T any] struct {
	seed    maphash.Seed
	slots   []slot[T] // a power of two, at most half full
	count   int
	last    *T
	lastKey []byte
}

type slot[T any] struct {
	hash  uint64
	key   []byte
	value *T // nil: free
}

func newKeys[T any](seed maphash.Seed) keys[T] {
	return keys[T]{seed: seed, slots: make([]slot[T], 64)}
}

// find is what key means, nil where it is not known.
func (k *keys[T]) find(key []byte) *T {
	h := maphash.Bytes(k.seed, key)
	for i := h; ; i++ {
		s := &k.slots[i&uint64(len(k.slots)-1)]
		if s.value == nil {
			return nil
		}
		if s.hash == h && string(s.key) == string(key) {
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
	h := maphash.Bytes(k.seed, key)
	*k.free(h) = slot[T]{h, append([]byte(nil), key...), value}
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
