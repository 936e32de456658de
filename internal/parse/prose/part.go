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
	var partial, full time.Time // the latest of each
	first := -1
	for i, m := range marks {
		switch {
		case m.Kind == incident.Resolved && ranged(marks, i):
			return marks
		case m.Kind == incident.Resolved:
			if first < 0 {
				first = i
			}
			full = later(full, m.At)
		case m.Kind == incident.Mitigated && restores[strings.TrimPrefix(m.Rule, incident.RowPrefix)]:
			partial = later(partial, m.At)
		}
	}
	if first < 0 || !partial.After(full) {
		return marks
	}
	marks[first].Kind = incident.Mitigated
	return slices.DeleteFunc(marks, func(m incident.Mark) bool { return m.Kind == incident.Resolved })
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
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

// firstOfSeveral makes a mitigation of the first of several restorations, at
// different times, of a text that tells of no mitigation: "power was restored at
// 14:09 … full service at 15:26".
func firstOfSeveral(marks []incident.Mark) []incident.Mark {
	first, several := -1, false
	for i, m := range marks {
		switch {
		case m.Kind == incident.Mitigated || m.Kind == incident.Resolved && ranged(marks, i):
			return marks
		case m.Kind != incident.Resolved:
		case strings.HasSuffix(m.Rule, "-row"):
			return marks // a field states the end
		case first < 0:
			first = i
		default:
			several = several || m.At.Sub(marks[first].At).Abs() >= stages
			if m.At.Before(marks[first].At) {
				first = i
			}
		}
	}
	if several {
		marks[first].Kind = incident.Mitigated
	}
	return marks
}

// stages is how far apart the stages of a recovery are told.
const stages = 5 * time.Minute
