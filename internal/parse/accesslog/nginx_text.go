package accesslog

import (
	"errors"
	"fmt"
	"strings"
)

// A FormatError is a mistake in a format string.
type FormatError struct {
	Column  int // 1-based, in bytes of the string as given
	Problem string
}

// Error is the problem with its column.
func (e *FormatError) Error() string {
	return fmt.Sprintf("log format column %d: %s", e.Column, e.Problem)
}

// escaping is how the server writes quotes and control bytes inside a value.
type escaping int

const (
	escapeDefault escaping = iota // \xHH; Apache's \" and \n are read too
	escapeJSON                    // as in a JSON string
	escapeNone
)

// formatText is a log_format without its quotes; column[i] is the 1-based place
// of text[i] in what was given.
type formatText struct {
	text   []byte
	column []int
	end    int // 1-based place behind what was given
	escape escaping
}

// unquote reads a format as it stands in nginx.conf: the whole directive, its
// quoted pieces with or without escape=, or the bare format itself, which is
// taken as it is.
func unquote(src string) (formatText, error) {
	f := formatText{end: len(src) + 1}
	i := skipSpace(src, 0)
	directive := strings.HasPrefix(src[i:], "log_format") && skipSpace(src, i+len("log_format")) > i+len("log_format")
	if directive {
		i = skipSpace(src, i+len("log_format"))
		i = skipSpace(src, wordEnd(src, i)) // the format's name
	}
	if word := src[i:wordEnd(src, i)]; strings.HasPrefix(word, "escape=") {
		switch word {
		case "escape=default":
		case "escape=json":
			f.escape = escapeJSON
		case "escape=none":
			f.escape = escapeNone
		default:
			return f, &FormatError{i + 1, fmt.Sprintf("%s: write escape=default, escape=json or escape=none", word)}
		}
		i = skipSpace(src, i+len(word))
	}
	if !directive && !strings.HasPrefix(src[i:], "'") {
		for end := len(strings.TrimRight(src, " \t\r\n")); i < end; i++ {
			f.add(src[i], i)
		}
		return f, nil
	}
	return f, f.pieces(src, i)
}

// pieces reads quoted and bare pieces, which nginx joins, up to the semicolon.
func (f *formatText) pieces(src string, i int) error {
	for i = skipSpace(src, i); i < len(src); i = skipSpace(src, i) {
		switch c := src[i]; c {
		case ';':
			if rest := skipSpace(src, i+1); rest < len(src) {
				return &FormatError{rest + 1, "text after the semicolon: give one log_format"}
			}
			return nil
		case '\'', '"':
			end, err := f.quoted(src, i)
			if err != nil {
				return err
			}
			i = end
		default:
			for end := wordEnd(src, i); i < end; i++ {
				f.add(src[i], i)
			}
		}
	}
	return nil
}

// quoted reads a quoted piece that opens at src[open] and returns the place
// behind it.
func (f *formatText) quoted(src string, open int) (int, error) {
	for i := open + 1; i < len(src); i++ {
		switch c := src[i]; {
		case c == src[open]:
			return i + 1, nil
		case c == '\\' && i+1 < len(src) && strings.IndexByte(`"'\tnr`, src[i+1]) >= 0:
			i++
			if j := strings.IndexByte("tnr", src[i]); j >= 0 {
				f.add("\t\n\r"[j], i-1)
				continue
			}
			f.add(src[i], i-1)
		default:
			f.add(c, i)
		}
	}
	return 0, &FormatError{open + 1, fmt.Sprintf("the quote %c is not closed", src[open])}
}

func (f *formatText) add(c byte, at int) {
	f.text = append(f.text, c)
	f.column = append(f.column, at+1)
}

func skipSpace(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n", s[i]) >= 0 {
		i++
	}
	return i
}

func wordEnd(s string, i int) int {
	for i < len(s) && strings.IndexByte(" \t\r\n;", s[i]) < 0 {
		i++
	}
	return i
}

// A piece is a variable and the literal text that follows it.
type piece struct {
	name    string
	literal string
	column  int // of the variable in the string as given
}

// split cuts a format into the literal before the first variable and the pieces.
func (f formatText) split() (lead string, pieces []piece, err error) {
	var problems []error
	problem := func(at int, format string, args ...any) {
		problems = append(problems, &FormatError{f.column[at], fmt.Sprintf(format, args...)})
	}
	var literal []byte
	flush := func() {
		if n := len(pieces); n > 0 {
			pieces[n-1].literal = string(literal)
		} else {
			lead = string(literal)
		}
		literal = literal[:0]
	}
	for i := 0; i < len(f.text); {
		if f.text[i] != '$' {
			literal = append(literal, f.text[i])
			i++
			continue
		}
		start, end := i+1, i+1
		braced := end < len(f.text) && f.text[end] == '{'
		if braced {
			start, end = start+1, end+1
		}
		for end < len(f.text) && nameByte(f.text[end]) {
			end++
		}
		name := string(f.text[start:end])
		if name == "" || braced && (end == len(f.text) || f.text[end] != '}') {
			problem(i, "$ without the name of a variable")
			i++
			continue
		}
		if len(pieces) > 0 && len(literal) == 0 {
			problem(i, "no text between $%s and $%s: nothing tells where one ends", pieces[len(pieces)-1].name, name)
		}
		flush()
		pieces = append(pieces, piece{name: name, column: f.column[i]})
		if i = end; braced {
			i++
		}
	}
	flush()
	return lead, pieces, errors.Join(problems...)
}

func nameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
