package prose

import "aftermath/internal/incident"

// A rule says which words name a phase of an incident.
type rule struct {
	name string
	kind incident.Kind // ignored: the words claim a time that is none of ours
	// the words, in lower case, as a regular expression; they begin at the
	// beginning of a word
	words pattern
	until bool // only when the time is led by "until": "lasted until 17:03"
	after bool // also when the time is led by "after": "no errors after 17:03"
	label bool // the label of a row: a line such as "Resolved: 17:03"
	head  bool // only at the head of a row's words: "16:02 Alert: …"
	span  bool // only with a range: "the outage at 16:30" is no onset
}

// Kinds of words that name no instant.
const (
	ignored  incident.Kind = ""         // they claim the time that stands with them
	persists incident.Kind = "persists" // the harm went on: what was done before did not help
)

// harms says that the rule's words make a range of time a stretch of harm.
func (r *rule) harms() bool { return r.kind == incident.Began || r.until }

// Pieces that several rows use.
const (
	rowOpen = `(?:^\W*|\s[-–|,;]\s|\x01\s)` // where the label of a row stands
	was     = `(?:(?:was|were|is|are|has been|have been|had been|being|been|got|gets|get)\s(?:\w+ly\s|now\s|first\s)?)`
	did     = `(?:(?:has|have|had)\s)?(?:\w+ly\s)?`
	upTo3   = `(?:[\w/'’#&-]+,?\s){0,3}?`
	subject = `(?:[\w-]+\s)?`
	upTo6   = `(?:[\w/'’#%.()&-]+,?\s){0,6}?`
	begin   = `(?:began|begun|started|begins?|starts?|beginning|starting|commenced)`
	harm    = `(?:issues?|problems?|outages?|errors?|failures?|timeouts?|latenc(?:y|ies)|delays?|degrad\w+|downtime|disruptions?|interruptions?|slowness|slow\w*|unavailab\w+|response times?|instability|impact|packet loss|5xx|50\ds?)\b`
	cause   = `(?:the\s|a\s|an\s|this\s|that\s|our\s)?(?:(?:root|underlying|likely|exact|true|potential|probable|primary|main|actual)\s)*(?:cause|source|culprit|reason)\b`
	people  = `(?:engineers?|developers?|teams?|we|staff|on-?call|support|operators?|sre|sres|noc|operations|provider|vendor)`
	remedy  = `(?:rollback|revert|fix|hotfix|patch|mitigation|workaround|remediation|remedy|downgrade|failover|restart|reboot|redeploy\w*)`
	thing   = `(?:systems?|services?|traffic|apis?|platform|site|website|app|application|applications|everything|functionality|connectivity|access|cluster|network|databases?|servers?|nodes?|links?|delivery|processing|operations?)`
)

