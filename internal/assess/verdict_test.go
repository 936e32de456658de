package assess

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/traffic"
)

func TestVerdict(t *testing.T) {
	strict := thresholds()
	strict.Down.Strict, strict.Degraded.Strict, strict.DegradedSlow.Strict = true, true, true
	one := thresholds()
	one.MinRequests = 0
	ignored := traffic.Counts{Total: 500, Valid: 9, Failed: 9}
	for _, test := range []struct {
		name   string
		by     contract.Thresholds
		counts traffic.Counts
		want   code
	}{
		{"nothing", thresholds(), n(0, 0, 0), thin},
		{"nothing, and no minimum set", one, n(0, 0, 0), thin},
		{"one failure, and no minimum set", one, n(1, 1, 0), downLogged},
		{"too few, all failed", thresholds(), n(9, 9, 0), thin},
		{"requests that do not count do not make it enough", thresholds(), ignored, thin},
		{"enough, fine", thresholds(), n(10, 0, 0), upLogged},
		{"failures under degraded", thresholds(), n(1000, 9, 0), upLogged},
		{"failures at degraded", thresholds(), n(1000, 10, 0), degradedLogged},
		{"failures at degraded, strictly more asked", strict, n(1000, 10, 0), upLogged},
		{"failures over degraded, strictly more asked", strict, n(1000, 11, 0), degradedLogged},
		{"failures just under down", thresholds(), n(1000, 49, 0), degradedLogged},
		{"failures at down", thresholds(), n(1000, 50, 0), downLogged},
		{"failures at down, strictly more asked", strict, n(1000, 50, 0), degradedLogged},
		{"slow under", thresholds(), n(1000, 0, 99), upLogged},
		{"slow at", thresholds(), n(1000, 0, 100), degradedLogged},
		{"slow at, strictly more asked", strict, n(1000, 0, 100), upLogged},
		{"all slow is not down", thresholds(), n(1000, 0, 1000), degradedLogged},
		{"down and slow is down", thresholds(), n(1000, 500, 500), downLogged},
	} {
		t.Run(test.name, func(t *testing.T) {
			j := newJudge(test.by)
			if got := j.verdict(test.counts); got != test.want {
				t.Errorf("%+v is %v, want %v", test.counts, meaning[got], meaning[test.want])
			}
		})
	}
}

// The prepared comparison decides as the contract's own does, also where
// numbers are large or a percentage has many decimals.
func TestShareIsThreshold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		percent := fmt.Sprintf("%d", rapid.IntRange(0, 99).Draw(t, "whole"))
		if d := rapid.StringMatching(`[0-9]{0,20}`).Draw(t, "decimals"); d != "" {
			percent += "." + d
		}
		threshold := contract.Threshold{Percent: money.MustPercent(percent + "%"), Strict: rapid.Bool().Draw(t, "strict")}
		total := rapid.OneOf(rapid.Uint64Range(0, 1000), rapid.Uint64()).Draw(t, "total")
		n := rapid.Uint64Range(0, total).Draw(t, "n")
		s := newShare(threshold)
		if got, want := s.reached(n, total), threshold.Reached(n, total); got != want {
			t.Fatalf("%d of %d reaches %s: %t, want %t", n, total, threshold, got, want)
		}
	})
}
