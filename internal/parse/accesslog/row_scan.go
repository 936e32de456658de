package accesslog

import (
	"bytes"
	"time"
)

// rowScanner cuts a line at its spaces.
type rowScanner struct {
	layout  *rowLayout
	field   [roles]int
	ends    []extent // where each field lies, without quotes and brackets
	have    int      // fields of the line at hand that the format names
	space   needle
	clock   *clock
	time    func(v []byte) (int64, bool)
	decoded []byte // values that were written with escapes
	err     LineError
}

func (s *rowScanner) scan(line []byte, r *Request) *LineError {
	if e := s.cut(line); e != nil {
		return e
	}
	l := s.layout
	status, from := s.raw(line, s.field[statusRole])
	request, _ := s.raw(line, s.field[requestRole])
	if l.other(status, request) {
		return notRequest
	}
	if !absent(status) && !r.setStatus(status) {
		return s.err.reject(BadStatus, from, "no status of three digits, and not the - for none")
	}
	s.decoded = s.decoded[:0]
	v, from := s.raw(line, s.field[timeRole])
	var ok bool
	if r.At, ok = s.time(v); !ok {
		return s.err.reject(BadTime, from, s.clock.why(v, "no time stamp as the format has it"))
	}
	if e := s.latency(line, r); e != nil {
		return e
	}
	r.Host = s.value(line, hostRole)
	r.setRequestLine(request)
	if v, _ := s.raw(line, l.sni); len(r.Host) == 0 && !absent(v) {
		r.Host = v
	}
	r.Customer = s.value(line, customerRole)
	r.Service = s.value(line, serviceRole)
	r.RequestID = s.value(line, idRole)
	return nil
}

// latency sums the parts; one that is not known, - or -1, leaves it unknown.
func (s *rowScanner) latency(line []byte, r *Request) *LineError {
	sum := int64(0)
	for _, i := range s.layout.latencies {
		v, from := s.raw(line, i)
		if absent(v) || len(v) > 1 && v[0] == '-' && v[1] == '1' {
			return nil
		}
		n, ok := decimalNanos(v, s.layout.unit)
		if !ok || n < 0 || n > maxLatency-sum {
			return s.err.reject(BadLatency, from, "no length of time, and not the - or -1 for none")
		}
		sum += n
	}
	r.Latency, r.HasLatency = time.Duration(sum), true
	return nil
}

// cut finds where each field lies. Fields behind those that the format names
// are passed over.
func (s *rowScanner) cut(line []byte) *LineError {
	columns := s.layout.columns
	s.have = 0
	for pos := 0; ; s.have++ {
		from, to := pos, pos
		opens := byte(0)
		if pos < len(line) && (line[pos] == '"' || line[pos] == '[' && s.have < len(columns) && columns[s.have].opens == '[') {
			opens, from = line[pos], pos+1 // an IPv6 address has brackets of its own
		}
		switch opens {
		case '"':
			to = quoteEnd(line, from)
		case '[':
			to = bytes.IndexByte(line[from:], ']')
			if to >= 0 {
				to += from
			}
		default:
			if to = s.space.index(line, pos); to < 0 {
				to = len(line)
			}
		}
		if to < 0 {
			return s.err.reject(MissingField, pos, "the quote or bracket that opens here is not closed")
		}
		next := to
		if opens != 0 {
			next++
		}
		if s.have < len(columns) {
			c := &columns[s.have]
			switch {
			case c.opens != opens && !(opens == 0 && absent(line[from:to]) && to > from):
				return s.err.reject(MissingField, pos, "the format has another field here: quotes and brackets do not stand where they should")
			case from == to && opens == 0:
				return s.err.reject(MissingField, pos, "an empty field: two spaces, or one at the end")
			}
			s.ends[s.have] = extent{from, to}
		}
		if next == len(line) {
			break
		}
		if line[next] != ' ' {
			return s.err.reject(MissingField, next, "no space behind the field")
		}
		pos = next + 1
	}
	if s.have++; s.have < s.layout.least {
		return s.err.reject(MissingField, len(line), "the line ends before the format does")
	}
	s.have = min(s.have, len(columns))
	return nil
}

// quoteEnd is the place of the quote that ends a value beginning at from, −1
// for none: one that is not escaped and has a space or the line's end behind
// it. Some writers put quotes of clients into the value as they come.
func quoteEnd(line []byte, from int) int {
	for at := from; ; at++ {
		i := bytes.IndexByte(line[at:], '"')
		if i < 0 {
			return -1
		}
		at += i
		if (at+1 == len(line) || line[at+1] == ' ') && !escaped(line[from:at]) {
			return at
		}
	}
}

// raw is a field as it stands in the line, and its place; nil where the line or
// the format has none.
func (s *rowScanner) raw(line []byte, i int) ([]byte, int) {
	if i < 0 || i >= s.have {
		return nil, 0
	}
	e := s.ends[i]
	return line[e.from:e.to], e.from
}

// value is the field of a role without escapes, nil where it is absent.
func (s *rowScanner) value(line []byte, r role) []byte {
	v, _ := s.raw(line, s.field[r])
	if absent(v) {
		return nil
	}
	if bytes.IndexByte(v, '\\') < 0 {
		return v
	}
	from := len(s.decoded)
	s.decoded = appendHexUnescaped(s.decoded, v)
	return s.decoded[from:]
}
