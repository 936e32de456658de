package labels

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/incident"
)

// TestOf reads a small corpus of its own with one instant of each outcome.
func TestOf(t *testing.T) {
	dir := t.TempDir()
	text := "Between 15:49 and 16:38 UTC on April 30, 2025 calls failed.\nThe cause was found at 16:20 UTC on April 30, 2025.\nA fix was deployed at 16:30 UTC on April 30, 2025.\n"
	label := `{"file": "one.txt", "format": "prose", "tz": "UTC", "impact_start": "2025-04-30T15:49+00:00", "detected": "2025-04-30T16:02+00:00",` +
		` "identified": "2025-04-30T16:21+00:00", "mitigated": null, "resolved_prose": "2025-04-30T17:03+00:00", "resolved_post": null,` +
		` "alternative": {"resolved_prose": "2025-04-30T16:38+00:00"}}`
	for name, data := range map[string]string{"one.txt": text, "labels.jsonl": label + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Of(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[incident.Kind]Count{
		incident.Began: {Exact: 1}, incident.Detected: {Missing: 1}, incident.Identified: {Wrong: 1},
		incident.Mitigated: {Extra: 1}, incident.Resolved: {Alternative: 1}, incident.AnnouncedResolved: {Absent: 1},
	} {
		if got := *s.Counts[kind]; got != want {
			t.Errorf("%s: got %+v, want %+v", kind, got, want)
		}
	}
	if len(s.Misses) != 4 || !strings.Contains(s.String(), "right %") {
		t.Errorf("%+v\n%s", s.Misses, s)
	}
}

// TestZone: the place that a label's tz names, by its name, by the letters of a
// zone or in words.
func TestZone(t *testing.T) {
	for tz, want := range map[string]string{
		"UTC": "UTC", "": "UTC", "no zone stated": "UTC",
		"America/Denver (MDT)": "America/Denver", "Europe/Oslo": "Europe/Oslo",
		"PDT": "America/Los_Angeles", "EST in prose": "America/New_York", "AEST": "Australia/Sydney", "JST": "Asia/Tokyo",
		"UK local (unstated)": "Europe/London",
	} {
		if got := (Label{TZ: tz}).Zone().String(); got != want {
			t.Errorf("%q: %s, want %s", tz, got, want)
		}
	}
}
