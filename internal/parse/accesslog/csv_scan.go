package accesslog

import "bytes"

// csvScanner reads lines by the header above them, or by numbers of columns.
type csvScanner struct {
	layout    *csvLayout
	delimiter needle
	wanted    [roles][]string
	known     bool // the columns are
	header    header
	needs     int    // columns that a line must have
	first     []byte // the header as it stands; it may come again where files were joined
	clock     *clock
	ends      []extent
	decoded   []byte
	err       LineError
}

func (s *csvScanner) scan(line []byte, r *Request) *LineError {
	s.decoded = s.decoded[:0]
	if line = bytes.TrimPrefix(line, byteOrderMark); !s.known {
		return s.learn(line)
	}
	if len(s.first) > 0 && bytes.Equal(line, s.first) {
		return notRequest
	}
	h := &s.header
	if h.problem != "" {
		return s.err.reject(MissingField, 0, h.problem)
	}
	if e := s.cut(line, h.columns); e != nil {
		return e
	}
	if len(s.ends) < s.needs {
		return s.err.reject(MissingField, len(line), "the line has too few fields")
	}
	return s.read(line, r)
}

func (s *csvScanner) read(line []byte, r *Request) *LineError {
	f, c := &s.header.field, s.layout
	v := s.text(line, f[timeRole])
	var ok bool
	if r.At, ok = s.clock.parseAny(v, c.timeUnit, c.fields.TimeUnit == ""); !ok {
		return s.err.reject(BadTime, s.ends[f[timeRole]].from, s.clock.why(v, "no time stamp"))
	}
	if v := s.text(line, f[statusRole]); !absent(v) && string(v) != "0" && !r.setStatus(v) {
		return s.err.reject(BadStatus, s.ends[f[statusRole]].from, "no status of three digits, and none of 0, - and nothing for none")
	}
	if v := s.text(line, f[latencyRole]); !absent(v) && !r.setDuration(v, c.latencyUnit) {
		return s.err.reject(BadLatency, s.ends[f[latencyRole]].from, "no length of time")
	}
	r.Host = s.value(line, hostRole)
	r.setRequestLine(s.value(line, requestRole))
	if v := s.value(line, methodRole); len(v) > 0 {
		r.Method = v
	}
	r.setTarget(s.value(line, pathRole))
	r.Customer = s.value(line, customerRole)
	r.Service = s.value(line, serviceRole)
	r.RequestID = s.value(line, idRole)
	return nil
}

// cut finds where each field lies, with its quotes; most is how many there may
// be.
func (s *csvScanner) cut(line []byte, most int) *LineError {
	s.ends = s.ends[:0]
	for pos := 0; ; pos++ {
		if len(s.ends) == most {
			return s.err.reject(TrailingText, pos, "the line has more fields than the header names")
		}
		end := len(line)
		if pos < len(line) && line[pos] == '"' {
			if end = quotedEnd(line, pos+1); end < 0 {
				return s.err.reject(OpenQuote, pos, "the quote that opens here does not end on this line")
			}
			if end++; end < len(line) && line[end] != s.layout.delimiter {
				return s.err.reject(MissingField, end, "no delimiter behind the closing quote")
			}
		} else if i := s.delimiter.index(line, pos); i >= 0 {
			end = i
		}
		s.ends = append(s.ends, extent{pos, end})
		if pos = end; pos == len(line) {
			return nil
		}
	}
}

// quotedEnd is the place of the quote that ends a value beginning at from, −1
// for none; inside, a quote is doubled.
func quotedEnd(line []byte, from int) int {
	for at := from; ; at += 2 {
		i := bytes.IndexByte(line[at:], '"')
		if i < 0 {
			return -1
		}
		if at += i; at+1 == len(line) || line[at+1] != '"' {
			return at
		}
	}
}

// text is a field without quotes, nil where there is none.
func (s *csvScanner) text(line []byte, i int) []byte {
	if i < 0 {
		return nil
	}
	v := line[s.ends[i].from:s.ends[i].to]
	if len(v) == 0 || v[0] != '"' {
		return v
	}
	v = v[1 : len(v)-1]
	if bytes.IndexByte(v, '"') < 0 {
		return v
	}
	from := len(s.decoded)
	s.decoded = appendUndoubled(s.decoded, v)
	return s.decoded[from:]
}

// value is the field of a role, nil where it is absent.
func (s *csvScanner) value(line []byte, r role) []byte {
	if v := s.text(line, s.header.field[r]); !absent(v) {
		return v
	}
	return nil
}
