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
	ways []way // every match goes one of them
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
	return pattern{re, known(tree.Simplify()).asWays()}
}

func (p pattern) mayMatch(s string) bool {
	return slices.ContainsFunc(p.ways, func(w way) bool { return w.heldBy(s) })
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
