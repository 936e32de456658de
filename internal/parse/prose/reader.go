package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
)

// A reader goes through the sentences of one text and keeps what earlier ones
// said: the date, the zone, the last instant.
type reader struct {
	ctx      Context
	places   places
	marks    []incident.Mark
	warnings []string

	twelve, twentyFour bool   // how the text writes clock times
	zonesSeen          string // the one zone of the text, "" none, "*" several
	zone               string // the last zone read
	day                day    // the last date read …
	dayParagraph       int    // … and its paragraph
	before             *parsedSentence
	listed             bool // … which was a range alone, after words of harm
	row                told // the row of a timeline that is being read
	last               time.Time
	lastParagraph      int
	dates              almanac // what the whole text says of its dates
	clocked            dayFor  // the day that came with a clock time
	span               [2]day  // the last two days told as from … to
	base               day     // the day from which "the next day" counts
}

// notice takes in, before anything is read, how the text writes its times.
func (r *reader) notice(toks []token) {
	for _, t := range toks {
		r.dates.see(t.date)
		if !t.hasClock {
			continue
		}
		c := t.clock
		r.twelve = r.twelve || c.half != 0
		r.twentyFour = r.twentyFour || c.half == 0 && (c.hour > 12 || c.hour == 0 || c.padded)
		if c.zone != "" {
			if c.zone != r.zonesSeen {
				r.dates.zoned(c.zone)
			}
			switch r.zonesSeen {
			case "", c.zone:
				r.zonesSeen = c.zone
			default:
				r.zonesSeen = "*"
			}
		}
	}
}

// rowHead is what may stand before the time of a timeline row.
var rowHead = regexp.MustCompile(`^[\s*•·>|#\[(–—-]*$`)

// rowTail is what stands between the time of a row and its words.
var rowTail = regexp.MustCompile(`^[\s*\])]*(?:[:|–—-]|\s\S)`)

// sentence reads the marks of one sentence.
func (r *reader) sentence(s *parsedSentence) {
	if s.opensLine {
		r.row = told{}
	}
	defer func() { r.before = s }()
	exprs := expressions(s.text, s.tokens)
	if len(exprs) == 0 {
		r.seeDates(s, s.tokens)
		r.goOn(s)
		return
	}
	blotted := blot(s.text, s.tokens, exprs)
	row := s.opensLine && !exprs[0].isRange && exprs[0].lead == "" &&
		rowHead.MatchString(s.text[:exprs[0].start]) && rowTail.MatchString(s.text[exprs[0].end:])
	pairs, listed := pairUp(blotted, exprs, row), false
	defer func() { r.listed = listed }()
	if len(pairs) == 0 && len(exprs) == 1 && exprs[0].isRange && !exprs[0].from.date.zero() && strings.Trim(withoutLength(blotted), onlyRange) == "" && (r.listed || r.harmSaid()) {
		listed = true
		pairs = []pair{{&window, incident.Began, 0, exprs[0].start, exprs[0].end}}
	}
	seen := 0
	for i, e := range exprs {
		for seen < len(s.tokens) && s.tokens[seen].start < e.end {
			r.seeDates(s, s.tokens[seen:seen+1])
			seen++
		}
		if e.from.date.zero() && e.to.date.zero() && r.elsewhere(s) {
			continue
		}
		from, to, warning := r.place(s, e, row && i == 0)
		if warning != "" && from.IsZero() {
			if mentioned(pairs, i) {
				r.warnings = append(r.warnings, r.where(s, e)+": "+warning)
			}
			continue
		}
		if row && i == 0 && len(exprs) == 1 {
			r.row = told{start: s.start + e.start, mark: incident.Mark{At: from, Precision: precision(e.from), Basis: incident.Stated, Warning: warning}}
		}
		for _, p := range pairs {
			if p.expr != i {
				continue
			}
			if row && i == 0 && p.kind == incident.Began && weak[p.name] && r.knownBefore(from) {
				continue
			}
			if decoyed(blotted, p.start, p.end) != "" && !p.after || e.isRange && spared(blotted, p.end) {
				continue
			}
			m := incident.Mark{Kind: p.kind, At: from, Precision: precision(e.from), Basis: incident.Prose, Rule: p.name, Warning: warning}
			m.Place, m.Quote = r.places.words(s.start+p.start, s.start+p.end)
			switch {
			case row:
				m.Basis, m.Rule = incident.Stated, incident.RowPrefix+p.name
			case e.lead == "" && labelled(s, p):
				m.Basis = incident.Stated
			}
			r.marks = append(r.marks, m)
			if row || r.row.start > 0 {
				r.row.kinds = append(r.row.kinds, m.Kind)
			}
			if e.isRange {
				m.Kind, m.At, m.Precision = incident.Resolved, to, precision(e.to)
				r.marks = append(r.marks, m)
			}
		}
	}
	r.seeDates(s, s.tokens[seen:])
}

