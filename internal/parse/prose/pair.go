package prose

import (
	"regexp"
	"slices"
	"strings"

	"aftermath/internal/incident"
)

// Blots stand for what was taken out of a sentence, byte for byte, so that
// offsets stay true.
const (
	blotPoint = '\x01'
	blotRange = '\x02'
	blotDate  = '\x03'
)

// blot is s in lower case with its expressions and lone dates blotted out.
func blot(s string, toks []token, exprs []expression) string {
	b := []byte(lower(s))
	for i, c := range b {
		if c <= blotDate {
			b[i] = ' '
		}
	}
	fill := func(from, to int, c byte) {
		for i := from; i < to; i++ {
			b[i] = c
		}
	}
	for _, t := range toks {
		if !t.hasClock {
			fill(t.start, t.end, blotDate)
		}
	}
	for _, e := range exprs {
		if e.isRange {
			fill(e.start, e.end, blotRange)
		} else {
			fill(e.start, e.end, blotPoint)
		}
	}
	return string(b)
}

// A phrase is a match of a rule in a sentence.
type phrase struct {
	*rule
	start, end int
	used       bool
}

// phrases finds the rules' words in a blotted sentence, in order, without
// overlap.
func phrases(blotted string) []phrase {
	var out []phrase
	for i := range ruleSieve().of(blotted) {
		for _, at := range rules[i].words.re.FindAllStringIndex(blotted, -1) {
			headed := false // the time stands before the words
			for at[0] < at[1] && !isWord(blotted[at[0]]) {
				headed = headed || blotted[at[0]] == blotPoint
				at[0]++ // the list signs and the time before a row
			}
			switch {
			case headed && rules[i].label && !rowEnd.MatchString(blotted[at[1]:]) && !labelGap.MatchString(blotted[at[1]:]):
				continue // "15:30 Started the deployment" is no onset
			case rules[i].head && !headed:
				continue
			case rules[i].label && !headed && !labelGap.MatchString(blotted[at[1]:]):
				continue // "Recovery began at 16:38" is no label
			}
			if at[1] > at[0] && !slices.ContainsFunc(out, func(p phrase) bool { return at[0] < p.end && p.start < at[1] }) {
				out = append(out, phrase{rule: &rules[i], start: at[0], end: at[1]})
			}
		}
	}
	slices.SortFunc(out, func(a, b phrase) int { return a.start - b.start })
	return out
}

// A pair is an expression that a phrase gives its meaning.
type pair struct {
	*rule
	kind  incident.Kind
	expr  int
	start int // of the words: phrase and expression
	end   int
}

// clauseBreak between a phrase and a time after it means that the time belongs
// to what follows.
var clauseBreak = regexp.MustCompile(`[,;:]|\b(?:and|then|but|while|when|before|after|which|where|so)\b`)

// starts leads a time that goes on with the words before its comma.
var starts = regexp.MustCompile(`^(?:starting|beginning)\b`)

// rowEnd closes a row that says a label and nothing else: "16:38 - Resolved".
var rowEnd = regexp.MustCompile(`^[\s.!*|)\]]*$`)

// labelGap is a label's gap and the time or date after it.
var labelGap = regexp.MustCompile(`^(?:\s?\([a-z]{1,5}\))?[\s:*|=–—()-]*[\x01-\x03]`)

// rowGap is what stands between the label and the time of a row: "Resolved: ".
var rowGap = regexp.MustCompile(`^(?:\s(?:at|on|time))?(?:\s?\([a-z]{1,5}\))?[\s:*|=–—\x03-]*(?:\bat\s)?$`)

// pairUp gives each expression of a blotted sentence to the phrase next to it:
// the one that it closes ("recovery began at 16:38"), else the one that it
// opens ("at 16:38, recovery began"). row says that the sentence is a row of a
// timeline, in which the time at its head opens one phrase of every kind.
func pairUp(blotted string, exprs []expression, row bool) []pair {
	var out []pair
	found := phrases(blotted)
	closed := make([]bool, len(exprs))
	for i := range exprs {
		if exprs[i].echo {
			closed[i] = true
			continue
		}
		p := encloses(found, exprs[i])
		if p == nil {
			p = closes(blotted, found, exprs, i)
		}
		if p == nil {
			continue
		}
		closed[i] = true
		if exprs[i].isRange && p.kind != ignored {
			if !p.harms() {
				continue // "rolled back between A and B" is no instant
			}
			closed[i] = false
			continue
		}
		p.used = true
		if kind := kindOf(*p, exprs[i], blotted); kind != ignored {
			out = append(out, pair{p.rule, kind, i, p.start, max(p.end, exprs[i].end)})
			if by := means(blotted, found, p); by != nil && kind == incident.Resolved {
				by.used = true
				out = append(out, pair{by.rule, by.kind, i, by.start, max(p.end, exprs[i].end)})
			}
		}
	}
	for i, e := range exprs {
		switch {
		case closed[i]:
		case e.isRange:
			if p := harmed(found, e); p != nil {
				out = append(out, pair{p.rule, incident.Began, i, e.start, e.end})
			}
		default:
			limit := len(blotted)
			if i+1 < len(exprs) {
				limit = exprs[i+1].start
			}
			out = append(out, opened(blotted, found, i, e, limit, row && i == 0)...)
		}
	}
	return slices.DeleteFunc(out, func(p pair) bool { return futile(blotted, p) })
}

