package accesslog

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNeedle compares with the plain search, at all places and near all ends.
func TestNeedle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[ab" \x80\x7f]{1,11}`).Draw(t, "text")
		line := []byte(rapid.StringMatching(`[ab" \x80\x7f\x00\xff]{0,40}`).Draw(t, "line"))
		if rapid.Bool().Draw(t, "with the text") {
			line = append(line, text...)
		}
		n := newNeedle(text)
		for i := range len(line) + 1 {
			want := bytes.IndexByte(line[i:], text[0])
			if want >= 0 {
				want += i
			}
			if got := n.index(line, i); got != want {
				t.Fatalf("%q in %q from %d: %d; want %d", text, line, i, got, want)
			}
			if got, want := n.at(line, i), strings.HasPrefix(string(line[i:]), text); got != want {
				t.Fatalf("%q in %q at %d: %v; want %v", text, line, i, got, want)
			}
		}
	})
}
