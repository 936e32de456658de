package statuspage

import (
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/prose"
)

// A source is one file while it is read.
type source struct {
	file, digest string
	data         []byte
	fallback     *time.Location  // of clock times that name no zone
	order        parse.DateOrder // of dates in numbers that the page does not decide
	whole        *place.File     // says where bytes stand
	ids          map[string]int  // of the records read so far, and the lines of their titles
}

func newSource(file string, data []byte, o parse.Options) *source {
	return &source{file: file, digest: parse.Digest(data), data: data, whole: place.In(file, data), fallback: o.Place(), order: o.Order, ids: map[string]int{}}
}

func (s *source) place(start, end int) incident.Place { return s.whole.Span(start, end) }

// line is the line of the file that an offset lies on.
func (s *source) line(offset int) int { return s.place(offset, offset).Line }

// at is the place of the words of p.
func (s *source) at(p passage) incident.Place {
	if p.text == "" {
		return s.place(p.start, p.start)
	}
	return s.place(p.origin(0, len(p.text)))
}

// said are the words of p as marks quote them: as they stand in the file, but
// without the markup they stand in.
func (s *source) said(p passage) string {
	if p.markup || p.text == "" {
		return p.text
	}
	from, to := p.origin(0, len(p.text))
	return string(s.data[from:to])
}

// read reads p as prose and puts what it finds at its place in the file.
func (s *source) read(r *incident.Record, p passage, context prose.Context) {
	if p.text == "" {
		return
	}
	context.File, context.Offset, context.Order = s.file, 0, s.order
	context.Line, context.Column = s.line(s.at(p).Start), 1 // for warnings; places are mapped back below
	marks, levels, warnings := prose.Extract(p.text, context)
	back := func(at *incident.Place, quote *string) {
		words := p.cut(at.Start, at.End)
		*at, *quote = s.at(words), s.said(words)
	}
	for i := range marks {
		back(&marks[i].Place, &marks[i].Quote)
	}
	for i := range levels {
		back(&levels[i].Place, &levels[i].Quote)
	}
	parse.Take(r, marks, levels, warnings)
}

// A passage is text as it reads, and where in the file its bytes stand.
type passage struct {
	text  string
	start int // offset in the file, where from is nil: the bytes are the file's own
	// from and to are, for each byte of text, the offsets in the file of what it
	// was decoded from, half-open.
	from, to []int32
	markup   bool // decoded from XML or HTML: quotes are of the text
}

// origin is the stretch of the file that text from start to end was read from.
func (p passage) origin(start, end int) (from, to int) {
	if p.from == nil {
		return p.start + start, p.start + end
	}
	if start >= end {
		if len(p.from) == 0 {
			return p.start, p.start
		}
		if start < len(p.from) {
			return int(p.from[start]), int(p.from[start])
		}
		return int(p.to[len(p.to)-1]), int(p.to[len(p.to)-1])
	}
	return int(p.from[start]), int(p.to[end-1])
}

// cut is the part of p from start to end.
func (p passage) cut(start, end int) passage {
	out := passage{text: p.text[start:end], start: p.start + start, markup: p.markup}
	if p.from != nil {
		out.from, out.to = p.from[start:end], p.to[start:end]
		if len(p.from) > 0 {
			out.start, _ = p.origin(start, end)
		}
	}
	return out
}

const blanks = " \t\r\n"

// trim is p without blanks around it.
func (p passage) trim() passage {
	start := len(p.text) - len(strings.TrimLeft(p.text, blanks))
	end := max(start, len(strings.TrimRight(p.text, blanks)))
	return p.cut(start, end)
}

// through is p, read from the text of outer, placed in the file.
func (p passage) through(outer passage) passage {
	out := passage{text: p.text, markup: true, from: make([]int32, len(p.text)), to: make([]int32, len(p.text))}
	for i := range len(p.text) {
		start, end := p.origin(i, i+1)
		from, to := outer.origin(start, end)
		out.from[i], out.to[i] = int32(from), int32(to)
	}
	out.start, _ = outer.origin(p.start, p.start)
	return out
}
