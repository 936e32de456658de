package accesslog

import (
	"bytes"
	"fmt"
	"strings"
)

// apacheDirective begins a format as it stands in httpd.conf.
const apacheDirective = "LogFormat"

// unquoteApache reads a format as it stands in httpd.conf: the whole directive
// with its nickname, the quoted format, or the bare one. \" is a quote in all.
func unquoteApache(src string) (formatText, error) {
	f := formatText{end: len(src) + 1}
	start, end := skipSpace(src, 0), len(strings.TrimRight(src, " \t\r\n"))
	if word := wordEnd(src, start); strings.EqualFold(src[start:word], apacheDirective) {
		open := skipSpace(src, word)
		if open == len(src) || src[open] != '"' {
			return f, &FormatError{open + 1, `write the format between quotes: LogFormat "%h %l …"`}
		}
		if end = closingQuote(src, open); end < 0 {
			return f, &FormatError{open + 1, `the quote " is not closed`}
		}
		nickname := skipSpace(src, end+1)
		if rest := skipSpace(src, wordEnd(src, nickname)); rest < len(src) {
			return f, &FormatError{rest + 1, "text after the nickname: give one LogFormat"}
		}
		start = open + 1
	} else if start < end && src[start] == '"' && closingQuote(src, start) == end-1 {
		start, end = start+1, end-1
	}
	for i := start; i < end; i++ {
		if src[i] == '\\' && i+1 < end {
			if j := strings.IndexByte(`"\tn`, src[i+1]); j >= 0 {
				f.add("\"\\\t\n"[j], i)
				i++
				continue
			}
		}
		f.add(src[i], i)
	}
	return f, nil
}

// closingQuote is the place of the quote that ends what opens at src[open], −1
// for none.
func closingQuote(src string, open int) int {
	for i := open + 1; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}

// An apacheField is one % directive.
type apacheField struct {
	letter string // i, t, s, … or two bytes after ^
	arg    string // between braces
	final  bool   // >: of the last internal redirect
	column int    // of the % in the string as given
}

// name is the directive without % and without the statuses that it is for.
func (d apacheField) name() string {
	name := d.letter
	if d.arg != "" {
		name = "{" + d.arg + "}" + name
	}
	if d.final {
		name = ">" + name
	}
	return name
}

// directive reads the directive whose % stands at f.text[i] and returns the
// place behind it.
func (f formatText) directive(i int) (apacheField, int, error) {
	d := apacheField{column: f.column[i]}
	fail := func(problem string, args ...any) (apacheField, int, error) {
		return d, i, &FormatError{d.column, fmt.Sprintf(problem, args...)}
	}
	j := i + 1
	for ; j < len(f.text) && strings.IndexByte("!,<>0123456789{", f.text[j]) >= 0; j++ {
		switch f.text[j] {
		case '>':
			d.final = true
		case '<':
			d.final = false
		case '{':
			end := bytes.IndexByte(f.text[j:], '}')
			if end < 0 {
				return fail("%%{ without }")
			}
			d.arg = string(f.text[j+1 : j+end])
			j += end
		}
	}
	n := 1
	if j < len(f.text) && f.text[j] == '^' {
		n = 3
	}
	if j+n > len(f.text) {
		return fail("%% without the letter of a directive")
	}
	d.letter = string(f.text[j : j+n])
	if n == 1 && strings.Contains("ienCo", d.letter) && d.arg == "" {
		return fail("%%%s needs a name, like %%{X-Tenant}%s", d.letter, d.letter)
	}
	if n == 1 && !strings.Contains("aABbCDefhHiIklLmnoOpPqrRsStTuUvVX", d.letter) {
		return fail("%%%s is no directive of Apache; a percent sign is written %%%%", d.letter)
	}
	return d, j + n, nil
}
