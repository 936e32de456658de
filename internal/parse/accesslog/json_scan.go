package accesslog

// jsonScanner passes over a line once, checking all of it, and notes the values
// of the names it wants. A line in the shape of one before is checked against
// that shape, which is quicker (see template).
type jsonScanner struct {
	layout    *jsonLayout
	clock     *clock
	wanted    []wanted // no two of one name
	sizes     [maxName/64 + 1]uint64
	slots     [jsonRoles][]int // of the names of each role, the best first
	found     []jsonValue      // by slot
	nothing   jsonValue        // what is found where nothing is
	passed    []passed         // the values of the line at hand, while there is room
	templates templates
	decoded   []byte // strings that were written with escapes
	open      []byte // see skipNested
	err       LineError
}

// A jsonValue is a scalar as it stands in the line: kind is its first byte, or
// 0 when there is none; a string lies between its quotes.
type jsonValue struct {
	kind     byte
	escape   bool
	from, to int
}

func (s *jsonScanner) scan(line []byte, r *Request) *LineError {
	s.decoded = s.decoded[:0]
	if s.templates.fit(s, line) {
		return s.read(line, r)
	}
	if e := s.pass(line); e != nil {
		return e
	}
	s.templates.learn(s, line)
	return s.read(line, r)
}

// pass is the scan that takes any line.
func (s *jsonScanner) pass(line []byte) *LineError {
	clear(s.found)
	s.passed = s.passed[:0]
	i := skipSpaceJSON(line, 0)
	if i == len(line) || line[i] != '{' {
		if aside := s.layout.program.aside; aside != nil && aside(line[i:]) {
			return notRequest
		}
		return s.err.reject(BadJSON, i, "the line does not begin with {")
	}
	end := s.object(line, i, 1, s.wanted, &s.sizes)
	if end < 0 {
		return s.err.reject(BadJSON, ^end, "no valid JSON from here")
	}
	if end = skipSpaceJSON(line, end); end < len(line) {
		return s.err.reject(BadJSON, end, "text after the object")
	}
	return nil
}

// object passes over the object at b[i], noting the values of names, and returns
// the place behind it, negative as in skipString.
func (s *jsonScanner) object(b []byte, i, depth int, names []wanted, sizes *[maxName/64 + 1]uint64) int {
	i = skipSpaceJSON(b, i+1)
	if i < len(b) && b[i] == '}' {
		return i + 1
	}
	for {
		if i >= len(b) || b[i] != '"' {
			return ^i
		}
		end, escape := skipString(b, i)
		if end < 0 {
			return end
		}
		key := b[i+1 : end-1]
		if escape {
			from := len(s.decoded)
			s.decoded = appendUnescaped(s.decoded, key)
			key = s.decoded[from:]
		}
		if i = skipSpaceJSON(b, end); i >= len(b) || b[i] != ':' {
			return ^i
		}
		i = skipSpaceJSON(b, i+1)
		var matters bool
		if n := len(key); n <= maxName {
			matters = sizes[n/64]>>(n%64)&1 == 1
		}
		if i = s.value(b, i, depth, key, names, matters); i < 0 {
			return i
		}
		if i = skipSpaceJSON(b, i); i >= len(b) {
			return ^i
		}
		switch b[i] {
		case '}':
			return i + 1
		case ',':
			i = skipSpaceJSON(b, i+1)
		default:
			return ^i
		}
	}
}

// value passes over the value of key at b[i]; when the key's length matters, it
// notes a scalar for the name that is key and follows an object for those that
// go on below it.
func (s *jsonScanner) value(b []byte, i, depth int, key []byte, names []wanted, matters bool) int {
	if i >= len(b) {
		return ^i
	}
	if b[i] == '{' && matters {
		var room [32]wanted
		if below := under(names, key, room[:0]); len(below) > 0 {
			sizes := lengths(below)
			return s.object(b, i, depth+1, below, &sizes)
		}
	}
	if b[i] == '{' || b[i] == '[' {
		end := skipNested(b, i, depth, &s.open)
		s.note(passed{jsonValue: jsonValue{kind: b[i], from: i, to: end}, slot: -1, depth: depth})
		return end
	}
	end, escape := skipScalar(b, i)
	if end < 0 {
		return end
	}
	v := jsonValue{kind: b[i], escape: escape, from: i, to: end}
	if v.kind == '"' {
		v.from, v.to = i+1, end-1
	}
	slot := -1
	if matters {
		for _, w := range names {
			if w.name == string(key) {
				slot = w.slot
				s.found[slot] = v // a name that comes again: the last one holds
				break
			}
		}
	}
	s.note(passed{jsonValue: v, slot: slot})
	return end
}
