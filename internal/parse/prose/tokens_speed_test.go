package prose

import (
	"strings"
	"testing"
)

// BenchmarkTokens is the search for dates and clock times alone.
func BenchmarkTokens(b *testing.B) {
	for _, text := range []struct{ name, text string }{
		{"times", strings.Repeat("On Tuesday, April 29th at 15:49 CEST requests failed, and by 17:03 they went through again.\n", 100)},
		{"words", strings.Repeat("The team may add more tests on top of the next release, and will monitor the 3 nodes for errors.\n", 100)},
	} {
		b.Run(text.name, func(b *testing.B) {
			list := sentences(text.text)
			b.SetBytes(int64(len(text.text)))
			for b.Loop() {
				for _, s := range list {
					tokens(text.text[s.start:s.end])
				}
			}
		})
	}
}
