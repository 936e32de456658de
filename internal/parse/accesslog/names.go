package accesslog

import (
	"errors"
	"fmt"
)

// Fields name the fields of a log of one JSON object per line, or of a table.
// Time and Status are required; a name may serve several fields.
type Fields struct {
	Time      string // RFC 3339 and its variants, nginx's local form, syslog's, or a number since the epoch
	TimeUnit  string // of a number: s, ms, us, ns; empty: by its size
	Status    string // 0, - and, in a table, nothing mean that no response was sent
	Latency   string
	Unit      string // of Latency: s, ms, us, ns; required with it. "12.5ms" says its own
	Request   string // "METHOD target PROTOCOL"
	Method    string
	Path      string // path, request target or URL; its query string is dropped
	Host      string
	Customer  string
	RequestID string
}

// byRole are the names for the roles, "" where a field is not named.
func (f Fields) byRole() [roles]string {
	return [roles]string{
		timeRole: f.Time, statusRole: f.Status, latencyRole: f.Latency, requestRole: f.Request, methodRole: f.Method,
		pathRole: f.Path, hostRole: f.Host, customerRole: f.Customer, idRole: f.RequestID,
	}
}

// units are those of times and latencies. The error holds all mistakes of f, of
// which kind and part are words: in a "json" log a part is a "field".
func (f Fields) units(kind, part string) (time, latency unit, err error) {
	var problems []error
	problem := func(format string, args ...any) {
		problems = append(problems, fmt.Errorf(kind+" log format: "+format, args...))
	}
	if f.Time == "" {
		problem("name the %s that holds the time", part)
	}
	if f.Status == "" {
		problem("name the %s that holds the status", part)
	}
	var ok bool
	if time, ok = units[f.TimeUnit]; !ok && f.TimeUnit != "" {
		problem("time unit %q: write s, ms, us or ns", f.TimeUnit)
	}
	if latency, ok = units[f.Unit]; !ok && f.Latency != "" {
		problem("unit %q of %s: write s, ms, us or ns", f.Unit, f.Latency)
	}
	return time, latency, errors.Join(problems...)
}
