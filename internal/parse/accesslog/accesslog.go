// Package accesslog turns the lines of request logs into requests and counts
// them.
//
//  1. A Format is compiled once from the format string of nginx or Apache, from
//     the names of the fields of JSON or of a table, or taken from the presets.
//  2. A Parser reads one line at a time into a Request, without allocating.
//  3. Rules say whose request it is, at which service, and what it counts as.
//  4. Read takes a whole stream through 2 and 3 into a Tally. Tallies of
//     several files add up to the same whatever their order.
//  5. Detect tries formats on the beginning of a file.
//
// Lines are bytes from outside: none is trusted. Each is a request, something
// that a server writes beside its requests, blank, or rejected with a reason,
// and all four are counted.
package accesslog

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// A Request is what one line says. Its slices point into the line or into the
// parser and hold until the next Parse; an empty one means that the line does
// not say.
type Request struct {
	At         int64 // Unix time in nanoseconds: when the request began or ended, whichever the format writes
	Status     int   // 0 where no response was sent
	Latency    time.Duration
	HasLatency bool
	Method     []byte
	Host       []byte // as written, perhaps with a port
	Path       []byte // without query string
	Customer   []byte // the value of Options.Customer
	Service    []byte // the value of Options.Service
	RequestID  []byte

	line, target []byte // a request line and a target that complete has yet to read
}

// Time is At in UTC.
func (r *Request) Time() time.Time { return time.Unix(0, r.At).UTC() }

// A Format is a compiled log format. It never changes and may be used by any
// number of goroutines.
type Format struct {
	name   string
	layout layout
}

// layout is one family of formats; it makes the scanner of one goroutine, which
// reads times by c.
type layout interface {
	scanner(o Options, c *clock) (scanner, error)
}

// scanner reads one line into r; the error holds until the next call. It is
// notRequest where the line is sound but tells of something else.
type scanner interface {
	scan(line []byte, r *Request) *LineError
}

// A resetter is a scanner that remembers lines of the log it reads, like the
// names of columns; reset makes it forget them.
type resetter interface{ reset() }

// sequential is a layout whose lines mean what lines before them say.
type sequential interface{ sequential() bool }

// Name is the name given by Named, the preset's, or that of the kind of format,
// like "log_format" or "json".
func (f *Format) Name() string { return f.name }

// Named is f under another name, which errors and detections show.
func (f *Format) Named(name string) *Format { return &Format{name: name, layout: f.layout} }

// Sequential says that a line of the format can mean what a line before it
// says, like a header with the names of columns: a log of it is read from its
// beginning, in one piece.
func (f *Format) Sequential() bool {
	s, ok := f.layout.(sequential)
	return ok && s.sequential()
}

// Options are what a Parser needs to know beside the format.
type Options struct {
	// Customer and Service name the field that tells whose request a line is
	// and at which service, as the format calls it: an nginx variable, with or
	// without $, a header or directive of Apache, the (dotted) name of a JSON
	// field, a column, a field of AWS or HAProxy. Empty: the format's own choice,
	// if any.
	Customer, Service string

	// Prefix is what a collector wrote before each line, one of Prefixes; "" is
	// nothing. A line that lacks it is read as it is.
	Prefix string

	// Zone is the zone of times that carry no offset; nil refuses them.
	Zone *time.Location

	// Near is a time near those of the log: a stamp without year means the year
	// in which it lies closest to Near. Zero refuses such stamps.
	Near time.Time
}

// A Parser reads lines of one format. It is not safe for concurrent use.
type Parser struct {
	format  *Format
	options Options
	clock   clock
	scanner scanner
	prefix  func(line []byte) (end int, split bool) // nil: none
	err     LineError                               // of a line behind a prefix
}

