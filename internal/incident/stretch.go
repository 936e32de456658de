package incident

import (
	"slices"
	"time"

	"aftermath/internal/span"
)

// A stretch is a range of harm as the text names it, or several that touch,
// with the onset that it was read from.
type stretch struct {
	span.Span
	onset Mark
}

// ranges are the ranges of the text by place: an onset and an end that were
// read from the same words belong together.
func ranges(marks []Mark) map[Place]span.Span {
	onsets := map[Place]time.Time{}
	for _, m := range marks {
		if m.Kind == Began && m.End > m.Start {
			onsets[m.Place] = m.At
		}
	}
	out := map[Place]span.Span{}
	for _, m := range marks {
		if from, ok := onsets[m.Place]; ok && m.Kind == Resolved && from.Before(m.At) {
			out[m.Place] = span.New(from, m.At)
		}
	}
	return out
}

// harm is the union of the ranges that the postmortem names, else of those
// that anything names, in order of time.
func (a account) harm(marks []Mark) []stretch {
	named := ranges(marks)
	var all, told []stretch
	for _, m := range marks {
		if s, ok := named[m.Place]; ok && m.Kind == Began {
			all = append(all, stretch{s, m})
			if a.in(m.Place) {
				told = append(told, stretch{s, m})
			}
		}
	}
	if len(told) > 0 {
		all = told
	}
	slices.SortStableFunc(all, func(x, y stretch) int { return x.Start.Compare(y.Start) })
	var out []stretch
	for _, s := range all {
		if last := len(out) - 1; last < 0 || s.Start.After(out[last].End) {
			out = append(out, s)
		} else if s.End.After(out[last].End) {
			out[last].End = s.End
		}
	}
	return out
}
