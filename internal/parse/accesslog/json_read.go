package accesslog

import "time"

// read turns the values that were found into r.
func (s *jsonScanner) read(line []byte, r *Request) *LineError {
	j := s.layout
	if !j.program.isRequest(s, line) {
		return notRequest
	}
	t := s.best(line, timeRole)
	if t.kind == 0 {
		return s.err.reject(MissingField, 0, "no value for the time")
	}
	var ok bool
	if r.At, ok = s.instant(line, t); !ok {
		return s.err.reject(BadTime, t.from, s.clock.why(line[t.from:t.to], "neither date and time with an offset nor a number since 1970"))
	}
	status := s.best(line, statusRole)
	if status.kind == 0 && !j.program.omitsZero {
		return s.err.reject(MissingField, 0, "no value for the status")
	}
	if v := s.text(line, status); !absent(v) && string(v) != "0" && !r.setStatus(v) {
		return s.err.reject(BadStatus, status.from, "no status of three digits")
	}
	if e := s.readLatency(line, r, t); e != nil {
		return e
	}
	r.Host = s.present(line, hostRole)
	r.line = s.text(line, s.best(line, requestRole))
	r.Method = s.present(line, methodRole)
	r.target = s.text(line, s.best(line, pathRole))
	r.Customer = s.present(line, customerRole)
	r.Service = s.present(line, serviceRole)
	r.RequestID = s.present(line, idRole)
	return nil
}

// instant is the time that v names, in Unix nanoseconds.
func (s *jsonScanner) instant(line []byte, v *jsonValue) (int64, bool) {
	if v.kind == '"' {
		return s.clock.parseAny(s.text(line, v), s.layout.timeUnit, s.layout.guessTime)
	}
	return parseEpoch(line[v.from:v.to], s.layout.timeUnit, s.layout.guessTime)
}

// readLatency takes the end less the beginning, at start, where a line has both
// more finely than in seconds; else the latency's own field.
func (s *jsonScanner) readLatency(line []byte, r *Request, start *jsonValue) *LineError {
	if end := s.best(line, endRole); end.kind != 0 && end != start && finerThanSeconds(line[start.from:start.to]) && finerThanSeconds(line[end.from:end.to]) {
		at, ok := s.instant(line, end)
		if !ok {
			return s.err.reject(BadTime, end.from, s.clock.why(line[end.from:end.to], "neither date and time with an offset nor a number since 1970"))
		}
		if d := at - r.At; 0 <= d && d <= maxLatency {
			r.Latency, r.HasLatency = time.Duration(d), true
			return nil
		}
	}
	v := s.best(line, latencyRole)
	if text := s.text(line, v); !absent(text) && !r.setDuration(text, s.layout.latencyUnit) {
		return s.err.reject(BadLatency, v.from, "no length of time")
	}
	return nil
}

// best is the value of the first name of a role that has one, a dash or nothing
// only where no other does; of kind 0 when none is there or all are null.
func (s *jsonScanner) best(line []byte, r role) *jsonValue {
	none := &s.nothing
	for _, slot := range s.slots[r] {
		switch v := &s.found[slot]; {
		case v.kind == 0 || v.kind == 'n':
		case !absent(line[v.from:v.to]):
			return v
		case none.kind == 0:
			none = v
		}
	}
	return none
}

// present is the text for a role, nil also where the value means "none".
func (s *jsonScanner) present(line []byte, r role) []byte {
	if v := s.text(line, s.best(line, r)); !absent(v) {
		return v
	}
	return nil
}

// text is a value without quotes and escapes; nil where there is none.
func (s *jsonScanner) text(line []byte, v *jsonValue) []byte {
	if v.kind == 0 {
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