// NewParser makes the parser of one goroutine. It fails when the format has no
// field of a name that o asks for, or there is no such prefix.
func (f *Format) NewParser(o Options) (*Parser, error) {
	prefix, ok := prefixNamed(o.Prefix)
	if !ok {
		return nil, fmt.Errorf("no prefix is named %q: %s are", o.Prefix, strings.Join(Prefixes(), ", "))
	}
	p := &Parser{format: f, options: o, clock: newClock(o), prefix: prefix}
	var err error
	if p.scanner, err = f.layout.scanner(o, &p.clock); err != nil {
		return nil, fmt.Errorf("log format %s: %w", f.name, err)
	}
	return p, nil
}

// AssumedZone is Options.Zone where the format states no zone and a time that p
// read so far carried no offset; else nil. A zone that the format or the log
// states itself is not assumed: UTC and #GMT-Offset of the W3C's format, unless
// Options.Zone overrides them.
func (p *Parser) AssumedZone() *time.Location {
	if !p.clock.assumed {
		return nil
	}
	return p.options.Zone
}

// Begin prepares p for the first line of another log.
func (p *Parser) Begin() {
	if s, ok := p.scanner.(resetter); ok {
		s.reset()
	}
}

var (
	// ErrBlank is the error of a line that holds nothing but white space.
	ErrBlank = errors.New("blank line")

	// ErrNotRequest is the error of a sound line that is about no request: a
	// comment, a start-up message, a failed handshake.
	ErrNotRequest = errors.New("not a request")
)

// notRequest is ErrNotRequest as scanners say it.
var notRequest = &LineError{Reason: "not a request"}

// Parse reads line, with or without its line end, into r. The error is ErrBlank,
// ErrNotRequest or a *LineError, which holds until the next Parse.
func (p *Parser) Parse(line []byte, r *Request) error {
	err := p.parse(line, r)
	r.complete()
	return err
}

// parse is Parse, but may leave request line and target to Request.complete.
func (p *Parser) parse(line []byte, r *Request) error {
	line = trimEnd(line)
	if len(line) > MaxLine {
		return &LineError{Reason: TooLong, Column: MaxLine + 1, Detail: tooLongDetail}
	}
	if blank(line) {
		return ErrBlank
	}
	*r = Request{}
	var e *LineError
	if p.prefix == nil {
		e = p.scanner.scan(line, r)
	} else {
		e = p.scanBehind(line, r)
	}
	switch e {
	case nil:
		return nil
	case blankLine:
		return ErrBlank
	case notRequest:
		return ErrNotRequest
	default:
		return e
	}
}

// Reason is the stable short word for why a line was rejected.
type Reason string

// The reasons.
const (
	MissingField Reason = "missing field" // a part of the format is not there
	TrailingText Reason = "trailing text" // the line goes on after the format's end
	BadTime      Reason = "bad time"
	BadStatus    Reason = "bad status"
	BadLatency   Reason = "bad latency"
	BadJSON      Reason = "bad json"
	TooLong      Reason = "too long"  // over MaxLine
	CutShort     Reason = "cut short" // the last line, without line end, does not parse
)

// MaxLine is the longest line that is read, in bytes without its end.
const MaxLine = 1 << 20

const tooLongDetail = "the line is longer than 1 MiB"

// A LineError says why a line is no request.
type LineError struct {
	Reason Reason
	Column int // 1-based, in bytes
	Detail string
}

// Error is the reason with its column and detail.
func (e *LineError) Error() string {
	return fmt.Sprintf("column %d: %s: %s", e.Column, e.Reason, e.Detail)
}

// reject fills e and returns it; from is the 0-based place in the line.
func (e *LineError) reject(r Reason, from int, detail string) *LineError {
	*e = LineError{Reason: r, Column: from + 1, Detail: detail}
	return e
}

// trimEnd removes one line end, LF or CR LF.
func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}

func blank(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\r' {
			return false
		}
	}
	return true
}

// absent says that a value means "none": empty or nginx's dash.
func absent(v []byte) bool { return len(v) == 0 || len(v) == 1 && v[0] == '-' }

// fieldName is a field's name as the configuration may write it, without $.
func fieldName(s string) string {
	s = strings.TrimPrefix(strings.TrimSpace(s), "$")
	return strings.TrimSuffix(strings.TrimPrefix(s, "{"), "}")
}
