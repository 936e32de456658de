package prose

import (
	"strings"

	"aftermath/internal/incident"
)

// partsFirst makes a mitigation of each restoration that was of a part: the
// text tells of a partial recovery after it and of no full one from then on.
// "Cooling was restored at 15:21. By 18:30 most servers had recovered."
func partsFirst(marks []incident.Mark) {
	for i := range marks {
		if whole := &marks[i]; whole.Kind == incident.Resolved && !ranged(marks, i) && onlyPart(marks, *whole) {
			whole.Kind = incident.Mitigated
		}
	}
}

func onlyPart(marks []incident.Mark, whole incident.Mark) bool {
	for _, part := range marks {
		if part.Kind != incident.Mitigated || !restores[strings.TrimPrefix(part.Rule, incident.RowPrefix)] || !part.At.After(whole.At) {
			continue
		}
		full := false
		for _, m := range marks {
			full = full || m.Kind == incident.Resolved && !m.At.Before(part.At)
		}
		if !full {
			return true
		}
	}
	return false
}

// ranged says that marks[i] is the end of a range.
func ranged(marks []incident.Mark, i int) bool {
	return i > 0 && marks[i-1].Kind == incident.Began && marks[i-1].Place == marks[i].Place
}

// restores are the rules whose words, kept to a part, tell of a partial
// recovery.
var restores = func() map[string]bool {
	m := map[string]bool{"gradual": true}
	for _, r := range rules {
		m[r.name] = m[r.name] || r.kind == incident.Resolved
	}
	return m
}()
