package assess

import (
	"time"

	"aftermath/internal/contract"
)

// shorten applies the run rule: stretches of bad minutes that are too short are
// up, and of others only what counts stays. Degraded minutes are part of a
// stretch where they count as lost.
func shorten(codes []code, m contract.Measure) {
	r := m.Run
	if r.AtLeast == 0 && !r.Longer {
		return
	}
	counts := losing(m)
	for i := 0; i < len(codes); i++ {
		j := i
		for j < len(codes) && counts(codes[j]) {
			j++
		}
		if j == i {
			continue
		}
		length := time.Duration(j-i) * time.Minute
		for k := i; k < j-int(r.Of(length)/time.Minute); k++ {
			if codes[k].logged() {
				codes[k] = upLogged
			} else {
				codes[k] = upDeclared
			}
		}
		i = j
	}
}

// losing says which codes count as lost under a measure: down ones, and degraded
// ones where they have a weight.
func losing(m contract.Measure) func(code) bool {
	weighed := !m.Bad.DegradedWeight.IsZero()
	return func(c code) bool { return c.down() || weighed && c.degraded() }
}
