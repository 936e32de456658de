package accesslog

import (
	"bytes"
	"cmp"
	"slices"
	"time"
)

// A Candidate is a format and how it is to be read.
type Candidate struct {
	Format  *Format
	Options Options
}

// A Detection is how well a candidate reads a sample.
type Detection struct {
	Candidate
	Given     bool        // not a preset and not guessed
	Fields    *JSONFields // the names that were guessed; nil for any other format
	Others    []string    // the names beside Fields, in order
	Lines     int         // tried, without blank ones
	Requests  int         // of them, read as requests
	Customers int         // of them, with a value in the customer field
	First     []Reading   // the first five requests as read
	Problem   *Rejection  // the first line that was rejected, nil if none was
	Remarks   []string    // Parser.Remarks after the sample
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
// read most lines come first; of equals those that were given, and of these
// those that find a customer in most. Guessed times without an offset are read as
// UTC, which the detection's options then say. A last line without end is left
// out when there are others.
func Detect(sample []byte, file string, given []Candidate) []Detection {
	if i := bytes.LastIndexByte(sample, '\n'); i >= 0 {
		sample = sample[:i+1]
	}
	lines := slices.Collect(bytes.Lines(bytes.TrimPrefix(sample, byteOrderMark)))
	lines = lines[:min(len(lines), detectLines)]
	var out []Detection
	for _, c := range given {
		d := try(c, lines, file)
		d.Given = true
		out = append(out, d)
	}
	for _, name := range Presets() {
		f, _ := Preset(name)
		out = append(out, try(Candidate{f, Options{Customer: presetCustomer(name)}}, lines, file))
	}
	if fields, others, ok := guessFields(lines); ok {
		if f, err := JSONLines(fields); err == nil {
			d := try(Candidate{f, Options{}}, lines, file)
			if d.Requests == 0 {
				d = try(Candidate{f, Options{Zone: time.UTC}}, lines, file)
			}
			d.Fields, d.Others = &fields, others
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Detection) int {
		return cmp.Or(cmp.Compare(b.Requests, a.Requests), cmp.Compare(b.given(), a.given()), cmp.Compare(b.Customers, a.Customers))
	})
	return out
}

func (d *Detection) given() int {
	if d.Given {
		return 1
	}
	return 0
}

// try reads lines by c.
func try(c Candidate, lines [][]byte, file string) Detection {
	d := Detection{Candidate: c}
	p, err := c.Format.NewParser(c.Options)
	if err != nil {
		return d
	}
	var r Request
	for i, line := range lines {
		switch err := p.Parse(line, &r); e := err.(type) {
		case nil:
			d.Lines++
			d.Requests++
			if len(r.Customer) > 0 {
				d.Customers++
			}
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
	d.Remarks = p.Remarks()
	return d
}

func reading(line int, r *Request) Reading {
	return Reading{
		Line: line, At: r.Time(), Status: r.Status, Latency: r.Latency, HasLatency: r.HasLatency,
		Method: printable(r.Method, 20), Host: printable(r.Host, 100), Path: printable(r.Path, 200),
		Customer: printable(r.Customer, maxKey), RequestID: printable(r.RequestID, 64),
	}
}
