// Package prose reads the instants and the level of an incident from the
// sentences of a postmortem.
//
//  1. The text is cut into sentences; rows of a timeline are sentences too.
//  2. In each, the dates and clock times are found (forms) and joined to
//     points and ranges of time (expressions).
//  3. In a copy in which every expression is blotted out, the phrases that
//     name a phase are found (rules), and each expression goes to the phrase
//     that stands next to it.
//  4. Decoys drop what is planned, expected or denied.
//  5. What is left is placed on the calendar: the date and the zone from the
//     expression, else from the text around it, else from the page.
//
// The package chooses nothing: where a text says a thing twice, both readings
// come out. Where it cannot be sure of a reading it drops it, with a warning:
// a wrong figure is worse than none.
package prose

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// Context is what surrounds a text.
type Context struct {
	// Anchor places clock times that stand without a date. With a time of day
	// it is the incident's first post, and a clock time is put within 8 h
	// before and 16 h after it; at midnight, without Past or Until, it is a
	// day. Zero: only dates in the text count.
	Anchor time.Time
	// Past says that the text was posted at Anchor and looks back: a clock
	// time without a date is the last before Anchor.
	Past bool
	// Until is the post that announced the resolution, zero when there is
	// none: a range that ends before it begins on the clock crosses midnight
	// only if it then ends by about Until.
	Until time.Time
	// Zone is the page's zone, for clock times of a text that names none; such
	// marks carry a warning. Nil is UTC.
	Zone *time.Location
	// Order is that of dates in numbers which the text does not decide.
	Order parse.DateOrder
	File  string
	// Where the text begins in the file: Line and Column from 1 (0 reads as
	// 1), Offset in bytes.
	Line, Column, Offset int
}

// A text may be this long, in bytes, and hold this many times. What goes on
// beyond is a log, not an account, and is left out with a warning.
const (
	maxText  = 1 << 20
	maxTimes = 2000
)

// Extract reads marks (basis prose, or stated for the rows of a timeline) and
// levels from text, each with its words and their place, in order of place.
// The warnings tell what was seen and not used.
func Extract(text string, ctx Context) (marks []incident.Mark, levels []incident.Reading, warnings []string) {
	if len(text) > maxText {
		text = text[:maxText]
		warnings = append(warnings, "the text is longer than 1 MiB: the rest was not read")
	}
	places := newPlaces(text, ctx)
	text, places.origin = plain(text)
	r := reader{ctx: ctx, places: places, warnings: warnings}
	r.zone = zoneOfAll(text)
	list, times := sentences(text), 0
	parsed := make([]parsedSentence, 0, len(list))
	for _, s := range list {
		p := parsedSentence{sentence: s, text: text[s.start:s.end]}
		if strings.ContainsAny(p.text, "0123456789") || mayNameDay(p.text) {
			p.tokens = tokens(p.text)
		}
		r.notice(p.tokens)
		parsed = append(parsed, p)
		if times += len(p.tokens); times > maxTimes {
			r.warnings = append(r.warnings, fmt.Sprintf("more than %d times: the text from line %d on was not read", maxTimes, places.line(s.start)))
			break
		}
	}
	for i := range parsed {
		r.sentence(&parsed[i])
		if l, ok := levelOf(parsed[i].text); ok {
			l.Place, l.Quote = places.words(parsed[i].start+l.Start, parsed[i].start+l.End)
			levels = append(levels, l)
		}
	}
	r.marks = firstOfSeveral(partsFirst(helped(r.marks)))
	r.marks = append(r.marks, r.reckoned(parsed)...)
	slices.SortStableFunc(r.marks, func(a, b incident.Mark) int { return cmp.Compare(a.Start, b.Start) })
	return r.marks, levels, r.warnings
}

type parsedSentence struct {
	sentence
	text   string
	tokens []token
}

func mayNameDay(s string) bool {
	return strings.Contains(s, "day") || strings.Contains(s, "Day") || strings.Contains(s, "noon") || strings.Contains(s, "ight")
}

// places turns offsets in the text into places in the file.
type places struct {
	ctx    Context
	text   string // as it stands in the file
	lines  []int  // offset of the start of each line
	origin []int  // for each offset in what is read, the one in text; nil where they are the same
}

func newPlaces(text string, ctx Context) places {
	p := places{ctx: ctx, text: text, lines: []int{0}}
	p.ctx.Line, p.ctx.Column = max(ctx.Line, 1), max(ctx.Column, 1)
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' {
			p.lines = append(p.lines, i+1)
		}
	}
	return p
}

// words is the place of what was read from start to end, and its words as they
// stand in the file.
func (p places) words(start, end int) (incident.Place, string) {
	if p.origin != nil {
		start, end = p.origin[start], p.origin[end]
	}
	n := sort.SearchInts(p.lines, start+1) - 1
	column := start - p.lines[n] + 1
	if n == 0 {
		column += p.ctx.Column - 1
	}
	return incident.Place{File: p.ctx.File, Line: p.ctx.Line + n, Column: column, Start: p.ctx.Offset + start, End: p.ctx.Offset + end}, p.text[start:end]
}

// line is the line of the file that an offset in what is read lies on.
func (p places) line(start int) int {
	place, _ := p.words(start, start)
	return place.Line
}
