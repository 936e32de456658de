package json

import (
	"time"

	"aftermath/internal/incident"
)

// A review is what `aftermath incidents review --json` prints.
type review struct {
	Schema   string    `json:"schema"`
	Findings []finding `json:"findings"`
}

// reviewSchema names the shape: within it a field may be added, none is
// renamed or removed.
const reviewSchema = "aftermath.review/1"

type finding struct {
	Doubt      string    `json:"doubt"`
	Incident   string    `json:"incident"`
	Title      string    `json:"title"`
	File       string    `json:"file"`
	Other      string    `json:"other,omitempty"`
	Instants   []string  `json:"instants"`
	Words      string    `json:"words"`
	Readings   []instant `json:"readings"`
	Chosen     bool      `json:"first_is_chosen"`
	Suggestion string    `json:"suggestion"`
}

// Review is findings as JSON, with times in zone; suggest gives the amendment
// that settles one.
func Review(found []incident.Finding, zone *time.Location, suggest func(incident.Finding) string) ([]byte, error) {
	out := review{Schema: reviewSchema, Findings: []finding{}}
	for _, f := range found {
		one := finding{
			Doubt: string(f.Doubt), Incident: f.Incident.ID, Title: f.Incident.Title, File: f.Incident.File, Instants: []string{},
			Words: f.Words, Readings: []instant{}, Chosen: f.Chosen, Suggestion: suggest(f),
		}
		if f.Other != nil {
			one.Other = f.Other.ID
		}
		for _, k := range f.Kinds {
			one.Instants = append(one.Instants, string(k))
		}
		for _, m := range f.Readings {
			one.Readings = append(one.Readings, instantOf(m, func(t time.Time) string { return stamp(t.In(zone)) }))
		}
		out.Findings = append(out.Findings, one)
	}
	return encode(out)
}
