// Package place says where in a file something was read, and reads prose that
// a file holds in an encoded form, with marks that point back at its bytes.
package place

import (
	"sort"
	"strings"
	"unicode/utf8"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/prose"
)

// A File is a file of which places are asked.
type File struct {
	Name     string
	Data     []byte
	newlines []int
}

// In is the file of that name and content.
func In(name string, data []byte) *File {
	f := &File{Name: name, Data: data}
	for i, c := range data {
		if c == '\n' {
			f.newlines = append(f.newlines, i)
		}
	}
	return f
}

// Span is the place of the bytes from start to end.
func (f *File) Span(start, end int) incident.Place {
	n := sort.SearchInts(f.newlines, start)
	column := start + 1
	if n > 0 {
		column = start - f.newlines[n-1]
	}
	return incident.Place{File: f.Name, Line: n + 1, Column: column, Start: start, End: end}
}

// Offset is the byte at which a line and column begin, the column counted in
// characters; both count from 1. What lies outside the file is its nearest end.
func (f *File) Offset(line, column int) int {
	start := 0
	switch n := line - 2; {
	case n >= len(f.newlines):
		return len(f.Data)
	case n >= 0:
		start = f.newlines[n] + 1
	}
	for ; column > 1 && start < len(f.Data); column-- {
		_, width := utf8.DecodeRune(f.Data[start:])
		start += width
	}
	return start
}

// Words are the bytes of a place, as they stand in the file.
func (f *File) Words(p incident.Place) string { return string(f.Data[p.Start:p.End]) }

// Node is the place of a value of JSON, of a string without its quotes.
func (f *File) Node(n *jsontree.Node) incident.Place {
	if n.Kind == jsontree.String {
		return f.Span(n.Start+1, n.End-1)
	}
	return f.Span(n.Start, n.End)
}

// Prose reads a text of r that stands in the file in an encoded form: at has,
// for each byte of the text and for its end, the offset in the file.
func (f *File) Prose(r *incident.Record, text string, at []int, ctx prose.Context) {
	if strings.TrimSpace(text) == "" {
		return
	}
	first := f.Span(at[0], at[0])
	ctx.File, ctx.Line, ctx.Column, ctx.Offset = f.Name, first.Line, first.Column, 0
	marks, levels, warnings := prose.Extract(text, ctx)
	back := func(p *incident.Place, quote *string) {
		*p = f.Span(at[p.Start], at[p.End])
		*quote = f.Words(*p)
	}
	for i := range marks {
		back(&marks[i].Place, &marks[i].Quote)
	}
	for i := range levels {
		back(&levels[i].Place, &levels[i].Quote)
	}
	parse.Take(r, marks, levels, warnings)
}

// ProseNode reads a string of JSON.
func (f *File) ProseNode(r *incident.Record, n *jsontree.Node, ctx prose.Context) {
	if n == nil || n.Kind != jsontree.String {
		return
	}
	text, at := jsontree.Decode(f.Data[n.Start+1 : n.End-1])
	for i := range at {
		at[i] += n.Start + 1
	}
	f.Prose(r, string(text), at, ctx)
}