// means is the remedy right before p that led to it, of the same time: "the
// node was restarted and service was restored by 17:03".
func means(blotted string, found []phrase, p *phrase) *phrase {
	k := slices.IndexFunc(found, func(f phrase) bool { return f.start == p.start })
	if k < 1 || found[k-1].kind != incident.Mitigated || found[k-1].used || !atOnce.MatchString(blotted[found[k-1].end:p.start]) {
		return nil
	}
	return &found[k-1]
}

// atOnce is what stands between a remedy and what it led to.
var atOnce = regexp.MustCompile(`^(?:\sto\s(?:an?\s|the\s|our\s)?[\w-]+)?(?:,\s|,?\sand\s)(?:the\s|all\s|our\s)*$`)

// opened are the phrases that the time e opens, before limit: the next one, or
// in a row one of every kind.
func opened(blotted string, found []phrase, i int, e expression, limit int, row bool) []pair {
	var out []pair
	var kinds []incident.Kind
	first := true
	for k := range found {
		p := &found[k]
		if p.start < e.end || p.start >= limit {
			continue
		}
		if p.used || p.start-e.end > 160 {
			break
		}
		kind := kindOf(*p, e, blotted)
		switch {
		case elsewhen.MatchString(blotted[p.end:]), aside.MatchString(blotted[e.end:p.start]):
			// "the cause was found later", "once it is fixed": another time
		case kind == incident.Began && (!first || relative.MatchString(blotted[e.end:p.start])):
			// "alert for errors", "a release that failed": what the row's first
			// words tell of has seen or done the harm, which is older or younger
		case !row && len(out) > 0 && kind != incident.Resolved && kind != incident.Mitigated:
		case kind != ignored && !slices.Contains(kinds, kind):
			out = append(out, pair{p.rule, kind, i, e.start, p.end})
			kinds = append(kinds, kind)
		}
		first = false
		if !row && !goesWith(blotted, found, k) {
			break
		}
	}
	return out
}

// goesWith says that the phrase after found[k] is of the same time: what was
// found or done about a change in the same clause ("the release was identified
// as the cause"), or what came of it ("we rolled back and service recovered").
func goesWith(blotted string, found []phrase, k int) bool {
	if k+1 == len(found) {
		return false
	}
	p, next := found[k], found[k+1]
	between := blotted[p.end:next.start]
	switch {
	case p.name == "change":
		return (next.kind == incident.Identified || next.kind == incident.Mitigated) && !clauseBreak.MatchString(between)
	case p.kind == incident.Mitigated:
		return !parted.MatchString(between)
	case p.kind == incident.Identified || p.kind == incident.Detected:
		return !parted.MatchString(between) && !strings.Contains(between, " that ")
	}
	return false
}

var (
	// parted is what stands between things that did not happen at once.
	parted = regexp.MustCompile(`[;:]|\b(?:then|but|while|when|before|after|which|where|so|later|eventually|finally|until|to|for|of|from|not|no)\b`)
	// relative opens a clause on what was seen or undone.
	relative = regexp.MustCompile(`\b(?:that|which)\s(?:was|were|had|has|is|kept)\s(?:\w+\s){0,3}$`)
)

// encloses is the phrase that expression e stands in, or nil.
func encloses(found []phrase, e expression) *phrase {
	for k := range found {
		if found[k].start <= e.start && e.end <= found[k].end {
			return &found[k]
		}
	}
	return nil
}

// futile says that what was done did not help, by what follows on the words.
func futile(blotted string, p pair) bool {
	if p.kind != incident.Mitigated && p.kind != incident.Resolved {
		return false
	}
	rest := blotted[p.end:min(len(blotted), p.end+120)]
	if at := nextTime.FindStringIndex(rest); at != nil {
		rest = rest[:at[0]]
	}
	return noHelp.MatchString(rest)
}

// elsewhen follows on words whose time is another one.
var elsewhen = regexp.MustCompile(`^\s(?:only\s|much\s|some time\s|a few minutes\s|shortly\s|soon\s|\d+\s(?:minutes|hours|min)\s)?(?:later|afterwards?|thereafter|subsequently)\b`)

// aside stands before words in a clause of their own, whose time is another one.
var aside = regexp.MustCompile(`\b(?:once|as soon as|after|until|if|before|whether|unless|in case|needed for|ready for)\s(?:[\w'’-]+\s){0,4}$`)

