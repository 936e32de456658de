package prose

import (
	"regexp"
	"strings"

	"aftermath/internal/incident"
)

const (
	some   = `(?:an?\s)?(?:significant|large|small|certain|limited|substantial|noticeable|high|low|fair)\s(?:number|portion|percentage|fraction|subset|share|majority|amount)\sof|(?:a\s)?(?:subset|majority|portion|fraction|number|few percent|percentage)\sof|some|many|several|most|few|~?\d+\s?%(?:\sof)?`
	within = `[^.;:!?\n]{0,70}?\b`
	failed = `(?:failed|failing|fail|failures?|unable|errors?|timed out|time out|timeouts?|unavailable|inaccessible|down|offline|not be able|disconnected|dropped|interrupted)\b`
)

// levelRules: the words that say how much was taken. In a sentence the
// uppermost row that matches counts.
var levelRules = []struct {
	name  string
	level incident.Level
	words *regexp.Regexp
}{
	{"partial-outage", incident.Partial, words(`partial\s(?:\w+\s)?(?:outage|unavailability|disruption)|partially (?:unavailable|down)`)},
	{"partially-degraded", incident.Degraded, words(`partial(?:ly)?\sdegrad\w+`)},
	{"some-failed", incident.Partial, words(`(?:` + some + `)\s` + within + failed)},
	{"full-outage", incident.Outage, words(`(?:full|complete|total|global|major|entire|critical)\s(?:[\w-]+\s){0,2}?(?:outages?|unavailability|downtime)|completely\s(?:unavailable|down|inaccessible|unreachable|offline)`)},
	{"all-failed", incident.Outage, words(`(?:all|every|any)\s(?:[\w-]+\s){0,3}?(?:requests?|users?|customers?|calls?|traffic|services?)\s` + within + failed)},
	{"was-down", incident.Outage, words(`(?:was|were|is|are|went)\s(?:currently\s|completely\s|fully\s)?(?:down|unavailable|unreachable|inaccessible|offline)\b`)},
	{"error-rate", incident.Partial, words(`(?:elevated|increased|high|higher|increase in|elevation in)\s(?:[\w-]+\s){0,2}?(?:errors?|failures?|5xx|500s|timeouts)\b`)},
	{"errors", incident.Partial, words(`(?:unable to|not able to|could(?:n['’]t| not)|failures|failed|(?:api|http|server|connection|5\d\d)s?\serrors?|outage|caus\w+ (?:\w+\s)?errors)\b`)},
	{"slow", incident.Degraded, words(`(?:degrad\w+|slow\w*|elevated (?:\w+\s)?latenc\w+|(?:increased|high|higher|longer|elevated)\s(?:\w+\s)?(?:latenc\w+|response times?)|delay\w*|latenc\w+|response times?)\b`)},
}

// notMeant are words in a sentence that speaks of no harm done: plans, advice,
// reassurance.
var notMeant = regexp.MustCompile(`(?:^|\b)(?:will|to prevent|to avoid|to ensure|in the future|in case|risk of|would|no longer|not (?:affected|impacted)|without (?:any )?(?:errors|impact|downtime)|no (?:errors|impact|downtime|outage)|next steps|apologi[sz]e|back to normal|fully recovered|detect|alert\w*)\b`)

// levelOf reads the level that a sentence states, with offsets in s.
func levelOf(s string) (incident.Reading, bool) {
	low := lower(s)
	if len(low) > 4000 || !mayBeLevel(low) || notMeant.MatchString(low) {
		return incident.Reading{}, false
	}
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
var levelSigns = [...]string{"fail", "outage", "down", "unavail", "unable", "error", "degrad", "slow", "latenc", "delay", "response time", "offline", "unreach", "inaccess", "disconn", "dropped", "interrupt", "time", "5xx", "500s", "not able", "not be able", "could"}

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
