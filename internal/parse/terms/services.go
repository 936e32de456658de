package terms

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

func (d *decoder) service(n ast.Node) {
	s := contract.Service{
		// METHOD.md, "State of a minute": client errors do not count, but a
		// timeout of the request (408) does; nor does the lack of an answer.
		Ignored: contract.Statuses{{From: 400, To: 407}, {From: 409, To: 498}},
		Failed:  contract.Statuses{{From: 500, To: 599}, {From: 499, To: 499}, {From: 0, To: 0}},
		Gap:     5 * time.Minute,
	}
	var requests mapping
	m := d.mapping(n, "a service",
		required("id", d.newID(d.services, &s.ID)),
		required("name", value(d, &s.Name, text)),
		optional("components", values(d, &s.Components, text)),
		optional("match", d.list(1, func(n ast.Node) { s.Match = append(s.Match, d.match(n)) })),
		optional("requests", func(n ast.Node) { requests = d.requests(n, &s) }),
		required("minute", func(n ast.Node) { d.minute(n, &s) }),
		optional("gap", value(d, &s.Gap, positive)),
	)
	if s.Gap < time.Minute {
		d.report(m.at("gap"), fmt.Sprintf("gap %s is shorter than a minute", s.Gap), "write 1m or more: the log is judged by minutes")
	}
	if code, both := common(s.Ignored, s.Failed); both {
		where := requests.at("failed")
		if requests.values["failed"] == nil {
			where = requests.at("ignored")
		}
		d.report(where, fmt.Sprintf("status %d is both ignored and failed", code),
			"write both lists, each code in one of them: the defaults are ignored: [400-407, 409-498], failed: [5xx, 499, 0]")
	}
	d.config.Book.Services = append(d.config.Book.Services, s)
}

func (d *decoder) match(n ast.Node) contract.Match {
	var m contract.Match
	found := d.mapping(n, "a match",
		optional("hosts", values(d, &m.Hosts, host)),
		optional("paths", values(d, &m.Paths, prefix)),
		optional("methods", values(d, &m.Methods, method)),
		optional("field", value(d, &m.Field, text)),
	)
	if _, ok := pairs(n); ok && len(found.values) == 0 {
		d.report(n, "a match without parts takes every request", "write hosts, paths, methods or field")
	}
	return m
}

func (d *decoder) requests(n ast.Node, s *contract.Service) mapping {
	return d.mapping(n, "requests",
		optional("ignored", values(d, (*[]contract.StatusRange)(&s.Ignored), statuses)),
		optional("failed", values(d, (*[]contract.StatusRange)(&s.Failed), statuses)),
		optional("slow", value(d, &s.Slow, positive)),
	)
}

func (d *decoder) minute(n ast.Node, s *contract.Service) {
	t := &s.Minute
	t.MinRequests = 1
	m := d.mapping(n, "minute",
		optional("min_requests", value(d, &t.MinRequests, count)),
		required("down", value(d, &t.Down, threshold)),
		optional("degraded", value(d, &t.Degraded, threshold)),
		optional("degraded_slow", value(d, &t.DegradedSlow, threshold)),
	)
	if m.values["degraded"] == nil {
		t.Degraded = t.Down
	}
	if !t.Down.IsZero() && !t.Degraded.IsZero() && t.Down.Easier(t.Degraded) {
		d.report(m.at("degraded"), fmt.Sprintf("degraded (%s) is harder to reach than down (%s)", t.Degraded, t.Down), "degraded is the milder state: give it the lower threshold")
	}
	if !t.DegradedSlow.IsZero() && s.Slow == 0 {
		d.report(m.at("degraded_slow"), "degraded_slow is set, but nothing says what slow is", "write requests: {slow: 2s}")
	}
}

// common is the lowest status code that lies in both.
func common(a, b contract.Statuses) (code int, found bool) {
	var in [1000]bool
	for _, r := range a {
		for code := r.From; code <= r.To; code++ {
			in[code] = true
		}
	}
	for code := range in {
		if in[code] && b.Contains(code) {
			return code, true
		}
	}
	return 0, false
}

func host(s string) (string, error) {
	if strings.ContainsAny(s, ":/ *") {
		return "", advice{fmt.Sprintf("%q is not a host name", s), "write the name alone, without scheme, port and path"}
	}
	s, err := text(s)
	return strings.ToLower(s), err
}

func prefix(s string) (string, error) {
	if !strings.HasPrefix(s, "/") || strings.ContainsAny(s, "?*") {
		return "", advice{fmt.Sprintf("%q is not the beginning of a path", s), "begin with /, without * and ?: /v3/ means every path below it"}
	}
	return text(s)
}

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions, http.MethodConnect, http.MethodTrace}

func method(s string) (string, error) {
	return word("a request method", methods...)(s)
}
