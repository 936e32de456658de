package accesslog

import (
	"bytes"
	"time"
)

// w3cScanner reads lines by the #Fields above them.
type w3cScanner struct {
	layout          *w3cLayout
	wanted          [roles][]string
	zone            *time.Location // of the options
	header          header
	exact           bool // the header stood in the log: lines have its columns, no more and no less
	date, timeOfDay int  // places of the columns, −1: none
	stampUnit       unit
	millis          bool     // whole numbers of time-taken are milliseconds
	hasDay          bool     // a #Date told the day
	day             [10]byte // of the line before, 2025-04-30
	last            int64    // time of the line before, where it had no date
	blank           needle   // between fields
	clock           clock
	stamp           []byte
	ends            []extent
	decoded         []byte
	err             LineError
}

func (s *w3cScanner) scan(line []byte, r *Request) *LineError {
	if line[0] == '#' {
		s.directive(line)
		return notRequest
	}
	h := &s.header
	if h.problem != "" {
		return s.err.reject(MissingField, 0, h.problem)
	}
	if e := s.cut(line); e != nil {
		return e
	}
	s.decoded = s.decoded[:0]
	method := s.value(line, methodRole)
	if len(method) > 0 && method[0] == '[' {
		return notRequest // a command of an FTP session, "[2]USER"
	}
	if e := s.time(line, r); e != nil {
		return e
	}
	if v, from := s.raw(line, h.field[statusRole]); !absent(v) && !r.setStatus(v) {
		return s.err.reject(BadStatus, from, "no status of three digits, and not the - for none")
	}
	if e := s.latency(line, r); e != nil {
		return e
	}
	r.Method = method
	r.Host = s.value(line, hostRole)
	r.setTarget(s.value(line, pathRole))
	r.Customer = s.value(line, customerRole)
	r.Service = s.value(line, serviceRole)
	r.RequestID = s.value(line, idRole)
	return nil
}

func (s *w3cScanner) time(line []byte, r *Request) *LineError {
	const detail = "no date and time as the header has them"
	var ok bool
	if s.timeOfDay < 0 {
		v, from := s.raw(line, s.header.field[timeRole])
		if r.At, ok = parseEpoch(v, s.stampUnit, false); !ok {
			return s.err.reject(BadTime, from, detail)
		}
		return nil
	}
	moment, from := s.raw(line, s.timeOfDay)
	switch date, _ := s.raw(line, s.date); {
	case date != nil:
		r.At, ok = s.on(date, moment)
	case !s.hasDay:
		return s.err.reject(BadTime, from, "a time without a date, and no #Date before that tells the day")
	default:
		r.At, ok = s.sameDay(moment)
	}
	if !ok {
		return s.err.reject(BadTime, from, detail)
	}
	return nil
}

func (s *w3cScanner) latency(line []byte, r *Request) *LineError {
	v, from := s.raw(line, s.header.field[latencyRole])
	if absent(v) {
		return nil
	}
	u := s.layout.latency
	switch {
	case u >= 0:
	case bytes.IndexByte(v, '.') >= 0:
		u = seconds
	case s.millis:
		u = millis
	default:
		if _, ok := whole(v); ok {
			return nil // nothing tells the unit
		}
	}
	if n, ok := decimalNanos(v, max(u, nanos)); ok && 0 <= n && n <= maxLatency {
		r.Latency, r.HasLatency = time.Duration(n), true
		return nil
	}
	return s.err.reject(BadLatency, from, "no length of time")
}

// cut finds where each field lies, without quotes.
func (s *w3cScanner) cut(line []byte) *LineError {
	s.ends = s.ends[:0]
	mixed := !s.layout.tabs && bytes.IndexByte(line, '\t') >= 0
	for pos := 0; ; pos++ {
		for !s.layout.tabs && pos < len(line) && (line[pos] == ' ' || line[pos] == '\t') {
			pos++
		}
		if pos >= len(line) && !(s.layout.tabs && pos == len(line)) {
			break
		}
		if len(s.ends) == s.header.columns {
			if !s.exact {
				return nil
			}
			return s.err.reject(TrailingText, pos, "the line has more fields than the header names")
		}
		from, to := pos, pos
		switch {
		case !s.layout.tabs && line[pos] == '"':
			from++
			if to = doubledEnd(line, from); to < 0 {
				return s.err.reject(MissingField, pos, "the quote that opens here is not closed")
			}
			pos = to + 1
		case mixed:
			for to < len(line) && line[to] != ' ' && line[to] != '\t' {
				to++
			}
			pos = to
		default:
			if to = s.blank.index(line, pos); to < 0 {
				to = len(line)
			}
			pos = to
		}
		s.ends = append(s.ends, extent{from, to})
	}
	if n := len(s.ends); n < s.header.columns && (s.exact || !s.enough(n)) {
		return s.err.reject(MissingField, len(line), "the line has fewer fields than the header names")
	}
	return nil
}

// enough says that a line of n fields has all that are read.
func (s *w3cScanner) enough(n int) bool {
	for _, i := range s.header.field {
		if i >= n {
			return false
		}
	}
	return s.date < n && s.timeOfDay < n
}

// doubledEnd is the place of the quote that ends a value beginning at from, −1
// for none. Inside, a quote is doubled; one with no blank behind is no end.
func doubledEnd(line []byte, from int) int {
	for at := from; ; at++ {
		i := bytes.IndexByte(line[at:], '"')
		if i < 0 {
			return -1
		}
		if at += i; at+1 == len(line) || line[at+1] == ' ' || line[at+1] == '\t' {
			return at
		}
		if line[at+1] == '"' {
			at++
		}
	}
}

// raw is a field as it stands in the line, and its place; nil where there is
// none.
func (s *w3cScanner) raw(line []byte, i int) ([]byte, int) {
	if i < 0 || i >= len(s.ends) {
		return nil, 0
	}
	e := s.ends[i]
	return line[e.from:e.to], e.from
}

// value is the field of a role, nil where it is absent.
func (s *w3cScanner) value(line []byte, r role) []byte {
	v, from := s.raw(line, s.header.field[r])
	if absent(v) {
		return nil
	}
	if from == 0 || line[from-1] != '"' || bytes.IndexByte(v, '"') < 0 {
		return v
	}
	at := len(s.decoded)
	s.decoded = appendUndoubled(s.decoded, v)
	return s.decoded[at:]
}
