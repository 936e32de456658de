package source

import (
	"encoding/hex"
	"testing"

	"lukechampine.com/blake3"
	"lukechampine.com/blake3/guts"
	"pgregory.net/rapid"
)

func TestDigestIsBLAKE3(t *testing.T) {
	// The empty text's digest, as the test vectors of BLAKE3 give it.
	if got := Sum(nil); got != "blake3:af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262" {
		t.Errorf("of nothing: %s", got)
	}
	text := make([]byte, 1<<20)
	for i := range text {
		text[i] = byte(i % 251)
	}
	for _, n := range []int{1, 1023, 1024, 1025, unitSize - 1, unitSize, unitSize + 1, 3 * unitSize, 4*unitSize + 5, 1<<20 - 7, 1 << 20} {
		want := blake3.Sum256(text[:n])
		if got := Sum(text[:n]); got != "blake3:"+hex.EncodeToString(want[:]) {
			t.Errorf("of %d bytes: %s", n, got)
		}
	}
}

func TestDigestOfParts(t *testing.T) {
	text := make([]byte, 9*unitSize)
	for i := range text {
		text[i] = byte(i * i >> 3)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(text)).Draw(t, "bytes")
		part := unitSize << rapid.IntRange(0, 2).Draw(t, "size of parts")
		var nodes []guts.Node
		for at := 0; at < n; at += part {
			h := newHasher(int64(at))
			for rest := text[at:min(at+part, n)]; len(rest) > 0; {
				k := rapid.IntRange(1, len(rest)).Draw(t, "write")
				h.write(rest[:k])
				rest = rest[k:]
			}
			node, _ := h.node()
			nodes = append(nodes, node)
		}
		var whole tree
		for _, node := range nodes {
			whole.add(node)
		}
		if got, want := whole.text(), Sum(text[:n]); got != want {
			t.Fatalf("%d bytes in parts of %d: %s; want %s", n, part, got, want)
		}
	})
}
