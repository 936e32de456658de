package statuspage

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func seed(t testing.TB) []byte {
	data, err := os.ReadFile(filepath.Join(root(t), "data", "incidents", "voyado-engage-api-issues-2025-04-30.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func one(t testing.TB, file string, data []byte) incident.Incident {
	t.Helper()
	records, err := Read(file, data, time.UTC)
	if err != nil || len(records) != 1 {
		t.Fatalf("%s: %d records, %v", file, len(records), err)
	}
	checkLaws(t, data, records)
	return incident.Judge(records[0])
}

// told is an instant as the table of METHOD writes it.
func told(inc incident.Incident) []string {
	var out []string
	for _, kind := range incident.Kinds {
		if c, ok := inc.Instants[kind]; ok {
			out = append(out, fmt.Sprintf("%s %s %s %q", kind, c.At.Format(time.RFC3339), c.Basis, c.Quote))
		}
	}
	return out
}

func TestSeed(t *testing.T) {
	data := seed(t)
	inc := one(t, "seed.txt", data)
	want := []string{
		`began 2025-04-30T15:49:00+02:00 prose "between 15:49 and 16:38 CEST"`,
		`detected 2025-04-30T16:09:00+02:00 posted "Investigating"`,
		`identified 2025-04-30T16:20:00+02:00 posted "Identified"`,
		`mitigated 2025-04-30T16:38:00+02:00 prose "Recovery began at 16:38"`,
		`resolved 2025-04-30T17:03:00+02:00 prose "full functionality confirmed by 17:03"`,
		`announced_resolved 2025-04-30T17:41:00+02:00 posted "Resolved"`,
	}
	if d := cmp.Diff(want, told(inc)); d != "" {
		t.Error(d)
	}
	if inc.Title != "[Engage] API issues" || inc.Provider != "Voyado" || !cmp.Equal(inc.Components, []string{"Engage (API)"}) || inc.Open {
		t.Errorf("title %q, provider %q, components %q, open %v", inc.Title, inc.Provider, inc.Components, inc.Open)
	}
	if inc.Level != incident.Partial || inc.DownMinutes() != 49 || inc.DegradedMinutes() != 25 {
		t.Errorf("level %s, %d minutes down, %d degraded", inc.Level, inc.DownMinutes(), inc.DegradedMinutes())
	}
	for _, m := range inc.Marks {
		if m.At.Month() != time.April || m.At.Day() != 30 || m.Warning != "" {
			t.Errorf("%s lies on %s, warning %q: the postmortem's own date is no instant", m.Kind, m.At, m.Warning)
		}
	}
	var quotes []string
	for _, r := range inc.Instants[incident.Resolved].Rivals {
		quotes = append(quotes, r.Quote)
	}
	if d := cmp.Diff([]string{"full service restored by 17:03", "between 15:49 and 16:38 CEST"}, quotes); d != "" {
		t.Errorf("rivals of resolved: %s", d)
	}
	if len(inc.Posts) != 6 || inc.Posts[0].Status != "Investigating" || inc.Posts[5].Status != "Postmortem" {
		t.Errorf("posts %+v", inc.Posts)
	}
	if len(inc.Warnings)+len(inc.Doubts) != 0 {
		t.Errorf("warnings %q, doubts %q", inc.Warnings, inc.Doubts)
	}
	if c := inc.Instants[incident.Began]; c.Line != 9 || c.Column != 21 {
		t.Errorf("began stands at %d:%d", c.Line, c.Column)
	}
}

// moved is the seed with all its times moved to another day and by some
// minutes, in the letters of zone, its clock times and its range written in
// one of several ways.
func moved(t testing.TB, data []byte, began time.Time, twelve bool, span string) []byte {
	old := time.Date(2025, time.April, 30, 15, 49, 0, 0, time.UTC)
	shift := func(clock string) time.Time {
		c, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		wall := time.Date(2025, time.April, 30, c.Hour(), c.Minute(), 0, 0, time.UTC)
		return began.Add(wall.Sub(old))
	}
	clock := func(at time.Time) string {
		if twelve {
			return at.Format("3:04 PM")
		}
		return at.Format("15:04")
	}
	letters := began.Format("MST")
	text := string(data)
	stamp := regexp.MustCompile(`Posted (Apr 30|May 13), 2025 - (\d\d:\d\d) CEST`)
	text = stamp.ReplaceAllStringFunc(text, func(s string) string {
		m := stamp.FindStringSubmatch(s)
		at := shift(m[2])
		if m[1] == "May 13" {
			at = began.AddDate(0, 0, 13)
		}
		return "Posted " + at.Format("Jan 02, 2006 - 15:04 MST")
	})
	range_ := strings.NewReplacer("A", clock(began), "B", clock(shift("16:38")), "Z", letters).Replace(span)
	text = strings.Replace(text, "April 30th 2025", began.Format("January 2, 2006"), 1)
	text = strings.Replace(text, "between 15:49 and 16:38 CEST", range_, 1)
	point := regexp.MustCompile(`\b(at|by) (16:38|17:03)\b`)
	text = point.ReplaceAllStringFunc(text, func(s string) string { return s[:3] + clock(shift(s[3:])) })
	return []byte(text)
}

// TestSeedMoved: every figure moves with the text, on any day of the year and
// across midnight, however the times are written.
func TestSeedMoved(t *testing.T) {
	data := seed(t)
	offsets := map[incident.Kind]int{incident.Began: 0, incident.Detected: 20, incident.Identified: 31, incident.Mitigated: 49, incident.Resolved: 74, incident.AnnouncedResolved: 112}
	check := func(t interface {
		Helper()
		Errorf(string, ...any)
	}, tb testing.TB, began time.Time, twelve bool, span string) {
		t.Helper()
		text := moved(tb, data, began, twelve, span)
		records, err := Read("moved.txt", text, time.UTC)
		if err != nil {
			t.Errorf("%v", err)
			return
		}
		inc := incident.Judge(records[0])
		for kind, minutes := range offsets {
			if want := began.Add(time.Duration(minutes) * time.Minute); !inc.Instants[kind].At.Equal(want) {
				t.Errorf("began %s, %q, twelve %v: %s is %s from %q, want %s", began, span, twelve, kind, inc.Instants[kind].At, inc.Instants[kind].Quote, want)
			}
		}
	}
	zones := map[string]*time.Location{}
	for _, name := range []string{"Europe/Stockholm", "UTC", "America/New_York", "Asia/Tokyo", "Europe/London"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		zones[name] = zone
	}
	stockholm := zones["Europe/Stockholm"]
	check(t, t, time.Date(2025, 4, 30, 16, 26, 0, 0, stockholm), false, "between A and B Z")
	check(t, t, time.Date(2025, 9, 17, 9, 12, 0, 0, stockholm), false, "from A to B Z")
	check(t, t, time.Date(2026, 1, 14, 15, 49, 0, 0, stockholm), false, "A–B Z")
	check(t, t, time.Date(2025, 12, 31, 23, 31, 0, 0, stockholm), true, "from A until B Z")
	check(t, t, time.Date(2024, 5, 7, 23, 40, 0, 0, stockholm), false, "between A and B Z") // a first post at midnight
	spans := []string{"between A and B Z", "from A to B Z", "A–B Z", "between A Z and B Z", "from A - B Z", "between about A and B (Z)"}
	names := []string{"Europe/Stockholm", "UTC", "America/New_York", "Asia/Tokyo", "Europe/London"}
	rapid.Check(t, func(r *rapid.T) {
		minute := rapid.IntRange(0, 3*365*24*60-1).Draw(r, "minute")
		zone := zones[rapid.SampledFrom(names).Draw(r, "zone")]
		began := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(minute) * time.Minute).In(zone)
		_, a := began.Add(-24 * time.Hour).Zone()
		if _, b := began.Add(24 * time.Hour).Zone(); a != b {
			r.Skip("a change of summer time near by")
		}
		check(r, t, began, rapid.Bool().Draw(r, "twelve"), rapid.SampledFrom(spans).Draw(r, "span"))
	})
}
