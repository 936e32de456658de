package prose

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// A pattern is a regular expression on words in lower case, which is only
// tried on texts that hold one of its needs: most sentences hold none, and
// looking for a few letters costs a hundredth of trying the expression.
type pattern struct {
	re    *regexp.Regexp
	needs []string // any match holds one of them; none: unknown
}

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
	return pattern{re, needs(tree.Simplify())}
}

func (p pattern) mayMatch(s string) bool {
	return len(p.needs) == 0 || slices.ContainsFunc(p.needs, func(n string) bool { return strings.Contains(s, n) })
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

// needs are strings of which every match of the expression holds one: those of
// the part of a sequence that is the most telling, those of all alternatives
// together; nil where nothing is certain.
func needs(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return []string{string(re.Rune)}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needs(re.Sub[0])
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			one := needs(sub)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		slices.Sort(all)
		return slices.Compact(all)
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if one := needs(sub); telling(one) > telling(best) {
				best = one
			}
		}
		return best
	}
	return nil
}

// telling is larger the less likely a text holds one of needs by chance.
func telling(needs []string) float64 {
	if needs == nil {
		return 0
	}
	shortest := len(needs[0])
	for _, n := range needs {
		shortest = min(shortest, len(n))
	}
	return float64(min(shortest, 6)) - float64(len(needs))/100
}
