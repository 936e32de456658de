package postmortem

import (
	"sort"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// A source is one file while it is read.
type source struct {
	file     string
	data     []byte
	newlines []int // their offsets
	options  parse.Options
}

func newSource(file string, data []byte, o parse.Options) *source {
	s := &source{file: file, data: data, options: o}
	for i, c := range data {
		if c == '\n' {
			s.newlines = append(s.newlines, i)
		}
	}
	return s
}

// place is that of the bytes from start to end.
func (s *source) place(start, end int) incident.Place {
	n := sort.SearchInts(s.newlines, start)
	column := start + 1
	if n > 0 {
		column = start - s.newlines[n-1]
	}
	return incident.Place{File: s.file, Line: n + 1, Column: column, Start: start, End: end}
}

// words are the bytes from start to end and their place.
func (s *source) words(start, end int) (incident.Place, string) {
	return s.place(start, end), string(s.data[start:end])
}

// record is what every document of one incident begins with.
func (s *source) record() *incident.Record {
	return &incident.Record{File: s.file, Digest: parse.Digest(s.data)}
}

// read reads t as prose and puts what it finds at its place in the file.
func (s *source) read(r *incident.Record, t *text, ctx prose.Context) {
	ctx.File, ctx.Line, ctx.Column, ctx.Offset = s.file, 1, 1, 0
	if ctx.Zone == nil {
		ctx.Zone = s.options.Place()
	}
	ctx.Order = s.options.Order
	marks, levels, warnings := prose.Extract(string(t.bytes), ctx)
	for i := range marks {
		marks[i].Place, marks[i].Quote = s.words(t.origin(marks[i].Start, marks[i].End))
	}
	for i := range levels {
		levels[i].Place, levels[i].Quote = s.words(t.origin(levels[i].Start, levels[i].End))
	}
	for i := range warnings {
		warnings[i] = s.relocate(warnings[i], t)
	}
	parse.Take(r, marks, levels, warnings)
}
