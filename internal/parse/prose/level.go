package prose

import (
	"regexp"
	"strings"

	"aftermath/internal/incident"
)

const (
	some   = `(?:an?\s)?(?:significant|large|small|certain|limited|substantial|noticeable|high|low|fair)\s(?:number|portion|percentage|fraction|subset|share|majority|amount)\sof|(?:a\s)?(?:subset|majority|portion|fraction|number|few percent|percentage)\sof|some|many|several|most|few|~?\d+\s?%(?:\sof)?`
	within = `[^.;:!?\n]{0,70}?\b`
	gone   = `(?:(?:was|were|is|are|went|became|been)\s(?:currently\s|completely\s|fully\s|entirely\s)?(?:down|unavailable|unreachable|inaccessible|offline|not (?:available|reachable|accessible))|(?:was|were|is|are)n['’]t (?:available|reachable|accessible))\b`
	failed = `(?:failed|failing|fail|failures?|unable|errors?|timed out|time out|timeouts?|unavailable|inaccessible|down|offline|not be able|disconnected|dropped|interrupted)\b`
)

// levelRules: the words that say how much was taken. In a sentence the
// uppermost row that matches counts.
var levelRules = []struct {
	name  string
	level incident.Level
	words pattern
}{
	{"partial-outage", incident.Partial, words(`partial\s(?:\w+\s)?(?:outage|unavailability|disruption)|partially (?:unavailable|down)`)},
	{"partially-degraded", incident.Degraded, words(`partial(?:ly)?\sdegrad\w+`)},
	{"some-failed", incident.Partial, words(`(?:` + some + `)\s` + within + failed)},
	{"full-outage", incident.Outage, words(`(?:full|complete|total|global|major|entire|critical)\s(?:[\w-]+\s){0,2}?(?:outages?|unavailability|downtime)|completely\s(?:unavailable|down|inaccessible|unreachable|offline)`)},
	{"all-failed", incident.Outage, words(`(?:all|every|any)\s(?:[\w-]+\s){0,3}?(?:requests?|users?|customers?|calls?|traffic|services?)\s` + within + failed)},
	{"down-for-some", incident.Partial, words(gone + `\s(?:for|to|by)\s(?:` + some + `)`)},
	{"was-down", incident.Outage, words(gone)},
	{"not-working", incident.Partial, words(`(?:(?:was|were|is|are|went|became|been)\s(?:not (?:responding|working)|unresponsive)|(?:was|were|is|are)n['’]t (?:responding|working)|(?:did not|didn['’]t) respond|(?:stopped|ceased) (?:working|responding))\b`)},
	{"error-rate", incident.Partial, words(`(?:elevated|increased|high|higher|increase in|elevation in)\s(?:[\w-]+\s){0,2}?(?:errors?|failures?|5xx|500s|timeouts)\b`)},
	{"errors", incident.Partial, words(`(?:unable to|not able to|could(?:n['’]t| not)|failures|failed|(?:api|http|server|connection|5\d\d)s?\serrors?|outage|caus\w+ (?:\w+\s)?errors)\b|(?:return\w*|respon\w* with|answer\w* with|gave|serv(?:ed|ing))\s(?:[\w-]+\s){0,3}?(?:http[ /-]?)?5(?:\d\d|xx)\b`)},
	{"slow", incident.Degraded, words(`(?:degrad\w+|slow\w*|elevated (?:\w+\s)?latenc\w+|(?:increased|high|higher|longer|elevated)\s(?:\w+\s)?(?:latenc\w+|response times?)|delay\w*|latenc\w+|response times?)\b`)},
}

// notMeant are words in a sentence that speaks of no harm done: plans, advice.
var notMeant = regexp.MustCompile(`(?:^|\b)(?:will|to prevent|to avoid|to ensure|in the future|in case|risk of|would|no longer|next steps|apologi[sz]e|back to normal|fully recovered|detect|alert\w*)\b`)

// reassurance takes its own clause out of a sentence: "calls failed, other
// services were not affected".
var (
	reassurance = regexp.MustCompile(`(?:^|\b)(?:not (?:affected|impacted)|unaffected|without (?:any )?(?:errors|impact|downtime)|no (?:\w+ )?(?:errors|impact|downtime|outage))\b`)
	levelClause = regexp.MustCompile(`[,;]|\b(?:but|while|whereas|though|although|however)\b`)
)

// harmOnly is s with the clauses and words that deny harm blanked out.
func harmOnly(s string) string {
	b := []byte(s)
	blank := func(from, to int) {
		for i := from; i < to; i++ {
			b[i] = ' '
		}
	}
	from := 0
	for _, at := range append(levelClause.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		if reassurance.MatchString(s[from:at[0]]) {
			blank(from, at[0])
		}
		from = at[1]
	}
	for _, at := range negated.FindAllStringIndex(s, -1) {
		blank(at[0], at[1])
	}
	return string(b)
}

// negated words deny a harm; what else the sentence says still counts.
var negated = regexp.MustCompile(`(?:^|\b)(?:(?:no|none of (?:the|our)|not a single|zero)\s(?:[\w-]+\s){0,2}?(?:requests?|calls?|errors?|failures?|orders?|messages?|events?|data|customers?|users?|services?)\s(?:(?:was|were|is|are|have|has|had)\s)?(?:been\s)?` +
	`(?:failed|fail|failing|lost|affected|impacted|errors?|timed out|dropped|rejected|disconnected|interrupted|unavailable|down)|(?:did not|didn['’]t|never|not) (?:fail|time out|timed out|error|lose|go down)\w*` +
	`|(?:no|without(?: any)?)\s(?:[\w-]+\s)?(?:failures|failed \w+|failing \w+|outages?|timeouts?))\b`)

// levelOf reads the level that a sentence states, with offsets in s.
func levelOf(s string) (incident.Reading, bool) {
	low := lower(s)
	if len(low) > 4000 || !mayBeLevel(low) || notMeant.MatchString(low) {
		return incident.Reading{}, false
	}
	low = harmOnly(low)
	for _, row := range levelRules {
		if at := row.words.FindStringIndex(low); at != nil {
			r := incident.Reading{Level: row.level, Quote: s[at[0]:at[1]], Rule: row.name}
			r.Start, r.End = at[0], at[1]
			return r, true
		}
	}
	return incident.Reading{}, false
}

// levelSigns are parts of words one of which every row of levelRules needs.
var levelSigns = [...]string{"fail", "outage", "down", "unavail", "unable", "error", "degrad", "slow", "latenc", "delay", "response time", "offline", "unreach", "inaccess", "disconn", "dropped", "interrupt", "time", "5", "not ", "n't", "n’t", "stopped", "ceased", "unrespons", "not able", "not be able", "could"}

func mayBeLevel(low string) bool {
	for _, sign := range levelSigns {
		if strings.Contains(low, sign) {
			return true
		}
	}
	return false
}

// lower is s with the letters of ASCII in lower case, byte for byte.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
