package accesslog

import (
	"encoding/binary"
	"math/bits"
)

// maxDepth is how deep objects and arrays may nest, as in encoding/json.
const maxDepth = 10000

// skipSpaceJSON is the place of the first byte at or after i that is no white space.
func skipSpaceJSON(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return i
}

// skipString is the place behind the string that opens at b[i], and whether it
// holds an escape; a negative place is that of the offending byte, inverted.
func skipString(b []byte, i int) (end int, escape bool) {
	for i++; ; {
		i = plainEnd(b, i)
		if i >= len(b) {
			return ^len(b), escape
		}
		switch c := b[i]; {
		case c == '"':
			return i + 1, escape
		case c != '\\':
			return ^i, escape // a control byte
		}
		escape = true
		if i+1 >= len(b) {
			return ^len(b), escape
		}
		switch b[i+1] {
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
			i += 2
		case 'u':
			for j := i + 2; j < i+6; j++ {
				if j >= len(b) {
					return ^len(b), escape
				}
				if hex(b[j]) < 0 {
					return ^j, escape
				}
			}
			i += 6
		default:
			return ^(i + 1), escape
		}
	}
}

// plainEnd is the place of the first quote, backslash or control byte at or
// after i. It looks at eight bytes at a time: in each byte, the high bit of
// (x − 1·n) &^ x tells x < n for n ≤ 128, exact up to the first hit.
func plainEnd(b []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(b); i += 8 {
		w := binary.LittleEndian.Uint64(b[i:])
		quote, slash := w^ones*'"', w^ones*'\\'
		if hit := ((w-ones*0x20)&^w | (quote-ones)&^quote | (slash-ones)&^slash) & highs; hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
	}
	for i < len(b) && b[i] != '"' && b[i] != '\\' && b[i] >= 0x20 {
		i++
	}
	return i
}

// skipNumber is the place behind the number at b[i] (RFC 8259, 6), negative as
// in skipString.
func skipNumber(b []byte, i int) int {
	if i < len(b) && b[i] == '-' {
		i++
	}
	start := i
	if i = digits(b, i); i == start {
		return ^i
	}
	if b[start] == '0' && i > start+1 {
		return ^(start + 1)
	}
	if i < len(b) && b[i] == '.' {
		start = i + 1
		if i = digits(b, start); i == start {
			return ^i
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		if i++; i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		start = i
		if i = digits(b, start); i == start {
			return ^i
		}
	}
	return i
}

// digits is the place of the first byte at or after i that is no digit. In each
// of eight bytes, the high bit of x + 118 tells x > 9 and that of x itself what
// is no ASCII, when x is the byte ^ '0'.
func digits(b []byte, i int) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:]) ^ ones*'0'
		if other := ((x&^highs + ones*(0x80-10)) | x) & highs; other != 0 {
			return i + bits.TrailingZeros64(other)/8
		}
	}
	for i < len(b) && '0' <= b[i] && b[i] <= '9' {
		i++
	}
	return i
}

// skipWord is the place behind true, false or null, negative as in skipString.
func skipWord(b []byte, i int, word string) int {
	for j := range len(word) {
		if i+j >= len(b) || b[i+j] != word[j] {
			return ^(i + j)
		}
	}
	return i + len(word)
}

// skipScalar is the place behind the string, number or word at b[i].
func skipScalar(b []byte, i int) (end int, escape bool) {
	if i >= len(b) {
		return ^i, false
	}
	switch b[i] {
	case '"':
		return skipString(b, i)
	case 't':
		return skipWord(b, i, "true"), false
	case 'f':
		return skipWord(b, i, "false"), false
	case 'n':
		return skipWord(b, i, "null"), false
	}
	return skipNumber(b, i), false
}

// skipNested is the place behind the object or array at b[i], negative as in
// skipString; depth is how many enclose it. open holds what is to be closed.
func skipNested(b []byte, i, depth int, open *[]byte) int {
	stack := (*open)[:0]
	defer func() { *open = stack }() // it may have grown
	for {
		// A value begins at b[i].
		switch {
		case i < len(b) && (b[i] == '{' || b[i] == '['):
			if depth+len(stack) >= maxDepth {
				return ^i
			}
			stack = append(stack, b[i])
			empty := skipSpaceJSON(b, i+1)
			if empty < len(b) && b[empty] == b[i]+2 { // } and ] lie two behind { and [
				stack, i = stack[:len(stack)-1], empty+1
				break
			}
			if i = nextValue(b, empty, stack[len(stack)-1]); i < 0 {
				return i
			}
			continue
		default:
			if i, _ = skipScalar(b, i); i < 0 {
				return i
			}
		}
		for {
			if len(stack) == 0 {
				return i
			}
			i = skipSpaceJSON(b, i)
			top := stack[len(stack)-1]
			if i < len(b) && b[i] == ',' {
				if i = nextValue(b, skipSpaceJSON(b, i+1), top); i < 0 {
					return i
				}
				break
			}
			if i >= len(b) || b[i] != top+2 {
				return ^i
			}
			stack, i = stack[:len(stack)-1], i+1
		}
	}
}

// nextValue passes the key and colon of an object's member; an array's value
// begins at once.
func nextValue(b []byte, i int, in byte) int {
	if in == '[' {
		return i
	}
	if i >= len(b) || b[i] != '"' {
		return ^i
	}
	if i, _ = skipString(b, i); i < 0 {
		return i
	}
	if i = skipSpaceJSON(b, i); i >= len(b) || b[i] != ':' {
		return ^i
	}
	return skipSpaceJSON(b, i+1)
}
