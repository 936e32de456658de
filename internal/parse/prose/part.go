package prose

import (
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
)

// partsFirst makes a mitigation of the first restoration told if it was of a
// part: the text tells of a partial recovery after it and of no full one from
// then on. "Cooling was restored at 15:21. By 18:30 most servers had recovered."
// Those told later were of parts, too, and are left out.
func partsFirst(marks []incident.Mark) []incident.Mark {
	first := -1
	for i, m := range marks {
		if m.Kind != incident.Resolved {
			continue
		}
		if ranged(marks, i) || !onlyPart(marks, m) {
			return marks
		}
		if first < 0 {
			first = i
		}
	}
	if first < 0 {
		return marks
	}
	marks[first].Kind = incident.Mitigated
	return slices.DeleteFunc(marks, func(m incident.Mark) bool { return m.Kind == incident.Resolved })
}

// helped are the marks without those of remedies after which the harm went on,
// and without the words that say so.
func helped(marks []incident.Mark) []incident.Mark {
	var after time.Time
	for _, m := range marks {
		if m.Kind == persists && m.At.After(after) {
			after = m.At
		}
	}
	return slices.DeleteFunc(marks, func(m incident.Mark) bool {
		return m.Kind == persists || m.Kind == incident.Mitigated && m.At.Before(after)
	})
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
