package statuspage

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

func fixture(t testing.TB, name string) []byte {
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// An overnight incident: am and pm, no zone and no date in the body, "months
// ago" in the stamps, the cause in an update.
func TestTextOvernight(t *testing.T) {
	inc := one(t, "overnight.txt", fixture(t, "overnight.txt"))
	want := []string{
		`began 2024-11-29T23:40:00-08:00 prose "from 11:40 PM to 12:25 AM"`,
		`detected 2024-11-29T23:55:00-08:00 posted "Investigating"`,
		`identified 2024-11-30T00:12:00-08:00 posted "Update"`,
		`mitigated 2024-11-30T00:30:00-08:00 posted "Monitoring"`,
		`resolved 2024-11-30T00:25:00-08:00 prose "from 11:40 PM to 12:25 AM"`,
		`announced_resolved 2024-11-30T01:02:00-08:00 posted "Resolved"`,
	}
	if d := cmp.Diff(want, told(inc)); d != "" {
		t.Error(d)
	}
	if w := inc.Instants[incident.Began].Warning; !strings.Contains(w, "no zone is given") {
		t.Errorf("the page's zone is assumed without a warning: %q", w)
	}
	if d := cmp.Diff([]string{"Shop (Checkout, Basket)", "Mail", "Search and Browse"}, inc.Components); d != "" {
		t.Error(d)
	}
	if body := inc.Posts[1].Body; body != "We have identified the underlying cause.\n\nThank you for waiting." {
		t.Errorf("body %q", body)
	}
}

func TestComponents(t *testing.T) {
	for list, want := range map[string][]string{
		"Engage (API)":               {"Engage (API)"},
		"API and Playground":         {"API", "Playground"},
		"A, B and C, and D":          {"A", "B and C", "D"},
		"Shop (Basket, Pay and Go)":  {"Shop (Basket, Pay and Go)"},
		"Shop (Basket), Mail (SMTP)": {"Shop (Basket)", "Mail (SMTP)"},
	} {
		if d := cmp.Diff(want, components(list)); d != "" {
			t.Errorf("%s: %s", list, d)
		}
	}
}

func TestStamps(t *testing.T) {
	for line, want := range map[string]string{
		"Posted Apr 30, 2025 - 16:09 CEST":             "2025-04-30T16:09:00+02:00",
		"Posted 2 years ago. May 18, 2022 - 15:14 PDT": "2022-05-18T15:14:00-07:00",
		"Posted Aug 12, 2013 - 16:49 PST":              "2013-08-12T16:49:00-07:00", // old pages print PST all year
		"Posted May 1, 2025 - 01:02 UTC":               "2025-05-01T01:02:00Z",
		"Posted Jul 03, 2018 - 17:30 +03":              "2018-07-03T17:30:00+03:00",
		"Posted Jul 03, 2018 - 17:30 XYZ":              "2018-07-03T17:30:00Z", // fallback
	} {
		data := []byte("T\n\nIncident Report for P\n\nInvestigating\n\nx\n" + line + "\r\n")
		inc := one(t, "stamp.txt", data)
		got := inc.Instants[incident.Detected]
		if got.At.Format(time.RFC3339) != want {
			t.Errorf("%s: got %s", line, got.At.Format(time.RFC3339))
		}
		if warned := got.Warning != ""; warned != (strings.Contains(line, "XYZ") || strings.Contains(line, "PST")) {
			t.Errorf("%s: warning %q", line, got.Warning)
		}
		if !inc.Open {
			t.Errorf("%s: closed without a Resolved post", line)
		}
	}
}

func TestRefused(t *testing.T) {
	for name, tc := range map[string]struct{ data, want string }{
		"empty":          {"", "save the incident page as text"},
		"prose":          {"A letter\n\nNothing happened at 15:49.\n", "save the incident page as text"},
		"binary":         {"PK\x03\x04\x00\x00", "zero byte"},
		"bad date":       {"T\n\nResolved\n\nPosted Feb 30, 2025 - 10:00 UTC\n", "f:5:1"},
		"not the API":    {`{"a": 1}`, "incident_updates"},
		"malformed":      {"{\n  \"incidents\": [\n    {\"id\": }\n]}", "f:3:12: malformed JSON"},
		"cut off":        {`{"incidents": [{"id": "x"`, "malformed JSON"},
		"trailing":       {`{"incidents": []} x`, "malformed JSON"},
		"deep":           {strings.Repeat(`{"incidents":[`, 4000), "nested deeper"},
		"update no time": {`{"incidents": [{"id":"x","incident_updates":[{"status":"resolved"}]}]}`, "f:1:16: incident 1: update \"resolved\": no time"},
		"bad time":       {`{"incidents": [{"id":"x","incident_updates":[{"status":"resolved","created_at":"noon"}]}]}`, "RFC 3339"},
	} {
		records, err := Read("f", []byte(tc.data), nil)
		if err == nil || !strings.Contains(err.Error(), tc.want) || len(records) != 0 {
			t.Errorf("%s: %v, want %q", name, err, tc.want)
		}
	}
	if _, err := Read("big", bytes.Repeat([]byte("x"), parse.MaxBytes+1), nil); err == nil || !strings.Contains(err.Error(), "16 MiB") {
		t.Errorf("big: %v", err)
	}
}
