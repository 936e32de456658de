package accesslog

import (
	"bytes"
	"time"
)

// patternScanner cuts a line at the format's literals and reads the fields that
// matter.
type patternScanner struct {
	layout  *patternLayout
	field   [roles]int // place of the field for each role, −1: none
	steps   []cutStep  // how cutFast finds the fields
	ends    []extent   // where each field lies in the line at hand
	time    func(v []byte) (int64, bool)
	clock   *clock
	escapes bool   // the line at hand has a backslash that may mean one
	decoded []byte // values that were written with escapes
	err     LineError
}

type extent struct{ from, to int }

func (s *patternScanner) scan(line []byte, r *Request) *LineError {
	e := s.read(line, r)
	if e != nil && errorLogLine(line) {
		return notRequest
	}
	return e
}

func (s *patternScanner) read(line []byte, r *Request) *LineError {
	if !s.cutFast(line) {
		if e := s.cut(line); e != nil {
			return e
		}
	}
	s.decoded = s.decoded[:0]
	s.escapes = s.layout.escape != escapeNone && bytes.IndexByte(line, '\\') >= 0
	v, from := s.raw(line, timeRole)
	var ok bool
	if r.At, ok = s.time(v); !ok {
		return s.err.reject(BadTime, from, s.clock.why(v, "no time stamp as the format has it"))
	}
	if v, from = s.raw(line, statusRole); !r.setStatus(v) && !(s.layout.dash && absent(v)) {
		return s.err.reject(BadStatus, from, "no status of three digits")
	}
	if v, from = s.raw(line, latencyRole); v != nil && !s.layout.latency.set(r, v) {
		return s.err.reject(BadLatency, from, s.layout.latency.wrong)
	}
	r.Host = s.value(line, hostRole)
	if s.field[requestRole] >= 0 {
		r.line = s.value(line, requestRole)
	}
	if m := s.value(line, methodRole); len(m) > 0 {
		r.Method = m
	}
	if s.field[pathRole] >= 0 {
		r.target = s.value(line, pathRole)
	}
	r.Customer = s.value(line, customerRole)
	r.Service = s.value(line, serviceRole)
	r.RequestID = s.value(line, idRole)
	return nil
}

// setLatency reads one time in seconds or a list of them.
func (r *Request) setLatency(v []byte) bool {
	if len(v) == 5 && v[1] == '.' { // 0.123, nearly always
		n := int(v[0]) - '0'
		if frac := two(v[2:]); n >= 0 && n <= 9 && frac >= 0 && '0' <= v[4] && v[4] <= '9' {
			r.Latency = time.Duration(n*1000+frac*10+int(v[4]-'0')) * time.Millisecond
			r.HasLatency = true
			return true
		}
	}
	return r.setLatencies(v)
}

// cut finds where each field lies.
func (s *patternScanner) cut(line []byte) *LineError {
	n := s.layout
	if len(line) < len(n.lead) || string(line[:len(n.lead)]) != n.lead {
		return s.err.reject(MissingField, 0, "the line does not begin as the format does")
	}
	pos := len(n.lead)
	last := len(n.fields) - 1
	for i := range n.fields {
		f := &n.fields[i]
		end := s.end(line, pos, f)
		if i == last && n.escape == escapeNone && end >= 0 && hasAt(line, len(line)-len(f.needle.text), f.needle.text) {
			end = len(line) - len(f.needle.text) // the value may hold the literal
		}
		if end < 0 {
			return s.err.reject(MissingField, pos, f.missing)
		}
		s.ends[i] = extent{pos, end}
		pos = end + len(f.needle.text)
		if i == last && pos < len(line) {
			return s.err.reject(TrailingText, pos, "the line goes on after the format's end")
		}
	}
	return nil
}

// end is where the value of f ends that begins at pos: before the literal that
// follows it, or at the end of the line; −1 when the literal is missing. The
// value of a variable that is one word ends at a space.
func (s *patternScanner) end(line []byte, pos int, f *patternField) int {
	lit := &f.needle
	if lit.text == "" {
		if f.word {
			if i := bytes.IndexByte(line[pos:], ' '); i >= 0 {
				return pos + i
			}
		}
		return len(line)
	}
	spaced := f.word && lit.text[0] == ' '
	if at := pos + f.width; f.width > 0 && !spaced && lit.at(line, at) && !(f.word && bytes.IndexByte(line[pos:at], ' ') >= 0) {
		return at
	}
	quoted := lit.text[0] == '"' && s.layout.escape != escapeNone
	for from := pos; ; {
		at := lit.index(line, from)
		if at < 0 {
			return -1
		}
		if lit.at(line, at) && !(quoted && escaped(line[pos:at])) {
			return at
		}
		if spaced {
			return -1
		}
		from = at + 1
	}
}

func hasAt(line []byte, at int, lit string) bool {
	return len(line)-at >= len(lit) && string(line[at:at+len(lit)]) == lit
}

// escaped says that an odd number of backslashes ends before.
func escaped(before []byte) bool {
	n := 0
	for n < len(before) && before[len(before)-1-n] == '\\' {
		n++
	}
	return n%2 == 1
}

// raw is the field of a role as it stands in the line, and its place.
func (s *patternScanner) raw(line []byte, r role) ([]byte, int) {
	i := s.field[r]
	if i < 0 {
		return nil, 0
	}
	e := s.ends[i]
	return line[e.from:e.to], e.from
}

// value is the field of a role without escapes, empty where it is absent.
func (s *patternScanner) value(line []byte, r role) []byte {
	v, _ := s.raw(line, r)
	if absent(v) {
		return nil
	}
	if !s.escapes || bytes.IndexByte(v, '\\') < 0 {
		return v
	}
	from := len(s.decoded)
	if s.layout.escape == escapeJSON {
		s.decoded = appendUnescaped(s.decoded, v)
	} else {
		s.decoded = appendHexUnescaped(s.decoded, v)
	}
	return s.decoded[from:]
}
