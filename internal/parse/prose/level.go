package prose

import (
	"sync"

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
var levelRules = [...]struct {
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

// levelOf reads the level that a sentence states, with offsets in s.
func levelOf(s string) (incident.Reading, bool) {
	if len(s) > longest {
		return incident.Reading{}, false
	}
	table := levelSieve()
	seen := table.look(s)
	row := 0
	for row < len(levelRules) && !table.may(row, &seen) {
		row++
	}
	if row == len(levelRules) {
		return incident.Reading{}, false
	}
	low := lower(s)
	if table.may(notMeantRow, &seen) && notMeant.re.MatchString(low) {
		return incident.Reading{}, false
	}
	if table.may(reassuranceRow, &seen) || table.may(negatedRow, &seen) {
		low = harmOnly(low)
	}
	for ; row < len(levelRules); row++ {
		if !table.may(row, &seen) {
			continue
		}
		if at := levelRules[row].words.re.FindStringIndex(low); at != nil {
			r := incident.Reading{Level: levelRules[row].level, Quote: s[at[0]:at[1]], Rule: levelRules[row].name}
			r.Start, r.End = at[0], at[1]
			return r, true
		}
	}
	return incident.Reading{}, false
}

// The sieve of levels has the rows of levelRules, then these.
const (
	notMeantRow = len(levelRules) + iota
	reassuranceRow
	negatedRow
)

var levelSieve = sync.OnceValue(func() *sieve { return newSieve(levelTable()) })

func levelTable() []pattern {
	var table []pattern
	for _, row := range levelRules {
		table = append(table, row.words)
	}
	return append(table, notMeant, reassurance, negated)
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
