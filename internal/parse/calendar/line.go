package calendar

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
)

// A line is a content line, unfolded, with the number of its first line.
type line struct {
	number int
	text   []byte
}

// unfold joins the lines that begin with a space or a tab to the one before
// (RFC 5545, section 3.1) and drops empty ones. Lines end in LF or CRLF.
func unfold(data []byte) []line {
	var out []line
	number := 0
	for row := range bytes.Lines(bytes.TrimPrefix(data, []byte("\uFEFF"))) {
		number++
		row = bytes.TrimRight(row, "\r\n")
		switch {
		case len(row) == 0:
		case (row[0] == ' ' || row[0] == '\t') && len(out) > 0:
			last := &out[len(out)-1]
			last.text = append(last.text, row[1:]...)
		default:
			out = append(out, line{number, bytes.Clone(row)})
		}
	}
	return out
}

// A property is a content line: its name in upper case, parameters and value.
type property struct {
	name   string
	line   int
	params map[string]string // by name in upper case; of several values the first
	value  string
}

// used are the properties that something is read from; of the others, which
// may be of any length and form, only the name is looked at.
var used = []string{"BEGIN", "END", "METHOD", "UID", "SUMMARY", "STATUS", "DTSTART", "DTEND", "DURATION", "CREATED", "DTSTAMP",
	"RRULE", "RDATE", "EXRULE", "RECURRENCE-ID"}

// maxLine bounds the lines that are read; the parser takes quadratic time in
// the number of parameters.
const maxLine = 8 << 10

func (l line) property() (property, error) {
	end := bytes.IndexAny(l.text, ":;")
	if end < 0 {
		return property{}, fmt.Errorf("%.40q is not a calendar line: expected NAME:value", l.text)
	}
	p := property{name: strings.ToUpper(string(l.text[:end])), line: l.number, params: map[string]string{}}
	if !slices.Contains(used, p.name) {
		return p, nil
	}
	if len(l.text) > maxLine {
		return p, fmt.Errorf("the line %s has %d bytes, at most %d are read", p.name, len(l.text), maxLine)
	}
	if !utf8.Valid(l.text) {
		return p, fmt.Errorf("the line %s is not valid UTF-8: save the calendar as UTF-8", p.name)
	}
	parsed, err := ics.ParseProperty(ics.ContentLine(l.text))
	if err != nil {
		return p, fmt.Errorf("%.40q is not a calendar line: %w", l.text, err)
	}
	if parsed == nil {
		return p, fmt.Errorf("%.40q is not a calendar line: expected NAME:value", l.text)
	}
	p.value = strings.TrimSpace(parsed.Value)
	for name, values := range parsed.ICalParameters {
		if len(values) > 0 {
			p.params[strings.ToUpper(name)] = values[0]
		}
	}
	return p, nil
}
