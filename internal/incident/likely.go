package incident

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"aftermath/internal/span"
)

// When two incidents are likely one.
const (
	closeBy   = 30 * time.Minute // their times are at most this far apart
	sameOnset = 30 * time.Minute // and their onsets, where only a component is shared
	likeness  = 0.5              // shared words of the titles, of all words in either
	compared  = 64               // each incident is held against so many that follow it
)

// A Pair is two incidents that are likely one, and why.
type Pair struct {
	A, B Incident // A began first
	Why  string
}

// Likely finds incidents of different documents that are likely one: their
// times touch or are half an hour apart, and either their titles share half of
// their words, or they name a component in common and began within half an
// hour. Of two providers that differ both titles and onsets must agree. A
// person settles the question with an amendment; where one has said distinct,
// it is not asked.
func Likely(list []Incident, amendments []Amendment) []Pair {
	distinct := map[[2]string]bool{}
	for _, a := range amendments {
		if a.DistinctFrom != "" {
			distinct[pairOf(a.Incident, a.DistinctFrom)] = true
		}
	}
	seen := make([]sight, 0, len(list))
	for _, inc := range list {
		if s, ok := inc.extent(); ok {
			seen = append(seen, newSight(inc, s))
		}
	}
	slices.SortStableFunc(seen, func(a, b sight) int { return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.inc.ID, b.inc.ID)) })
	var out []Pair
	for i, a := range seen {
		for _, b := range seen[i+1 : min(len(seen), i+1+compared)] {
			if b.Start.Sub(a.End) > closeBy {
				continue
			}
			if why := a.like(b); why != "" && !together(a.inc, b.inc) && !settled(a.inc, b.inc, distinct) {
				out = append(out, Pair{a.inc, b.inc, why})
			}
		}
	}
	return out
}

// extent is the declared impact, else the time from the first to the last
// instant, else that of the posts.
func (inc Incident) extent() (s span.Span, ok bool) {
	if s, ok := inc.Impact(); ok && !s.Empty() {
		return s, true
	}
	for _, c := range inc.Instants {
		if !ok || c.At.Before(s.Start) {
			s.Start = c.At
		}
		if !ok || c.At.After(s.End) {
			s.End = c.At
		}
		ok = true
	}
	if ok {
		return s, true
	}
	return inc.Record.extent()
}

// A sight is an incident as it is held against others.
type sight struct {
	span.Span
	inc        Incident
	words      map[string]bool
	components map[string]bool
}

func newSight(inc Incident, s span.Span) sight {
	out := sight{s, inc, map[string]bool{}, map[string]bool{}}
	for _, w := range strings.FieldsFunc(strings.ToLower(inc.Title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if len(w) > 2 { // "of", "in", "to" make no likeness
			out.words[w] = true
		}
	}
	for _, c := range inc.Components {
		out.components[fold(c)] = true
	}
	return out
}

// like says why a and b are likely one, "" where they are not.
func (a sight) like(b sight) string {
	onsets := b.Start.Sub(a.Start)
	shared := common(a.words, b.words)
	titles := shared > 0 && float64(shared) >= likeness*float64(len(a.words)+len(b.words)-shared)
	switch {
	case rivals(a.inc.Provider, b.inc.Provider):
		if titles && onsets <= sameOnset {
			return fmt.Sprintf("like titles, and they began %d min apart", onsets/time.Minute)
		}
	case titles:
		return "like titles, at the same time"
	case common(a.components, b.components) > 0 && onsets <= sameOnset:
		return fmt.Sprintf("a component in common, and they began %d min apart", onsets/time.Minute)
	}
	return ""
}

func common(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// together says that one document tells of both: it keeps them apart.
func together(a, b Incident) bool {
	return slices.ContainsFunc(a.Sources, func(s Source) bool {
		return slices.ContainsFunc(b.Sources, func(t Source) bool { return s.File == t.File })
	})
}

// settled says that a person called them distinct.
func settled(a, b Incident, distinct map[[2]string]bool) bool {
	for _, x := range a.IDs() {
		for _, y := range b.IDs() {
			if distinct[pairOf(x, y)] {
				return true
			}
		}
	}
	return false
}
