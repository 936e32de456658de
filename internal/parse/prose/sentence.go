package prose

import (
	"regexp"
	"strings"
)

// A sentence is a stretch of the text, as byte offsets. Paragraphs count up
// from 0 and are set apart by blank lines; a line is the first of its line.
type sentence struct {
	start, end int
	paragraph  int
	opensLine  bool // nothing but list signs stands before it on its line
}

// longest is the length in bytes at which a sentence is cut whatever it says:
// what is longer is a listing, and the work on a sentence grows faster than
// its length.
const longest = 4000

// sentences cuts text at the ends of sentences and lines. A line that goes on
// in lower case after a line without a full stop is the same sentence: hard
// wrapped text.
func sentences(text string) []sentence {
	var out []sentence
	paragraph, start, opens := 0, 0, true
	cut := func(end int) {
		s := sentence{start, end, paragraph, opens}
		for s.start < s.end && isSpace(text[s.start]) {
			s.start++
		}
		for s.end > s.start && isSpace(text[s.end-1]) {
			s.end--
		}
		if s.start < s.end {
			out = append(out, s)
			opens = false
		}
	}
	for i := 0; i < len(text); i++ {
		if i-start >= longest && isSpace(text[i]) || i-start >= 2*longest {
			cut(i)
			start = i
		}
		switch text[i] {
		case '\n':
			blank := strings.TrimSpace(text[start:i]) == "" && opens
			if blank {
				paragraph++
			} else if goesOn(text, start, i) {
				continue
			}
			cut(i)
			start, opens = i+1, true
		case '.', '!', '?':
			if endsSentence(text, start, i) {
				cut(i + 1)
				start = i + 1
			}
		}
	}
	cut(len(text))
	return out
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// goesOn says that the line from start to end, both in one sentence, runs on
// in the next line.
func goesOn(text string, start, end int) bool {
	before := strings.TrimRight(text[start:end], " \t\r")
	after := strings.TrimLeft(text[end+1:min(len(text), end+200)], " \t")
	if headsTime(text, start, end) || headsRow(text, start, end) {
		return true
	}
	if before == "" || after == "" || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "|") {
		return false
	}
	return after[0] >= 'a' && after[0] <= 'z'
}

// A heading of few words ("Timeframe", "Start time:", "Website outage") belongs
// to the line under it that holds nothing but dates and clock times.
var (
	timeHeading = regexp.MustCompile(`(?i)^[\s#*_>•-]*(?:[^\n.!?|\d]{0,40}\b)?(?:time ?frame|timespan|duration|when|window|period|date|time|start(?:ed)?|began|end(?:ed)?|resolved|detected|mitigated|identified|outages?|disruption|downtime|incident)\b[^\n.!?|\d]{0,24}$`)
	bareTime    = regexp.MustCompile(`(?i)^[\s*_>•(-]*(?:(?:\d{1,4}(?:st|nd|rd|th)?|[ap]\.?m\.?|\d{1,2}[ap]m|(?-i:[A-Z]{2,4}T|UTC|GMT|Z|T)|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan\w*|Feb\w*|March?|Apr\w*|May|June?|July?|Aug\w*|Sep\w*|Oct\w*|Nov\w*|Dec\w*|to|until|till|from|between|and|at|on|of|the|approx\w*)(?:[\s:.,/)(*_~–—+-]+|$))+$`)
)

// headsTime says that what lies from start to end is such a heading, perhaps
// with lines of dates under it, and that the next line of text is such a line.
func headsTime(text string, start, end int) bool {
	if end-start > 240 {
		return false
	}
	lines := strings.Split(strings.TrimRight(text[start:end], " \t\r\n"), "\n")
	if !timeHeading.MatchString(strings.TrimRight(lines[0], " \t\r*_:")) {
		return false
	}
	for _, l := range lines[1:] {
		if l = strings.TrimSpace(l); l != "" && !bareTime.MatchString(l) {
			return false
		}
	}
	rest := text[end:min(len(text), end+160)]
	next, _, _ := strings.Cut(strings.TrimLeft(rest, " \t\r\n"), "\n")
	return strings.ContainsAny(next, "0123456789") && bareTime.MatchString(strings.TrimSpace(next))
}

// loneClock is a line that is a clock time and nothing else.
var loneClock = regexp.MustCompile(`^[\s*_#|>•\[(-]*\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?i:[ap]\.?m\.?)?\s?(?:\(?[A-Z]{1,4}T?\)?)?[\s*_|:\])–-]*$`)

// headsRow says that the line from start to end is a clock time over the words
// that it belongs to: a timeline whose headings, or first cells, are times.
func headsRow(text string, start, end int) bool {
	if end-start > 40 || !loneClock.MatchString(text[start:end]) {
		return false
	}
	rest := strings.TrimLeft(text[end:min(len(text), end+160)], " \t\r\n|")
	next, _, _ := strings.Cut(rest, "\n")
	return next != "" && !bareTime.MatchString(strings.TrimSpace(next)) && !loneClock.MatchString(next)
}

// abbreviations end in a full stop that does not end the sentence.
var abbreviations = [...]string{"a.m", "p.m", "e.g", "i.e", "approx", "vs", "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mr", "ms", "dr"}

func endsSentence(text string, start, i int) bool {
	if i+1 < len(text) && !isSpace(text[i+1]) {
		return false
	}
	word := text[start:i]
	if k := strings.LastIndexAny(word, " \t\n("); k >= 0 {
		word = word[k+1:]
	}
	for _, a := range abbreviations {
		if strings.EqualFold(word, a) {
			return false
		}
	}
	return true
}
