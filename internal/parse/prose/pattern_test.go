package prose

import (
	"fmt"
	"slices"
	"testing"
)

// TestNeeds holds each pattern to its needs: whatever matches holds one.
func TestNeeds(t *testing.T) {
	var texts []string
	for _, l := range ruleLines {
		texts = append(texts, lower(l.text))
	}
	for _, l := range phraseLines {
		texts = append(texts, lower(l.text))
	}
	for name, s := range sieved() {
		for row, p := range s.table {
			if slices.ContainsFunc(p.ways, func(w way) bool { return len(w) == 0 }) {
				t.Errorf("%s, row %d: every sentence has to be tried", name, row)
			}
			for _, text := range texts {
				if p.re.MatchString(text) != p.MatchString(text) {
					t.Errorf("%s, row %d: %q matches and holds none of %q", name, row, text, p.ways)
				}
			}
		}
	}
}

// TestKnown tells what is known of expressions.
func TestKnown(t *testing.T) {
	for _, c := range []struct{ expr, ways string }{
		{`(?:was|were) (?:re-?started|rebooted)s?`, "[[[rebooted restarted re-started]]]"},
		{`(?:was|were)\s(?:\w+\s)?down\b`, "[[[down] [was were]]]"},
		{`fail(?:ed|s)?\b`, "[[[fail]]]"},
		{`no longer|(?:did not|didn['’]t) \w+|\w+ever`, "[[[did]] [[ever]] [[longer]]]"},
		{`(?:a|b)+cd(?:ef)*`, "[[[cd] [a b]]]"},
		{`r[io]ses?`, "[[[rise rose]]]"},
		{`(?i)down`, "[[]]"},
		{`x*|down`, "[[] [[down]]]"},
	} {
		if got := fmt.Sprint(words(c.expr).ways); got != c.ways {
			t.Errorf("%s: %s, want %s", c.expr, got, c.ways)
		}
	}
}
