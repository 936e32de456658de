package prose

import (
	"regexp"
	"strings"
)

// An expression is a point or a range of time in a sentence, as written, with
// the words that lead into it ("between", "by", "until around").
type expression struct {
	start, end int
	lead       string  // lower case
	from, to   ending  // to is unset for a point
	twin       *ending // a point once more in another zone
	isRange    bool
	echo       bool // says nothing of its own: the range before it in another zone, or one of a list
}

// An ending is one end of an expression: a clock time and the date beside it.
type ending struct {
	clock clock
	date  date // zero when no date stands beside it
	after bool // the date stands after the clock time
	about bool
}

var (
	// what may stand between a date and the clock time it belongs to
	dateClock = regexp.MustCompile(`^(?i:[\s,;~@:(*_–—-]|\bat\b|\baround\b|\babout\b|\bapprox(?:imately|\.)?|\broughly\b|\bcirca\b|\bshortly\b|\bjust\b|\bafter\b|\bbefore\b|\bfrom\b|\bbetween\b|\bsince\b|\buntil\b|\bstarting\b|\bbeginning\b|\bby\b|\bthe hours of\b)*$`)
	clockDate = regexp.MustCompile(`^(?i:[*_]*\s?,?\s(?:on\s)?(?:the\s)?(?:(?:morning|afternoon|evening|night)\sof\s)?(?:the\s)?|\s?\((?:on\s)?(?:the\s)?|\s?[-–—]\s)$`)
	// what makes one range of two clock times, dates taken out
	rangeGap = regexp.MustCompile(`^(?i)(?:[\s,)*_]|\bon\b|\bthe\b|\bof\b)*(?:\b(and ending|ending|and lasting until|and|to|until|till|through|thru|up to|up until|through to)\b|(-|–|—|→|->))(?:[\s,~@(*_–—>-]|\bat\b|\bon\b|\bthe\b|\babout\b|\baround\b|\bapprox(?:imately|\.)?|\broughly\b|\bcirca\b|\bnearly\b|\balmost\b|\bjust\b|\b(?:before|after)\b)*$`)
	dualGap  = regexp.MustCompile(`^\s?[(/\[]\s?$|^\s?,\s?or\s$`)
	zonedGap = regexp.MustCompile(`^(?:,\s?|\s?=\s?|\s?\|\s?|\sor\s|\sand\s)$`)
	listGap  = regexp.MustCompile(`^(?i)\s?(?:,|and|or|&|, and)\s?$`)
	leadWord = regexp.MustCompile(`(?i)(?:(?:^|\b)(?:at|by|on|around|about|approximately|approx\.?|roughly|circa|as of|since|until|till|through|from|between|starting|beginning|shortly|just|soon|before|after|prior to|no later than|within|the|exactly|only)\s+|~\s?)+$`)
	aboutful = regexp.MustCompile(`(?i)\b(?:around|about|approx|approximately|roughly|circa|shortly|just|soon)\b|~`)
)

// expressions joins tokens to points and ranges; dates that belong to no clock
// time are left out.
func expressions(s string, toks []token) []expression {
	var clocks []int
	for i, t := range toks {
		if t.hasClock {
			clocks = append(clocks, i)
		}
	}
	var out []expression
	for n := 0; n < len(clocks); n++ {
		i := clocks[n]
		e := expression{start: toks[i].start, end: toks[i].end, from: endingAt(s, toks, i)}
		e.start = openFrom(s, toks, i)
		e.lead = leadOf(s, &e.start)
		last := n // of the clock times that say the beginning
		if twins(s, toks, clocks, n) {
			last++ // "22:17 PDT (05:17 UTC)": the same instant once more
			twin := endingAt(s, toks, clocks[last])
			e.twin = &twin
		}
		n = last
		if last+1 < len(clocks) {
			j := clocks[last+1]
			inDual := len(out) > 0 && out[len(out)-1].isRange && dualGap.MatchString(s[out[len(out)-1].end:max(e.start, out[len(out)-1].end)])
			if joins(s, toks, i, clocks[last], j, e.lead, inDual) {
				e.isRange, e.to, e.end = true, endingAt(s, toks, j), toks[j].end
				e.end = closeAt(toks, j, e.to, e.end)
				n++
				if twins(s, toks, clocks, n) {
					n++
				}
			}
		}
		if !e.isRange {
			e.end = closeAt(toks, i, e.from, e.end)
		}
		if k := len(out) - 1; k >= 0 {
			between := s[out[k].end:max(e.start, out[k].end)]
			switch {
			case e.isRange && out[k].isRange && dualGap.MatchString(between):
				e.echo = true // "14:00–15:00 CEST (12:00–13:00 UTC)"
			case !e.isRange && !out[k].isRange && e.lead == "" && listGap.MatchString(between):
				e.echo, out[k].echo = true, true // "at 14:00 and 15:00": which of them?
			}
		}
		e.from.about = e.from.about || aboutful.MatchString(e.lead)
		out = append(out, e)
	}
	return out
}

