package span

import (
	"slices"
	"time"
)

// A Set is a set of instants: spans that are sorted, disjoint, not adjacent
// and not empty. The zero value is the empty set.
type Set struct{ spans []Span }

// NewSet is the union of spans.
func NewSet(spans ...Span) Set {
	sorted := slices.DeleteFunc(slices.Clone(spans), Span.Empty)
	slices.SortFunc(sorted, func(a, b Span) int { return a.Start.Compare(b.Start) })
	var out []Span
	for _, s := range sorted {
		if n := len(out); n > 0 && !s.Start.After(out[n-1].End) {
			if s.End.After(out[n-1].End) {
				out[n-1].End = s.End
			}
			continue
		}
		out = append(out, s)
	}
	return Set{out}
}

// Spans are the parts of s in order of time; the slice is the caller's own.
func (s Set) Spans() []Span { return slices.Clone(s.spans) }

// Empty says that s holds no instant.
func (s Set) Empty() bool { return len(s.spans) == 0 }

// Contains says that t lies in s.
func (s Set) Contains(t time.Time) bool {
	i, _ := slices.BinarySearchFunc(s.spans, t, func(sp Span, t time.Time) int {
		if sp.End.After(t) {
			return 1
		}
		return -1
	})
	return i < len(s.spans) && s.spans[i].Contains(t)
}

// Union is what lies in s or in o.
func (s Set) Union(o Set) Set { return NewSet(append(s.Spans(), o.spans...)...) }

// Intersect is what lies in s and in o.
func (s Set) Intersect(o Set) Set {
	var out []Span
	for i, j := 0, 0; i < len(s.spans) && j < len(o.spans); {
		if both := s.spans[i].Intersect(o.spans[j]); !both.Empty() {
			out = append(out, both)
		}
		if s.spans[i].End.Before(o.spans[j].End) {
			i++
		} else {
			j++
		}
	}
	return Set{out}
}

// Subtract is what lies in s and not in o.
func (s Set) Subtract(o Set) Set {
	var out []Span
	j := 0
	for _, rest := range s.spans {
		for j < len(o.spans) && !o.spans[j].End.After(rest.Start) {
			j++
		}
		for k := j; k < len(o.spans) && o.spans[k].Start.Before(rest.End); k++ {
			if before := New(rest.Start, o.spans[k].Start); !before.Empty() {
				out = append(out, before)
			}
			rest.Start = o.spans[k].End
		}
		if !rest.Empty() {
			out = append(out, rest)
		}
	}
	return Set{out}
}

// Clip is the part of s inside within.
func (s Set) Clip(within Span) Set { return s.Intersect(NewSet(within)) }

// Duration is the sum of the lengths of s.
func (s Set) Duration() time.Duration {
	var sum time.Duration
	for _, sp := range s.spans {
		sum += sp.Duration()
	}
	return sum
}

// CountMinutes is the number of minutes whose first second lies in s.
func (s Set) CountMinutes() int64 {
	var n int64
	for _, sp := range s.spans {
		n += sp.CountMinutes()
	}
	return n
}
