package prose

import (
	"strings"
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
	for _, r := range rules {
		if len(r.words.needs) == 0 {
			t.Errorf("%s: every sentence has to be tried", r.name)
		}
		for _, text := range texts {
			if r.words.re.MatchString(text) != r.words.MatchString(text) {
				t.Errorf("%s: %q matches and holds none of %q", r.name, text, r.words.needs)
			}
		}
	}
	if p := words(`(?:was|were) (?:re-?started|rebooted)s?`); strings.Join(p.needs, " ") != "booted started" {
		t.Errorf("%q", p.needs)
	}
}
