package statuspage

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// The example incident with a slip, or with another incident told beside it:
// minutes down and degraded, and a part of a doubt or warning ("" for none).
func TestSeedSlips(t *testing.T) {
	const said = "On April 30th 2025, between 15:49 and 16:38 CEST, Voyado Engage experienced an issue that caused delays and failures in API calls."
	for _, tc := range []struct {
		name, old, new string
		down, degraded int64
		told           string
	}{
		{"two stretches", said, "On April 30th 2025, Voyado Engage was unavailable between 13:05 and 13:20 and again between 15:49 and 16:38 CEST.", 64, 25, "2 stretches"},
		{"two stretches, short", said, "On April 30th 2025 the API was unavailable 13:05–13:20 and again 15:49–16:38 CEST.", 64, 25, "2 stretches"},
		{"another incident", said, said + " A similar outage occurred on May 12 between 10:00 and 11:00.", 49, 25, "more than 24 h"},
		{"another month", "On April 30th 2025", "On April 3rd 2025", 0, 0, "more than 24 h"},
		{"another month without a year", "On April 30th 2025", "On March 30th", 0, 0, "more than 24 h"},
		{"ends swapped", "between 15:49 and 16:38", "between 16:38 and 15:49", 0, 0, "ends before it begins"},
		{"denied", said, "On April 30th 2025 between 10:00 and 15:49 CEST customers were not affected. From 15:49 to 16:38 calls failed.", 49, 25, ""},
		{"ended long after", "confirmed by 17:03", "confirmed by 17:03 on May 1st", 0, 0, "more than 12 h after the post"},
		{"fixed blanks", "between 15:49 and 16:38 CEST", "between 3:49\u202fPM and 4:38\u00a0PM\u2009CEST", 49, 25, ""},
		{"fixed blanks in a stamp", "Posted Apr 30, 2025 - 16:09 CEST", "Posted Apr\u00a030, 2025\u202f-\u200716:09\u2009CEST", 49, 25, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(string(seed(t)), tc.old, tc.new, 1)
			if text == string(seed(t)) {
				t.Fatal("nothing was replaced")
			}
			inc := one(t, "slip.txt", []byte(text))
			if inc.DownMinutes() != tc.down || inc.DegradedMinutes() != tc.degraded {
				t.Errorf("%d down, %d degraded, want %d and %d: %v", inc.DownMinutes(), inc.DegradedMinutes(), tc.down, tc.degraded, inc.Windows)
			}
			all := strings.Join(append(inc.Doubts, inc.Warnings...), "\n")
			if !strings.Contains(all, tc.told) || tc.told == "" && all != "" {
				t.Errorf("told %q, want %q", all, tc.told)
			}
			if len(inc.Posts) != 6 {
				t.Errorf("%d posts", len(inc.Posts))
			}
		})
	}
}

// A timeline of plain rows.
func TestRows(t *testing.T) {
	text := "API errors\n\nIncident Report for P\n\nPostmortem\n\nTimeline (all times CEST)\n\n15:49 – Impact begins\n| 16:38 | Service restored |\n17:03 All clear\n" +
		"\nPosted May 02, 2025 - 10:00 CEST\n\nResolved\n\nIt is over.\nPosted Apr 30, 2025 - 17:41 CEST\n\nInvestigating\n\nThe API is down.\nPosted Apr 30, 2025 - 16:09 CEST\n"
	inc := one(t, "rows.txt", []byte(text))
	if inc.DownMinutes() != 74 || inc.Instants[incident.Began].Basis != incident.Stated || inc.Instants[incident.Resolved].Quote != "17:03 All clear" {
		t.Errorf("%d minutes down, %q", inc.DownMinutes(), told(inc))
	}
}

func TestImpactNone(t *testing.T) {
	const form = `{"id":"x","name":"N","status":"resolved","impact":"none","incident_updates":[` +
		`{"status":"resolved","body":"BODY","created_at":"2025-04-30T15:00:00Z"}]}`
	for body, want := range map[string]int{
		"The issue began at 14:02 UTC and ended at 14:20 UTC.": 0, // no level: nothing says that customers were harmed
		"From 14:02 to 14:20 UTC calls failed.":                1,
	} {
		inc := one(t, "f", []byte(strings.Replace(form, "BODY", body, 1)))
		if len(inc.Windows) != want || (want == 0) != strings.Contains(strings.Join(inc.Doubts, " "), "calls its impact none") {
			t.Errorf("%q: %v, doubts %q", body, inc.Windows, inc.Doubts)
		}
		if took, ok := inc.Took(incident.Began, incident.Resolved); !ok || took.Minutes() != 18 {
			t.Errorf("%q: took %s", body, took)
		}
	}
}

// What is wrong with a page as a whole is told, or refused.
func TestPageSlips(t *testing.T) {
	update := `"incident_updates":[{"status":"émile","body":"x","created_at":"2025-04-30T15:00:00Z"}]`
	one := func(zone, id string) string {
		return `{"page":{"name":"P","time_zone":"` + zone + `"},` + "\n" + `"incidents":[{"id":"a",` + update + "},\n{" + `"id":"` + id + `",` + update + `}]}`
	}
	for zone, want := range map[string]string{
		"Europe/Oslo": "", "": "",
		"Europe/Uslo": `f:1: the page's time_zone "Europe/Uslo" is not known: taken as UTC`,
		"Local":       `f:1: the page's time_zone "Local" is not known: taken as UTC`,
	} {
		d, err := JSON("f", []byte(one(zone, "b")), parse.Options{})
		if err != nil || len(d.Records) != 2 {
			t.Fatalf("%q: %v", zone, err)
		}
		records, all := d.Records, strings.Join(d.Warnings, "\n")
		if (want == "") == strings.Contains(all, "time_zone") || !strings.Contains(all, want) {
			t.Errorf("%q: warnings %q", zone, all)
		}
		if status := records[0].Posts[0].Status; status != "Émile" {
			t.Errorf("status %q", status)
		}
	}
	for name, tc := range map[string]struct{ data, want string }{
		"the same id":   {one("UTC", "a"), `f:3:1: incident 2: the id "a" was read before, at f:2:14`},
		"the year 0000": {"T\n\nResolved\n\nPosted Apr 30, 0000 - 10:00 UTC\n", "f:5:1"},
		"the year 1066": {"T\n\nResolved\n\nPosted Oct 14, 1066 - 10:00 UTC\n", "f:5:1"},
		"a web page":    {"\n<!DOCTYPE html><p>On 2025-04-30 from 10:00 to 11:00 UTC calls failed.</p>\n", "save the incident page as text"},
	} {
		if records, err := Read("f", []byte(tc.data), nil); err == nil || !strings.Contains(err.Error(), tc.want) || len(records) != 0 {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
}
