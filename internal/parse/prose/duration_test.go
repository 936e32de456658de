package prose

import (
	"testing"
	"time"

	"aftermath/internal/incident"
)

// Each line is a way to write a length of time; 0 is none.
var durationLines = []struct {
	text      string
	length    time.Duration
	precision incident.Precision
	words     string
}{
	{"was down for 47 minutes.", 47 * time.Minute, incident.Minute, "47 minutes"},
	{"was down for one and a half hours.", 90 * time.Minute, incident.About, "one and a half hours"},
	{"was down for eleven minutes.", 11 * time.Minute, incident.Minute, "eleven minutes"},
	{"was down for twenty-five mins.", 25 * time.Minute, incident.Minute, "twenty-five mins"},
	{"Duration: 2h 10m", 130 * time.Minute, incident.Minute, "2h 10m"},
	{"Duration: 2h10m", 130 * time.Minute, incident.Minute, "2h10m"},
	{"Duration: 2 hrs, 10 mins and 5 secs", 2*time.Hour + 10*time.Minute + 5*time.Second, incident.Second, "2 hrs, 10 mins and 5 secs"},
	{"was down for 2,5 hours", 150 * time.Minute, incident.About, "2,5 hours"},
	{"was down for 2.5 hours", 150 * time.Minute, incident.About, "2.5 hours"},
	{"was down for an hour and 20 minutes", 80 * time.Minute, incident.Minute, "an hour and 20 minutes"},
	{"was down for an hour and a half today", 90 * time.Minute, incident.About, "an hour and a half"},
	{"was down for half an hour", 30 * time.Minute, incident.About, "half an hour"},
	{"was down for a quarter of an hour", 15 * time.Minute, incident.About, "a quarter of an hour"},
	{"was down for 90 mins", 90 * time.Minute, incident.Minute, "90 mins"},
	{"was down for approximately 90 minutes", 90 * time.Minute, incident.About, "90 minutes"},
	{"was down for ~90 minutes", 90 * time.Minute, incident.About, "90 minutes"},
	{"a 15-minute outage", 15 * time.Minute, incident.Minute, "15-minute"},
	{"lasted 1:30 hours", 90 * time.Minute, incident.Minute, "1:30 hours"},
	{"lasted 3 days", 72 * time.Hour, incident.About, "3 days"},
	{"clients saw 502s", 0, "", ""},
	{"it failed a second time", 0, "", ""},
	{"within 500ms", 0, "", ""},
	{"answered 5 million calls", 0, "", ""},
	{"for 9000 hours", 0, "", ""},
}

func TestDurations(t *testing.T) {
	for _, line := range durationLines {
		got := durations(line.text)
		if line.length == 0 {
			if len(got) != 0 {
				t.Errorf("%q: got %v", line.text, got)
			}
			continue
		}
		if len(got) != 1 || got[0].length != line.length || got[0].precision != line.precision || line.text[got[0].start:got[0].end] != line.words {
			t.Errorf("%q: got %v, want %s (%s) from %q", line.text, got, line.length, line.precision, line.words)
		}
	}
	if got := durations("down for 20 minutes, then slow for two hours and, after that, for 1h 5m"); len(got) != 3 || got[1].length != 2*time.Hour || got[2].length != 65*time.Minute {
		t.Errorf("got %v", got)
	}
}

// Lengths lie in their text, in order, are positive and bounded.
func FuzzDurations(f *testing.F) {
	for _, line := range durationLines {
		f.Add(line.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > longest {
			t.Skip()
		}
		last := 0
		for _, d := range durations(text) {
			if d.start < last || d.end <= d.start || d.end > len(text) || d.length <= 0 || d.length > longestOutage {
				t.Fatalf("%+v after %d", d, last)
			}
			last = d.end
		}
	})
}
