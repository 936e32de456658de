package accesslog

import (
	"bytes"
	"time"
)

type haproxyScanner struct {
	zone              *time.Location
	time              func(v []byte) (int64, bool)
	customer, service *haproxyField // nil: none is asked for
	words             [haproxyWords]extent
	blocks            [2]extent // captured headers of request and response, without braces
	decoded           []byte
	err               LineError
}

func (s *haproxyScanner) scan(line []byte, r *Request) *LineError {
	start, headed := haproxyStart(line)
	pos, e := s.accepted(line, start, r)
	if e != nil {
		if haproxyMessage(line[start:], headed) {
			return notRequest
		}
		return e
	}
	if pos, e = s.cut(line, pos); e != nil {
		return e
	}
	timers := s.word(line, haproxyTimers)
	if e := s.result(line, timers, r); e != nil {
		return e
	}
	s.request(line[pos:], r)
	s.decoded = s.decoded[:0]
	r.Customer = s.value(line, s.customer)
	r.Service = s.value(line, s.service)
	return nil
}

// accepted reads client and time and returns the place behind them.
func (s *haproxyScanner) accepted(line []byte, pos int, r *Request) (int, *LineError) {
	n := bytes.IndexByte(line[pos:], ' ')
	if n <= 0 || !hasAt(line, pos+n, " [") || bytes.IndexByte(line[pos:pos+n], ':') < 0 {
		return 0, s.err.reject(MissingField, pos, "no client:port and [time]")
	}
	from := pos + n + len(" [")
	end := bytes.IndexByte(line[from:], ']')
	if end < 0 || !hasAt(line, from+end, "] ") {
		return 0, s.err.reject(MissingField, from, `no "] " behind the time`)
	}
	var ok bool
	if r.At, ok = s.time(line[from : from+end]); !ok {
		return 0, s.err.reject(BadTime, from, "no time like 30/Apr/2025:16:20:01.123")
	}
	return from + end + len("] "), nil
}

// cut finds the words, the blocks of captured headers and the place of the
// request. A line of option tcplog, or of a handshake that failed, is notRequest.
func (s *haproxyScanner) cut(line []byte, pos int) (int, *LineError) {
	for i := range s.words {
		n := bytes.IndexByte(line[pos:], ' ')
		if i == haproxyFrontend && n > 0 && line[pos+n-1] == ':' {
			return 0, notRequest // front/1: SSL handshake failure
		}
		if i == haproxyStatus && bytes.Count(s.word(line, haproxyTimers), slash) == 2 {
			return 0, notRequest // a TCP session has three timers
		}
		if n <= 0 {
			return 0, s.err.reject(MissingField, pos, "the line ends before the request")
		}
		s.words[i] = extent{pos, pos + n}
		pos += n + 1
	}
	n := bytes.IndexByte(line[pos:], ' ') // the queues
	if n <= 0 {
		return 0, s.err.reject(MissingField, pos, "the line ends before the request")
	}
	pos += n + 1
	s.blocks = [2]extent{}
	for i := 0; i < len(s.blocks) && hasAt(line, pos, "{"); i++ {
		end := bytes.IndexByte(line[pos:], '}')
		if end < 0 || !hasAt(line, pos+end, "} ") {
			return 0, s.err.reject(MissingField, pos, `no "} " behind the captured headers`)
		}
		s.blocks[i] = extent{pos + 1, pos + end}
		pos += end + len("} ")
	}
	if !hasAt(line, pos, `"`) {
		return 0, s.err.reject(MissingField, pos, "no request in quotes")
	}
	return pos + 1, nil
}

var slash = []byte("/")

// result reads status and latency.
func (s *haproxyScanner) result(line, timers []byte, r *Request) *LineError {
	last := bytes.LastIndexByte(timers, '/') + 1
	if n := bytes.Count(timers, slash); n != 3 && n != 4 {
		return s.err.reject(BadLatency, s.words[haproxyTimers].from, "no four or five timers, like 0/0/1/37/38")
	}
	total := bytes.TrimPrefix(timers[last:], plus)
	if string(total) != "-1" && !r.setWhole(total, millis.nanos()) {
		return s.err.reject(BadLatency, s.words[haproxyTimers].from+last, "no whole number of milliseconds, and not the -1 for none")
	}
	if v := s.word(line, haproxyStatus); string(v) != "-1" && string(v) != "0" && !r.setStatus(v) {
		return s.err.reject(BadStatus, s.words[haproxyStatus].from, "no status of three digits, and not the -1 for none")
	}
	return nil
}

var plus = []byte("+")

// request reads what stands behind the opening quote. HAProxy cuts long
// requests, and the closing quote with them; a client's quote it writes as #22.
func (s *haproxyScanner) request(v []byte, r *Request) {
	if end := bytes.IndexByte(v, '"'); end >= 0 {
		v = v[:end]
	}
	r.setRequestLine(v)
}

func (s *haproxyScanner) word(line []byte, i int) []byte {
	return line[s.words[i].from:s.words[i].to]
}
