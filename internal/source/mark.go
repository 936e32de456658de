package source

import (
	"slices"

	"lukechampine.com/blake3/guts"
)

// reached is a mark that a piece has come to, with the piece's subtree up to
// it.
type reached struct {
	mark  int64
	index int
	node  guts.Node
}

// hash gives h the bytes p of a piece, which lie at at in the log.
func (r *Reading) hash(index int, h *hasher, p []byte, at int64) {
	for _, mark := range r.marks {
		if mark <= at || mark > at+int64(len(p)) {
			continue
		}
		h.write(p[:mark-at])
		p, at = p[mark-at:], mark
		node, _ := h.clone().node() // there is one: the mark lies behind a byte of the piece
		r.mu.Lock()
		r.reached = append(r.reached, reached{mark, index, node})
		r.mu.Unlock()
	}
	h.write(p)
}

// clone is a hasher that goes on from where h is.
func (h *hasher) clone() *hasher {
	c := &hasher{tree: h.tree, at: h.at, rest: append(make([]byte, 0, unitSize), h.rest...)}
	c.tree.done = append([][8]uint32(nil), h.tree.done...)
	return c
}

// Beginning is the digest of the unpacked log up to a mark, "" where the log is
// shorter, when every piece has been read to its end.
func (r *Reading) Beginning(mark int64) string {
	i := slices.IndexFunc(r.reached, func(m reached) bool { return m.mark == mark })
	if i < 0 {
		return ""
	}
	var t tree
	for _, n := range r.nodes[:r.reached[i].index] {
		t.add(n)
	}
	t.add(r.reached[i].node)
	return t.text()
}
