package accesslog

import (
	"bytes"
	"slices"
	"time"
)

// A Detection is how well a format reads a sample.
type Detection struct {
	Format   *Format
	Fields   *JSONFields // the names that were guessed; nil where the format was given
	Lines    int         // tried, without blank ones
	Requests int         // of them, read as requests
	First    []Reading   // the first five requests as read
	Problem  *Rejection  // the first line that was rejected, nil if none was
}

// A Reading is a request as read, for people to look at.
type Reading struct {
	Line       int
	At         time.Time // in UTC
	Status     int
	Latency    time.Duration
	HasLatency bool
	Method     string
	Host       string
	Path       string // without query string
	Customer   string
	RequestID  string
}

const (
	detectLines    = 1000
	detectReadings = 5
)

// Detect tries on the beginning of a file the given formats, the presets, and
// JSON lines with field names guessed from the keys that are there. Those that
// read most lines come first, and of equals those that were given. A last line
// without end is left out when there are others.
func Detect(sample []byte, file string, given []*Format, o Options) []Detection {
	if i := bytes.LastIndexByte(sample, '\n'); i >= 0 {
		sample = sample[:i+1]
	}
	lines := slices.Collect(bytes.Lines(bytes.TrimPrefix(sample, byteOrderMark)))
	lines = lines[:min(len(lines), detectLines)]
	var out []Detection
	for _, f := range given {
		out = append(out, try(f, lines, file, o))
	}
	for _, name := range Presets() {
		f, _ := Preset(name)
		out = append(out, try(f, lines, file, o))
	}
	if fields, ok := guessFields(lines); ok {
		if f, err := JSONLines(fields); err == nil {
			d := try(f, lines, file, o)
			d.Fields = &fields
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Detection) int { return b.Requests - a.Requests })
	return out
}

// try reads lines with f.
func try(f *Format, lines [][]byte, file string, o Options) Detection {
	d := Detection{Format: f}
	p, err := f.NewParser(o)
	if err != nil { // the format has no such customer or service field: show the rest
		if p, err = f.NewParser(Options{Zone: o.Zone}); err != nil {
			return d
		}
	}
	var r Request
	for i, line := range lines {
		switch err := p.Parse(line, &r); e := err.(type) {
		case nil:
			d.Lines++
			d.Requests++
			if len(d.First) < detectReadings {
				d.First = append(d.First, reading(i+1, &r))
			}
		case *LineError:
			d.Lines++
			if d.Problem == nil {
				d.Problem = &Rejection{
					File: file, Line: i + 1, Column: e.Column, Reason: e.Reason, Detail: e.Detail,
					Text: printable(trimEnd(line), 200),
				}
			}
		}
	}
	return d
}

func reading(line int, r *Request) Reading {
	return Reading{
		Line: line, At: r.Time(), Status: r.Status, Latency: r.Latency, HasLatency: r.HasLatency,
		Method: printable(r.Method, 20), Host: printable(r.Host, 100), Path: printable(r.Path, 200),
		Customer: printable(r.Customer, maxKey), RequestID: printable(r.RequestID, 64),
	}
}