// rules in order of precedence: where two rows match overlapping words, the
// upper row has them. A new phrase is a new row here and a line in the test.
// A name that ends in -row reads the label of a field, not a sentence.
var rules = []rule{
	// fields: a label and a time, or a row that is a label and nothing else
	{name: "resolved-row", kind: incident.Resolved, label: true, words: words(rowOpen + `(?:(?:incident|impact|outage|issue|service|time|date|fully)\s(?:(?:of|when|was|is)\s)*)?(?:resolved|restored|recovered|recovery|resolution|fixed|solved|end(?:s|ed)?|finish(?:ed)?|stop(?:ped)?|all clear)\b(?:[\s/](?:date|time|at|on|and|of|impact|incident|outage|disruption|event)\b)*`)},
	{name: "mitigated-row", kind: incident.Mitigated, label: true, words: words(rowOpen + `(?:(?:time|date|incident|issue|impact)\s(?:of\s)?)?(?:repaired|mitigated|mitigation)\b(?:\s(?:declared|at|time|on))*`)},
	{name: "identified-row", kind: incident.Identified, label: true, words: words(rowOpen + `(?:time\s|cause\s|issue\s|root cause\s)?(?:identified|identification|diagnosed)\b(?:\s(?:at|time|on))?`)},
	{name: "detected-row", kind: incident.Detected, label: true, words: words(rowOpen + `(?:(?:first|initially|incident|issue|time|date|people|teams?|on-?call|engineers?|engineering)\s(?:of\s)?)?(?:paged|notified|detected|reported|noticed|detection|discovered|alerted)\b(?:\s(?:at|time|by|on|date))*`)},
	{name: "start-row", kind: incident.Began, label: true, words: words(rowOpen + `(?:(?:incident|impact|outage|issue|customer impact|time|date|disruption|event)\s(?:(?:of|when|was)\s)*)?(?:start(?:s|ed)?|began|begins?|beginning|onset)\b(?:[\s/](?:date|time|at|on|and|of|impact|incident|outage|disruption|event)\b)*`)},
	{name: "window-row", kind: incident.Began, label: true, span: true, words: words(rowOpen + `(?:date(?:\(s\))?(?: ?/ ?| and | & )time|date and duration|when|(?:(?:incident|outage|impact|service|customer|event|downtime|affected|disruption)\s)*(?:window|duration|time ?frame|period|times?|interval|dates?)(?:\(s\))?(?:\sof\s(?:the\s)?(?:impact|incident|outage|disruption|downtime|event))?)\b`)},

	// what only looks like a phase
	{name: "next-update", words: words(`(?:next|another|further|an) update|provide an? update|update (?:you )?(?:by|at|before)|status updated?`)},
	{name: "failed-remedy", kind: persists, words: words(`attempt\w*\s(?:[\w-]+\s){0,6}?(?:failed|unsuccessful)|` + remedy + `\w*\s(?:\x01+\s)?` + upTo3 + `(?:failed|fails|unsuccessful|ineffective|did not|didn['’]t|(?:had )?no effect|without (?:success|effect))`)},
	{name: "wanted-remedy", words: words(`(?:attempt(?:ed|s|ing)?|tried|trying|decid\w+|decision|plan\w*|agreed|prepar\w+)\s(?:to\s|on\s|an?\s|the\s)*(?:\w+\s)?(?:roll|` + remedy + `)`)},
	{name: "paperwork", words: words(`(?:incident|outage|issue)?\s?(?:was\s)?(?:declare[ds]?|marked)(?: as)?(?: (?:an? )?(?:resolved|incident|over))?|incident\s(?:\w+\s)?(?:was\s)?(?:opened|closed|created|raised|posted|declared)|status ?page|post-?mortem|retrospective|escalat\w+|comms\b`)},
	{name: "persists", kind: persists, words: words(`(?:issues?|problems?|errors?|outage|symptoms|failures|alerts?)\s(?:\w+\s)?(?:(?:is|are|was|were)\sstill\s(?:visible|present|there|occurring|ongoing|seen|happening)|still\s(?:visible|present|there|occurring|ongoing|happening)|persist(?:s|ed)?|came back|return(?:s|ed)|recur(?:s|red)?|reappear(?:s|ed)?)\b|(?:made|had|with) no (?:difference|improvement|effect)|(?:did not|didn['’]t) help\b|still\s(?:failing|broken|down)\b`)},
	{name: "listing", words: words(`(?:logs?|graphs?|charts?|screenshots?)\s(?:below\s|above\s|from\s|of\s|\x01+\s|[\w-]+\s){0,4}?(?:shows?|reports?|says|contains?)\b|(?:graph|chart|screenshot) (?:below|above)`)},
	{name: "alert-cleared", words: words(`(?:[\w-]+\s){0,4}(?:alerts?|alarms?)\s` + upTo3 + `(?:clear(?:s|ed)?|recover(?:s|ed)?|resolve[sd]?|closed|to confirm)\b`)},
	{name: "going-on", words: words(`(?:can|are able to)\s(?:now\s)?confirm\b|continu(?:e|ing)\s(?:to\s|our\s)?(?:see|seeing|work|working|experienc\w+|investigat\w+|monitor\w*|making|make)\b|still\s(?:investigating|working|seeing|experiencing)`)},
	{name: "returned-to-normal", kind: incident.Resolved, words: words(subject + `(?:returned|returns?|went back|was back|were back|back|dropped|fell|declined|decreased|went down)\sto\s(?:zero|normal|pre-incident|baseline|expected|nominal|healthy|usual)(?:\s(?:levels?|operations?|state|service|performance))?`)},
	{name: "gradual", words: words(`(?:gradual\w*|slowly|partial\w*)\s` + upTo3 + `(?:return|recover|restor)\w*`), kind: incident.Mitigated},

	// restoration
	{name: "improving", kind: incident.Mitigated, words: words(`(?:error rates?|latency|errors)\s(?:drop|fall|decrease|improve|recover|subside)s?\b|(?:error rates?|latency|errors|performance|response times|backlog|queues?)\s(?:\w+\s)?(?:improving|improved|decreas\w+|dropp\w+|subsiding|recovering|declin\w+|falling)\b|(?:error rates?|latency|errors|response times|backlog|queues?)\s` + begin + `\s(?:to\s)?(?:drain|drop|fall|decreas|declin|improv|recover|subsid|clear)\w*`)},
	{name: "full-function-confirmed", kind: incident.Resolved, words: words(`(?:full|normal|complete)\s(?:functionality|services?|operations?|function|recovery|restoration|availability|performance|capacity)\s` + was + `?(?:confirmed|restored|resumed|achieved|re-?established|verified|reached)\b|(?:confirm\w*|restor\w+|verified)\s(?:full|normal|operational)\s(?:functionality|services?|operations?|status|recovery|availability|performance|capacity)\b`)},
	{name: "fully-recovered", kind: incident.Resolved, words: words(`(?:fully|completely|entirely)\s(?:recover\w*|resolved|restored|operational|functional|mitigated|back|available|functioning)\b|full (?:recovery|mitigation)|recovery (?:was |is )?(?:complete[d]?|confirmed)`)},
	{name: "service-restored", kind: incident.Resolved, words: words(`(?:(?:all|the|our)\s)*[\w-]+\s` + was + `(?:restored|re-?established)\b|(?:services?|access|functionality|connectivity)\s(?:fully\s)?restored\b|(?:have|has) re-?established\b`)},
	{name: "recovered", kind: incident.Resolved, words: words(`(?:error rates?|all \w+|[\w-]+)\s` + did + `recovered\b`)},
	{name: "normal-again", kind: incident.Resolved, words: words(`(?:once again|again)\s(?:within|operating|available|normal|functional|healthy|working)\b|(?:operating|functioning|working|running)\s(?:normally|as expected|as normal)|could\s(?:[\w-]+\s){1,4}?again\b|(?:(?:is|are|was|were)\s(?:all\s)?|all\s)green\b|responding\s(?:again|normally)\b|no longer\s(?:receiving|seeing|experiencing|getting)\s` + upTo3 + harm + `|resolution\s(?:is|was)\s(?:confirmed|complete)|flowing\s(?:again|normally|as)\b|at (?:normal levels?|baseline|nominal)\b|(?:processing|traffic|latency|error rates?|performance|everything|service|levels)\s(?:is|was|were|are)\s(?:back\s)?normal\b|(?:calls|requests|logins|jobs|builds|queries|payments|writes|reads|connections|messages)\s(?:were\s)?succeed(?:ed|ing)\b`)},
	{name: "back-online", kind: incident.Resolved, words: words(subject + `(?:(?:was|were|came|is|are)\s)?(?:fully\s)?back\s(?:online|up|in service|in operation)\b(?: and running)?|up and running again|came back\b|up again\b|(?:is|are|was|were)\sback\b`)},
	{name: "operational", kind: incident.Resolved, words: words(`all (?:systems|services|checks) (?:are |were )?(?:operational|go|normal|healthy|up)|normal\s(?:operations?|service|functioning)\s(?:was\s|were\s|had\s)?resumed|` + thing + `\s(?:(?:was|were|is|are)\s)?(?:now\s|again\s)?(?:operational|healthy)\b|(?:services?|operations?|processing|deliver(?:y|ies))\s` + did + `resume[sd]\b|resumed\s(?:normal\s)?(?:services?|operations?|processing|deliver(?:y|ies)|traffic)\b`)},
	{name: "issue-resolved", kind: incident.Resolved, words: words(`(?:issue|incident|outage|problem|disruption|event|everything|fault|link)s?\s` + was + `(?:resolved|fixed|solved|over)\b|(?:outage|incident|issue|problem|impact|disruption)\s(?:resolved|solved|fixed|ends|over)\b|resolved\s(?:the|this|their|its|our|an?)\s(?:issue|incident|outage|problem)|resolved as of|(?:and|which|it)\s` + was + `(?:resolved|restored)\b`)},
	{name: "ended", kind: incident.Resolved, words: words(`(?:outage|impact|incident|disruption|degradation|errors?|issue|it|this|event|symptoms|slowness)\s` + upTo3 + `(?:ended|ends|cease[sd]?|stopped|stops|subside[sd]?|cleared)\b|ended\b|ending\b`)},
	{name: "no-more-errors", kind: incident.Resolved, after: true, words: words(`no (?:further|more|new|additional)\s` + harm + `(?:\s(?:was|were|are|is)?\s?(?:seen|observed|reported|detected|noticed|logged|occurred))?`)},
	{name: "lasted-until", kind: incident.Resolved, until: true, words: words(`(?:last(?:ed|ing)|continu(?:ed|ing)|persist(?:ed|ing)|remain(?:ed|ing)|ongoing)\b|(?:not|n['’]t)\s(?:\w+\s)?(?:restored|resolved|recovered)\b`)},

	// mitigation
	{name: "recovery-began", kind: incident.Mitigated, words: words(`recovery\s(?:` + begin + `|was (?:first )?(?:observed|seen|underway))|` + begin + `\s(?:to\s)?(?:see\s|seeing\s)?(?:\w+\s)?(?:recover\w*|improv\w*|stabili[sz]\w*)\b|` + begin + `\s(?:to return|returning to)\b|signs of (?:recovery|improvement)|(?:saw|observed|seeing|seen|see)\s(?:initial |some |broad |an )?(?:recovery|improvements?)\b|some traffic resume[sd]|stabili[sz]ed\b|restored\s(?:some|most|much|many|partial)\b`)},
	{name: "rolled-back", kind: incident.Mitigated, words: words(`(?:rolled|rolling)\s(?:[\w-]+\s){0,5}?back\b|roll-?back\b|revert(?:s|ed|ing)?\b|(?:triggered|performed|initiated|executed|carried out|completed)\s(?:an?|the)\s(?:[\w-]+\s)?` + remedy + `\b|backed out\b`)},
	{name: "fix-deployed", kind: incident.Mitigated, words: words(`(?:fix|hotfix|patch|mitigation|workaround|remediation|resolution|corrective action)(?:es|s)?\s(?:(?:[\w-]+\s){0,9}?(?:was|were|been|is)\s|` + upTo3 + `)(?:\w+ly\s|now\s|(?:validated|tested|prepared) and\s)?(?:put\s)?(?:deployed|applied|implemented|released|rolled out|in place|pushed|shipped|live|complete[d]?|started|took effect|effective|merged and deployed)\b|fix\s(?:(?:is|was)\s)?(?:confirmed|verified|working)\b|redeployed\b|(?:applied|made|deployed|pushed)\s(?:an?|the)\s(?:[\w-]+\s)?change\s(?:to|that)\s(?:raise|fix|restore|mitigate|correct|increase|limit|reduce|stop|disable)\w*|(?:deployed|applied|implemented|released|pushed|shipped|rolled out)\s(?:(?:a|an|the|our)\s)?(?:[\w-]+\s)?(?:fix|hotfix|patch|mitigation|workaround|remediation)\b`)},
	{name: "mitigated", kind: incident.Mitigated, words: words(`mitigated\b|mitigation\s(?:began|started|applied|in place|complete[d]?)`)},
	{name: "failed-over", kind: incident.Mitigated, words: words(`failed over\b|fail-?over\s` + was + `?(?:complete[d]?|initiated|started|performed|triggered)|promoted\s(?:the|a|our)\s(?:[\w-]+\s)?(?:replica|standby|secondary|follower)|(?:replica|standby|secondary|follower)\s` + was + `promoted`)},
	{name: "traffic-shifted", kind: incident.Mitigated, words: words(`traffic\s` + was + `?(?:shifted|rerouted|re-routed|redirected|diverted|drained|moved|failed over)\b|(?:shifted|rerouted|re-routed|redirected|diverted|drained|moved|routed|moving|rerouting|shifting)\s(?:all\s|the\s|our\s)*traffic`)},
	{name: "restarted", kind: incident.Mitigated, words: words(`(?:was|were|` + people + `|\x01)\s(?:restart(?:s|ed|ing)|reboot(?:s|ed|ing)|power-?cycled)\b|(?:rolling|full|forced)\s(?:restart|reboot)\b|(?:pods?|instances?|workers?|containers?|processes)\s` + was + `(?:deleted|recreated|recycled|rescheduled|restarted)\b`)},
	{name: "disabled", kind: incident.Mitigated, words: words(people + `\s(?:\w+ly\s)?(?:disabled|turned off|switched off|blocked|killed|terminated|throttled|paused|stopped|removed|replaced|bypassed)\s(?:the|all|an?|one|our|that|this)\b|(?:feature|flag|client|job|query|queries|customer|account|ip|ips|addresses|function)\s(?:flag\s)?` + was + `(?:disabled|turned off|switched off|blocked|killed|terminated|throttled)\b|(?:node|server|host|instance|router|switch|member)s?\s` + was + `(?:removed|taken out|isolated|replaced|drained)\b`)},
	{name: "remedy-head", kind: incident.Mitigated, head: true, words: words(`^\W*(?:deleted|restarted|rebooted|recreated|recycled|killed|reverted|disabled|removed|replaced|blocked|rerouted|purged|flushed|stopped)\s(?:the|all|an?|our|every|traffic)\b`)},
	{name: "scaled-up", kind: incident.Mitigated, words: words(`scaled\s(?:up|out)\b|(?:limit|capacity|memory|quota|pool size|timeout)s?\s` + was + `(?:raised|increased|doubled)\b|(?:raised|doubled)\s(?:the|our)\s|(?:added|increased|provisioned)\s(?:more\s|additional\s|extra\s)?(?:capacity|nodes|servers|workers|instances|memory)\b`)},

	// identification
	{name: "cause-known", kind: incident.Identified, words: words(cause + `(?:\sof\s(?:[\w'’-]+\s){1,4}?|\s)` + was + `?(?:identified|found|determined|isolated|located|discovered|pinpointed|diagnosed|known|confirmed|traced)\b`)},
	{name: "found-cause", kind: incident.Identified, words: words(`(?:identif(?:ied|ying|ies)|identify|found|finds|determine[sd]?|isolate[sd]?|located|discover(?:ed|s)|pinpoint(?:ed|s)|diagnosed|tracked down|traced|confirmed|knew|understood)\s(?:\w+ly\s)?` + cause + `|identified\sas\s` + cause + `|(?:identified|confirmed|found|diagnosed)\s(?:[\w'’-]+\s){1,6}?as\s` + cause)},
	{name: "issue-identified", kind: incident.Identified, words: words(`(?:issue|problem|fault|bug|commit|change|query|release|job|process|pod|node|server|component|dependency)\s` + was + `?(?:identified|isolated|pinpointed|diagnosed|tracked down|traced)\b|(?:identif(?:ied|ies)|isolate[sd]|pinpoint(?:ed|s)|diagnose[sd]|tracked down|traced|narrowed)\s(?:down\s)?(?:the|this|that|an?)\s(?:[\w-]+\s){0,2}?(?:issue|problem|fault|bug|errors?|failures?|commit|change|query|release|node|limit|setting|configuration|misconfiguration)s?\b|narrowed\s(?:it\s)?down\b|identif(?:ied|ies)\s(?:the|an?)\s(?:[\w-]+\s){0,2}?(?:faulty|failing|failed|broken|offending|problematic|responsible|misbehaving|defective)\s[\w-]+|determine[sd]?\s(?:that\s)?the\s(?:issue|problem)\b|(?:issue|problem)\s(?:was|is)\s(?:determined|found)\sto\sbe\b|(?:pinpoint(?:ed|s)|tracked down|traced|narrowed)\s(?:down\s)?(?:the|this|that|an?|it)\b|linked\s(?:the|this)\s[\w-]+\sto\b`)},
	{name: "investigation-showed", kind: incident.Identified, words: words(`(?:investigations?|analysis|debugging|diagnosis|troubleshooting)\s(?:\w+\s)?(?:revealed|showed|shows|reveals|found|uncovered|led\s(?:us\s)?to|pointed|points|confirmed|confirms|identified)\b|` + people + `\s` + did + `(?:determined?|realis\w+|realiz\w+|found|worked out|figured out|concluded|discovered|identified|established)\s(?:that|there)\b|it\s(?:(?:was|is)\s(?:noted|discovered|found|determined|established)|became (?:clear|apparent|evident))\sthat\b|(?:provider|vendor|carrier|supplier|upstream|isp)\s` + did + `confirmed\s(?:an?|the|that)\b`)},
	{name: "cause-head", kind: incident.Identified, head: true, words: words(`^\W*(?:the\s)?(?:root\s|likely\s)?(?:cause|culprit)(?::|\s(?:is|was)\b)`)},

	// detection
	{name: "was-alerted", kind: incident.Detected, words: words(subject + `(?:was|were|been|got|being|is|are|am|gets?)\s(?:\w+ly\s|first\s)?(?:alarmed|alerted|paged|notified|informed|made aware)\b`)},
	{name: "paged", kind: incident.Detected, words: words(`(?:engineers?|on-?call|teams?|sre)\s(?:\w+ly\s)?(?:paged|alerted)\b`)},
	{name: "alert-fired", kind: incident.Detected, words: words(`(?:our\s|the\s|an?\s)?(?:alerts?|alerting|alarms?|monitors?|monitoring(?: systems?| tools?)?|pagers?|probes?|pingdom|icinga|nagios|prometheus|grafana|cloudwatch|datadog|pagerduty|opsgenie|sentry)\s` + upTo3 + `(?:fired|fires?|firing|triggered|triggers?|alerted|paged|pages|notified|notifying|notifies|detected|detects?|flagged|raised|raises?|went off|goes off|go off|reported|reports?|picked up|alert)\b`)},
	{name: "checks-failed", kind: incident.Detected, words: words(`(?:synthetic\s(?:tests?|checks?|monitors?)|health ?checks?|probes?|monitors?|smoke tests?)\s(?:` + begin + `\s(?:to\s)?)?fail(?:ed|ing|s)?\b`)},
	{name: "alert-received", kind: incident.Detected, words: words(`(?:receive[sd]?|receiving|got|gets)\s` + upTo3 + `(?:alerts?|alarms?|pages?|notifications?|reports?|complaints?|tickets?)\b|crossed\s(?:the|our)\salert\w*\sthresholds?|(?:alert|alarm|page|ticket|complaint)s?\s(?:(?:was|were)\s)?(?:fired|triggered|received|raised|arrive[sd]?|came in)`)},
	{name: "alert-head", kind: incident.Detected, head: true, words: words(`^\W*(?:(?:an?|first|initial|multiple|several|critical|automated|automatic|monitoring|pagerduty|pingdom|opsgenie|cloudwatch|grafana|datadog|nagios|icinga|prometheus|customers?|users?|internal|high|error|latency)\s){0,3}(?:alerts?|alarms?|page|tickets?|reports?|complaints?)\b|^\W*(?:pagerduty|pingdom|opsgenie|cloudwatch|grafana|datadog|nagios|icinga|monitoring)\s(?:\w+\s)?notifications?\b`)},
	{name: "noticed", kind: incident.Detected, words: words(people + `\s` + upTo3 + `(?:notice[sd]?|detect(?:ed|s)?|discover(?:ed|s)|became aware|becomes? aware|spotted|spots|learned|first saw|were made aware)\b`)},
	{name: "reported", kind: incident.Detected, words: words(`(?:customers?|users?|clients?|developers?)\s(?:\w+\s)?(?:reported|reports?|notif\w+|raised|complained|contacted|alerted)\b|(?:first|initial|customer|user)\sreports?\b`)},
	{name: "was-detected", kind: incident.Detected, words: words(`(?:first|initially|issue|problem|incident|outage|anomaly|disruption|degradation|failures?|errors?|it)\s` + was + `?(?:detected|noticed|discovered|reported)\b|detected\s(?:an?|the)\s`)},
	{name: "investigating", kind: incident.Detected, words: words(`(?:we|team|engineers)(?:\s(?:are|is)|['’]re)\s(?:currently\s|now\s|also\s|actively\s)?(?:investigating|aware|seeing|experiencing|looking into|receiving)\b`)},
	{name: "began-investigating", kind: incident.Detected, words: words(`(?:began|started|begins?|starts?|launched|opened|beginning)\s(?:an\s|our\s|the\s|to\s)?(?:investigat\w+|look(?:ing)? into)|respond(?:s|ed|ing)? to (?:the |an? )?(?:alerts?|alarms?|pages?)\b|acknowledged\s(?:the|an?)\s(?:page|alert|incident)|investigat\w+\s(?:began|started|begins|starts|was opened)\b`)},

	// onset
	{name: "began-failing", kind: incident.Began, words: words(begin + `\s(?:\w+ly\s)?(?:to\s)?(?:fail\w*|time out|timing out|return(?:ing)? (?:\w+\s)?errors?|(?:see|seeing)\s` + upTo3 + harm + `|experienc\w+|degrad\w+|throw\w*|increas\w+|grow\w*|rise|rising|climb\w*|receiv\w+ errors|slow\w*|drop\w*|crash\w*|spik\w+|become \w+|becoming \w+)\b`)},
	{name: "impact-began", kind: incident.Began, words: words(`(?:outage|impact|incident|issue|disruption|degradation|problem|errors?|event|fault|failures|downtime|slowness)s?\s` + upTo3 + `(?:began|begins?|started|starts?|occur\w*|commenced|(?:first\s)?appear(?:s|ed)?|becomes?\sapparent|became\sapparent|surfaced)\b`)},
	{name: "experienced", kind: incident.Began, words: words(`(?:experienc\w+|suffer\w+|encounter\w+|saw|seeing|seen|see|observed|noted|faced|facing|return(?:s|ed|ing)|received|served|serving)\s` + upTo6 + `(?:` + harm + `|sub-?optimal|stale|failed|incorrect)|(?:had|have)\s(?:(?:an?|some|several|many|intermittent|high|elevated|severe|major|increased|multiple|partial|brief)\s(?:[\w-]+\s){0,3}?)?` + harm)},
	{name: "unavailable", kind: incident.Began, words: words(`(?:was|were|went|goes|go|became|become|becomes|being|is|are|been|remained)\s` + upTo3 + `(?:unavailable|down|offline|inaccessible|unreachable|unresponsive|degraded|impacted|affected|disrupted|interrupted|slow|failing|not (?:being )?(?:available|accessible|working|responding|able|reachable|delivered|processed)|unable|impaired|lost|rejected|delayed|paused|undelivered|refused|timing out)\b`)},
	{name: "caused-errors", kind: incident.Began, words: words(`(?:caus(?:ed|ing|es)|result(?:ed|ing|s) in|led to|leading to|leads to)\s` + upTo6 + `(?:` + harm + `|not being able|unable|not being)`)},
	{name: "elevated", kind: incident.Began, words: words(`(?:elevated|increased|increases? in|higher|high|abnormal|intermittent|reduced|spikes? (?:in|of)|surge (?:in|of))\s` + upTo3 + harm + `|(?:latenc(?:y|ies)|response times?|queue times?)\s(?:(?:was|were|had)\s)?(?:increased|increases|rose|rises|spiked|spikes|grew|climbed)\b|error rates?\s(?:(?:for|on|of|in)\s(?:the\s)?[\w-]+\s)?(?:\w+ly\s)?(?:spike[sd]?|jump(?:s|ed)|r[io]ses?|climb(?:s|ed)|increase[sd]?|exceed(?:s|ed))`)},
	{name: "unable", kind: incident.Began, words: words(`(?:unable to|(?:did not|didn['’]t|would not|wouldn['’]t|do not|does not)\s(?:\w+ly\s)?(?:load|work|respond|open|start|arrive|complete|render|receive|process|deliver|send|sync|connect|update|appear|run)\w*|not (?:be(?:ing)?\s)?able to|could(?:n['’]t|\snot|\sno longer)|(?:were|was)n['’]t able|can(?:not|\sno longer|['’]t)|not have been (?:\w+ed)|not (?:being\s)?(?:delivered|processed)|no longer (?:receiving|reachable|available|responding|working|accessible)|stop(?:s|ped) (?:working|producing|forwarding|updating|being available|responding|serving|processing|accepting|receiving|responding|sending|delivering))`)},
	{name: "failed", kind: incident.Began, words: words(`(?:(?:unexpectedly|spontaneously|suddenly)\s(?:\w+ed|lost|went|shut)|fail(?:ed|ing|s)?|failures|timed out|times? out|timing out|shut down|went dark|crash(?:ed|es)|returned errors|loss of|ran out of|dropped (?:all|connections|calls|sessions|requests)|(?:with|500|503|502|504|5xx) errors|returned (?:an?\s)?5\d\ds?|disconnected)\b`)},
	{name: "outage", kind: incident.Began, span: true, words: words(`(?:outages?|service disruption|disruptions?|downtime|performance (?:issues?|degradation|problems?)|customer impact|incident|slowness)\b`)},

	// what people did to their systems is no phase
	{name: "change", words: words(`(?:deploy\w*|releas\w+|merg\w+|roll(?:ed)?\s?out|migrat\w+|upgrad\w+|maintenance|config\w* change|configuration|culprit|pushed|updated|expir\w+|script|installed|introduced)\b`)},
}