var (
	nextTime = regexp.MustCompile(`[;\x01\x02]`)
	noHelp   = words(`(?:for )?(?:a brief|a short) (?:moment|time|while|period)\b|briefly\b|(?:did not|didn['’]t|does not|doesn['’]t|could not) (?:help|work|fix|resolve|restore|solve|improve|change|have)|no (?:effect|improvement|success|change|luck|avail)|without (?:effect|success|improvement)|(?:which|but|it|this|that|and|also) (?:was )?(?:failed|unsuccessful|ineffective)`)
)

// closes is the phrase that expression i closes, or nil.
func closes(blotted string, found []phrase, exprs []expression, i int) *phrase {
	from := 0
	if i > 0 {
		from = exprs[i-1].end
	}
	for k := len(found) - 1; k >= 0; k-- {
		p := &found[k]
		if p.end > exprs[i].start {
			continue
		}
		if p.start < from || exprs[i].start-p.end > 70 || p.used {
			return nil
		}
		between := blotted[p.end:exprs[i].start]
		if starts.MatchString(exprs[i].lead) {
			between = strings.TrimRight(between, ", ") // "a loss of power, starting at 15:49"
		}
		if !rowGap.MatchString(between) && clauseBreak.MatchString(between) {
			return nil
		}
		return speaker(blotted, found, k, from)
	}
	return nil
}

// speaker is the phrase found[k], or, where that only says what was seen or
// undone, the one before it in its clause that saw or undid it: "monitoring
// picked up the failures", "reverted the change that caused errors".
func speaker(blotted string, found []phrase, k, from int) *phrase {
	p := &found[k]
	if k == 0 || p.kind != incident.Began || p.label {
		return p
	}
	by := &found[k-1]
	if by.kind == ignored || by.kind == incident.Began || by.used || by.start < from || clauseBreak.MatchString(blotted[by.end:p.start]) {
		return p
	}
	return by
}

// harmed is the first phrase that says that customers were harmed, or nil where
// the range goes with what people did: "between A and B we restarted …".
func harmed(found []phrase, e expression) *phrase {
	for k := range found {
		if p := &found[k]; p.start >= e.end {
			if p.kind == incident.Mitigated && p.name != "gradual" && p.name != "improving" {
				return nil
			}
			break
		}
	}
	for k := range found {
		if found[k].harms() {
			return &found[k]
		}
	}
	return nil
}

// sameClause is what follows the last comma of s.
func sameClause(s string) string { return s[strings.LastIndexByte(s, ',')+1:] }

// kindOf is the kind of instant that p makes of e: "until" turns harm into its
// end, "before" and "after" name no instant, a denied or partial restoration
// is none, and what is reported as "starting at" is the onset.
func kindOf(p phrase, e expression, blotted string) incident.Kind {
	until := strings.Contains(e.lead, "until") || strings.Contains(e.lead, "till") || strings.Contains(e.lead, "through")
	before, rest := blotted[max(0, p.start-50):p.start], blotted[min(p.end, len(blotted)):]
	if strings.HasPrefix(strings.TrimLeft(rest, " "), string(rune(blotPoint))) {
		rest = strings.TrimLeft(rest, " \x01")
		rest = " " + rest
	}
	switch {
	case strings.Contains(e.lead, "before") && !e.from.about, strings.Contains(e.lead, "after") && !e.from.about && !p.after,
		strings.Contains(e.lead, "prior"), strings.Contains(e.lead, "later than"), strings.Contains(e.lead, "within"):
		return ignored
	case until && (p.kind == incident.Began || p.kind == incident.Resolved):
		return incident.Resolved
	case p.until || until, p.span && !e.isRange, p.label && strings.HasPrefix(e.lead, "on"):
		return ignored
	case p.kind == incident.Began && !e.isRange && lasting.MatchString(blotted[max(0, p.start-24):p.end]):
		return ignored // "service was still degraded at 16:50"
	case p.kind == incident.Resolved && spare.MatchString(sameClause(blotted[max(0, p.start-24):p.end])):
		return ignored
	case p.kind == incident.Mitigated && purpose.MatchString(before) && !setOut.MatchString(before):
		return ignored // "plugins for rollback"
	case (p.kind == incident.Mitigated || p.kind == incident.Resolved) && toil.MatchString(before):
		return ignored // "we are working on getting this mitigated"
	case denied.MatchString(before), p.kind == incident.Identified && nothing.MatchString(rest):
		return ignored
	case p.kind == incident.Detected && (strings.HasPrefix(e.lead, "starting") || strings.HasPrefix(e.lead, "beginning")):
		return incident.Began // "customers reported errors starting at 15:55"
	case p.kind == incident.Resolved && (partly.MatchString(before) || partly.MatchString(blotted[p.start:p.end]) || partlyAfter.MatchString(rest)):
		return incident.Mitigated
	}
	return p.kind
}
