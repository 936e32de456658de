package accesslog

import (
	"bytes"
	"time"
)

// role is what a field of a line is read for.
type role int

const (
	timeRole role = iota
	statusRole
	latencyRole
	requestRole // "METHOD target PROTOCOL"
	methodRole
	pathRole
	hostRole
	customerRole
	serviceRole
	idRole
	roles
)

// complete reads the request line and the target, if that is yet to be done: few
// services tell their requests by more than the host, and few requests become
// evidence. Fields of their own go before the request line.
func (r *Request) complete() {
	if r.line != nil {
		method := r.Method
		r.setRequestLine(r.line)
		if len(method) > 0 {
			r.Method = method
		}
		r.line = nil
	}
	if r.target != nil {
		r.setTarget(r.target)
		r.target = nil
	}
}

// setRequestLine reads "GET /a?b HTTP/1.1". What is not a request line (a
// client spoke something else than HTTP) leaves method and path empty.
func (r *Request) setRequestLine(v []byte) {
	i := tokenEnd(v)
	if i == len(v) || v[i] != ' ' || absent(v[:i]) {
		return
	}
	method, target := v[:i], v[i+1:]
	if j := bytes.LastIndexByte(target, ' '); j >= 0 && bytes.HasPrefix(target[j+1:], http) {
		target = target[:j]
	}
	r.Method = method
	r.setTarget(target)
}

var http = []byte("HTTP/")

// tokenEnd is where the method or scheme ends that v begins with: letters,
// digits, - and _.
func tokenEnd(v []byte) int {
	for i, c := range v {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && c != '-' && c != '_' && (c < '0' || '9' < c) {
			return i
		}
	}
	return len(v)
}

// setTarget reads a request target (RFC 9112, 3.2): a path, or an absolute URL
// whose authority is the host where no field names it. The query is dropped.
func (r *Request) setTarget(v []byte) {
	if absent(v) {
		return
	}
	if i := bytes.IndexByte(v, '?'); i >= 0 {
		v = v[:i]
	}
	if i := bytes.IndexByte(v, '#'); i >= 0 {
		v = v[:i]
	}
	if len(v) == 0 {
		return
	}
	if v[0] == '/' {
		r.Path = v
		return
	}
	i := bytes.Index(v, schemeEnd)
	if i <= 0 || tokenEnd(v[:i]) < i {
		r.Path = v // "*", or an authority
		return
	}
	authority, path := v[i+len(schemeEnd):], rootPath
	if j := bytes.IndexByte(authority, '/'); j >= 0 {
		authority, path = authority[:j], authority[j:]
	}
	if j := bytes.LastIndexByte(authority, '@'); j >= 0 {
		authority = authority[j+1:] // user and password are nobody's business
	}
	if len(r.Host) == 0 {
		r.Host = authority
	}
	r.Path = path
}

var (
	schemeEnd = []byte("://")
	rootPath  = []byte("/")
)

// setLatencies sums a list as nginx writes it for several upstreams:
// "0.100, 0.250 : 0.010", with "-" where one did not answer.
func (r *Request) setLatencies(v []byte) bool {
	for len(v) > 0 {
		part := v
		if i := bytes.IndexAny(v, ",:"); i >= 0 {
			part, v = v[:i], v[i+1:]
		} else {
			v = nil
		}
		if part = bytes.TrimSpace(part); absent(part) {
			continue
		}
		n, ok := decimalNanos(part, seconds)
		if !ok || n < 0 || n > maxLatency-int64(r.Latency) {
			return false
		}
		r.Latency += time.Duration(n)
		r.HasLatency = true
	}
	return true
}

// maxLatency is a year: more is no latency but a wrong unit.
const maxLatency = int64(365 * 24 * time.Hour)

// setStatus reads three digits, as every server writes a status.
func (r *Request) setStatus(v []byte) bool {
	if len(v) != 3 {
		return false
	}
	n := 0
	for _, c := range v {
		if c < '0' || '9' < c {
			return false
		}
		n = n*10 + int(c-'0')
	}
	r.Status = n
	return true
}

// setDuration reads a number of units, or one that names its own: "12.5ms".
func (r *Request) setDuration(v []byte, u unit) bool {
	n := len(v)
	for n > 0 && v[n-1] > '9' {
		n--
	}
	if n < len(v) {
		named, ok := units[string(v[n:])]
		if !ok {
			return false
		}
		u = named
	}
	ns, ok := decimalNanos(v[:n], u)
	if !ok || ns < 0 || ns > maxLatency {
		return false
	}
	r.Latency, r.HasLatency = time.Duration(ns), true
	return true
}
