package postmortem

import (
	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/prose"
)

// A source is one file while it is read.
type source struct {
	file    string
	data    []byte
	lines   *place.File // says where bytes stand
	options parse.Options
}

func newSource(file string, data []byte, o parse.Options) *source {
	return &source{file: file, data: data, lines: place.In(file, data), options: o}
}

// words are the bytes from start to end and their place.
func (s *source) words(start, end int) (incident.Place, string) {
	return s.lines.Span(start, end), string(s.data[start:end])
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
