// Package table reads CSV and its relatives into cells that know where in the
// file they stand.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
)

// The bounds of a table of incidents.
const (
	maxColumns = 500
	maxRows    = 100_000
	maxHeader  = 64 << 10 // bytes
)

// A Cell is one value.
type Cell struct {
	Text string // without quotes and the blanks around it
	incident.Place
	raw []byte // as it stands in the file, with its quotes
	// from is where raw begins
	from int
}

// A Row is the cells of one line, as many as the header has.
type Row []Cell

// A Sheet is a table whose first row names its columns.
type Sheet struct {
	File    *place.File
	Header  Row
	Rows    []Row
	Skipped []string // rows that could not be read: where and why
}

// Read reads a table. It fails where the file as a whole cannot be read; a row
// that cannot is skipped.
func Read(file string, data []byte) (*Sheet, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return nil, err
	}
	r := newReader(file, data)
	s := &Sheet{File: r.file}
	for {
		row, err := r.next()
		switch {
		case errors.Is(err, io.EOF):
			if s.Header == nil {
				return nil, fmt.Errorf("%s:1:1: the table is empty\n    the first row names the columns", file)
			}
			return s, nil
		case errors.Is(err, csv.ErrQuote) && r.atEnd():
			return nil, fmt.Errorf("%w\n    a quote that opens in this row never closes: write a quote inside a quoted cell twice", err)
		case err != nil && (s.Header == nil || errors.Is(err, errWide)):
			return nil, err
		case err != nil:
			s.Skipped = append(s.Skipped, err.Error())
			continue
		}
		if s.Header == nil {
			s.Header = row
			continue
		}
		if row, ok := s.fit(row); ok {
			s.Rows = append(s.Rows, row)
		}
		if len(s.Rows)+len(s.Skipped) > maxRows {
			return nil, fmt.Errorf("%s: more than %d rows\n    export a shorter time, or split the file", file, maxRows)
		}
	}
}

// fit gives a row as many cells as the header has, or skips it.
func (s *Sheet) fit(row Row) (Row, bool) {
	for len(row) > len(s.Header) && row[len(row)-1].Text == "" {
		row = row[:len(row)-1]
	}
	if len(row) == len(s.Header) {
		return row, true
	}
	if len(row) > 1 || row[0].Text != "" {
		s.Skipped = append(s.Skipped, fmt.Sprintf("%s:%d:%d: the row has %d cells and the header %d: left out", s.File.Name, row[0].Line, row[0].Column, len(row), len(s.Header)))
	}
	return nil, false
}

// Head is the names of the columns of a file that may be a table, nil where its
// first row cannot be one of several columns.
func Head(data []byte) []string {
	if len(data) > maxHeader {
		data = data[:maxHeader]
	}
	if first, _, _ := bytes.Cut(data, []byte("\n")); !bytes.ContainsAny(first, string(delimiters)) {
		return nil
	}
	r := newReader("", data)
	row, err := r.next()
	if err != nil || len(row) < 2 {
		return nil
	}
	out := make([]string, len(row))
	for i, c := range row {
		out[i] = c.Text
	}
	return out
}

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
