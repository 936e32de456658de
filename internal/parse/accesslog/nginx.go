package accesslog

import (
	"fmt"
	"slices"
)

const nginxDirective = "log_format"

// Nginx compiles an nginx log_format: the directive as it stands in nginx.conf,
// its quoted pieces, or the bare format. It needs a time ($time_iso8601,
// $time_local or $msec) and $status. The errors are FormatErrors, joined.
func Nginx(format string) (*Format, error) {
	text, err := unquote(format)
	if err != nil {
		return nil, err
	}
	return text.nginx(nginxLatency)
}

// nginx compiles f, whose latency is written in the given form.
func (f formatText) nginx(latency latencyForm) (*Format, error) {
	lead, pieces, err := f.split()
	if err != nil {
		return nil, err
	}
	n := &patternLayout{
		lead: lead, escape: f.escape, sigil: "$", latency: latency,
		named: func(fields []patternField, name string) int { return findField(fields, fieldName(name)) },
	}
	for _, p := range pieces {
		n.fields = append(n.fields, newNginxField(p))
	}
	for r, names := range nginxRoles {
		n.field[r] = findField(n.fields, names...)
	}
	if err := needed(f.end, n.field[timeRole], n.field[statusRole], "$time_iso8601, $time_local or $msec", "$status"); err != nil {
		return nil, err
	}
	n.stamp = nginxStamp(n.fields[n.field[timeRole]].name)
	return &Format{name: nginxDirective, layout: n}, nil
}

// nginxRoles are the variables for each role, the best first.
var nginxRoles = [roles][]string{
	timeRole:    {"msec", "time_iso8601", "time_local"},
	statusRole:  {"status"},
	latencyRole: {"request_time", "upstream_response_time"},
	requestRole: {"request"},
	methodRole:  {"request_method"},
	pathRole:    {"request_uri", "uri"}, // as asked for, before inner rewrites
	hostRole:    {"host", "http_host", "server_name"},
	idRole:      {"request_id", "http_x_request_id"},
}

func nginxStamp(variable string) func(c *clock) func(v []byte) (int64, bool) {
	switch variable {
	case "msec":
		return func(*clock) func([]byte) (int64, bool) {
			return func(v []byte) (int64, bool) { return parseEpoch(v, seconds, false) }
		}
	case "time_iso8601":
		return func(c *clock) func([]byte) (int64, bool) { return c.parseISO }
	}
	return func(c *clock) func([]byte) (int64, bool) { return c.parseLocal }
}

// widths are the variables whose values have one length.
var widths = map[string]int{"time_local": 26, "time_iso8601": 25, "status": 3, "request_id": 32}

// words are the variables whose values hold no space.
var words = []string{
	"body_bytes_sent", "bytes_sent", "connection", "connection_requests", "host", "msec", "pid", "remote_addr",
	"remote_port", "request_id", "request_length", "request_method", "request_time", "scheme", "server_port",
	"server_protocol", "status", "time_iso8601",
}

func newNginxField(p piece) patternField {
	return patternField{
		name: p.name, needle: newNeedle(p.literal), width: widths[p.name], word: slices.Contains(words, p.name),
		missing: fmt.Sprintf("no %q after $%s", p.literal, p.name),
	}
}
