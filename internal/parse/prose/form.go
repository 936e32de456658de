package prose

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A token is a date or a clock time as it stands in a sentence.
type token struct {
	start, end int
	form       string
	date       date  // zero when the token is a clock time alone
	clock      clock // zero when it is a date alone, but for a zone beside it
	hasClock   bool
}

// A date is a calendar day as written: without a year, or as a word that
// needs a day to refer to.
type date struct {
	year  int        // 0: not written
	month time.Month // 0 beside a day: "the 29th"
	day   int
	week  string // "mon" … : the weekday, alone or beside the date
	shift int    // yesterday: −1
	named bool   // only a weekday, or today, yesterday
	told  bool   // "the next day": shift counts from the day told before
	order bool   // numbers whose order is not known: month and day may be swapped
	dots  bool   // in numbers with full stops, most often the day first
}

func (d date) zero() bool { return d == date{} }

// A clock is a time of day as written.
type clock struct {
	hour, minute, second int  // 24:00 is the end of the day
	seconds, minutes     bool // written down to the second, to the minute
	half                 byte // 'a', 'p', or 0
	padded               bool // written with a zero: 09:05
	rough                bool // "15:49ish"
	zone                 string
}

const (
	months   = `(?P<mon>(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))\b\.?`
	weekdays = `(?P<week>(?i:Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))\b`
	year     = `(?P<y>20\d{2})\b`
	nth      = `(?:st|nd|rd|th|ST|ND|RD|TH)`
)

// forms are the ways to write a date: one row, one way, tried where a number
// begins that one of the bytes in next follows, or, with next empty, where a
// word begins. The named groups are what the row gives; the longest match
// wins, of equal ones the upper. fits says of what stands around a match
// whether it is one.
var forms = []struct {
	name, next string
	*regexp.Regexp
	fits func(s string, start, end int) bool
}{
	{"iso-instant", "-", form(`(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})[T_](?P<h>\d{2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?`), nil},
	{"iso-basic", "T", form(`(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})T(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?`), nil},
	{"iso-date", "-", form(`(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})`), nil},
	{"slash-year-first", "/", form(`(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})`), nil},
	{"slash", "/", form(`(?P<swap>)(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d{2})`), nil},
	{"dashes-year-last", "-", form(`(?P<swap>)(?P<m>\d{1,2})-(?P<d>\d{1,2})-(?P<y>\d{4})`), nil},
	{"dots", ".", form(`(?P<swap>)(?P<m>\d{1,2})(?P<dots>\.)(?P<d>\d{1,2})\.(?P<y>\d{4})`), nil},
	{"slash-short", "/", form(`(?P<swap>)(?P<m>\d{1,2})/(?P<d>\d{1,2})`), ledAsDate},
	{"day-month", " -snrtSNRT\n", form(`(?P<d>\d{1,2})` + nth + `?[\s-](?:of\s)?` + months + `(?:(?:,?\s|-)` + year + `)?`), nil},
	{"ordinal", "snrtSNRT", form(`(?P<d>\d{1,2})` + nth), ledAsDay},
	{"month-day", "", form(months + `\s(?:the\s)?(?P<d>\d{1,2})` + nth + `?\b(?:,?\s` + year + `)?`), nil},
	{"weekday", "", form(weekdays), nil},
	{"day-word", "", form(`(?P<word>(?i:today|tonight|yesterday|tomorrow))\b`), nil},
	{"day-told", "", form(`(?P<told>(?i:(?:next|following|previous|same) (?:day|morning|afternoon|evening)))\b`), nil},
}

