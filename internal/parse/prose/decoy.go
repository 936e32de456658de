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
	*regexp.Regexp
}{
	{"future", words(`(?:we|it|they|this|that|there|service|work|maintenance|fix)(?:['’]ll|\swill)\b|\bwill (?:be|have|take|occur|perform|continue|resume|provide|begin|start)`)},
	{"expected", words(`(?:expect(?:s|ed|ing)?\b(?:\s(?:to|that|full|all|the|an?|service))|anticipat\w+|hop(?:e|ing)\b|should (?:be|have)|eta\b|estimat\w+|aim(?:ing)? (?:to|for))`)},
	{"planned", words(`(?:scheduled (?:for|maintenance|downtime|window|work)|planned (?:for|maintenance|downtime|window|work)|maintenance window)`)},
	{"no-impact", words(`(?:no|without(?: any)?)\s(?:\w+\s)?(?:impact|downtime|interruption|disruption|outage|errors|effect)|not (?:affect\w*|impact\w*)|unaffected`)},
	{"peak", words(`(?:peaked|an? peak of|the worst|at (?:its|the) peak)\b`)},
	{"supposed", words(`(?:for example|e\.g\.|would have|could have|if (?:the|this|we|a))\b`)},
}

// denied words stand right before a phrase.
var denied = regexp.MustCompile(`(?:\bnot|n['’]t|\bno longer|\bnever|\byet to|\bto be|\bbefore|\bwithout|\bprevent(?:ed|ing)?|\bavoid(?:ed|ing)?)\s(?:yet\s|been\s|be\s|fully\s|completely\s|the\s)*$`)

// partly turns a restoration into a mitigation.
var partly = regexp.MustCompile(`(?:\bhalf|\bmost|\bsome|\bmajority|\bpartial(?:ly)?|\bpart|\bnearly|\balmost|\bseveral|\d ?%)(?:\s[\w-]+){0,6}\s?$|^(?:some|most|part)\b`)

// decoyed says which decoy, if any, lies in s from start to end or in the 60
// bytes before, in the same clause.
func decoyed(s string, start, end int) string {
	from := max(0, start-60)
	if i := strings.LastIndexByte(s[from:start], ';'); i >= 0 {
		from += i
	}
	for _, d := range decoys {
		if d.MatchString(s[from:end]) {
			return d.name
		}
	}
	return ""
}
