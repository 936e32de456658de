package accesslog

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// A Ledger accounts for every line: Lines = Requests + Other + Blank + all
// rejected.
type Ledger struct {
	Lines, Requests int64
	Other           int64 // sound lines that are about no request
	Blank           int64
	Rejected        map[Reason]Rejected
}

// Rejected are the lines that were refused for one reason.
type Rejected struct {
	Count int64
	First []Rejection // the first KeptRejections, in order of file and line
}

// KeptRejections is how many rejected lines of each reason are kept.
const KeptRejections = 5

// A Rejection is a rejected line.
type Rejection struct {
	File   string
	Line   int
	Column int // 1-based, in bytes
	Reason Reason
	Detail string
	Text   string // the line, cut at 200 bytes, without control bytes
}

// String is place, reason and detail.
func (r Rejection) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s", r.File, r.Line, r.Column, r.Reason, r.Detail)
}

// Refused is the number of rejected lines, whatever the reason.
func (l *Ledger) Refused() int64 {
	var n int64
	for _, r := range l.Rejected {
		n += r.Count
	}
	return n
}

// reject counts a rejected line and keeps it while there is room; lines of one
// piece come in order.
func (l *Ledger) reject(file string, at int, line []byte, e *LineError) {
	if l.Rejected == nil {
		l.Rejected = map[Reason]Rejected{}
	}
	r := l.Rejected[e.Reason]
	r.Count++
	kept := Rejection{File: file, Line: at, Column: e.Column, Reason: e.Reason, Detail: e.Detail}
	if n := len(r.First); n < KeptRejections || at < r.First[n-1].Line {
		kept.Text = printable(line, 200)
		i, _ := slices.BinarySearchFunc(r.First, kept, compareRejections)
		r.First = slices.Insert(r.First, i, kept)
		r.First = r.First[:min(len(r.First), KeptRejections)]
	}
	l.Rejected[e.Reason] = r
}

func compareRejections(a, b Rejection) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}

// Add adds all of o to l.
func (l *Ledger) Add(o *Ledger) {
	l.Lines += o.Lines
	l.Requests += o.Requests
	l.Other += o.Other
	l.Blank += o.Blank
	for reason, theirs := range o.Rejected {
		if l.Rejected == nil {
			l.Rejected = map[Reason]Rejected{}
		}
		ours := l.Rejected[reason]
		all := slices.Concat(ours.First, theirs.First)
		slices.SortStableFunc(all, compareRejections)
		l.Rejected[reason] = Rejected{ours.Count + theirs.Count, all[:min(len(all), KeptRejections)]}
	}
}

// printable is v as text of at most limit bytes: what no screen should get,
// control bytes, broken UTF-8 and invisible characters, is written \xHH.
func printable(v []byte, limit int) string {
	if plain := v[:min(len(v), limit)]; isPlain(plain) {
		return string(plain)
	}
	var out []byte
	for len(v) > 0 {
		r, size := utf8.DecodeRune(v)
		before := len(out)
		if r == utf8.RuneError && size == 1 || !strconv.IsPrint(r) {
			for _, c := range v[:size] {
				out = fmt.Appendf(out, `\x%02x`, c)
			}
		} else {
			out = append(out, v[:size]...)
		}
		if len(out) > limit {
			return string(out[:before])
		}
		v = v[size:]
	}
	return string(out)
}

func isPlain(v []byte) bool {
	for _, c := range v {
		if c < 0x20 || c > 0x7e {
			return false
		}
	}
	return true
}
