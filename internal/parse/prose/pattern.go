package prose

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is a regular expression on words in lower case, which is only
// tried on texts that hold what it needs: most sentences do not, and looking
// for a few letters costs a hundredth of trying the expression.
type pattern struct {
	re   *regexp.Regexp
	ways []way // one of which every match goes; none: unknown
}

// A way to match a pattern, one of its alternatives, has needs, the most
// telling first.
type way []need

// A need is a list of strings of which every text that matches holds one.
type need []string

// words compiles an expression that begins at the beginning of a word, or where
// the label of a row stands.
func words(expr string) pattern {
	opens := `(?:^|\b)`
	if strings.HasPrefix(expr, rowOpen) {
		opens = ""
	}
	re := regexp.MustCompile(opens + `(?:` + expr + `)`)
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		panic(err) // it has just compiled
	}
	return pattern{re, waysOf(tree.Simplify())}
}

func (p pattern) mayMatch(s string) bool {
	return len(p.ways) == 0 || slices.ContainsFunc(p.ways, func(w way) bool { return w.heldBy(s) })
}

func (w way) heldBy(s string) bool {
	for _, n := range w {
		if !slices.ContainsFunc(n, func(part string) bool { return strings.Contains(s, part) }) {
			return false
		}
	}
	return true
}

// MatchString is that of regexp.Regexp.
func (p pattern) MatchString(s string) bool { return p.mayMatch(s) && p.re.MatchString(s) }

// FindStringIndex is that of regexp.Regexp.
func (p pattern) FindStringIndex(s string) []int {
	if !p.mayMatch(s) {
		return nil
	}
	return p.re.FindStringIndex(s)
}

// FindAllStringIndex is that of regexp.Regexp, for all matches.
func (p pattern) FindAllStringIndex(s string) [][]int {
	if !p.mayMatch(s) {
		return nil
	}
	return p.re.FindAllStringIndex(s, -1)
}

// waysOf are the ways to match an expression, nil where one of them has no
// needs.
func waysOf(re *syntax.Regexp) []way {
	subs := []*syntax.Regexp{re}
	if re.Op == syntax.OpAlternate {
		subs = re.Sub
	}
	var all []way
	for _, sub := range subs {
		needs := needsOf(sub)
		if needs == nil {
			return nil
		}
		all = append(all, needs)
	}
	return all
}

// needsOf are the needs of an expression, the most telling first: those of all
// parts of a sequence; of alternatives one, made of the most telling of each.
func needsOf(re *syntax.Regexp) []need {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return wordsIn(string(re.Rune))
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needsOf(re.Sub[0])
	case syntax.OpAlternate:
		var all need
		for _, sub := range re.Sub {
			one := needsOf(sub)
			if one == nil {
				return nil
			}
			all = append(all, one[0]...)
		}
		slices.Sort(all)
		return []need{slices.Compact(all)}
	case syntax.OpConcat:
		var all []need
		for _, sub := range re.Sub {
			all = append(all, needsOf(sub)...)
		}
		slices.SortStableFunc(all, byTelling)
		return all
	}
	return nil
}

// wordsIn are the needs of a literal: its words. A need holds no blank, since
// patterns are also tried on texts in which words are blanked out.
func wordsIn(literal string) []need {
	var all []need
	for _, word := range strings.Fields(literal) {
		all = append(all, need{word})
	}
	slices.SortStableFunc(all, byTelling)
	return all
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
