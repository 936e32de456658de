package statuspage

import (
	"regexp"
	"time"

	"aftermath/internal/parse/prose"
	"aftermath/internal/span"
)

// ranged is a stretch of time as pages print it: "Apr 30, 15:49 - 17:41 CEST",
// "Nov 20, 2024 22:00 - Nov 21, 2024 02:00 PST".
const ranged = dayForm + `(?:,| -| –| from| at)? ` + clockForm + `(?: ` + zoneForm + `)? ?(?:-|–|—|to|until) ?(?:` + dayForm + `(?:,| -| –| at)? )?` + clockForm + `(?: ?` + zoneForm + `)?`

var (
	lasted    = regexp.MustCompile(`^\s*` + ranged + `\.?\s*$`)
	scheduled = regexp.MustCompile(`(?i:this is a scheduled event|scheduled for:?|scheduled maintenance:|maintenance window:)\s+` + ranged)
)

// stretchOf reads the groups of ranged. Where the end names no day it is that
// of the start, or the next if it would lie before it. ref decides the year
// where none is printed.
func stretchOf(m []string, ref time.Time, fallback *time.Location) (s span.Span, place *time.Location, warning string, ok bool) {
	first := append([]string{m[0]}, m[1:8]...)
	last := append([]string{m[0]}, m[8:15]...)
	sameDay := last[1] == ""
	if sameDay {
		copy(last[1:4], first[1:4])
	}
	if first[7] == "" {
		first[7] = last[7]
	} else if last[7] == "" {
		last[7] = first[7]
	}
	a, errA := stampOf(first)
	b, errB := stampOf(last)
	if errA != nil || errB != nil {
		return s, nil, "", false
	}
	if a.year == 0 && b.year != 0 {
		ref, _, _ = b.in(b.year, fallback) // the year is printed once
	}
	from, place, warning, ok := a.near(ref, fallback)
	if !ok {
		return s, nil, "", false
	}
	to, _, _, ok := b.near(from, fallback)
	if !ok {
		return s, nil, "", false
	}
	if sameDay && to.Before(from) {
		next := time.Date(to.Year(), b.month, b.day+1, 0, 0, 0, 0, time.UTC)
		b.month, b.day = next.Month(), next.Day()
		to, _, _ = b.in(next.Year(), fallback) // on the wall clock, also where it changes that night
	}
	if to.Before(from) || to.Sub(from) > longestWindow {
		return s, nil, "", false
	}
	return span.New(from, to), place, warning, true
}

// longestWindow is more than any stretch that a page prints: what is longer was
// put into the wrong year.
const longestWindow = 180 * 24 * time.Hour

// windowIn reads the announced window out of p; ref decides its year.
func (s *source) windowIn(p passage, ref time.Time) (window, bool) {
	at := scheduled.FindStringSubmatchIndex(p.text)
	text := p.text
	if at == nil { // a page's layout puts fixed blanks between number and zone
		text = prose.Blanks(p.text)
		if text == p.text || !scheduled.MatchString(text) {
			return window{}, false
		}
	}
	m := scheduled.FindStringSubmatch(text)
	stretch, _, warning, ok := stretchOf(m, ref, s.fallback)
	if !ok || stretch.Empty() {
		return window{}, false
	}
	words := p
	if at != nil {
		words = p.cut(at[0], at[1])
	}
	return window{Span: stretch, Place: s.at(words), warning: warning}, true
}
