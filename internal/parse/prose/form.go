package prose

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A token is a date or a clock time as it stands in a sentence.
type token struct {
	start, end int
	form       string
	date       date  // zero when the token is a clock time alone
	clock      clock // zero when it is a date alone
	hasClock   bool
}

// A date is a calendar day as written: without a year, or as a word that
// needs a day to refer to.
type date struct {
	year  int // 0: not written
	month time.Month
	day   int
	week  string // "mon" … : the weekday, alone or beside the date
	shift int    // yesterday: −1
	named bool   // only a weekday, or today, yesterday
	order bool   // numbers whose order is not known: month and day may be swapped
}

func (d date) zero() bool { return d == date{} }

// A clock is a time of day as written.
type clock struct {
	hour, minute, second int
	seconds, minutes     bool // written down to the second, to the minute
	half                 byte // 'a', 'p', or 0
	padded               bool // written with a zero: 09:05
	zone                 string
}

const (
	months   = `(?P<mon>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July|August|September|Sept|October|November|December|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\b\.?`
	weekdays = `(?P<week>Mon|Tue|Tues|Wed|Thu|Thur|Thurs|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`
	halves   = `(?P<half>[AaPp])(?:[Mm]\b|\.[Mm]\b\.?)`
	inZone   = `(?:\s?\((?P<zp>` + `LETTERS` + `)\)|\s?(?P<z>` + `LETTERS` + `))?`
)

// forms are the ways to write a date or a clock time: one row, one way. The
// named groups are what the row gives; where two rows match at one place, the
// longer match wins. A sentence that holds none of the bytes in needs is not
// searched.
var forms = []struct {
	name, needs string
	*regexp.Regexp
}{
	{"iso-instant", "T", form(`(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})T(?P<h>\d{2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?(?P<z>Z|\s?UTC|[+-]\d{2}:?\d{2})?`)},
	{"iso-date", "-", form(`(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})`)},
	{"slash-year-first", "/", form(`(?P<y>\d{4})/(?P<m>\d{2})/(?P<d>\d{2})`)},
	{"slash", "/", form(`(?P<swap>)(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})`)},
	{"month-day", "JFMASOND", form(`(?:` + weekdays + `\.?,?\s(?:the\s)?)?` + months + `\s(?P<d>\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s(?P<y>20\d{2})\b)?`)},
	{"day-month", "JFMASOND", form(`(?:` + weekdays + `\.?,?\s(?:the\s)?)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?` + months + `(?:,?\s(?P<y>20\d{2})\b)?`)},
	{"weekday", "MTWFS", form(weekdays)},
	{"day-word", "yY", form(`(?P<word>(?i:today|yesterday))\b`)},
	{"clock", ":", form(`(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?(?:\s?` + halves + `|(?P<p>[ap])\b)?` + inZone)},
	{"clock-dotted", ".", form(`(?P<h>\d{1,2})\.(?P<min>\d{2})\s?` + halves + inZone)},
	{"clock-hour", "mM", form(`(?P<h>\d{1,2})\s?` + halves + inZone)},
	{"clock-compact", "TCZ", form(`(?P<h>[01]\d|2[0-3])(?P<min>[0-5]\d)(?:\s?(?P<z>(?:UTC|GMT|CES?T|[PMCE][SD]T)\b|Z\b))`)},
}

func form(pattern string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(pattern, "LETTERS", letters))
}

// tokens finds the dates and clock times in s, in order and without overlap.
func tokens(s string) []token {
	var found []token
	for _, f := range forms {
		if !strings.ContainsAny(s, f.needs) {
			continue
		}
		for _, at := range f.FindAllStringSubmatchIndex(s, -1) {
			if t, ok := read(s, f.Regexp, at); ok {
				t.form = f.name
				found = append(found, t)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b token) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	out := found[:0]
	for _, t := range found {
		if len(out) == 0 || t.start >= out[len(out)-1].end {
			out = append(out, t)
		}
	}
	return out
}

func read(s string, re *regexp.Regexp, at []int) (token, bool) {
	t := token{start: at[0], end: at[1]}
	if !standsAlone(s, t.start, t.end) {
		return t, false
	}
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
			t.date.year = number(g, 1990, 2100)
		case "m":
			t.date.month = time.Month(number(g, 1, 31))
		case "mon":
			t.date.month = monthOf(g)
		case "d":
			t.date.day = number(g, 1, 31)
		case "week":
			t.date.week = strings.ToLower(g[:3])
			t.date.named = true
		case "word":
			t.date.named = true
			if strings.EqualFold(g, "yesterday") {
				t.date.shift = -1
			}
		case "swap":
			t.date.order = true
		case "h":
			t.hasClock = true
			t.clock.hour = number(g, 0, 23)
			t.clock.padded = len(g) == 2 && t.clock.hour < 10
		case "min":
			t.clock.minute, t.clock.minutes = number(g, 0, 59), true
		case "s":
			t.clock.second, t.clock.seconds = number(g, 0, 59), true
		case "half", "p":
			t.clock.half = g[0] | 0x20
		case "z", "zp":
			t.clock.zone = g
		}
	}
	if t.date.day > 0 {
		t.date.named = false
		// 31 April and the like are no dates; in numbers of unknown order the
		// month may be the day
		if !t.date.order && time.Date(2024, t.date.month, t.date.day, 0, 0, 0, 0, time.UTC).Month() != t.date.month {
			return t, false
		}
	}
	if t.clock.half != 0 && (t.clock.hour == 0 || t.clock.hour > 12) {
		return t, false
	}
	return t, ok
}

// standsAlone says that what lies from start to end is not part of a longer
// number, version, path or word.
func standsAlone(s string, start, end int) bool {
	if start > 0 {
		c := s[start-1]
		if isWord(c) || c == ':' || c == '.' || c == '/' || c == '+' || c == '$' || c == '#' {
			return false
		}
		if c == '-' && start > 1 && isLetter(s[start-2]) && s[start] <= '9' {
			return false
		}
	}
	if end < len(s) {
		c := s[end]
		if isWord(c) || c == '%' || c == '/' && end+1 < len(s) && isWord(s[end+1]) {
			return false
		}
		if (c == ':' || c == '.' || c == '-') && end+1 < len(s) && isLetter(s[end+1]) {
			return c == ':' // 8am-only, 10:23.log
		}
		if c == ':' && end+1 < len(s) && s[end+1] >= '0' && s[end+1] <= '9' {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isLetter(c) || c >= '0' && c <= '9' || c == '_' }

func monthOf(name string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if strings.EqualFold(m.String()[:3], name[:3]) {
			return m
		}
	}
	return 0
}
