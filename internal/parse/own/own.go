// Package own reads incidents as a person writes them down for aftermath, where
// no tool has them: YAML, and a table for many at once. Example shows both.
//
// What such a file says is stated. It is read strictly: unknown keys, times that
// are none and ends before their beginnings are problems with their place, all
// at once, and nothing is read from a file that has any.
package own

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
)

//go:embed example.yaml
var exampleYAML []byte

//go:embed example.csv
var exampleCSV []byte

// Example is a commented file of incidents to start from.
func Example() []byte { return bytes.Clone(exampleYAML) }

// ExampleTable is the same as a table.
func ExampleTable() []byte { return bytes.Clone(exampleCSV) }

// roles are the statuses of posts and what they announce, as on a status page.
var roles = map[string]incident.Kind{
	"investigating": "", "update": "", "identified": incident.Identified, "monitoring": incident.Mitigated, "resolved": incident.AnnouncedResolved, "postmortem": "",
}

// levels are the words for how much was taken.
var levels = []string{string(incident.Outage), string(incident.Partial), string(incident.Degraded)}

// pairs of instants of which the second cannot lie before the first. An alert
// may come before customers are harmed, and a post at any time.
var pairs = [...][2]incident.Kind{
	{incident.Began, incident.Mitigated}, {incident.Began, incident.Resolved}, {incident.Mitigated, incident.Resolved},
	{incident.Detected, incident.Resolved}, {incident.Identified, incident.Resolved},
}

// A slip is an instant that lies before what must come first.
type slip struct {
	incident.Mark
	why string
}

func (slip) hint() string { return "correct the one that is wrong, or leave it out" }

// backwards are the slips among what marks state.
func backwards(marks []incident.Mark) []slip {
	stated := map[incident.Kind]incident.Mark{}
	for _, m := range marks {
		if _, there := stated[m.Kind]; !there && m.Basis == incident.Stated {
			stated[m.Kind] = m
		}
	}
	var out []slip
	for _, p := range pairs {
		first, okFirst := stated[p[0]]
		second, ok := stated[p[1]]
		if ok && okFirst && second.At.Before(first.At) {
			out = append(out, slip{second, fmt.Sprintf("%s lies before %s (line %d)", p[1], p[0], first.Line)})
		}
	}
	return out
}

// column is the column of a place in characters.
func column(f *place.File, p incident.Place) int {
	return utf8.RuneCount(f.Data[p.Start-p.Column+1:p.Start]) + 1
}

// ended says that an incident is over: something states its end.
func ended(r incident.Record) bool {
	return slices.ContainsFunc(r.Marks, func(m incident.Mark) bool {
		return m.Kind == incident.Resolved || m.Kind == incident.AnnouncedResolved
	})
}

// named gives r an id if it has none.
func named(r *incident.Record) {
	if r.ID == "" {
		first := ""
		for i, m := range r.Marks {
			if s := m.At.UTC().Format("2006-01-02T15:04:05Z"); i == 0 || s < first {
				first = s
			}
		}
		r.ID = parse.Identity(r.Provider, r.Title, first)
	}
}

func levelOf(s string) (incident.Level, error) {
	if slices.Contains(levels, s) {
		return incident.Level(s), nil
	}
	return "", fmt.Errorf("%.40q is no level", s)
}

// knownLevels is the hint for a word that is no level.
func knownLevels(s string) string { return parse.Meant(strings.ToLower(s), levels) }
