package contract

import "testing"

// BenchmarkSettle is one statement's judgement: minutes and a table of tiers.
func BenchmarkSettle(b *testing.B) {
	p := gold()
	for b.Loop() {
		p.Judge(month(25, 49, 60, 3), eur(100000))
	}
}