// twins says that the clock time clocks[n+1] is clocks[n] in another zone.
func twins(s string, toks []token, clocks []int, n int) bool {
	if n+1 >= len(clocks) {
		return false
	}
	between := gap(s, toks, clocks[n], clocks[n+1])
	if dualGap.MatchString(between) {
		return true
	}
	a, b := toks[clocks[n]].clock.zone, toks[clocks[n+1]].clock.zone
	return a != "" && b != "" && a != b && zonedGap.MatchString(between)
}

// joins says that the clock times toks[i], said again at toks[last], and toks[j]
// are the ends of one range.
// "A and B" is one only after "between", or beside a range in another zone.
func joins(s string, toks []token, i, last, j int, lead string, beside bool) bool {
	m := rangeGap.FindStringSubmatch(gap(s, toks, last, j))
	if m == nil {
		return false
	}
	if !strings.EqualFold(m[1], "and") || beside || strings.Contains(lead, "between") {
		return true
	}
	before := 0 // "between" may stand before the date: "between Aug 24 at 23:10 and …"
	if i > 0 {
		before = toks[i-1].end
	}
	return strings.Contains(strings.ToLower(s[before:toks[i].start]), "between") ||
		i > 0 && !toks[i-1].hasClock && strings.HasSuffix(strings.ToLower(strings.TrimRight(s[:toks[i-1].start], " ")), "between")
}

// gap is the text between toks[i] and toks[j] without the dates in it.
func gap(s string, toks []token, i, j int) string {
	var b strings.Builder
	at := toks[i].end
	for _, t := range toks[i+1 : j] {
		b.WriteString(s[at:t.start])
		at = t.end
	}
	b.WriteString(s[at:toks[j].start])
	return b.String()
}

// endingAt is the clock time toks[i] with the date beside it.
func endingAt(s string, toks []token, i int) ending {
	t := toks[i]
	e := ending{clock: t.clock, date: t.date, about: t.clock.rough}
	if !t.date.zero() {
		return e
	}
	if i > 0 && !toks[i-1].hasClock {
		between := s[toks[i-1].end:t.start]
		if dateClock.MatchString(between) && !takenByEarlier(s, toks, i-1) {
			e.date = toks[i-1].date
			e.about = e.about || aboutful.MatchString(between)
			e.clock.zone = either(e.clock.zone, toks[i-1].clock.zone)
			return e
		}
	}
	if i+1 < len(toks) && !toks[i+1].hasClock && clockDate.MatchString(s[t.end:toks[i+1].start]) && !leadsLater(s, toks, i+1) {
		e.date, e.after = toks[i+1].date, true
		e.clock.zone = either(e.clock.zone, toks[i+1].clock.zone)
	}
	e.about = e.about || strings.HasSuffix(strings.TrimRight(s[:t.start], " "), "~") ||
		aboutful.MatchString(s[max(0, t.start-16):t.start]) && leadWord.MatchString(s[:t.start])
	return e
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// takenByEarlier says that the date toks[i] closes the clock time before it
// ("at 14:00 on 3 May, at 15:00 …").
func takenByEarlier(s string, toks []token, i int) bool {
	if i == 0 || !toks[i-1].hasClock {
		return false
	}
	before := s[toks[i-1].end:toks[i].start]
	return clockDate.MatchString(before) && strings.Contains(before, "on")
}

// leadsLater says that the date toks[i] opens the clock time after it.
func leadsLater(s string, toks []token, i int) bool {
	if strings.HasSuffix(strings.ToLower(s[:toks[i].start]), "on ") {
		return false
	}
	return i+1 < len(toks) && toks[i+1].hasClock && dateClock.MatchString(s[toks[i].end:toks[i+1].start])
}

// openFrom is where the expression of the clock time toks[i] opens: at a date
// right before it ("Aug 24, 2020 - 23:10"), else at the clock time.
func openFrom(s string, toks []token, i int) int {
	if i > 0 && !toks[i-1].hasClock && toks[i].date.zero() &&
		strings.Trim(s[toks[i-1].end:toks[i].start], " ,-–") == "" && !takenByEarlier(s, toks, i-1) {
		return toks[i-1].start
	}
	return toks[i].start
}

func closeAt(toks []token, i int, e ending, end int) int {
	if e.after {
		return toks[i+1].end
	}
	return end
}

// leadOf is the run of leading words before *start, which it moves there.
func leadOf(s string, start *int) string {
	if at := leadWord.FindStringIndex(s[max(0, *start-60):*start]); at != nil {
		from := max(0, *start-60) + at[0]
		lead := strings.ToLower(s[from:*start])
		*start = from
		return lead
	}
	return ""
}
