package prose

import (
	"regexp"
	"strings"
)

// clockAt reads the clock time that begins with a digit at start.
func clockAt(s string, start int) (token, bool) {
	t := token{start: start, hasClock: true}
	c := &t.clock
	digits := 0
	for start+digits < len(s) && isDigit(s[start+digits]) && digits < 5 {
		digits++
	}
	i := start + digits
	if digits == 4 {
		return compactAt(s, start)
	}
	if digits > 2 {
		return t, false
	}
	c.hour = atoi(s[start:i])
	c.padded = digits == 2 && c.hour < 10
	sep := byte(0)
	if i+2 < len(s) && (s[i] == ':' || s[i] == '.' || s[i] == 'h') && isDigit(s[i+1]) && isDigit(s[i+2]) {
		sep = s[i]
		c.minute, c.minutes = atoi(s[i+1:i+3]), true
		i += 3
		if sep == ':' && i+2 < len(s) && s[i] == ':' && isDigit(s[i+1]) && isDigit(s[i+2]) {
			c.second, c.seconds = atoi(s[i+1:i+3]), true
			i += 3
			if i+1 < len(s) && (s[i] == '.' || s[i] == ',') && isDigit(s[i+1]) {
				for i++; i < len(s) && isDigit(s[i]); i++ {
				}
			}
		}
	}
	if c.minute > 59 || c.second > 59 || c.hour > 24 || c.hour == 24 && (c.minute > 0 || c.second > 0 || !c.minutes) {
		return t, false
	}
	half, n := halfAfter(s[i:], sep == ':')
	if half != 0 && (c.hour == 0 || c.hour > 12) {
		if c.minutes && c.hour <= 23 { // "15:49 pm": the letters add nothing
			half = 0
		} else {
			return t, false
		}
	}
	c.half = half
	i += n
	if n == 0 && c.minutes && i < len(s) && strings.IndexByte(" -hiuU", s[i]) >= 0 {
		if at := hourWord.FindStringIndex(ahead(s, i)); at != nil {
			if digits == 1 {
				return t, false // "1:30 hours" is a duration
			}
			i += at[1]
		} else if at := ish.FindStringIndex(ahead(s, i)); at != nil {
			c.rough = true
			i += at[1]
		}
	}
	t.end = i
	c.zone, t.end = zoneAfter(s, i, c.seconds)
	switch {
	case sep == ':':
		t.form = "clock"
	case sep == '.' && (c.half != 0 || c.zone != ""), sep == '.' && dottedFits(s, start, t.end):
		t.form = "clock-dotted"
	case sep == 'h' && (c.zone != "" || hourLead.MatchString(s[max(0, start-16):start])):
		t.form = "clock-h"
	case sep == 0 && c.half != 0:
		t.form = "clock-hour"
	default:
		return t, false
	}
	return t, endsAlone(s, start, t.end, true)
}

// compactAt reads four digits as a clock time: "1900 UTC", "0600 hours", "at
// 0600". What is only a number is none.
func compactAt(s string, start int) (token, bool) {
	t := token{start: start, end: start + 4, form: "clock-compact", hasClock: true}
	t.clock.hour, t.clock.minute, t.clock.minutes = atoi(s[start:start+2]), atoi(s[start+2:start+4]), true
	t.clock.padded = t.clock.hour < 10
	if t.clock.hour > 23 || t.clock.minute > 59 {
		return t, false
	}
	sure := s[start] == '0' && compactLead.MatchString(s[max(0, start-16):start])
	if at := hourWord.FindStringIndex(ahead(s, t.end)); at != nil {
		sure = s[start] == '0' || s[t.end] != ' '
		t.end += at[1]
	}
	zone, end := zoneAfter(s, t.end, false)
	if zone != "" && zone[0] != '-' { // "1349-1503" is a range
		t.clock.zone, t.end, sure = zone, end, true
	}
	if !sure {
		// the beginning of a range whose end says that it is one: "1349-1503 UTC"
		if m := compactPeer.FindStringIndex(ahead(s, t.end)); m != nil {
			zone, _ = zoneAfter(s, t.end+m[1], false)
			sure = zone != ""
		}
	}
	return t, sure && endsAlone(s, start, t.end, true)
}

