package accesslog

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Pattern compiles the format string of a server: an nginx log_format or an
// Apache LogFormat, which are told apart by the directive that is pasted, else by
// $status against %>s.
func Pattern(format string) (*Format, error) {
	start := skipSpace(format, 0)
	switch directive := format[start:wordEnd(format, start)]; {
	case strings.EqualFold(directive, apacheDirective):
		return Apache(format)
	case directive == nginxDirective || strings.Contains(format, "$"):
		return Nginx(format)
	case strings.Contains(format, "%"):
		return Apache(format)
	}
	return nil, &FormatError{1, "neither a variable of nginx, like $status, nor a directive of Apache, like %>s"}
}

// patternLayout is a format of fields with literal text between them. Nginx and
// Apache compile to it.
type patternLayout struct {
	lead    string // literal before the first field
	fields  []patternField
	escape  escaping
	sigil   string     // before the names of fields, for people
	field   [roles]int // place of the field for each role, −1: none
	stamp   func(c *clock) func(v []byte) (int64, bool)
	zone    bool // the times carry no offset
	latency latencyForm
	dash    bool // a status of "-" means that no response was sent
	named   func(fields []patternField, name string) int
}

// A patternField is a field and the literal behind it.
type patternField struct {
	name    string
	needle  needle // the literal, empty only for the last
	width   int    // of the value, 0: any
	word    bool   // the value holds no space: one there shows another format
	missing string // detail of the error when the literal is not found
}

// A latencyForm is how a format writes a latency.
type latencyForm struct {
	set   func(r *Request, v []byte) bool
	wrong string // detail of the error when set fails
}

// errNoZone tells how to read times that carry no offset.
var errNoZone = errors.New("the times of this format carry no offset: write zone: and the zone of the log, like zone: Europe/Stockholm")

func (p *patternLayout) scanner(o Options, c *clock) (scanner, error) {
	if p.zone && o.Zone == nil {
		return nil, errNoZone
	}
	s := &patternScanner{layout: p, field: p.field, clock: c, ends: make([]extent, len(p.fields))}
	var err error
	if s.field[customerRole], err = p.asked(o.Customer); err != nil {
		return nil, fmt.Errorf("customer field: %w", err)
	}
	if s.field[serviceRole], err = p.asked(o.Service); err != nil {
		return nil, fmt.Errorf("service field: %w", err)
	}
	s.time, s.steps = p.stamp(c), p.steps()
	return s, nil
}

// asked is the place of the field that a configuration names, −1 for no name.
func (p *patternLayout) asked(name string) (int, error) {
	if strings.TrimSpace(name) == "" {
		return -1, nil
	}
	if i := p.named(p.fields, name); i >= 0 {
		return i, nil
	}
	have := make([]string, len(p.fields))
	for i, f := range p.fields {
		have[i] = p.sigil + f.name
	}
	return -1, fmt.Errorf("the format has no %s%s; it has %s", p.sigil, strings.TrimPrefix(strings.TrimSpace(name), p.sigil), strings.Join(have, " "))
}

// findField is the place of the first of names that fields has, else −1.
func findField(fields []patternField, names ...string) int {
	for _, name := range names {
		if i := slices.IndexFunc(fields, func(f patternField) bool { return f.name == name }); i >= 0 {
			return i
		}
	}
	return -1
}

// needed are the errors of a format that ends before column end without time or
// status.
func needed(end, time, status int, times, statuses string) error {
	var missing []error
	if time < 0 {
		missing = append(missing, &FormatError{end, "no time: " + times + " is needed"})
	}
	if status < 0 {
		missing = append(missing, &FormatError{end, "no status: " + statuses + " is needed"})
	}
	return errors.Join(missing...)
}

// nginxLatency is a time in seconds, or a list of them; inSeconds insists on the
// decimals that nginx always writes.
var (
	nginxLatency = latencyForm{(*Request).setLatency, "no time in seconds, like 0.123"}
	inSeconds    = latencyForm{(*Request).setDecimalSeconds, "no time in seconds with decimals, like 0.123"}
)

// wholeLatency is a whole number of units.
func wholeLatency(u unit, name string) latencyForm {
	scale := u.nanos()
	return latencyForm{
		func(r *Request, v []byte) bool { return absent(v) || r.setWhole(v, scale) },
		"no whole number of " + name,
	}
}

// setWhole reads a latency in whole units of so many nanoseconds.
func (r *Request) setWhole(v []byte, scale int64) bool {
	n, ok := whole(v)
	if !ok || n > maxLatency/scale {
		return false
	}
	r.Latency, r.HasLatency = time.Duration(n*scale), true
	return true
}

// setDecimalSeconds is setLatency for a time with decimals.
func (r *Request) setDecimalSeconds(v []byte) bool {
	return absent(v) || slices.Contains(v, '.') && r.setLatency(v)
}

// nanos is how many nanoseconds u has.
func (u unit) nanos() int64 {
	n := int64(1)
	for range int(u) {
		n *= 10
	}
	return n
}

// whole reads a number of up to 18 digits.
func whole(v []byte) (int64, bool) {
	n := int64(0)
	for _, c := range v {
		if c < '0' || '9' < c {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, 0 < len(v) && len(v) <= 18
}
