package source

import (
	"encoding/binary"
	"encoding/hex"

	"lukechampine.com/blake3/guts"
)

// Algorithm is how digests are made: BLAKE3 with 256 bits, as b3sum prints it.
// Its tree lets the parts of one file be hashed by several goroutines, each
// part beside its parsing, where SHA-256 would need one goroutine for the
// whole file and twice the time.
const Algorithm = "blake3"

// unitSize is the bytes that are hashed at a time: sixteen chunks of 1 KiB.
const unitSize = guts.MaxSIMD * guts.ChunkSize

// A tree is the BLAKE3 tree over a row of equal subtrees (BLAKE3, 2.1: the left
// of two subtrees is the largest power of two of chunks that leaves one for the
// right). The last one added is kept apart until more follows, because the
// root is compressed in another way than an inner node.
type tree struct {
	done  [][8]uint32 // subtrees of falling size, left to right
	last  guts.Node
	count uint64 // subtrees in done
	any   bool
}

// add appends a subtree; all but the last must be of one size, a power of two
// of chunks.
func (t *tree) add(n guts.Node) {
	if t.any {
		cv := guts.ChainingValue(t.last)
		t.count++
		for c := t.count; c&1 == 0; c >>= 1 {
			top := len(t.done) - 1
			cv = guts.ChainingValue(guts.ParentNode(t.done[top], cv, &guts.IV, 0))
			t.done = t.done[:top]
		}
		t.done = append(t.done, cv)
	}
	t.last, t.any = n, true
}

// node is the tree's own node.
func (t *tree) node() guts.Node {
	n := t.last
	for i := len(t.done) - 1; i >= 0; i-- {
		n = guts.ParentNode(t.done[i], guts.ChainingValue(n), &guts.IV, 0)
	}
	return n
}

// text is the digest of the whole as reports print it, "blake3:" and hex.
func (t *tree) text() string {
	n := t.node()
	if !t.any {
		n = guts.CompressChunk(nil, &guts.IV, 0, 0)
	}
	n.Flags |= guts.FlagRoot
	words := guts.CompressNode(n)
	var sum [32]byte
	for i := range len(sum) / 4 {
		binary.LittleEndian.PutUint32(sum[4*i:], words[i])
	}
	return Algorithm + ":" + hex.EncodeToString(sum[:])
}

// A hasher is the tree of a part of a file that begins at a multiple of its
// size, which is a power of two of units; the file's last part may be shorter.
type hasher struct {
	tree tree
	at   uint64 // offset in the file of the next byte that is not in tree
	rest []byte // less than a unit, held back until more comes
}

func newHasher(at int64) *hasher {
	return &hasher{at: uint64(at), rest: make([]byte, 0, unitSize)}
}

// write appends p, which is read where it lies as far as units go.
func (h *hasher) write(p []byte) {
	if len(h.rest) > 0 {
		n := copy(h.rest[len(h.rest):unitSize], p)
		h.rest, p = h.rest[:len(h.rest)+n], p[n:]
		if len(h.rest) < unitSize {
			return
		}
		h.unit(h.rest)
		h.rest = h.rest[:0]
	}
	for len(p) >= unitSize {
		h.unit(p)
		p = p[unitSize:]
	}
	h.rest = append(h.rest, p...)
}

func (h *hasher) unit(p []byte) {
	h.tree.add(guts.CompressBuffer((*[unitSize]byte)(p), unitSize, &guts.IV, h.at/guts.ChunkSize, 0))
	h.at += unitSize
}

// node is the part's subtree, false for a part without a byte.
func (h *hasher) node() (guts.Node, bool) {
	if n := len(h.rest); n > 0 {
		h.tree.add(guts.CompressBuffer((*[unitSize]byte)(h.rest[:unitSize]), n, &guts.IV, h.at/guts.ChunkSize, 0))
		h.at += uint64(n)
		h.rest = h.rest[:0]
	}
	return h.tree.node(), h.tree.any
}

// Sum is the digest of a text.
func Sum(p []byte) string {
	h := newHasher(0)
	h.write(p)
	h.node()
	return h.tree.text()
}
