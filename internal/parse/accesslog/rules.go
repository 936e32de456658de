package accesslog

import (
	"bytes"
	"maps"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/traffic"
)

// Rules say whose a request is, at which service, and what it counts as. They
// never change and may be used by any number of goroutines.
type Rules struct {
	services  []service
	customers map[string]string
}

type service struct {
	id       string
	match    []contract.Match
	verdicts [1000]traffic.Verdict // by status
	slow     time.Duration         // 0: nothing is slow
}

// NewRules compiles rules: the first service with a Match that holds has the
// request, and customers gives the id for the value of the customer field.
func NewRules(services []contract.Service, customers map[string]string) *Rules {
	r := &Rules{customers: maps.Clone(customers)}
	for _, s := range services {
		c := service{id: s.ID, match: s.Match, slow: s.Slow}
		for status := range c.verdicts {
			switch {
			case s.Ignored.Contains(status):
				c.verdicts[status] = traffic.Ignored
			case s.Failed.Contains(status):
				c.verdicts[status] = traffic.Failed
			}
		}
		r.services = append(r.services, c)
	}
	return r
}

// service is the place of the request's service, −1 when none matches.
func (r *Rules) service(req *Request) int {
	host := hostname(req.Host)
	for i := range r.services {
		for j := range r.services[i].match {
			if holds(&r.services[i].match[j], req, host) {
				return i
			}
		}
	}
	return -1
}

// verdict is what the request counts as at the service: ignored before failed
// before slow. What belongs to no service counts for no promise.
func (r *Rules) verdict(service int, req *Request) traffic.Verdict {
	if service < 0 {
		return traffic.Ignored
	}
	s := &r.services[service]
	if v := s.verdicts[req.Status]; v != traffic.Fine {
		return v
	}
	if s.slow > 0 && req.HasLatency && req.Latency > s.slow {
		return traffic.Slow
	}
	return traffic.Fine
}

// byHost is the service of the requests to a host, where that decides it alone.
func (r *Rules) byHost(raw []byte) (service int, sure bool) {
	host := hostname(raw)
	for i := range r.services {
		for j := range r.services[i].match {
			m := &r.services[i].match[j]
			if len(m.Hosts) > 0 && !anyHost(m.Hosts, host) {
				continue
			}
			return i, len(m.Methods) == 0 && m.Field == "" && len(m.Paths) == 0
		}
	}
	return -1, true
}

func holds(m *contract.Match, req *Request, host []byte) bool {
	return (len(m.Hosts) == 0 || anyHost(m.Hosts, host)) &&
		(len(m.Methods) == 0 || anyEqual(m.Methods, req.Method)) &&
		(m.Field == "" || m.Field == string(req.Service)) &&
		(len(m.Paths) == 0 || anyPrefix(m.Paths, req.Path))
}

func anyHost(hosts []string, host []byte) bool {
	for _, h := range hosts {
		if len(h) == len(host) && foldEqual(h, host) {
			return true
		}
	}
	return false
}

// foldEqual compares ASCII without regard to case; host names have no other.
func foldEqual(lower string, v []byte) bool {
	for i, c := range v {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if lower[i] != c {
			return false
		}
	}
	return true
}

func anyEqual(of []string, v []byte) bool {
	for _, s := range of {
		if s == string(v) {
			return true
		}
	}
	return false
}

func anyPrefix(of []string, v []byte) bool {
	for _, s := range of {
		if len(v) >= len(s) && string(v[:len(s)]) == s {
			return true
		}
	}
	return false
}

// hostname is a host without port and root dot; an IPv6 address stands in
// brackets.
func hostname(v []byte) []byte {
	if i := bytes.LastIndexByte(v, ':'); i > bytes.LastIndexByte(v, ']') {
		v = v[:i]
	}
	if n := len(v); n > 0 && v[n-1] == '.' {
		v = v[:n-1]
	}
	return v
}
