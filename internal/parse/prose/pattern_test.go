package prose

import (
	"fmt"
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
		if len(r.words.ways) == 0 {
			t.Errorf("%s: every sentence has to be tried", r.name)
		}
		for _, text := range texts {
			if r.words.re.MatchString(text) != r.words.MatchString(text) {
				t.Errorf("%s: %q matches and holds none of %q", r.name, text, r.words.ways)
			}
		}
	}
	if p := words(`(?:was|were) (?:re-?started|rebooted)s?`); fmt.Sprint(p.ways) != "[[[booted started] [re] [as ere] [w]]]" {
		t.Errorf("%q", p.ways)
	}
}