// weak are the rules whose words tell of a state of harm and not of its onset.
var weak = map[string]bool{"experienced": true, "unavailable": true, "caused-errors": true, "elevated": true, "unable": true, "failed": true}

// knownBefore says that an earlier row told that the harm was noticed: rows
// that tell of it from then on are no onset.
func (r *reader) knownBefore(at time.Time) bool {
	return slices.ContainsFunc(r.marks, func(m incident.Mark) bool {
		return m.Kind == incident.Detected && m.Basis == incident.Stated && !m.At.After(at)
	})
}

// window reads a range with its date that stands alone after a sentence that
// tells of harm: "During this time calls failed.\n30 April, 15:49 to 16:38".
var window = rule{name: "window-alone", kind: incident.Began}

// withoutLength is s without a length of time in brackets at its end.
func withoutLength(s string) string {
	open := strings.LastIndexByte(s, '(')
	if open < 0 || len(durations(s[open:])) == 0 {
		return s
	}
	return s[:open]
}

// onlyRange is what may stand on the line of such a range.
const onlyRange = " .,:*_|()\t\x02\x03-"

// harmSaid says that the sentence before tells of harm.
func (r *reader) harmSaid() bool {
	return r.before != nil && harmed(phrases(lower(r.before.text)), expression{end: len(r.before.text)}) != nil
}

// A told row of a timeline goes on until its line ends.
type told struct {
	start int           // of its time, in the text
	mark  incident.Mark // what its sentences have in common
	kinds []incident.Kind
}

// rowReach is how many bytes after the time of a row a phrase is still taken
// to be at that time.
const rowReach = 300

// goOn reads a sentence without a time that stands in a row after the first:
// "09:48 The rollback had priority. It was performed at once." An onset is not
// told that late.
func (r *reader) goOn(s *parsedSentence) {
	if r.row.mark.At.IsZero() || s.end-r.row.start > rowReach {
		return
	}
	blotted := blot(s.text, s.tokens, nil)
	for _, p := range phrases(blotted) {
		kind := kindOf(p, expression{}, blotted)
		if kind == ignored || kind == incident.Began || slices.Contains(r.row.kinds, kind) || decoyed(blotted, p.start, p.end) != "" ||
			p.signs() && slices.Contains(r.row.kinds, incident.Resolved) ||
			elsewhen.MatchString(blotted[p.end:]) || aside.MatchString(blotted[:p.start]) || futile(blotted, pair{rule: p.rule, kind: kind, end: p.end}) {
			continue
		}
		m := r.row.mark
		m.Kind, m.Rule = kind, incident.RowPrefix+p.name
		m.Place, m.Quote = r.places.words(r.row.start, s.start+p.end)
		r.marks = append(r.marks, m)
		r.row.kinds = append(r.row.kinds, kind)
	}
}

func mentioned(pairs []pair, i int) bool {
	for _, p := range pairs {
		if p.expr == i {
			return true
		}
	}
	return false
}

// labelled says that the words of p are a whole line of a label and a time.
func labelled(s *parsedSentence, p pair) bool {
	return s.opensLine && rowHead.MatchString(s.text[:p.start]) && strings.Trim(s.text[p.end:], " .)*|") == "" &&
		(p.label || strings.Contains(s.text[p.start:p.end], ": "))
}

func (r *reader) where(s *parsedSentence, e expression) string {
	return fmt.Sprintf("line %d, %q", r.places.line(s.start+e.start), s.text[e.start:e.end])
}

func precision(e ending) incident.Precision {
	switch {
	case e.about:
		return incident.About
	case e.clock.seconds:
		return incident.Second
	case e.clock.minutes:
		return incident.Minute
	}
	return incident.Hour
}
