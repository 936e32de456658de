package prose

import (
	"regexp"
	"strings"
)

// decoys are words that make a time no event: it is planned, expected or
// denied. A row is looked for inside the words of a mark and in the stretch of
// its sentence right before them.
var decoys = []struct {
	name string
	pattern
}{
	{"future", words(`(?:we|it|they|this|that|there|service|work|maintenance|fix)(?:['’]ll|\swill)\b|\bwill (?:be|have|take|occur|perform|continue|resume|provide|begin|start)`)},
	{"expected", words(`(?:expect(?:s|ed|ing)?\b(?:\s(?:to|that|full|all|the|an?|service))|anticipat\w+|hop(?:e|ing)\b|should (?:be|have)|eta\b|estimat\w+|aim(?:ing)? (?:to|for))`)},
	{"planned", words(`(?:scheduled (?:for|maintenance|downtime|window|work)|planned (?:for|maintenance|downtime|window|work)|maintenance window)`)},
	{"no-impact", words(`(?:no|without(?: any)?)\s(?:\w+\s)?(?:impact|downtime|interruption|disruption|outage|errors|effect)|not (?:affect\w*|impact\w*)|unaffected`)},
	{"peak", words(`(?:peaked|an? peak of|the worst|at (?:its|the) peak)\b`)},
	{"other-incident", words(`(?:similar|previous|prior|past|unrelated) (?:incident|outage|event|issue)|(?:incident|outage)s? (?:of|from) last (?:week|month|year)`)},
	{"earlier-state", words(`(?:restored|reverted|returned|reset|rolled back|recovered)\s(?:\w+\s)?(?:to|from)\s(?:an?\s|the\s|its\s|their\s|our\s)?(?:[\w-]+\s)?(?:states?|backups?|snapshots?|copy|point(?: in time)?)\s(?:\w+\s)?(?:prior to|before|from|of|as of|taken)\b`)},
	{"supposed", words(`(?:for example|e\.g\.|(?:would|could) have (?:been (?:prevented|avoided|caught|detected|noticed|found)|prevented|avoided|caught|allowed|helped|alerted|made|given|stopped|reduced|taken|shown)|if (?:the|this|we|a))\b`)},
}

// denied words stand right before a phrase.
var denied = regexp.MustCompile(`(?:\bnot|n['’]t|\bno longer|\bnever|\byet to|\bto be|\bbefore|\bwithout|\bprevent(?:ed|ing)?|\bavoid(?:ed|ing)?)\s(?:yet\s|been\s|be\s|fully\s|completely\s|the\s)*$`)

// spare parts come back without anybody's noticing.
var spare = regexp.MustCompile(`\b(?:second|secondary|redundant|redundancy|backup|standby|spare)\b`)

// purpose words stand before a remedy that is wanted, and not done unless it
// was set out on.
var (
	purpose = regexp.MustCompile(`\b(?:for|to)\s(?:an?\s|the\s)?$`)
	setOut  = regexp.MustCompile(`\b(?:began|begun|begins?|started|starts?|starting)\s(?:\w+\s)?to\s$`)
)

// toil stands before what is not yet done.
var toil = regexp.MustCompile(`\b(?:working\s(?:hard\s)?(?:on|to|towards?)|beginning (?:the |to )?work(?: of| to| on)?)\s[^,.;\x01-\x03]*$`)

// nothing follows on a search that found no cause.
var nothing = regexp.MustCompile(`^\s(?:that\s)?(?:no|nothing|none)\b`)

// partly turns a restoration into a mitigation.
var partly = regexp.MustCompile(`(?:\bhalf|\blimited|\bbasic|\bmost|\bsome|\bmajority|\bpartial(?:ly)?|\bpart|\bnearly|\balmost|\bseveral|\d ?%)(?:\s[\w-]+){0,6}\s?$|\bfirst(?:\s(?:affected\s)?(?:services?|systems?|customers?|nodes?|servers?|sites?|regions?|hosts?))?\s$|^(?:some|most|part|first)\b|\btemporar(?:y|ily)\b|\b(?:but|except)(?: for)? (?:one|two|three|four|a few|some|\W?[\w-]*\d)|\b(?:but|except|except for)\s$|\bexcept\s[^.;]{0,40}$`)

// lasting words tell of a harm that goes on.
var lasting = regexp.MustCompile(`\b(?:still|remain\w*|continu\w+ to|ongoing)\b`)

// partlyAfter does the same after the words: "restored for most customers".
var partlyAfter = regexp.MustCompile(`^(?:\s\w+){0,2}?\s(?:for|to|and|of|in|on)\s(?:that\s)?(?:some|most|many|several|an? (?:subset|majority|portion|number|part)|the majority|half|\d+ ?%|nearly all|almost all)\b`)

// harmless is what a clause says that denies the harm of the range before it:
// "between 10:00 and 15:49 customers were not affected".
var harmless = words(`not (?:\w+ly )?(?:affect|impact|disrupt|interrupt)\w*|unaffected|(?:no|without(?: any)?)\s(?:\w+\s)?(?:impact|downtime|interruption|disruption|outage|effect)s?\b` +
	`|(?:no|none of (?:the|our))\s(?:\w+\s){0,2}?(?:customers?|users?|clients?|requests?|calls?|orders?|services?|data|errors?|failures?)\s(?:(?:was|were|is|are|had|have|has)\s)?(?:been\s)?(?:affected|impacted|harmed|lost|failed|failing|seen|observed|noticed|reported|saw|experienced)\b` +
	`|(?:operat|function|work|runn|respond|perform|behav)\w*\s(?:normally|as (?:expected|usual|normal))|(?:was|were|remained|stayed)\s(?:normal|healthy|fully available|within normal)\b`)

// thwarted words stand before what is no denial: "could not work normally".
var thwarted = regexp.MustCompile(`(?:\bnot|n['’]t|\bunable to|\bstopped|\bfailed to|\binstead of|\bno longer|\bnever|\brather than)\s(?:be\s|been\s)?$`)

// newClause ends what a clause says of the range at its head.
var newClause = regexp.MustCompile(`[;:()\x01\x02]|,\s|\s[–—-]\s|\b(?:but|while|whereas|though|although|however|except|then|and)\b`)

// spared says that the rest of the clause after the range that ends at end
// denies the harm.
func spared(s string, end int) bool {
	rest := strings.TrimLeft(s[end:min(len(s), end+160)], " ,\t\n")
	if at := newClause.FindStringIndex(rest); at != nil {
		rest = rest[:at[0]]
	}
	at := harmless.FindStringIndex(rest)
	return at != nil && !thwarted.MatchString(rest[:at[0]])
}

// elsewhere says that the dates of a sentence all lie far from the incident:
// it tells of another one.
func (r *reader) elsewhere(s *parsedSentence) bool {
	far := false
	for _, t := range s.tokens {
		if t.date.zero() || t.date.named {
			continue
		}
		d, _ := r.dayOf(t.date)
		if d.IsZero() || !r.tooFar(d) {
			return false
		}
		far = true
	}
	return far
}

// contrast parts what was denied from what was not.
var contrast = regexp.MustCompile(`;|,?\s(?:but|however|whereas|while)\b`)

// decoyed says which decoy, if any, lies in s from start to end or in the 60
// bytes before, in the same clause.
func decoyed(s string, start, end int) string {
	from := max(0, start-60)
	if all := contrast.FindAllStringIndex(s[from:start], -1); len(all) > 0 {
		from += all[len(all)-1][0]
	}
	for _, d := range decoys {
		if d.MatchString(s[from:end]) {
			return d.name
		}
	}
	return ""
}
