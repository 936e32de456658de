package prose

import "regexp"

// notMeant are words in a sentence that speaks of no harm done: plans, advice.
var notMeant = words(`(?:will|to prevent|to avoid|to ensure|in the future|in case|risk of|would|no longer|next steps|apologi[sz]e|back to normal|fully recovered|detect|alert\w*)\b`)

// reassurance takes its own clause out of a sentence: "calls failed, other
// services were not affected".
var (
	reassurance = words(`(?:not (?:affected|impacted)|unaffected|without (?:any )?(?:errors|impact|downtime)|no (?:\w+ )?(?:errors|impact|downtime|outage))\b`)
	levelClause = regexp.MustCompile(`[,;]|\b(?:but|while|whereas|though|although|however)\b`)
)

// negated words deny a harm; what else the sentence says still counts.
var negated = words(`(?:(?:no|none of (?:the|our)|not a single|zero)\s(?:[\w-]+\s){0,2}?(?:requests?|calls?|errors?|failures?|orders?|messages?|events?|data|customers?|users?|services?)\s(?:(?:was|were|is|are|have|has|had)\s)?(?:been\s)?` +
	`(?:failed|fail|failing|lost|affected|impacted|errors?|timed out|dropped|rejected|disconnected|interrupted|unavailable|down)|(?:did not|didn['’]t|never|not) (?:fail|time out|timed out|error|lose|go down)\w*` +
	`|(?:no|without(?: any)?)\s(?:[\w-]+\s)?(?:failures|failed \w+|failing \w+|outages?|timeouts?))\b`)

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
	for _, at := range negated.FindAllStringIndex(s) {
		blank(at[0], at[1])
	}
	return string(b)
}
