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
	Given       bool       // not a preset and not guessed
	Fields      *Fields    // the names of JSON lines or of a table that were guessed, else nil
	Delimiter   string     // of a table that was guessed
	Text        string     // a log_format that was guessed: combined with more behind it
	Others      []string   // the names in what was guessed that have no use yet, in order
	Lines       int        // tried, without blank ones
	Requests    int        // of them, read as requests
	NotRequests int        // of them, sound but about no request
	Customers   int        // of them, with a value in the customer field
	First       []Reading  // the first five requests as read
	Problem     *Rejection // the first line that was rejected, nil if none was
	Remarks     []string   // Parser.Remarks after the sample

	parts    int // values beside time and status, over all requests
	badTimes int // lines whose time was the problem
}

const (
	detectLines    = 1000
	detectReadings = 5
	guessLines     = 200 // of them, names are guessed from
)

// Detect tries on the beginning of a file the given formats, the presets, and
// formats guessed from what the lines hold; each as it is and, where some lines
// have one, behind a prefix. Times without an offset, where the candidate has no
// zone, are read as UTC, which the detection's options then say; times without a
// year are read near a time, as Options.Near has it.
//
// The best comes first: it makes sense of most lines, and of equals it was given,
// reads most values of a request, is a preset, reads most requests, finds most
// customers, has no prefix. One that reads no request makes sense of nothing,
// but of several such the first knows most lines to be about none. A last line
// without end is left out when there are others and it does not parse: it may be
// cut.
func Detect(sample []byte, file string, near time.Time, given []Candidate) []Detection {
	lines := slices.Collect(bytes.Lines(bytes.TrimPrefix(sample, byteOrderMark)))
	lines = lines[:min(len(lines), detectLines)]
	names := prefixesOf(lines)
	var out []Detection
	for _, d := range candidates(lines, given) {
		if d.Options.Near.IsZero() {
			d.Options.Near = near
		}
		out = append(out, d.try(lines, file))
		for _, prefix := range names {
			if behind := d; d.Options.Prefix == "" {
				behind.Options.Prefix = prefix
				out = append(out, behind.try(lines, file))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Detection) int {
		return cmp.Or(
			cmp.Compare(b.understood(), a.understood()), cmp.Compare(b.aside(), a.aside()), compareBool(b.Given, a.Given),
			cmp.Compare(b.parts*a.Requests, a.parts*b.Requests), cmp.Compare(b.sureness(), a.sureness()),
			cmp.Compare(b.Requests, a.Requests), cmp.Compare(b.Customers, a.Customers),
		)
	})
	return out
}

// candidates are the formats to be tried, as detections without result. A family
// of formats that can be guessed from what its lines hold is added here.
func candidates(lines [][]byte, given []Candidate) []Detection {
	var out []Detection
	for _, c := range given {
		out = append(out, Detection{Candidate: c, Given: true})
	}
	json, guessed := guessJSON(lines)
	for _, p := range presets {
		f, ok := Preset(p.name)
		if !ok {
			continue
		}
		o := Options{Customer: p.customer}
		if f.ofObjects() && guessed && json.Fields.Customer != "" {
			o.Customer = json.Fields.Customer
		}
		out = append(out, Detection{Candidate: Candidate{f, o}})
	}
	if guessed {
		out = append(out, json)
	}
	for _, guess := range []func([][]byte) (Detection, bool){guessTable, guessText} {
		if d, ok := guess(lines); ok {
			out = append(out, d)
		}
	}
	return out
}

// prefixesOf are the prefixes that some of lines have.
func prefixesOf(lines [][]byte) []string {
	var names []string
	for _, p := range prefixes {
		if slices.ContainsFunc(lines, func(line []byte) bool { end, _ := p.end(line); return end > 0 }) {
			names = append(names, p.name)
		}
	}
	return names
}

// objects are what begins with a brace in some of lines, from all parts of the
// sample: a log may begin with lines about no request.
func objects(lines [][]byte) [][]byte {
	var out [][]byte
	for k := range min(len(lines), guessLines) {
		line := lines[k*len(lines)/min(len(lines), guessLines)]
		if i := bytes.IndexByte(line, '{'); i >= 0 {
			out = append(out, line[i:])
		}
	}
	return out
}

// understood is the number of lines that d makes sense of.
func (d *Detection) understood() int {
	if d.Requests == 0 {
		return 0
	}
	return d.Requests + d.NotRequests
}

// aside is the number of lines that d, which reads no request, knows to be about
// none. A preset of JSON knows that of any line without its names, which says
// nothing.
func (d *Detection) aside() int {
	if d.Requests > 0 || d.Format.ofObjects() {
		return 0
	}
	return d.NotRequests
}

// Requestless says that all lines are such as the format has beside requests.
func (d *Detection) Requestless() bool { return d.Lines > 0 && d.aside() == d.Lines }

// guessed says that d's format was made up from the lines.
func (d *Detection) guessed() bool { return d.Fields != nil || d.Text != "" }

// sureness prefers a known program's format to a guess at the same names, which
// does not know what lines are about no request, and a guess to a preset that
// finds time and status alone, as many logs have them.
func (d *Detection) sureness() int {
	switch {
	case d.guessed():
		return 1
	case d.parts > 0:
		return 2
	}
	return 0
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
