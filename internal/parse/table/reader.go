package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"aftermath/internal/parse/place"
)

// A reader reads rows and finds their cells in the file.
type reader struct {
	file  *place.File
	csv   *csv.Reader
	start int // where what csv reads begins: behind the byte order mark and "sep=;"
	lines int // that stand before start
	comma byte
}

func newReader(file string, data []byte) *reader {
	r := &reader{file: place.In(file, data), start: len(data) - len(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))}
	first, _, _ := bytes.Cut(data[r.start:], []byte("\n"))
	if sep := bytes.TrimRight(first, "\r"); len(sep) == len("sep=;") && bytes.HasPrefix(sep, []byte("sep=")) && bytes.IndexByte(delimiters, sep[4]) >= 0 {
		r.comma, r.start, r.lines = sep[4], min(r.start+len(first)+1, len(data)), 1
	} else {
		r.comma = delimiter(first)
	}
	r.csv = csv.NewReader(bytes.NewReader(data[r.start:]))
	r.csv.Comma, r.csv.FieldsPerRecord = rune(r.comma), -1
	return r
}

var delimiters = []byte(",;\t|")

// delimiter is the sign that stands most often in the first line, outside of
// quotes.
func delimiter(line []byte) byte {
	counts, quoted := map[byte]int{}, false
	for _, c := range line {
		if c == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[c]++
		}
	}
	best := delimiters[0]
	for _, d := range delimiters {
		if counts[d] > counts[best] {
			best = d
		}
	}
	return best
}

// errWide is the error of a row of too many columns; it is no error of that row
// alone.
var errWide = fmt.Errorf("more than %d columns\n    is this the right file?", maxColumns)

// wide is where the row that data begins with goes beyond the last column that
// is allowed, or -1: the CSV reader would take memory for each.
func wide(data []byte, comma byte) int {
	n, quoted := 0, false
	for i, c := range data {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n' && i > 0:
			return -1
		case c == comma:
			if n++; n >= maxColumns {
				return i
			}
		}
	}
	return -1
}

// atEnd says that all is read.
func (r *reader) atEnd() bool { return r.start+int(r.csv.InputOffset()) >= len(r.file.Data) }

// next is the next row. An error names file, line and column.
func (r *reader) next() (Row, error) {
	from := r.start + int(r.csv.InputOffset())
	if at := wide(r.file.Data[from:], r.comma); at >= 0 {
		p := r.file.Span(from+at, from+at)
		return nil, fmt.Errorf("%s:%d:%d: %w", r.file.Name, p.Line, p.Column, errWide)
	}
	fields, err := r.csv.Read()
	var bad *csv.ParseError
	switch {
	case errors.As(err, &bad):
		line := bad.StartLine + r.lines
		if bad.Err == csv.ErrQuote && !r.atEnd() {
			line = bad.Line + r.lines
		}
		return nil, fmt.Errorf("%s:%d:%d: %w", r.file.Name, line, max(bad.Column, 1), bad.Err)
	case err != nil:
		return nil, err
	}
	row := make(Row, len(fields))
	for i, text := range fields {
		row[i] = r.cell(i, text)
	}
	return row, nil
}

func (r *reader) cell(i int, text string) Cell {
	line, column := r.csv.FieldPos(i)
	from := r.file.Offset(line+r.lines, 1) + column - 1
	if line == 1 && r.lines == 0 {
		from += r.start // the byte order mark is no part of the first line
	}
	raw := r.file.Data[from:]
	end := extent(raw, r.comma)
	c := Cell{Text: strings.TrimSpace(text), raw: raw[:end], from: from}
	blanks := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	where := func(i int) int { return from + i }
	if c.plain() {
		if end > 0 && raw[0] == '"' {
			where = func(i int) int { return from + 1 + i }
		}
	} else {
		_, at := c.Decode()
		where = func(i int) int { return at[min(i, len(at)-1)] }
	}
	if c.Text == "" {
		blanks = 0
	}
	c.Place = r.file.Span(where(blanks), where(blanks+len(c.Text)))
	return c
}

// plain says that the cell stands in the file as it is, but for its quotes.
func (c Cell) plain() bool {
	inner := c.raw
	if len(inner) > 1 && inner[0] == '"' {
		inner = inner[1 : len(inner)-1]
	}
	return bytes.IndexByte(inner, '"') < 0 && bytes.IndexByte(inner, '\r') < 0
}

// extent is the length of the raw cell that data begins with.
func extent(data []byte, comma byte) int {
	if len(data) == 0 || data[0] != '"' {
		if i := bytes.IndexAny(data, string(comma)+"\n"); i >= 0 {
			return i
		}
		return len(data)
	}
	for i := 1; i < len(data); i++ {
		if data[i] == '"' {
			if i+1 == len(data) || data[i+1] != '"' {
				return i + 1
			}
			i++
		}
	}
	return len(data)
}

// Decode is the text of the cell with its blanks, and for each of its bytes, and
// for its end, the offset in the file.
func (c Cell) Decode() (text string, at []int) {
	raw, from := c.raw, c.from
	quoted := len(raw) > 0 && raw[0] == '"'
	if quoted {
		raw, from = raw[1:max(1, len(raw)-1)], from+1
	} else {
		raw = bytes.TrimSuffix(raw, []byte("\r"))
	}
	out := make([]byte, 0, len(raw))
	at = make([]int, 0, len(raw)+1)
	for i := 0; i < len(raw); i++ {
		if quoted && i+1 < len(raw) && (raw[i] == '"' && raw[i+1] == '"' || raw[i] == '\r' && raw[i+1] == '\n') {
			at = append(at, from+i)
			i++
			out = append(out, raw[i])
			continue
		}
		at, out = append(at, from+i), append(out, raw[i])
	}
	return string(out), append(at, from+len(raw))
}
