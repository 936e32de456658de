package accesslog

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// CSVFields name the columns of a log that is a table, by what its first line
// calls them, or, without a header, by their numbers from 1.
type CSVFields struct {
	Fields
	Delimiter string // one byte; empty: a comma
	NoHeader  bool   // the first line is a request like any other
}

// OpenQuote is the reason of a line whose quote does not end on it: a value of
// several lines is not read.
const OpenQuote Reason = "open quote"

// CSV compiles a format of comma-separated values (RFC 4180), or of values
// separated by another byte. All mistakes are reported at once.
func CSV(f CSVFields) (*Format, error) {
	c := &csvLayout{fields: f, delimiter: ','}
	var problems []error
	switch d := f.Delimiter; {
	case d == "":
	case len(d) != 1 || d[0] >= 0x80 || strings.Contains("\"\r\n", d):
		problems = append(problems, fmt.Errorf("csv log format: delimiter %q: write one ASCII character, not a quote", d))
	default:
		c.delimiter = d[0]
	}
	var wrong error
	c.timeUnit, c.latencyUnit, wrong = f.units("csv", "column")
	problems = append(problems, wrong)
	if f.NoHeader {
		for _, name := range f.byRole() {
			if _, err := columnNumber(name); name != "" && err != nil {
				problems = append(problems, err)
			}
		}
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	name := "csv"
	if c.delimiter == '\t' {
		name = "tsv"
	}
	return &Format{name: name, layout: c}, nil
}

// columnNumber reads the number of a column from 1.
func columnNumber(name string) (int, error) {
	n, err := strconv.Atoi(name)
	if err != nil || n < 1 || n > maxColumns {
		return 0, fmt.Errorf("csv log format: without a header, %q must be the number of a column, from 1", name)
	}
	return n, nil
}

type csvLayout struct {
	fields      CSVFields
	delimiter   byte
	timeUnit    unit
	latencyUnit unit
}

func (c *csvLayout) sequential() bool { return !c.fields.NoHeader }

func (c *csvLayout) scanner(o Options, times *clock) (scanner, error) {
	s := &csvScanner{layout: c, delimiter: newNeedle(string(rune(c.delimiter))), clock: times}
	names := c.fields.byRole()
	for _, ask := range o.fields() {
		names[ask.role] = ask.name
	}
	for r, name := range names {
		if name != "" {
			s.wanted[r] = []string{name}
		}
	}
	if !c.fields.NoHeader {
		return s, nil
	}
	for r, name := range names {
		s.header.field[r] = -1
		if name == "" {
			continue
		}
		n, err := columnNumber(name)
		if err != nil {
			return nil, err
		}
		s.header.field[r] = n - 1
		s.needs = max(s.needs, n)
	}
	s.header.columns, s.known = maxColumns, true
	return s, nil
}

// reset makes the next line a header.
func (s *csvScanner) reset() { s.known = s.known && s.layout.fields.NoHeader }

// learn takes a header.
func (s *csvScanner) learn(line []byte) *LineError {
	if e := s.cut(line, maxColumns); e != nil {
		return e
	}
	names := make([]string, len(s.ends))
	for i := range s.ends {
		names[i] = strings.TrimSpace(string(s.text(line, i)))
	}
	s.header = newHeader(names, s.wanted, func(r role) bool { return s.wanted[r] != nil })
	s.known, s.first = true, append(s.first[:0], line...)
	s.needs = slices.Max(s.header.field[:]) + 1
	return notRequest
}
