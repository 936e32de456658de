package past

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// A story is one incident as it happened.
type story struct {
	id, title, part                      string
	began, detected, mitigated, resolved time.Time
}

var (
	parts    = []string{"Search", "Checkout", "Webhooks", "Sign-in", "Exports", "Mail delivery", "The dashboard", "Uploads"}
	troubles = []string{"answers slowly", "returns errors", "times out", "is not reachable", "lags behind"}
	causes   = []string{
		"a configuration that named a retired host", "an index that had grown past the memory of its node", "a certificate that had not been renewed in time",
		"a queue that was never drained after the last migration", "a retry loop that multiplied its own load", "a full disk on the primary",
	}
)

// newStory is the n-th incident, a few hours after the one before.
func newStory(dice *rand.Rand, n int) story {
	began := time.Date(2021, 1, 4, 6, 0, 0, 0, time.UTC).Add(time.Duration(n)*5*time.Hour + time.Duration(dice.IntN(180))*time.Minute)
	after := func(t time.Time, most int) time.Time { return t.Add(time.Duration(2+dice.IntN(most)) * time.Minute) }
	s := story{id: fmt.Sprintf("inc%08x", n), part: parts[dice.IntN(len(parts))], began: began}
	s.title = s.part + " " + troubles[dice.IntN(len(troubles))]
	s.detected = after(s.began, 20)
	s.mitigated = after(s.detected, 40)
	s.resolved = after(s.mitigated, 40)
	return s
}
