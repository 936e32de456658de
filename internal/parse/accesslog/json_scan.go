package accesslog

// jsonScanner passes over a line once, checking all of it, and notes the values
// of the names it wants.
type jsonScanner struct {
	layout  *jsonLayout
	clock   clock
	wanted  []wanted
	sizes   [maxName/64 + 1]uint64 // lengths(wanted)
	found   [roles]jsonValue
	decoded []byte // strings that were written with escapes
	open    []byte // see skipNested
	err     LineError
}

// A jsonValue is a scalar as it stands in the line: kind is its first byte, or
// 0 when there is none; a string lies between its quotes.
type jsonValue struct {
	kind     byte
	escape   bool
	from, to int
}

func (s *jsonScanner) scan(line []byte, r *Request) *LineError {
	s.found = [roles]jsonValue{}
	s.decoded = s.decoded[:0]
	i := skipSpaceJSON(line, 0)
	if line[i] != '{' {
		return s.err.reject(BadJSON, i, "the line does not begin with {")
	}
	end := s.object(line, i, 1, s.wanted, &s.sizes)
	if end < 0 {
		return s.err.reject(BadJSON, ^end, "no valid JSON from here")
	}
	if end = skipSpaceJSON(line, end); end < len(line) {
		return s.err.reject(BadJSON, end, "text after the object")
	}
	return s.read(line, r)
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
// notes a scalar for the names that are key and follows an object for those
// that go on below it.
func (s *jsonScanner) value(b []byte, i, depth int, key []byte, names []wanted, matters bool) int {
	if i >= len(b) {
		return ^i
	}
	if b[i] == '{' && matters {
		var room [roles]wanted
		if below := under(names, key, room[:0]); len(below) > 0 {
			sizes := lengths(below)
			return s.object(b, i, depth+1, below, &sizes)
		}
	}
	if b[i] == '{' || b[i] == '[' {
		return skipNested(b, i, depth, &s.open)
	}
	end, escape := skipScalar(b, i)
	if end < 0 || !matters {
		return end
	}
	for _, w := range names {
		if w.name != string(key) {
			continue
		}
		v := jsonValue{kind: b[i], escape: escape, from: i, to: end}
		if v.kind == '"' {
			v.from, v.to = i+1, end-1
		}
		s.found[w.role] = v // a name that comes again: the last one holds
	}
	return end
}

// read turns the values that were found into r.
func (s *jsonScanner) read(line []byte, r *Request) *LineError {
	j := s.layout
	t := s.found[timeRole]
	if t.kind == 0 || t.kind == 'n' {
		return s.err.reject(MissingField, 0, "no value for the time")
	}
	var ok bool
	if v := s.text(line, timeRole); t.kind == '"' {
		r.At, ok = s.clock.parseAny(v, j.timeUnit, j.guessTime)
	} else {
		r.At, ok = parseEpoch(v, j.timeUnit, j.guessTime)
	}
	if !ok {
		return s.err.reject(BadTime, t.from, "neither date and time with an offset nor a number since 1970")
	}
	status := s.found[statusRole]
	if status.kind == 0 || status.kind == 'n' {
		return s.err.reject(MissingField, 0, "no value for the status")
	}
	if v := s.text(line, statusRole); !absent(v) && string(v) != "0" && !r.setStatus(v) {
		return s.err.reject(BadStatus, status.from, "no status of three digits")
	}
	if v := s.text(line, latencyRole); !absent(v) && !r.setDuration(v, j.latencyUnit) {
		return s.err.reject(BadLatency, s.found[latencyRole].from, "no length of time")
	}
	r.Host = s.present(line, hostRole)
	if v := s.text(line, requestRole); len(v) > 0 {
		r.setRequestLine(v)
	}
	if v := s.present(line, methodRole); len(v) > 0 {
		r.Method = v
	}
	if v := s.text(line, pathRole); len(v) > 0 {
		r.setTarget(v)
	}
	r.Customer = s.present(line, customerRole)
	r.Service = s.present(line, serviceRole)
	r.RequestID = s.present(line, idRole)
	return nil
}

// present is text, nil also where the value means "none".
func (s *jsonScanner) present(line []byte, r role) []byte {
	if v := s.text(line, r); !absent(v) {
		return v
	}
	return nil
}

// text is a value without quotes and escapes; nil where there is none.
func (s *jsonScanner) text(line []byte, r role) []byte {
	v := s.found[r]
	if v.kind == 0 || v.kind == 'n' {
		return nil
	}
	raw := line[v.from:v.to]
	if !v.escape {
		return raw
	}
	from := len(s.decoded)
	s.decoded = appendUnescaped(s.decoded, raw)
	return s.decoded[from:]
}
