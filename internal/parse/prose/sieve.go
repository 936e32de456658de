package prose

import (
	"iter"
	"slices"
	"sync"
)

// A sieve finds out of a table of patterns those that may match a text, in one
// pass over it: an automaton that knows all their needs (Aho and Corasick,
// "Efficient string matching", 1975). Capital letters of ASCII count as small.
type sieve struct {
	class [256]uint8  // of a byte; 0: in no need
	width int         // how many classes there are
	next  []uint16    // state × width + class → state
	held  []uint16    // state → index in sets
	sets  []sighted   // the needs that end in a state; the first set is empty
	words int         // of a set that are in use
	rows  [][]sighted // row → its ways → their needs
}

// A sighted is a set of needs, by number.
type sighted [needWords]uint64

// A sieve asks so many needs; what goes beyond is not asked, which costs time
// and no match. A way asks for its most telling ones.
const (
	needWords   = 12
	needsPerWay = 3
)

func (s *sighted) add(n int) { s[n/64] |= 1 << (n % 64) }

func (s *sighted) join(more *sighted, words int) {
	for i := range words {
		s[i] |= more[i]
	}
}

func (s *sighted) holds(all *sighted, words int) bool {
	for i := range words {
		if all[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

// newSieve makes the sieve of a table.
func newSieve(table []pattern) *sieve {
	s := &sieve{width: 1, rows: make([][]sighted, len(table)), sets: make([]sighted, 1)}
	var needs []need
	for row, p := range table {
		s.rows[row] = make([]sighted, len(p.ways))
		for i, w := range p.ways {
			for _, n := range w[:min(len(w), needsPerWay)] {
				at := slices.IndexFunc(needs, func(m need) bool { return slices.Equal(m, n) })
				if at < 0 && len(needs) == 64*needWords {
					continue
				}
				if at < 0 {
					at, needs = len(needs), append(needs, n)
					s.spell(n)
				}
				s.rows[row][i].add(at)
			}
		}
	}
	s.words = (len(needs) + 63) / 64
	for c := byte('A'); c <= 'Z'; c++ {
		s.class[c] = s.class[c|0x20]
	}
	s.grow()
	for i, n := range needs {
		for _, part := range n {
			s.enter(part, i)
		}
	}
	s.link()
	return s
}

// spell gives each byte of n a class.
func (s *sieve) spell(n need) {
	for _, part := range n {
		for i := range len(part) {
			if s.class[part[i]] == 0 {
				s.class[part[i]] = uint8(s.width)
				s.width++
			}
		}
	}
}

// grow adds a state.
func (s *sieve) grow() uint16 {
	s.held = append(s.held, 0)
	s.next = append(s.next, make([]uint16, s.width)...)
	return uint16(len(s.held) - 1)
}

// enter adds the states of one part of need n. State 0 is the beginning, and
// the one that follows where no other does.
func (s *sieve) enter(part string, n int) {
	state := uint16(0)
	for i := range len(part) {
		at := int(state)*s.width + int(s.class[part[i]])
		if s.next[at] == 0 {
			child := s.grow()
			s.next[at] = child
		}
		state = s.next[at]
	}
	s.sets[s.own(state)].add(n)
}

// own is the index of the set of a state, which from now on is its own.
func (s *sieve) own(state uint16) uint16 {
	if s.held[state] == 0 {
		s.held[state] = uint16(len(s.sets))
		s.sets = append(s.sets, sighted{})
	}
	return s.held[state]
}

// link completes the automaton: where a state knows no next one, it goes where
// the longest of its tails that is a state goes.
func (s *sieve) link() {
	tail := make([]uint16, len(s.held))
	queue := []uint16{0}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		for class := range s.width {
			at := &s.next[int(state)*s.width+class]
			follows := uint16(0)
			if state != 0 {
				follows = s.next[int(tail[state])*s.width+class]
			}
			if *at == 0 {
				*at = follows
				continue
			}
			tail[*at] = follows
			if s.held[*at] == 0 {
				s.held[*at] = s.held[follows]
			} else {
				s.sets[s.held[*at]].join(&s.sets[s.held[follows]], s.words)
			}
			queue = append(queue, *at)
		}
	}
}

// look finds the needs that a text holds.
func (s *sieve) look(text string) (seen sighted) {
	at := 0
	for i := range len(text) {
		at = int(s.next[at*s.width+int(s.class[text[i]])])
		if held := s.held[at]; held != 0 {
			seen.join(&s.sets[held], s.words)
		}
	}
	return seen
}

// may says that a row may match a text in which the needs seen were found.
func (s *sieve) may(row int, seen *sighted) bool {
	ways := s.rows[row]
	for i := range ways {
		if seen.holds(&ways[i], s.words) {
			return true
		}
	}
	return false
}

// of are the rows that may match a text, in order.
func (s *sieve) of(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		seen := s.look(text)
		for row := range s.rows {
			if s.may(row, &seen) && !yield(row) {
				return
			}
		}
	}
}

// ruleSieve finds the rules that may have words in a sentence.
var ruleSieve = sync.OnceValue(func() *sieve { return newSieve(ruleTable()) })

func ruleTable() []pattern {
	var table []pattern
	for i := range rules {
		table = append(table, rules[i].words)
	}
	return table
}
