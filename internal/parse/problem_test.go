package parse

import (
	"strings"
	"testing"
)

func TestNearby(t *testing.T) {
	options := []string{"acme-json", "acme-log", "borealis-json", "feed"}
	for _, c := range []struct{ word, want string }{
		{"acme-jsom", "acme-json"},
		{"food", "feed"},
		{"acme", "acme-json, acme-log, feed"},
		{strings.Repeat("x", 65), ""},
	} {
		if got := strings.Join(Nearby(c.word, options), ", "); got != c.want {
			t.Errorf("%s: %q, want %q", c.word, got, c.want)
		}
	}
	if got := Nearby("acme", nil); len(got) > 0 {
		t.Errorf("%q of nothing", got)
	}
}
