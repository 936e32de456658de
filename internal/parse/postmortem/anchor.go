package postmortem

import (
	"regexp"
	"time"

	"aftermath/internal/parse/prose"
)

var (
	// ofDay is a line that says on which day the incident was
	ofDay = regexp.MustCompile(`(?i)^[\W_]*(?:(?:incident|outage|event)\s)?(?:date|day)(?:\s(?:of\s(?:the\s)?(?:incident|outage|event)|and time|/\s?time))?\W*[:|\t ]`)
	// ofPaper is a line whose date is that of the document, or of a meeting on it
	ofPaper = regexp.MustCompile(`(?i)^[\W_]*(?:[\w-]+\s){0,3}?(?:publish\w*|posted|updated|written|authors?|revis\w+|version|review\w*|retro|meeting|due|deadline|copyright)\b|©`)
)

// evening is the minute of the day from which the clock times of an account may
// well be of the next day.
const evening = 16 * 60

// anchor is what clock times without a date are placed by: the day that the
// title, a "Date:" line, a heading or, failing those, the first dated line
// names. If the first clock time of the text lies in the evening the anchor is
// that instant, so that one past midnight is of the next day; else it is the
// day.
func (s *source) anchor(t *text, stated ...time.Time) time.Time {
	day := time.Time{}
	for _, d := range stated {
		if day.IsZero() {
			day = d
		}
	}
	first, named := time.Time{}, time.Time{}
	lines := t.lines()
	for i, l := range lines {
		switch {
		case named.IsZero() && ofDay.Match(l.bytes):
			named = firstDay(l.bytes)
		case first.IsZero() && (i == 0 || !ofPaper.Match(l.bytes)):
			first = firstDay(l.bytes)
		}
	}
	for _, d := range []time.Time{named, first} {
		if day.IsZero() {
			day = s.midnight(d)
		}
	}
	if day.IsZero() {
		return day
	}
	return s.fromEvening(day, lines)
}

// fromEvening is the first clock time of the lines, if it is one of the evening
// of that day, else the day.
func (s *source) fromEvening(day time.Time, lines []*text) time.Time {
	for _, l := range lines {
		if !showsClock(l.bytes) {
			continue
		}
		for _, t := range timesOf(l.bytes, paragraph) {
			if !t.Clock {
				continue
			}
			place := s.options.Place()
			if z, ok := prose.ZoneOf(t.Zone); ok && t.Zone != "" {
				place = z.Location()
			}
			if y, m, d := day.Date(); t.Minute >= evening {
				return time.Date(y, m, d, t.Minute/60, t.Minute%60, 0, 0, place)
			}
			return day
		}
	}
	return day
}

// showsClock says that a line may hold a clock time such as 9:02.
func showsClock(line []byte) bool {
	for i := 1; i+2 < len(line); i++ {
		if line[i] == ':' && digit(line[i-1]) && digit(line[i+1]) && digit(line[i+2]) {
			return true
		}
	}
	return false
}
