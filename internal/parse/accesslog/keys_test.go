package accesslog

import (
	"hash/maphash"
	"testing"

	"pgregory.net/rapid"
)

// TestKeysAreAMap holds keys against a map, with keys that share their ends.
func TestKeysAreAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k, m := newKeys[int](maphash.MakeSeed()), map[string]int{}
		key := rapid.OneOf(
			rapid.SliceOfN(rapid.SampledFrom([]byte("ab")), 0, 40),
			rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]byte("xy")), 0, 20), func(middle []byte) []byte {
				return append(append([]byte("customer"), middle...), "@example"...)
			}),
		)
		for i := range rapid.IntRange(0, 300).Draw(t, "keys") {
			key := key.Draw(t, "key")
			want, known := m[string(key)]
			if got := k.find(key); (got != nil) != known || known && *got != want {
				t.Fatalf("%q: %v; want %d, %v", key, got, want, known)
			}
			if !known {
				m[string(key)] = i
				k.put(key, &i)
			}
		}
		n := 0
		k.each(func(v *int) { n++ })
		if n != len(m) || k.count != n {
			t.Fatalf("%d values, count %d; want %d", n, k.count, len(m))
		}
	})
}