func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)`) }

// longestForm is how many bytes a date is looked for in.
const longestForm = 64

// dateAt reads the date, or date and clock time, that begins at start.
func dateAt(s string, start int) (found token, ok bool) {
	ahead := s[start:min(len(s), start+longestForm)]
	word, digits := isLetter(ahead[0]), 0
	for digits < len(ahead) && isDigit(ahead[digits]) {
		digits++
	}
	if !word && (digits == len(ahead) || digits > 8 || digits == 3 || digits > 4 && digits < 8) {
		return token{}, false
	}
	if !word && isSpace(ahead[digits]) && digits+1 < len(ahead) && strings.IndexByte("JFMASONDjfmasondo", ahead[digits+1]) < 0 {
		return token{}, false // no month follows
	}
	for _, f := range forms {
		if word != (f.next == "") || !word && strings.IndexByte(f.next, ahead[digits]) < 0 {
			continue
		}
		at := f.FindStringSubmatchIndex(ahead)
		if at == nil || ok && start+at[1] <= found.end {
			continue
		}
		t := token{start: start, end: start + at[1], form: f.name}
		if !t.read(f.Regexp, ahead, at) {
			continue
		}
		if t.hasClock {
			t.clock.zone, t.end = zoneAfter(s, t.end, true)
		} else if y := t.date.year; y >= 2000 && y < 2060 && (y < 2010 || y > 2044) && (f.name == "month-day" || f.name == "day-month") {
			if zone, _ := zoneAfter(s, t.end, false); zone != "" {
				// "13 May 2000 UTC" is eight in the evening
				t.date.year = 0
				t.end = start + at[1] - 4
				t.end -= len(ahead[:t.end-start]) - len(strings.TrimRight(ahead[:t.end-start], " ,-"))
			}
		}
		if endsAlone(s, t.start, t.end, t.hasClock) && (f.fits == nil || f.fits(s, t.start, t.end)) {
			found, ok = t, true
		}
	}
	return found, ok
}

// read takes the groups of a match into t.
func (t *token) read(re *regexp.Regexp, s string, at []int) bool {
	ok := true
	number := func(g string, low, high int) int {
		n, err := strconv.Atoi(g)
		ok = ok && err == nil && n >= low && n <= high
		return n
	}
	for i, name := range re.SubexpNames() {
		if name == "" || at[2*i] < 0 {
			continue
		}
		g := s[at[2*i]:at[2*i+1]]
		switch name {
		case "y":
			if len(g) == 2 {
				g = "20" + g
			}
			t.date.year = number(g, 1990, 2100)
		case "m":
			t.date.month = time.Month(number(g, 1, 31))
		case "mon":
			t.date.month = monthOf(g)
		case "d":
			t.date.day = number(g, 1, 31)
		case "week":
			t.date.week, t.date.named = lower(g[:3]), true
		case "word":
			t.date.named, t.date.shift = true, shiftOf(g)
		case "told":
			t.date.named, t.date.told, t.date.shift = true, true, shiftOf(g)
		case "dots":
			t.date.dots = true
		case "swap":
			t.date.order = true
		case "h":
			t.hasClock = true
			t.clock.hour = number(g, 0, 23)
			t.clock.padded = t.clock.hour < 10
		case "min":
			t.clock.minute, t.clock.minutes = number(g, 0, 59), true
		case "s":
			t.clock.second, t.clock.seconds = number(g, 0, 59), true
		}
	}
	return ok && t.date.mayBe()
}

// mayBe says that some year, or some order of its numbers, has the day: 31
// April and the like are no dates.
func (d date) mayBe() bool {
	has := func(m, day int) bool {
		return m <= 12 && time.Date(2024, time.Month(m), day, 0, 0, 0, 0, time.UTC).Day() == day
	}
	switch {
	case d.day == 0 || d.month == 0:
		return true
	case d.order:
		return has(int(d.month), d.day) || has(d.day, int(d.month))
	}
	return has(int(d.month), d.day)
}

func shiftOf(word string) int {
	switch lower(word)[:3] {
	case "yes", "pre":
		return -1
	case "tom", "nex", "fol":
		return 1
	}
	return 0
}

func monthOf(name string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String()[:3], name[:3]) {
			return m
		}
	}
	return 0
}
