package terms

import "testing"

// Customers' statements show other rules only where the configuration says so.
func TestOtherRules(t *testing.T) {
	for text, want := range map[string]bool{"": false, "statements: {}\n": false, "statements: {other_rules: true}\n": true, "statements: {other_rules: false}\n": false} {
		c, err := Parse("a.yaml", []byte(sound+text))
		if err != nil {
			t.Errorf("%q: %v", text, err)
		} else if c.OtherRules != want {
			t.Errorf("%q: %t", text, c.OtherRules)
		}
	}
	for _, text := range []string{"statements: {other_rules: perhaps}\n", "statements: {others: true}\n", "statements: true\n"} {
		if _, err := Parse("a.yaml", []byte(sound+text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
