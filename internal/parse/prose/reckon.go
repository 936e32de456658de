package prose

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
)

var (
	// lengthOf stands before the length of an incident: "lasted", "Duration:"
	lengthOf = regexp.MustCompile(`(?i)\b(?:lasted|lasting|persisted|(?:duration|length|downtime)(?:\s(?:of|was|is)(?:\s(?:the\s)?(?:outage|incident|impact|disruption))?)?\W{0,6})\s?(?:for\s)?(?:a (?:total|period) of\s)?$`)
	// wasFor stands before it only in the sentence of the onset
	wasFor = regexp.MustCompile(`(?i)\bfor\s(?:a (?:total|period) of\s|the next\s)?$`)
	// longOutage stands after it: "a 47-minute outage"
	longOutage = regexp.MustCompile(`^[\s-](?:(?:service|partial|full|total|complete|long)\s)?(?:outage|downtime|disruption|interruption)\b`)
	// eachOf is a length that is not the incident's
	eachOf = regexp.MustCompile(`(?i)\b(?:up to|at least|more than|less than|over|under|every|each)\s(?:an?\s)?$|[<>]\s?$`)
)

// reckoned are the ends that the text gives as a length of time from its only
// onset, or from the onset of the same sentence, and not as a time: nobody
// states them. A length that agrees with an end which the text states tells
// nothing new.
func (r *reader) reckoned(parsed []parsedSentence) []incident.Mark {
	var out []incident.Mark
	sole, several := incident.Mark{}, false
	for _, m := range r.marks {
		if m.Kind == incident.Began {
			several = several || !sole.At.IsZero() && !sole.At.Equal(m.At)
			sole = m
		}
	}
	if sole.At.IsZero() {
		return nil
	}
	for i := range parsed {
		s := &parsed[i]
		if !mayTellLength(s.text) {
			continue
		}
		onset, here := r.onsetIn(s)
		if !here && several {
			continue
		}
		if !here {
			onset = sole
		}
		for _, d := range durations(s.text) {
			if !isLength(s.text, d, here) || decoyed(lower(s.text), d.start, d.end) != "" {
				continue
			}
			m := incident.Mark{Kind: incident.Resolved, At: onset.At.Add(d.length), Precision: d.precision, Basis: incident.Prose, Rule: incident.Reckoned}
			if onset.Precision == incident.About || onset.Precision == incident.Hour {
				m.Precision = incident.About
			}
			m.Place, m.Quote = r.places.words(s.start+d.start, s.start+d.end)
			m.Warning = fmt.Sprintf("reckoned from the onset at %s and %q", onset.At.Format("15:04"), m.Quote)
			if !slices.ContainsFunc(append(r.marks, out...), func(o incident.Mark) bool { return agrees(o, m, d) }) {
				out = append(out, m)
			}
		}
	}
	return out
}

// mayTellLength spares the sentences that name no unit of time.
func mayTellLength(s string) bool {
	for _, unit := range [...]string{"min", "Min", "hour", "hr", "uration", "owntime", "asted", "asting"} {
		if strings.Contains(s, unit) {
			return true
		}
	}
	return false
}

// onsetIn is the onset that the sentence tells as a point of time.
func (r *reader) onsetIn(s *parsedSentence) (onset incident.Mark, ok bool) {
	first, _ := r.places.words(s.start, s.start)
	last, _ := r.places.words(s.end, s.end)
	for _, m := range r.marks {
		switch {
		case m.Start < first.Start || m.Start >= last.Start:
		case m.Kind == incident.Resolved:
			return onset, false // its end is told, too
		case m.Kind == incident.Began:
			onset, ok = m, true
		}
	}
	return onset, ok
}

// isLength says that d is how long the incident lasted; here, that its sentence
// tells the onset.
func isLength(s string, d duration, here bool) bool {
	lead := s[max(0, d.start-60):d.start]
	if eachOf.MatchString(lead) {
		return false
	}
	if at := aboutLength.FindStringIndex(lead); at != nil {
		lead = lead[:at[0]]
	}
	return lengthOf.MatchString(lead) || here && wasFor.MatchString(lead) || longOutage.MatchString(ahead(s, d.end))
}

// agrees says that o is an end, and as far from the onset as the length d of m
// says, to its precision.
func agrees(o, m incident.Mark, d duration) bool {
	slack := 2 * time.Minute
	switch m.Precision {
	case incident.Hour:
		slack = 30 * time.Minute
	case incident.About:
		slack = max(10*time.Minute, d.length/4)
	}
	return o.Kind == incident.Resolved && o.At.Sub(m.At).Abs() <= slack
}
