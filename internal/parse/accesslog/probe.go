package accesslog

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// A needle is a literal to be found in lines. Most fields are short, so the
// search looks at eight bytes at a time, twice, before it calls bytes.IndexByte,
// which is faster on long stretches but slower to begin.
type needle struct {
	text  string
	first uint64 // the first byte of text, eight times
	word  uint64 // text as a little-endian number, where it has up to eight bytes
	mask  uint64 // of the bytes that text has in word; 0: it has more
}

const everyByte = 0x0101010101010101

func newNeedle(text string) needle {
	n := needle{text: text}
	if text == "" {
		return n
	}
	n.first = uint64(text[0]) * everyByte
	if len(text) <= 8 {
		var word [8]byte
		copy(word[:], text)
		n.word = binary.LittleEndian.Uint64(word[:])
		n.mask = ^uint64(0) >> (64 - 8*len(text))
	}
	return n
}

// at says that line has the needle at place i.
func (n *needle) at(line []byte, i int) bool {
	if n.mask != 0 && i+8 <= len(line) {
		return binary.LittleEndian.Uint64(line[i:])&n.mask == n.word
	}
	return hasAt(line, i, n.text)
}

// index is the first place from i on of the needle's first byte, −1 for none.
func (n *needle) index(line []byte, i int) int {
	for range 2 {
		if i+8 > len(line) {
			break
		}
		x := binary.LittleEndian.Uint64(line[i:]) ^ n.first
		if zero := (x - everyByte) &^ x & (0x80 * everyByte); zero != 0 { // the lowest mark is exact
			return i + bits.TrailingZeros64(zero)/8
		}
		i += 8
	}
	if j := bytes.IndexByte(line[i:], n.text[0]); j >= 0 {
		return i + j
	}
	return -1
}
