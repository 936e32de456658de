package prose

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A way to match an expression has needs, the most telling first.
type way []need

// A need is a list of strings of which every text that matches holds one. They
// hold no blank, since patterns are also tried on texts in which words are
// blanked out.
type need []string

func (w way) heldBy(s string) bool {
	for _, n := range w {
		if !slices.ContainsFunc(n, func(part string) bool { return strings.Contains(s, part) }) {
			return false
		}
	}
	return true
}

// A language is what is known of the strings that an expression matches: all
// of them, or else the ways to match it.
type language struct {
	all  []string
	ways []way
}

// What is known is kept small: so many strings, so many ways, so many letters
// that may stand in one place.
const (
	mostStrings = 64
	mostWays    = 24
	mostLetters = 4
)

// anything is what is known of any string.
var anything = language{ways: []way{{}}}

// known is what an expression tells of its matches.
func known(re *syntax.Regexp) language {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return language{all: []string{string(re.Rune)}}
		}
	case syntax.OpCharClass:
		return letters(re.Rune)
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine:
		return language{all: []string{""}}
	case syntax.OpCapture:
		return known(re.Sub[0])
	case syntax.OpQuest:
		if sub := known(re.Sub[0]); sub.all != nil && len(sub.all) < mostStrings {
			return language{all: append(sub.all, "")}
		}
	case syntax.OpPlus:
		return language{ways: known(re.Sub[0]).asWays()}
	case syntax.OpAlternate:
		return oneOf(re.Sub)
	case syntax.OpConcat:
		return inRow(re.Sub)
	}
	return anything
}

// letters are those of a small class; ranges has the first and last of each of
// its ranges.
func letters(ranges []rune) language {
	var all []string
	for i := 0; i < len(ranges); i += 2 {
		for c := ranges[i]; c <= ranges[i+1]; c++ {
			if all = append(all, string(c)); len(all) > mostLetters {
				return anything
			}
		}
	}
	return language{all: all}
}

// oneOf is what is known of alternatives.
func oneOf(subs []*syntax.Regexp) language {
	var all []string
	var ways []way
	for _, sub := range subs {
		l := known(sub)
		if l.all == nil || len(all)+len(l.all) > mostStrings {
			ways = append(ways, l.asWays()...)
			continue
		}
		all = append(all, l.all...)
	}
	if ways == nil {
		return language{all: all}
	}
	if all != nil {
		ways = append(ways, language{all: all}.asWays()...)
	}
	return language{ways: ways}
}

// inRow is what is known of a sequence: strings that follow on each other are
// one, and what lies between others than these is needed as well.
func inRow(subs []*syntax.Regexp) language {
	run, ways, whole := []string{""}, []way{{}}, true
	for _, sub := range subs {
		l := known(sub)
		if l.all != nil && len(run)*len(l.all) <= mostStrings {
			var longer []string
			for _, head := range run {
				for _, tail := range l.all {
					longer = append(longer, head+tail)
				}
			}
			run = longer
			continue
		}
		whole = false
		ways, run = both(ways, language{all: run}.asWays()), l.all
		if run == nil {
			ways, run = both(ways, l.ways), []string{""}
		}
	}
	if whole {
		return language{all: run}
	}
	return language{ways: both(ways, language{all: run}.asWays())}
}

// asWays is what is known, as ways: where all strings are known, one way with
// one need.
func (l language) asWays() []way {
	if l.all == nil {
		return l.ways
	}
	var n need
	for _, s := range l.all {
		words := strings.Fields(s)
		if len(words) == 0 {
			return anything.ways
		}
		n = append(n, slices.MaxFunc(words, func(a, b string) int { return len(a) - len(b) }))
	}
	return []way{{n.fewest()}}
}

// fewest is n without what holds another of its strings.
func (n need) fewest() need {
	slices.SortFunc(n, func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) })
	var kept need
	for _, s := range n {
		if !slices.ContainsFunc(kept, func(k string) bool { return strings.Contains(s, k) }) {
			kept = append(kept, s)
		}
	}
	return kept
}

// both are the ways to match what matches by one of a and then by one of b.
// Where they are too many, the needs of one side are put into one.
func both(a, b []way) []way {
	if len(a)*len(b) > mostWays {
		if len(a) < len(b) {
			a, b = b, a
		}
		a = []way{inOne(a)}
	}
	var all []way
	for _, head := range a {
		for _, tail := range b {
			w := slices.Concat(head, tail)
			slices.SortStableFunc(w, byTelling)
			all = append(all, slices.CompactFunc(w, slices.Equal))
		}
	}
	return all
}

// inOne is a way with one need: the most telling of each of ways.
func inOne(ways []way) way {
	var n need
	for _, w := range ways {
		if len(w) == 0 {
			return way{}
		}
		n = append(n, w[0]...)
	}
	return way{n.fewest()}
}

// byTelling puts first what a text is least likely to hold by chance.
func byTelling(a, b need) int {
	score := func(n need) int {
		shortest := len(n[0])
		for _, part := range n {
			shortest = min(shortest, len(part))
		}
		return 100*min(shortest, 6) - len(n)
	}
	return score(b) - score(a)
}
