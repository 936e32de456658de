// Package labels compares what aftermath reads from incident texts with what a
// person read from them.
//
//  1. A labelled corpus is a folder with labels.jsonl, one text a line.
//  2. Each text is read as any incident file is, and judged.
//  3. Each instant is held against its label, to the minute.
package labels

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse/prose"
)

// A Label is a person's reading of one text. An instant is nil where the text
// does not say.
type Label struct {
	File       string  `json:"file"`   // within the folder
	Format     string  `json:"format"` // "statuspage-text", "cstate-markdown" …
	TZ         string  `json:"tz"`     // in the annotator's words
	Began      *string `json:"impact_start"`
	Detected   *string `json:"detected"`
	Identified *string `json:"identified"`
	Mitigated  *string `json:"mitigated"`
	Resolved   *string `json:"resolved_prose"`
	Announced  *string `json:"resolved_post"`
	// Alternative holds the rejected reading where a text contradicts itself,
	// by the names of the fields above.
	Alternative map[string]any `json:"alternative"`
}

// Read reads dir's labels.jsonl.
func Read(dir string) ([]Label, error) {
	name := filepath.Join(dir, "labels.jsonl")
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []Label
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		var l Label
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, l)
	}
	return out, lines.Err()
}

// fields are the names of the instants in a label.
var fields = map[incident.Kind]string{
	incident.Began: "impact_start", incident.Detected: "detected", incident.Identified: "identified",
	incident.Mitigated: "mitigated", incident.Resolved: "resolved_prose", incident.AnnouncedResolved: "resolved_post",
}

// of is what the person read of an instant, nil for nothing.
func (l Label) of(kind incident.Kind) *string {
	return map[incident.Kind]*string{incident.Began: l.Began, incident.Detected: l.Detected, incident.Identified: l.Identified,
		incident.Mitigated: l.Mitigated, incident.Resolved: l.Resolved, incident.AnnouncedResolved: l.Announced}[kind]
}

// alternatives are the readings that the person rejected.
func (l Label) alternatives(kind incident.Kind) []string {
	switch v := l.Alternative[fields[kind]].(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, one := range v {
			if s, ok := one.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// towns are the places of labels that say no zone was stated.
var towns = []struct{ words, place string }{
	{"UK", "Europe/London"}, {"Paris", "Europe/Paris"}, {"Copenhagen", "Europe/Copenhagen"}, {"US/Pacific", "America/Los_Angeles"},
	{"America/Los_Angeles", "America/Los_Angeles"}, {"Pacific", "America/Los_Angeles"}, {"US Pacific", "America/Los_Angeles"}, {"unstated (US Pacific", "America/Los_Angeles"},
	{"Mountain", "America/Denver"}, {"Central", "America/Chicago"}, {"Eastern", "America/New_York"}, {"US Eastern", "America/New_York"},
	{"Berlin", "Europe/Berlin"}, {"Australian Eastern", "Australia/Sydney"}, {"New Zealand", "Pacific/Auckland"},
}

// placed is the name of a place, or the letters of a zone, that opens a label's tz.
var placed = regexp.MustCompile(`^(?:[A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?|[A-Z]{2,4}T\b)`)

// Zone is the one to set for clock times that the text gives no zone: that of
// the label where it names a place, else UTC.
func (l Label) Zone() *time.Location {
	if z, known := prose.ZoneOf(placed.FindString(l.TZ)); known && placed.MatchString(l.TZ) {
		return z.Location()
	}
	for _, t := range towns {
		if !strings.HasPrefix(l.TZ, t.words) {
			continue
		}
		if place, err := time.LoadLocation(t.place); err == nil {
			return place
		}
	}
	return time.UTC
}

// minute reads a label's instant.
func minute(s string) (time.Time, error) {
	for _, layout := range [...]string{"2006-01-02T15:04Z07:00", time.RFC3339} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.Truncate(time.Minute), nil
		}
	}
	return time.Time{}, fmt.Errorf("label %q is no instant", s)
}
