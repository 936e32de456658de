package prose

import (
	"regexp"

	"aftermath/internal/incident"
)

// A rule says which words name a phase of an incident.
type rule struct {
	name string
	kind incident.Kind // ignored: the words claim a time that is none of ours
	// the words, in lower case, as a regular expression; they begin at the
	// beginning of a word
	words *regexp.Regexp
	until bool // only when the time is led by "until": "lasted until 17:03"
	label bool // the label of a row: a line such as "Resolved: 17:03"
	span  bool // only with a range: "the outage at 16:30" is no onset
}

const ignored incident.Kind = ""

// harms says that the rule's words make a range of time a stretch of harm.
func (r *rule) harms() bool { return r.kind == incident.Began || r.until }

func words(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?:^|\b)(?:` + pattern + `)`) }

// Pieces that several rows use.
const (
	was     = `(?:(?:was|were|is|are|has been|have been|had been|being|been|got)\s(?:\w+ly\s|now\s|first\s)?)`
	did     = `(?:(?:has|have|had)\s)?(?:\w+ly\s)?`
	upTo3   = `(?:[\w/'’#&-]+,?\s){0,3}?`
	subject = `(?:[\w-]+\s)?`
	upTo6   = `(?:[\w/'’#%.()&-]+,?\s){0,6}?`
	harm    = `(?:issues?|problems?|outages?|errors?|failures?|timeouts?|latenc(?:y|ies)|delays?|degrad\w+|downtime|disruptions?|interruptions?|slowness|slow\w*|unavailab\w+|response times?|instability|impact|5xx|5\d\ds?)\b`
	cause   = `(?:the\s|a\s|an\s|this\s|that\s|our\s)?(?:(?:root|underlying|likely|exact|true|potential|probable|primary|main|actual)\s)*(?:cause|source|culprit|reason)\b`
)

// rules in order of precedence: where two rows match overlapping words, the
// upper row has them. A new phrase is a new row here and a line in the test.
var rules = []rule{
	// what only looks like a phase
	{name: "next-update", words: words(`(?:next|another|further) update|provide an? update|update (?:you )?(?:by|at|before)`)},
	{name: "failed-remedy", words: words(`(?:rollback|revert|fix|restart|failover|attempt|mitigation)\w*\s` + upTo3 + `(?:failed|unsuccessful|ineffective|did not|didn['’]t)`)},
	{name: "paperwork", words: words(`(?:incident|outage|issue)?\s?(?:was\s)?(?:declared|marked)(?: as)?(?: (?:an? )?(?:resolved|incident|over))?|incident\s(?:was\s)?(?:opened|closed|created|raised)|status ?page|post-?mortem|retrospective`)},
	{name: "gradual", words: words(`(?:gradual\w*|slowly|partial\w*)\s` + upTo3 + `(?:return|recover|restor)\w*`), kind: incident.Mitigated},

	// restoration
	{name: "full-function-confirmed", kind: incident.Resolved, words: words(`(?:full|normal|complete)\s(?:functionality|services?|operations?|function|recovery|restoration|availability|performance|capacity)\s` + was + `?(?:confirmed|restored|resumed|achieved|re-?established|verified|reached)\b`)},
	{name: "fully-recovered", kind: incident.Resolved, words: words(`(?:fully|completely|entirely)\s(?:recover\w*|resolved|restored|operational|functional|mitigated|back|available|functioning)\b|full(?:y)? recovery|recovery (?:was )?(?:complete[d]?|confirmed)`)},
	{name: "service-restored", kind: incident.Resolved, words: words(`(?:(?:all|the|our)\s)*[\w-]+\s` + was + `restored\b|(?:services?|access|functionality|connectivity)\s(?:fully\s)?restored\b`)},
	{name: "recovered", kind: incident.Resolved, words: words(`(?:systems?|services?|traffic|apis?|platform|errors?|error rates?|site|application|everything|all \w+)\s` + did + `recovered\b`)},
	{name: "returned-to-normal", kind: incident.Resolved, words: words(subject + `(?:returned|went back|was back|were back|back)\sto\s(?:normal|pre-incident|baseline|expected|nominal|healthy|usual)(?:\s(?:levels?|operations?|state|service|performance))?`)},
	{name: "normal-again", kind: incident.Resolved, words: words(`(?:once again|again)\s(?:within|operating|available|normal|functional|healthy|working)\b|(?:operating|functioning|working|running)\s(?:normally|as expected|as normal)`)},
	{name: "back-online", kind: incident.Resolved, words: words(subject + `(?:(?:was|were|came|is|are)\s)?(?:fully\s)?back\s(?:online|up|in service|in operation)\b(?: and running)?|up and running again|came back\b|up again\b`)},
	{name: "operational", kind: incident.Resolved, words: words(`all systems (?:are |were )?(?:operational|go|normal)|normal\s(?:operations?|service|functioning)\s(?:was\s|were\s|had\s)?resumed|(?:services?|operations?|processing)\s` + did + `resumed\b`)},
	{name: "issue-resolved", kind: incident.Resolved, words: words(`(?:issue|incident|outage|problem|disruption|event|everything)s?\s` + was + `(?:resolved|fixed|over)\b|(?:outage|incident|issue|problem)\s(?:resolved|ends|over)\b|resolved\s(?:the|this|their|its|our|an?)\s(?:issue|incident|outage|problem)|resolved as of|(?:and|which|it)\s` + was + `(?:resolved|restored)\b`)},
	{name: "ended", kind: incident.Resolved, words: words(`(?:outage|impact|incident|disruption|degradation|errors?|issue|it|this|event|symptoms)\s` + upTo3 + `(?:ended|ceased|stopped|subsided|cleared)\b|ended\b`)},
	{name: "lasted-until", kind: incident.Resolved, until: true, words: words(`(?:lasted|continued|persisted|remained|ongoing)\b|(?:not|n['’]t)\s(?:\w+\s)?(?:restored|resolved|recovered)\b`)},
	{name: "resolved-row", kind: incident.Resolved, label: true, words: words(`^\W*(?:(?:incident|impact|outage|issue|service)\s)?(?:resolved|restored|recovered|end(?: time)?|ended|resolution time|time resolved|all clear)\b(?:\s(?:at|time))?`)},

	// mitigation
	{name: "recovery-began", kind: incident.Mitigated, words: words(`recovery\s(?:began|started|begins|starts|was (?:first )?(?:observed|seen|underway))|(?:began|begun|started|starting|begins?|starts)\s(?:to\s)?(?:see\s|seeing\s)?(?:\w+\s)?(?:recover\w*|improv\w*|stabili[sz]\w*|return\w*)\b|signs of (?:recovery|improvement)|(?:saw|observed|seeing|see)\s(?:initial |some |broad )?(?:recovery|improvements?)\b`)},
	{name: "rolled-back", kind: incident.Mitigated, words: words(`(?:rolled|rolling)\s(?:[\w-]+\s){0,5}?back\b|roll-?back\b|revert(?:ed|ing)?\b`)},
	{name: "fix-deployed", kind: incident.Mitigated, words: words(`(?:fix|hotfix|patch|mitigation|workaround|remediation)(?:es|s)?\s` + upTo3 + was + `?(?:deployed|applied|implemented|released|rolled out|in place|pushed|shipped|live|complete[d]?|started)\b|(?:deployed|applied|implemented|released|pushed|shipped)\s(?:a|an|the|our)\s(?:[\w-]+\s)?(?:fix|hotfix|patch|mitigation|workaround)\b`)},
	{name: "mitigated", kind: incident.Mitigated, words: words(`mitigated\b|mitigation\s(?:began|started|applied|in place|complete[d]?)`)},
	{name: "failed-over", kind: incident.Mitigated, words: words(`failed over\b|fail-?over\s` + was + `?(?:complete[d]?|initiated|started|performed|triggered)`)},
	{name: "traffic-shifted", kind: incident.Mitigated, words: words(`traffic\s` + was + `?(?:shifted|rerouted|re-routed|redirected|diverted|drained|moved)\b|(?:shifted|rerouted|re-routed|redirected|diverted|drained|moved)\s(?:all\s|the\s|our\s)*traffic`)},
	{name: "restarted", kind: incident.Mitigated, words: words(`(?:was|were|we|team|engineers?)\s(?:restarted|rebooted)\b`)},
	{name: "disabled", kind: incident.Mitigated, words: words(`(?:we|team|engineers?)\s(?:disabled|turned off|switched off|blocked)\b`)},
	{name: "improving", kind: incident.Mitigated, words: words(`(?:error rates?|latency|errors|performance|response times)\s(?:\w+\s)?(?:improving|improved|decreas\w+|dropp\w+|subsid\w+|recovering)`)},
	{name: "mitigated-row", kind: incident.Mitigated, label: true, words: words(`^\W*(?:repaired|mitigated|mitigation|repaired declared)\b(?:\s(?:at|time))?`)},

	// identification
	{name: "cause-known", kind: incident.Identified, words: words(cause + `(?:\sof\s(?:[\w'’-]+\s){1,4}?|\s)` + was + `?(?:identified|found|determined|isolated|located|discovered|pinpointed|diagnosed|known|confirmed|traced)\b`)},
	{name: "found-cause", kind: incident.Identified, words: words(`(?:identif(?:ied|ying)|identify|found|determined|isolated|located|discovered|pinpointed|diagnosed|tracked down|traced|confirmed|knew)\s` + cause)},
	{name: "issue-identified", kind: incident.Identified, words: words(`(?:issue|problem|fault|bug)\s` + was + `?(?:identified|isolated|pinpointed|diagnosed|tracked down|traced)\b|(?:identified|isolated|pinpointed|diagnosed|tracked down|traced)\s(?:the|this|that)\s(?:\w+\s)?(?:issue|problem|fault|bug|error)s?\b`)},
	{name: "identified-row", kind: incident.Identified, label: true, words: words(`^\W*(?:cause |issue |root cause )?identified\b(?:\s(?:at|time))?`)},

	// detection
	{name: "detected-row", kind: incident.Detected, label: true, words: words(`^\W*(?:(?:first|initially|incident|issue)\s)?(?:detected|reported|noticed|detection)\b(?:\s(?:at|time|by))?`)},
	{name: "was-alerted", kind: incident.Detected, words: words(subject + `(?:was|were|been|got|being)\s(?:\w+ly\s|first\s)?(?:alerted|paged|notified|informed|made aware)\b`)},
	{name: "paged", kind: incident.Detected, words: words(`(?:engineers?|on-?call|teams?|sre)\s(?:\w+ly\s)?(?:paged|alerted)\b`)},
	{name: "alert-fired", kind: incident.Detected, words: words(`(?:our\s|the\s|an?\s)?(?:alerts?|alerting|alarms?|monitors?|monitoring(?: systems?| tools?)?|pagers?|probes?|pingdom|icinga|grafana|cloudwatch|datadog|pagerduty|opsgenie)\s` + upTo3 + `(?:fired|fires?|firing|triggered|alerted|paged|notified|notifying|detected|flagged|raised|went off|reported|picked up|alert)\b`)},
	{name: "alert-received", kind: incident.Detected, words: words(`(?:received|receive|receiving|got)\s` + upTo3 + `(?:alerts?|pages?|notifications?|reports?|complaints?|tickets?)\b|crossed\s(?:the|our)\salert\w*\sthresholds?|(?:alert|alarm|page)\s(?:was\s)?(?:fired|triggered|received|raised)`)},
	{name: "noticed", kind: incident.Detected, words: words(`(?:engineers?|teams?|we|staff|on-?call|support|operators?|developers?|sre)\s` + upTo3 + `(?:noticed?|detected|discovered|became aware|spotted|learned|first saw|were made aware)\b`)},
	{name: "reported", kind: incident.Detected, words: words(`(?:customers?|users?|clients?)\s(?:\w+\s)?(?:reported|reports|notif\w+|raised|complained|contacted|alerted)\b|(?:first|initial|customer|user)\sreports?\b`)},
	{name: "was-detected", kind: incident.Detected, words: words(`(?:first|initially|issue|problem|incident|outage|anomaly|it)\s` + was + `?(?:detected|noticed|discovered|reported)\b|detected\s(?:an?|the)\s`)},
	{name: "began-investigating", kind: incident.Detected, words: words(`(?:began|started|begins|starts|launched|opened|beginning)\s(?:an\s|our\s|the\s|to\s)?investigat\w+|investigat\w+\s(?:began|started|begins|starts)\b`)},

	// onset
	{name: "start-row", kind: incident.Began, label: true, words: words(`^\W*(?:(?:incident|impact|outage|issue|customer impact)\s)?(?:start(?: time)?|started|began|begin|begins|onset)\b(?:\s(?:at|of (?:impact|incident|outage)))?`)},
	{name: "window-row", kind: incident.Began, label: true, words: words(`^\W*(?:date ?/ ?time|(?:incident|outage|impact)?\s?(?:window|duration|time ?frame|period|time))\b`)},
	{name: "began-failing", kind: incident.Began, words: words(`(?:began|begun|started|begin|begins|starts?|starting)\s(?:\w+ly\s)?(?:to\s)?(?:fail\w*|time out|timing out|returning (?:\w+\s)?errors?|return (?:\w+\s)?errors|seeing|see|experienc\w+|degrad\w+|throw\w*|increas\w+|receiv\w+ errors|slow\w*)\b`)},
	{name: "impact-began", kind: incident.Began, words: words(`(?:outage|impact|incident|issue|disruption|degradation|problem|errors?|event|fault|failures|downtime)s?\s` + upTo3 + `(?:began|begins?|started|starts?|occur\w*|commenced|first appeared|becomes?\sapparent|became\sapparent|surfaced)\b`)},
	{name: "experienced", kind: incident.Began, words: words(`(?:experienc\w+|suffer\w+|encounter\w+|saw|seeing|see|observed|noted|had|faced|facing|have|return(?:ed|ing))\s` + upTo6 + harm)},
	{name: "unavailable", kind: incident.Began, words: words(`(?:was|were|went|became|become|being|is|are|been)\s` + upTo3 + `(?:unavailable|down|offline|inaccessible|unreachable|unresponsive|degraded|impacted|affected|disrupted|interrupted|slow|failing|not (?:available|accessible|working|responding|able|reachable)|unable|impaired|lost)\b`)},
	{name: "caused-errors", kind: incident.Began, words: words(`(?:caus(?:ed|ing)|result(?:ed|ing) in|led to|leading to)\s` + upTo6 + `(?:` + harm + `|not being able|unable)`)},
	{name: "elevated", kind: incident.Began, words: words(`(?:elevated|increased|increase in|higher|high|abnormal|intermittent|reduced)\s` + upTo3 + harm)},
	{name: "unable", kind: incident.Began, words: words(`(?:unable to|not (?:be(?:ing)?\s)?able to|could(?:n['’]t|\snot)|(?:were|was)n['’]t able|not have been (?:\w+ed)|not delivered|stopped (?:working|being available|responding|serving|processing))`)},
	{name: "failed", kind: incident.Began, words: words(`(?:failed|failing|failures|timed out|timing out|shut down|went dark|crashed|returned errors)\b`)},
	{name: "outage", kind: incident.Began, span: true, words: words(`(?:outages?|service disruption|downtime|performance (?:issues?|degradation|problems?)|customer impact)\b`)},

	// what people did to their systems is no phase
	{name: "change", words: words(`(?:deploy\w*|releas\w+|merg\w+|roll(?:ed)?\s?out|migrat\w+|upgrad\w+|maintenance|config\w* change|configuration|culprit|pushed|updated|expir\w+)\b`)},
}
