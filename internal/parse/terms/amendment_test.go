package terms

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/span"
)

const entry = "  - {incident: i1, instant: began, at: 2025-04-30 15:47, author: A. Person, reason: Seen.}\n"

// Every form of an amendment is what it says; a file holds them as the
// configuration does.
func TestAmendments(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(h, m int) time.Time { return time.Date(2025, 4, 30, h, m, 0, 0, zone) }
	const list = `- {incident: i1, instant: resolved, absent: true, author: A, reason: B, ticket: C, date: 2025-05-02}
- {incident: i1, window: {start: 2025-04-30 10:00, end: 2025-04-30 11:00, level: partial}, author: A, reason: B}
- {incident: i1, window: {start: 2025-04-30 12:00, end: 2025-04-30 13:00, level: degraded}, author: A, reason: B}
- {incident: i1, level: outage, author: A, reason: B}
- {incident: i1, same_as: i2, author: A, reason: B}
- {incident: i1, distinct_from: i3, author: A, reason: B}
`
	of := func(line int) incident.Amendment {
		return incident.Amendment{Incident: "i1", Author: "A", Reason: "B", Place: incident.Place{File: "m.yaml", Line: line, Column: 3}}
	}
	want := []incident.Amendment{of(1), of(2), of(3), of(4), of(5), of(6)}
	want[0].Instant, want[0].Absent, want[0].Ticket, want[0].Date = incident.Resolved, true, "C", time.Date(2025, 5, 2, 0, 0, 0, 0, zone)
	want[1].Window, want[1].Level = span.New(at(10, 0), at(11, 0)), incident.Partial
	want[2].Window, want[2].Level = span.New(at(12, 0), at(13, 0)), incident.Degraded
	want[3].Level, want[4].SameAs, want[5].DistinctFrom = incident.Outage, "i2", "i3"
	got, err := ParseAmendments("m.yaml", []byte(list), zone)
	for i := range got {
		got[i].Place.Column = want[i].Place.Column // of a mapping in braces it is that of the brace
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if got, err := ParseAmendments("m.yaml", []byte("# none yet\n"), zone); err != nil || got != nil {
		t.Errorf("a file of comments: %v, %v", got, err)
	}
	c, err := Parse("a.yaml", []byte(strings.Replace(sound, entry, entry+"  - files: [amendments/*.yaml]\n", 1)))
	if err != nil || len(c.Amendments) != 1 || len(c.AmendmentFiles) != 1 || c.AmendmentFiles[0].Files[0] != "amendments/*.yaml" || c.AmendmentFiles[0].Place.Line != 39 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestAmendmentProblems(t *testing.T) {
	const by = ", author: A, reason: B}\n"
	for _, row := range []struct{ list, want string }{
		{"- {incident: i1" + by, "m.yaml:1:3: the amendment decides nothing"},
		{"- {incident: i1, level: partial, same_as: i2" + by, "m.yaml:1:43: the amendment decides two things: level and same_as"},
		{"- {incident: i1, level: partial, at: 2025-04-30 10:00" + by, "at belongs to an instant, not to level"},
		{"- {incident: i1, same_as: i2, absent: true" + by, "absent belongs to an instant, not to same_as"},
		{"- {incident: i1, instant: began" + by, `an amendment of an instant needs the key "at"`},
		{"- {incident: i1, instant: began, at: 2025-04-30 10:00, absent: true" + by, "not both known and absent"},
		{"- {incident: i1, instant: began, absent: no" + by, `"no" is not what absent can be`},
		{"- {incident: i1, same_as: i1" + by, `the incident "i1" is compared with itself`},
		{"- {incident: i1, level: sever" + by, `"sever" is not a level`},
		{"- {incident: i1, window: {start: 2025-04-30 10:00, end: 2025-04-30 10:00, level: partial}" + by, "not after it starts at"},
		{"- {incident: i1, window: {start: 2025-04-30 10:00, end: 2025-04-30 11:00}" + by, `a window needs the key "level"`},
		{"- {incident: i1, level: partial, reason: B}\n", `an amendment needs the key "author"`},
		{"- {incident: i1, level: partial" + by + "- {incident: i1, level: outage" + by, "m.yaml:2:25: amendment of \"i1 level\" is used twice\n    the first is on line 1"},
		{"incident: i1", "m.yaml:1:1: expected a list"},
		{"- {files: [x]}\n", `an amendment has no key "files"`},
	} {
		got, err := ParseAmendments("m.yaml", []byte(row.list), time.UTC)
		if err == nil || !strings.Contains(err.Error(), row.want) || got != nil {
			t.Errorf("%s: %v, want %q", row.list, err, row.want)
		}
	}
}

func TestIncidentSource(t *testing.T) {
	files := "    - files: [incidents/*.txt]\n"
	c, err := Parse("a.yaml", []byte(strings.Replace(sound, files, files+"      format: postmortem\n      zone: America/Denver\n      order: mdy\n      provider: Acme\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	s := c.Incidents[0]
	if s.Format != "postmortem" || s.FormatPlace.Line != 30 || s.FormatPlace.Column != 15 || s.Zone.String() != "America/Denver" || s.Order != parse.MonthFirst || s.Provider != "Acme" {
		t.Errorf("%+v", s)
	}
	for written, want := range map[string]string{
		"zone: Denver": "30:13: \"Denver\" is not a time zone", "order: ymd": `30:14: "ymd" is not an order of day and month`,
		"formats: x": `a source of incidents has no key "formats"`,
	} {
		if _, err := Parse("a.yaml", []byte(strings.Replace(sound, files, files+"      "+written+"\n", 1))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", written, err, want)
		}
	}
}
