package postmortem

import (
	"regexp"
	"strings"
	"time"

	"aftermath/internal/parse/prose"
)

var (
	// ofDay is a line that says on which day the incident was, or began
	ofDay = regexp.MustCompile(`(?i)^[\W_]*(?:(?:incident|outage|event)\s)?(?:date|day|(?:first\s)?(?:start(?:ed)?|began|onset|detected|occurred)(?:\sdate|\stime)?)(?:\s(?:at|on|and time|of\s(?:the\s)?(?:incident|outage|event))|/\s?time)?\W*[:|\t ]`)
	// ofPaper is a line whose date is that of the document, or of a meeting on it
	ofPaper = regexp.MustCompile(`(?i)^[\W_]*(?:[\w-]+\s){0,3}?(?:publish\w*|posted|updated|written|authors?|revis\w+|version|review\w*|retro|meeting|due|deadline|copyright)\b|©`)
	// numbers are a date in numbers; prose may not know which is the month
	numbers = regexp.MustCompile(`\b\d{1,2}[-/.]\d{1,2}[-/.](?:20)?\d{2}\b`)
	// inName is the date in the name of a file
	inName = regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})[-_]?(\d{2})[-_]?(\d{2})(?:\D|$)`)
)

// evening is the minute of the day from which the clock times of an account may
// well be of the next day.
const evening = 16 * 60

// anchor is what clock times without a date are placed by: the day that the
// title, a "Date:" line, a heading or, failing those, the first dated line
// names; where there is no date in it at all, that in the file's name. If the first clock time of the text lies in the evening the anchor is
// that instant, so that one past midnight is of the next day; else it is the
// day.
func (s *source) anchor(t *text, stated ...time.Time) time.Time {
	day := time.Time{}
	for _, d := range stated {
		if day.IsZero() {
			day = d
		}
	}
	first, named, doubtful := time.Time{}, time.Time{}, false
	lines := t.lines()
	for i, l := range lines {
		switch {
		case named.IsZero() && ofDay.Match(l.bytes):
			named = firstDay(l.bytes)
		case stamped(l.bytes): // when the account was written
		case first.IsZero() && !doubtful && (i == 0 || !ofPaper.Match(l.bytes)):
			first = firstDay(l.bytes)
			// an earlier date that cannot be read may be the incident's
			if first.IsZero() && len(l.bytes) < paragraph && numbers.Match(l.bytes) {
				first = s.agreed(numbers.Find(l.bytes))
				doubtful = first.IsZero()
			}
		}
	}
	for _, d := range []time.Time{named, first} {
		if day.IsZero() {
			day = s.midnight(d)
		}
	}
	if day.IsZero() && !doubtful {
		day = s.midnight(s.dayInName())
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

// dayInName is the day in the name of the file: 2025-03-03-checkout.md.
func (s *source) dayInName() time.Time {
	m := inName.FindStringSubmatch(s.file[strings.LastIndexByte(s.file, '/')+1:])
	if m == nil {
		return time.Time{}
	}
	day, err := time.Parse("20060102", m[1]+m[2]+m[3])
	if err != nil || day.Year() < 1990 || day.Year() > 2100 {
		return time.Time{}
	}
	return day
}

// agreed is the day in the file's name, if it has the numbers of a date that
// reads more than one way; else zero.
func (s *source) agreed(written []byte) time.Time {
	day := s.dayInName()
	for _, layout := range [...]string{"2-1-2006", "1-2-2006", "2-1-06", "1-2-06"} {
		t, err := time.Parse(layout, strings.NewReplacer("/", "-", ".", "-").Replace(string(written)))
		if err == nil && t.Equal(day) {
			return day
		}
	}
	return time.Time{}
}

// stamped says that a line is a date and a clock time and no more: it tells
// when what follows was written.
func stamped(line []byte) bool {
	h, ok := headOf(line)
	return ok && h.Dated && h.Clock && h.alone()
}
