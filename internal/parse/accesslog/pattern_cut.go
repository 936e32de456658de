package accesslog

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// A cutStep finds the end of one field in a line as most lines are; what it
// cannot do is left to patternScanner.cut, which decides what is right.
type cutStep struct {
	kind  cutKind
	text  string // the literal behind the field
	width int    // of the field, where it is fixed
	first uint64 // the literal's first byte, eight times
	word  uint64 // the literal as a little-endian number
	mask  uint64 // of the bytes that it has in word
	quote bool   // the literal begins with a quote, which a backslash may escape
}

type cutKind int

const (
	careful  cutKind = iota // for cut
	fixed                   // the field has one width
	searched                // the field ends at the literal's first byte
	lastWord                // the field is the line's last word
)

// steps are the steps of p's fields; nil where all lines are for cut.
func (p *patternLayout) steps() []cutStep {
	if p.escape == escapeNone {
		return nil
	}
	out := make([]cutStep, len(p.fields))
	for i := range p.fields {
		f, t := &p.fields[i], &out[i]
		n := &f.needle
		t.text, t.width, t.first, t.word, t.mask = n.text, f.width, n.first, n.word, n.mask
		switch {
		case n.text == "" && f.word && i == len(p.fields)-1:
			t.kind = lastWord
		case n.mask == 0:
			return nil
		case f.width > 0 && !f.word:
			t.kind = fixed
		default:
			t.kind, t.quote = searched, n.text[0] == '"'
		}
	}
	return out
}

// cutFast is cut for lines that need no care: it tells their fields apart by
// looking at eight bytes at a time and comparing each literal as one number. It
// is false for all others.
func (s *patternScanner) cutFast(line []byte) bool {
	lead := s.layout.lead
	if len(s.steps) == 0 || len(line) < len(lead) || string(line[:len(lead)]) != lead {
		return false
	}
	pos := len(lead)
	ends := s.ends[:len(s.steps)]
	for i := range s.steps {
		t := &s.steps[i]
		end := pos
		switch t.kind {
		case fixed:
			end += t.width
		case searched:
			for ahead := 0; ; ahead++ {
				if ahead == 8 || len(line)-end < 8 { // long ones go faster by the library
					j := bytes.IndexByte(line[end:], byte(t.first))
					if j < 0 {
						return false
					}
					end += j
					break
				}
				x := binary.LittleEndian.Uint64(line[end:]) ^ t.first
				if zero := (x - everyByte) &^ x & (0x80 * everyByte); zero != 0 { // the lowest mark is exact
					end += bits.TrailingZeros64(zero) / 8
					break
				}
				end += 8
			}
			if t.quote && end > pos && line[end-1] == '\\' {
				return false
			}
		case lastWord:
			if bytes.IndexByte(line[pos:], ' ') >= 0 {
				return false
			}
			ends[i] = extent{pos, len(line)}
			return true
		}
		if len(line)-end >= 8 {
			if binary.LittleEndian.Uint64(line[end:])&t.mask != t.word {
				return false
			}
		} else if !hasAt(line, end, t.text) {
			return false
		}
		ends[i] = extent{pos, end}
		pos = end + len(t.text)
	}
	return pos == len(line)
}
