package accesslog

import "bytes"

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
