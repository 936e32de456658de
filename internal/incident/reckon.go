package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Reckoned opens the rule of a reading that no text states: an onset and a
// length of time added up. Such a reading is never chosen; it stands beside
// those that are, and a person may take it over as an amendment.
const Reckoned = "duration"

// unreckoned parts the readings of r that a text states from the reckoned.
func unreckoned(r Record) (stated Record, reckoned []Mark) {
	stated = r
	stated.Marks = nil
	for _, m := range r.Marks {
		if strings.HasPrefix(m.Rule, Reckoned) {
			reckoned = append(reckoned, m)
		} else {
			stated.Marks = append(stated.Marks, m)
		}
	}
	return stated, reckoned
}

// rounding is how far a length of time may miss the ends that it lies between:
// people write "75 minutes" for 74, and "an hour" for 50 minutes.
var rounding = map[Precision]time.Duration{Second: 2 * time.Minute, Minute: 2 * time.Minute, About: 30 * time.Minute, Hour: 30 * time.Minute, Day: 24 * time.Hour}

// contradict gives the chosen onset and end a warning that names both readings
// where the account contradicts itself and nothing decides: two ranges that
// begin together and end apart, or that end together and begin apart, or a
// range and a stated length that do not agree. marks are those that may have
// been chosen.
func (inc Incident) contradict(marks, reckoned []Mark) {
	for _, kind := range [...]Kind{Began, Resolved} {
		c, ok := inc.Instants[kind]
		if !ok || c.Basis != Prose && c.Basis != Stated {
			continue
		}
		severe, parted := inc.Instants[Mitigated] // a range may end where the severe part does
		if other, found := rangeAgainst(c.Mark, marks); found && !(parted && severe.At.Equal(other.At)) {
			c.Warning = also(c.Warning, other)
		}
		for _, m := range reckoned {
			if m.Kind == kind && c.Basis == Prose && m.At.Sub(c.At).Abs() > rounding[m.Precision] {
				c.Warning = also(c.Warning, m)
				break
			}
		}
		inc.Instants[kind] = c
	}
}

// also is a warning and that the text reads otherwise, too.
func also(warning string, m Mark) string {
	words := fmt.Sprintf("the text contradicts itself: %q reads as %s", m.Quote, m.At.Format(time.RFC3339))
	if warning == "" {
		return words
	}
	return warning + "; " + words
}

// rangeAgainst is the same end of another range of equal basis and precision
// which has the other end in common with the range that c was read from.
func rangeAgainst(c Mark, marks []Mark) (Mark, bool) {
	named := ranges(marks)
	mine, ok := named[c.Place]
	if !ok {
		return Mark{}, false
	}
	i := slices.IndexFunc(marks, func(m Mark) bool {
		s, ranged := named[m.Place]
		if !ranged || m.Kind != c.Kind || m.Basis != c.Basis || coarseness[m.Precision] != coarseness[c.Precision] {
			return false
		}
		began, ended := s.Start.Sub(mine.Start).Abs() < time.Minute, s.End.Sub(mine.End).Abs() < time.Minute
		return c.Kind == Resolved && began && !ended || c.Kind == Began && ended && !began
	})
	if i < 0 {
		return Mark{}, false
	}
	return marks[i], true
}

// unstated are the doubts about instants that no text states and a length of
// time would give.
func (inc Incident) unstated(reckoned []Mark) []string {
	var out []string
	for _, m := range reckoned {
		if _, ok := inc.Instants[m.Kind]; !ok && inc.Absent[m.Kind].Author == "" {
			out = append(out, fmt.Sprintf("%q would make it %s at %s, %s: not used", m.Quote, m.Kind, m.At.Format(time.RFC3339), m.Warning))
		}
	}
	return out
}
