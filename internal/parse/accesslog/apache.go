package accesslog

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Apache compiles an Apache LogFormat: the directive as it stands in httpd.conf,
// its quoted format, or the bare one. It needs a time (%t, or %{…}t with date
// and time) and a status (%>s or %s). Requests are counted at the time that is
// written, by default that of their beginning. The errors are FormatErrors,
// joined.
func Apache(format string) (*Format, error) {
	text, err := unquoteApache(format)
	if err != nil {
		return nil, err
	}
	c := apacheCompiler{text: text, stamps: map[int]*strftime{}}
	if err := c.compile(); err != nil {
		return nil, err
	}
	p := &patternLayout{lead: c.lead, sigil: "%", dash: true, named: apacheNamed}
	for _, f := range c.fields {
		p.fields = append(p.fields, newApacheField(f))
	}
	for r, names := range apacheRoles {
		p.field[r] = findDirective(p.fields, names...)
	}
	p.field[timeRole] = slices.IndexFunc(p.fields, func(f patternField) bool { return f.name == "t" })
	p.stamp = func(c *clock) func([]byte) (int64, bool) { return c.parseLocal }
	for i := range p.fields {
		form := c.stamps[i]
		if form == nil {
			continue
		}
		p.fields[i].width = form.width()
		if p.field[timeRole] < 0 && form.whole() {
			p.field[timeRole], p.zone = i, form.local()
			p.stamp = func(c *clock) func([]byte) (int64, bool) { return form.reader(c) }
		}
	}
	if i := p.field[latencyRole]; i >= 0 {
		p.latency = apacheLatency[p.fields[i].name]
	}
	if err := needed(text.end, p.field[timeRole], p.field[statusRole], "%t", "%>s"); err != nil {
		return nil, err
	}
	return &Format{name: apacheDirective, layout: p}, nil
}

// apacheRoles are the directives for each role, the best first.
var apacheRoles = [roles][]string{
	statusRole:  {">s", "s"},
	latencyRole: {"D", "{us}T", "{ms}T", "T", "{s}T"},
	requestRole: {"r", ">r"},
	methodRole:  {"m"},
	pathRole:    {"U"},
	hostRole:    {"{Host}i", "V", "v"},
	idRole:      {"{X-Request-Id}i", "{X-Request-Id}o", "{UNIQUE_ID}e", "L"},
}

// apacheLatency is how mod_log_config writes each directive of latencyRole.
var apacheLatency = map[string]latencyForm{
	"D": wholeLatency(micros, "microseconds"), "{us}T": wholeLatency(micros, "microseconds"),
	"{ms}T": wholeLatency(millis, "milliseconds"),
	"T":     wholeLatency(seconds, "seconds"), "{s}T": wholeLatency(seconds, "seconds"),
}

func newApacheField(p piece) patternField {
	f := patternField{
		name: p.name, needle: newNeedle(p.literal), word: strings.Contains("aABbDhHIklLmOpPRsSTvVX", p.name[len(p.name)-1:]),
		missing: fmt.Sprintf("no %q after %%%s", p.literal, p.name),
	}
	switch p.name {
	case "t":
		f.width = 26
	case "s", ">s":
		f.width = 3
	}
	return f
}

// apacheNamed finds a field by its directive, with or without %, or by the name
// of a header, cookie, note or variable alone, in any case.
func apacheNamed(fields []patternField, name string) int {
	name = strings.TrimPrefix(strings.TrimSpace(name), "%")
	bare := "{" + fieldName(name) + "}"
	return findDirective(fields, name, bare+"i", bare+"o", bare+"n", bare+"e", bare+"C")
}

// findDirective is findField for directives: the letter counts in its case, the
// name between braces does not.
func findDirective(fields []patternField, names ...string) int {
	for _, name := range names {
		arg := strings.LastIndexByte(name, '}') + 1
		i := slices.IndexFunc(fields, func(f patternField) bool {
			at := strings.LastIndexByte(f.name, '}') + 1
			return f.name[at:] == name[arg:] && strings.EqualFold(f.name[:at], name[:arg])
		})
		if i >= 0 {
			return i
		}
	}
	return -1
}

// apacheCompiler cuts a format into fields.
type apacheCompiler struct {
	text    formatText
	lead    string
	fields  []piece
	stamps  map[int]*strftime // by place of the field
	phase   string            // of the last stamp: begin or end
	literal []byte
	errs    []error
}

func (c *apacheCompiler) compile() error {
	for i := 0; i < len(c.text.text); {
		b := c.text.text[i]
		percent := b == '%' && i+1 < len(c.text.text) && c.text.text[i+1] == '%'
		if b != '%' || percent {
			c.literal = append(c.literal, b)
			if i++; percent {
				i++
			}
			continue
		}
		d, next, err := c.text.directive(i)
		if err != nil {
			c.errs = append(c.errs, err)
			i++
			continue
		}
		c.directive(d)
		i = next
	}
	c.flush()
	return errors.Join(c.errs...)
}

// flush gives the literal text to the field before it.
func (c *apacheCompiler) flush() {
	if n := len(c.fields); n > 0 {
		c.fields[n-1].literal = string(c.literal)
	} else {
		c.lead = string(c.literal)
	}
	c.literal = c.literal[:0]
}

func (c *apacheCompiler) directive(d apacheField) {
	switch {
	case d.letter == "t" && d.arg == "":
		c.literal = append(c.literal, '[') // Apache brackets the time itself
		c.field("t", d.column)
		c.literal = append(c.literal, ']')
	case d.letter == "t":
		c.stamp(d)
	case d.letter == "q" && len(c.literal) == 0 && len(c.fields) > 0 && c.fields[len(c.fields)-1].name == "U":
		// %U%q is the target as it was asked for: one field
	default:
		c.field(d.name(), d.column)
	}
}

func (c *apacheCompiler) field(name string, column int) {
	if n := len(c.fields); n > 0 && len(c.literal) == 0 {
		c.errs = append(c.errs, &FormatError{column, fmt.Sprintf("no text between %%%s and %%%s: nothing tells where one ends", c.fields[n-1].name, name)})
	}
	c.flush()
	c.fields = append(c.fields, piece{name: name, column: column})
}

// stamp adds a %{…}t. Several with nothing but text between them are one time:
// %{%T}t.%{msec_frac}t.
func (c *apacheCompiler) stamp(d apacheField) {
	phase, arg, found := strings.Cut(d.arg, ":")
	if !found || phase != "begin" && phase != "end" {
		phase, arg = "begin", d.arg
	}
	n := len(c.fields)
	form := c.stamps[n-1]
	if form == nil || phase != c.phase {
		c.field("{"+d.arg+"}t", d.column)
		form = &strftime{}
		c.stamps[n] = form
	} else {
		form.text(string(c.literal))
		c.literal = c.literal[:0]
		c.fields[n-1].name += "{" + d.arg + "}t"
	}
	c.phase = phase
	special := map[string]byte{
		"sec": 's', "msec": epochMillis, "usec": epochMicros, "msec_frac": fracMillis, "usec_frac": fracMicros,
	}
	if conversion := special[arg]; conversion != 0 {
		form.conversion(conversion)
	} else if err := form.add(arg); err != nil {
		c.errs = append(c.errs, &FormatError{d.column, err.Error()})
	}
}
