// Package table reads CSV and its relatives into cells that know where in the
// file they stand.
package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"

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