var (
	hourWord    = regexp.MustCompile(`^\s?(?:hrs?|hours|h|Uhr|uur)\b\.?`)
	ish         = regexp.MustCompile(`^-?ish\b`)
	compactLead = regexp.MustCompile(`(?i)(?:\bat|\baround|\babout|\bfrom|\buntil|\btill|\bby|~)\s?$`)
	compactPeer = regexp.MustCompile(`^\s?(?:-|–|—|to|and|until)\s?([01]\d|2[0-3])[0-5]\d`)
	hourLead    = regexp.MustCompile(`(?i)(?:\bat|\buntil|\bbetween|\bsince|~)\s?$`)
	dottedLead  = regexp.MustCompile(`(?i)(?:~|\b(?:at|until|starting)\s(?:around |about |approximately |approx\.? |roughly )?~?)\s?$`)
	// more leads count where the sentence writes another time with a full stop
	dottedLoose = regexp.MustCompile(`(?i)\b(?:by|around|about|approximately|from|between|since|and|to)\s?$`)
	dottedRow   = regexp.MustCompile(`^\s(?:[–—-]\s)?[A-Za-z]`)
	dottedPeer  = regexp.MustCompile(`^\s?(?:-|–|—|to|and|until)\s?\d{1,2}\.[0-5]\d\s?[ap]\.?m\b`)
	dottedTail  = regexp.MustCompile(`^(?:[,;:)]|\.?\s*$|\.\s|\s(?:-|–|—|we|the|our|it|and|when|on)(?:\s|$))`)
	partOfDay   = regexp.MustCompile(`^\s(?:in the (?:early |late )?(morning|afternoon|evening)|at (night))\b`)
)

// dottedFits says that "2.40" without am or pm stands as a clock time does.
func dottedFits(s string, start, end int) bool {
	if dottedPeer.MatchString(ahead(s, end)) {
		return true
	}
	if s[start:end] >= "10" && end-start == 5 && rowHead.MatchString(s[:start]) && dottedRow.MatchString(ahead(s, end)) {
		return true // the head of a row
	}
	lead := s[max(0, start-24):start]
	return dottedTail.MatchString(ahead(s, end)) && (dottedLead.MatchString(lead) || dottedLoose.MatchString(lead) && writesDotted(s))
}

// writesDotted says that some time in s is surely written with a full stop:
// "2.40 pm". It is asked for each number, and a regular expression would take a
// hundred times as long.
func writesDotted(s string) bool {
	for i := 0; ; i++ {
		k := strings.IndexByte(s[i:], '.')
		if k < 0 || i+k+4 >= len(s) {
			return false
		}
		if i += k; i == 0 || !isDigit(s[i-1]) || s[i+1] < '0' || s[i+1] > '5' || !isDigit(s[i+2]) {
			continue
		}
		half := s[i+3:]
		if isSpace(half[0]) || half[0] == '\f' {
			half = half[1:]
		}
		if half == "" || half[0]|0x20 != 'a' && half[0]|0x20 != 'p' {
			continue
		}
		if half = strings.TrimPrefix(half[1:], "."); half != "" && half[0]|0x20 == 'm' && (len(half) == 1 || !isWord(half[1])) {
			return true
		}
	}
}

// halfAfter reads am or pm at the head of s, and its length. A single letter
// counts where it is glued to hours and minutes: "2:15p".
func halfAfter(s string, glued bool) (half byte, n int) {
	if len(s) < 4 || s[0] != ' ' || s[1] != 'i' && s[1] != 'a' {
		// no part of the day
	} else if m := partOfDay.FindStringSubmatchIndex(ahead(s, 0)); m != nil {
		if m[2] >= 0 && s[m[2]] == 'm' {
			return 'a', m[1]
		}
		if m[2] >= 0 {
			return 'p', m[1]
		}
		return 0, 0 // the night has both
	}
	i := 0
	if i < len(s) && s[i] == ' ' {
		i++
	}
	if i >= len(s) || s[i]|0x20 != 'a' && s[i]|0x20 != 'p' {
		return 0, 0
	}
	half = s[i] | 0x20
	j := i + 1
	dotted := j < len(s) && s[j] == '.'
	if dotted {
		j++
		if j < len(s) && s[j] == ' ' {
			j++
		}
	}
	if j < len(s) && s[j]|0x20 == 'm' {
		j++
		if dotted && j < len(s) && s[j] == '.' {
			j++
		}
		if j < len(s) && isWord(s[j]) && !dotted {
			if zone, _ := zoneAfter(s, j, false); zone == "" {
				return 0, 0
			}
		}
		return half, j
	}
	if glued && i == 0 {
		if len(s) > 1 && isWord(s[1]) {
			if zone, _ := zoneAfter(s, 1, false); zone == "" {
				return 0, 0
			}
		}
		return half, 1
	}
	return 0, 0
}

// clockWord reads noon and midnight.
var clockWord = regexp.MustCompile(`^(?i:(noon|midday)|midnight)\b`)

func clockWordAt(s string, start int) (token, bool) {
	m := clockWord.FindStringSubmatchIndex(ahead(s, start))
	if m == nil {
		return token{}, false
	}
	t := token{start: start, end: start + m[1], form: "clock-word", hasClock: true}
	t.clock.padded = true // it is no hour of twelve
	if m[2] >= 0 {
		t.clock.hour = 12
	}
	t.clock.zone, t.end = zoneAfter(s, t.end, false)
	return t, endsAlone(s, start, t.end, true)
}

// ahead is what follows i in s, as far as anything is looked for.
func ahead(s string, i int) string { return s[i:min(len(s), i+longestForm)] }

func atoi(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}

func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isWord(c byte) bool   { return isLetter(c) || isDigit(c) || c == '_' }
