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
	millis          bool                                     // whole numbers of time-taken are milliseconds
	saw             struct{ decimals, millis, unknown bool } // units of time-taken
	hasDay          bool                                     // a #Date told the day
	day             [10]byte                                 // of the line before, 2025-04-30
	last            int64                                    // time of the line before, where it had no date
	blank           needle                                   // between fields
	clock           *clock
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
		u, s.saw.decimals = seconds, true
	case s.millis:
		u, s.saw.millis = millis, true
	default:
		if _, ok := whole(v); ok {
			s.saw.unknown = true
			return nil
		}
	}
	if n, ok := decimalNanos(v, max(u, nanos)); ok && 0 <= n && n <= maxLatency {
		r.Latency, r.HasLatency = time.Duration(n), true
		return nil
	}
	return s.err.reject(BadLatency, from, "no length of time")
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
