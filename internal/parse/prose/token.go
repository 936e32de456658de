package prose

import (
	"regexp"
	"strings"
)

// tokens finds the dates and clock times in s, in order and without overlap.
func tokens(s string) []token {
	var out []token
	last := 0 // the end of the token before
	for i := 0; i < len(s); i++ {
		c := s[i]
		var t token
		var ok bool
		switch {
		case isDigit(c):
			if beginsAlone(s, i, last) {
				if t, ok = clockAt(s, i); !ok {
					t, ok = dateAt(s, i)
				} else if d, dated := dateAt(s, i); dated && d.end > t.end {
					t = d
				}
			}
		case isLetter(c):
			if (i == 0 || !isWord(s[i-1])) && mayOpen(s[i:]) {
				if t, ok = dateAt(s, i); !ok {
					t, ok = clockWordAt(s, i)
				}
			}
		}
		if ok {
			if !t.hasClock {
				t.clock.zone, t.end = zoneBeside(s, t.end)
			}
			out, last = append(out, t), t.end
			i = t.end - 1
			continue
		}
		for i+1 < len(s) && isWord(c) && isWord(s[i+1]) {
			i++ // the rest of a word or number
		}
	}
	out = fold(s, out)
	out = bareEnds(s, out)
	zonesBefore(s, out)
	return out
}

// openings are the first three letters of the words that a date or clock time
// may begin with; a month is true and needs a number near it.
var openings = func() map[[3]byte]bool {
	m := map[[3]byte]bool{}
	for _, w := range strings.Fields("mon tue wed thu fri sat sun tod ton tom yes nex fol pre sam noo mid") {
		m[[3]byte([]byte(w))] = false
	}
	for _, w := range strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec") {
		m[[3]byte([]byte(w))] = true
	}
	return m
}()

func mayOpen(s string) bool {
	if len(s) < 3 {
		return false
	}
	month, ok := openings[[3]byte{s[0] | 0x20, s[1] | 0x20, s[2] | 0x20}]
	return ok && (!month || strings.ContainsAny(s[3:min(len(s), 20)], "0123456789"))
}

// beginsAlone says that the number at start is not part of a longer number,
// version, path or word. What follows the token before it, which ends at last,
// is not.
func beginsAlone(s string, start, last int) bool {
	if start == 0 {
		return true
	}
	c := s[start-1]
	if last > 0 && start-1 == last && (c == '-' || c == '/') || start == last {
		return true
	}
	if isWord(c) || c == ':' || c == '.' || c == '/' || c == '+' || c == '$' || c == '#' {
		return false
	}
	return c != '-' || start < 2 || !isLetter(s[start-2])
}

// endsAlone says the same of what ends at end.
func endsAlone(s string, start, end int, clock bool) bool {
	if end >= len(s) {
		return true
	}
	c := s[end]
	if isWord(c) {
		// "13:33PST": a zone letter that belongs to the token has been taken
		return false
	}
	if c == '%' {
		return false
	}
	if end+1 >= len(s) {
		return true
	}
	next := s[end+1]
	switch c {
	case '/':
		return !isWord(next) || clock && isDigit(next)
	case '.', '-':
		if isLetter(next) {
			return c == '-' && clock && clockWord.MatchString(ahead(s, end+1))
		}
		return c != '.' || clock || !isDigit(next)
	case ':':
		return !isDigit(next)
	}
	return true
}

var (
	dateLead = regexp.MustCompile(`(?i)(?:\b(?:on|from|until|since|by|between|date|and|to|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|\w+day)[:,.]?\s|^[\s*•·>|\[(–—-]*)$`)
	dateTail = regexp.MustCompile(`(?i)^,?\s?(?:[@(–—-]\s?|at |around |about |between |from |~)*\d{1,2}(?::\d{2}|\s?[ap]\.?m\b)`)
	dayLead  = regexp.MustCompile(`(?i)\b(?:on|from|until|of|by|since|and|to) (?:the )?$`)
	dayTail  = regexp.MustCompile(`(?i)^(?:\s*[.,;)]|\s*$|\s(?:at|around|about|between|from|to|until|and|we|when|it)\s)`)
)

// ledAsDate says that "7/10" is a date: it is led as one, or a clock time is
// beside it. "24/7" is none.
func ledAsDate(s string, start, end int) bool {
	if s[start:end] == "24/7" {
		return false
	}
	if dateTail.MatchString(ahead(s, end)) {
		return true
	}
	return dateLead.MatchString(s[max(0, start-16):start]) && strings.TrimLeft(s[:start], " *•·>|[(–—-") != "" && dayTail.MatchString(ahead(s, end))
}

// ledAsDay says that "29th" is a day of the month: "on the 29th".
func ledAsDay(s string, start, end int) bool {
	return dayLead.MatchString(s[max(0, start-12):start]) && dayTail.MatchString(ahead(s, end))
}

// fold joins a weekday and the date beside it: "Tuesday, 29 April", "April 29
// (Tuesday)".
func fold(s string, toks []token) []token {
	out := toks[:0]
	for _, t := range toks {
		if n := len(out) - 1; n >= 0 && !t.hasClock && !out[n].hasClock && t.start-out[n].end < 8 && weekGap.MatchString(s[out[n].end:t.start]) {
			a, b := out[n], t
			if a.date.week != "" && a.date.named && b.date.day > 0 && b.date.week == "" {
				b.start, b.date.week = a.start, a.date.week
				out[n] = b
				continue
			}
			if b.date.week != "" && b.date.named && a.date.day > 0 && a.date.week == "" {
				a.end, a.date.week = b.end, b.date.week
				if a.end < len(s) && s[a.end] == ')' && strings.Contains(s[out[n].end:t.start], "(") {
					a.end++
				}
				out[n] = a
				continue
			}
		}
		out = append(out, t)
	}
	return out
}

var weekGap = regexp.MustCompile(`^(?:\.?,?\s?\(?(?:the\s)?)$`)
