package accesslog

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Nginx compiles an nginx log_format: the directive as it stands in nginx.conf,
// its quoted pieces, or the bare format. It needs a time ($time_iso8601,
// $time_local or $msec) and $status. The errors are FormatErrors, joined.
func Nginx(format string) (*Format, error) {
	text, err := unquote(format)
	if err != nil {
		return nil, err
	}
	lead, pieces, err := text.split()
	if err != nil {
		return nil, err
	}
	n := &nginxLayout{lead: lead, escape: text.escape}
	for _, p := range pieces {
		n.fields = append(n.fields, newNginxField(p))
	}
	var missing []error
	if n.find(nginxRoles[timeRole]...) < 0 {
		missing = append(missing, &FormatError{len(format) + 1, "no time: $time_iso8601, $time_local or $msec is needed"})
	}
	if n.find("status") < 0 {
		missing = append(missing, &FormatError{len(format) + 1, "no status: $status is needed"})
	}
	if len(missing) > 0 {
		return nil, errors.Join(missing...)
	}
	return &Format{name: "log_format", layout: n}, nil
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

// widths are the variables whose values have one length.
var widths = map[string]int{"time_local": 26, "time_iso8601": 25, "status": 3, "request_id": 32}

// words are the variables whose values hold no space: one there shows that the
// line is of another format.
var words = []string{
	"body_bytes_sent", "bytes_sent", "connection", "connection_requests", "host", "msec", "pid", "remote_addr",
	"remote_port", "request_id", "request_length", "request_method", "request_time", "scheme", "server_port",
	"server_protocol", "status", "time_iso8601",
}

type nginxLayout struct {
	lead   string // literal before the first variable
	fields []nginxField
	escape escaping
}

// An nginxField is a variable and the literal behind it.
type nginxField struct {
	name    string
	literal string // "" only for the last
	width   int    // of the value, 0: any
	word    bool
	missing string // detail of the error when the literal is not found
}

func newNginxField(p piece) nginxField {
	return nginxField{
		name: p.name, literal: p.literal, width: widths[p.name], word: slices.Contains(words, p.name),
		missing: fmt.Sprintf("no %q after $%s", p.literal, p.name),
	}
}

// find is the place of the first of names that the format has, else −1.
func (n *nginxLayout) find(names ...string) int {
	for _, name := range names {
		if i := slices.IndexFunc(n.fields, func(f nginxField) bool { return f.name == name }); i >= 0 {
			return i
		}
	}
	return -1
}

func (n *nginxLayout) scanner(o Options) (scanner, error) {
	s := &nginxScanner{layout: n, clock: clock{zone: o.Zone}, ends: make([]extent, len(n.fields))}
	for r, names := range nginxRoles {
		s.field[r] = n.find(names...)
	}
	var err error
	if s.field[customerRole], err = n.named(o.Customer); err != nil {
		return nil, fmt.Errorf("customer field: %w", err)
	}
	if s.field[serviceRole], err = n.named(o.Service); err != nil {
		return nil, fmt.Errorf("service field: %w", err)
	}
	switch name := n.fields[s.field[timeRole]].name; name {
	case "msec":
		s.time = func(v []byte) (int64, bool) { return parseEpoch(v, seconds, false) }
	case "time_iso8601":
		s.time = s.clock.parseISO
	default:
		s.time = s.clock.parseLocal
	}
	return s, nil
}

func (n *nginxLayout) named(name string) (int, error) {
	name = fieldName(name)
	if name == "" {
		return -1, nil
	}
	if i := n.find(name); i >= 0 {
		return i, nil
	}
	have := make([]string, len(n.fields))
	for i, f := range n.fields {
		have[i] = "$" + f.name
	}
	return -1, fmt.Errorf("the format has no $%s; it has %s", name, strings.Join(have, " "))
}
