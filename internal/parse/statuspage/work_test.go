package statuspage

import (
	"strings"
	"testing"

	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

// What the API says of planned work: the window as announced, never the times
// of the work itself.
func TestJSONWorks(t *testing.T) {
	const form = `{"page":{"name":"P","url":"https://status.p.example"},"scheduled_maintenances":[{"id":"w1","name":"Upgrade","impact":"maintenance",` +
		`"status":"STATUS","created_at":"2025-04-01T09:00:00Z",WINDOW` +
		`"components":[{"name":"API"}],"incident_updates":[{"status":"completed","body":"Done.","created_at":"CLOSED"},` +
		`{"status":"in_progress","body":"Now.","created_at":"2025-04-10T22:10:00Z"},{"status":"scheduled","body":"BODY","created_at":"2025-04-01T09:00:00Z","display_at":"SHOWN"}]}],"incidents":[]}`
	read := func(pairs ...string) parse.Document {
		t.Helper()
		plain := strings.NewReplacer("STATUS", "completed", "WINDOW", `"scheduled_for":"2025-04-10T22:00:00Z","scheduled_until":"2025-04-10T23:00:00Z",`,
			"CLOSED", "2025-04-10T23:40:00Z", "BODY", "We upgrade.", "SHOWN", "2025-04-01T09:00:00Z")
		data := []byte(plain.Replace(strings.NewReplacer(pairs...).Replace(form)))
		if !IsJSON(parse.NewSample("f", data)) {
			t.Error("not seen as the API's")
		}
		d, err := JSON("f", data, parse.Options{})
		if err != nil || len(d.Records) > 0 {
			t.Fatalf("%d records, %v", len(d.Records), err)
		}
		return d
	}
	const as = "Upgrade: Apr 10 22:00 UTC to Apr 10 23:00 UTC, announced "
	for _, tc := range []struct {
		name  string
		pairs []string
		want  string // "" for none
		told  string
	}{
		{"overran", nil, as + "Apr 1 09:00 UTC, cancelled false, API", ""},
		{"dated back", []string{"SHOWN", "2025-03-01T09:00:00Z"}, as + "Apr 1 09:00 UTC, cancelled false, API", ""},
		{"announced after it was created", []string{"SHOWN", "2025-04-09T09:00:00Z"}, as + "Apr 9 09:00 UTC, cancelled false, API", ""},
		{"closed before", []string{"CLOSED", "2025-04-08T09:00:00Z"}, as + "Apr 1 09:00 UTC, cancelled true, API", ""},
		{"cancelled", []string{"STATUS", "cancelled"}, as + "Apr 1 09:00 UTC, cancelled true, API", ""},
		{"called off", []string{"Done.", "The maintenance has been cancelled."}, as + "Apr 1 09:00 UTC, cancelled true, API", ""},
		{"moved", []string{"BODY", "This was rescheduled."}, as + "Apr 1 09:00 UTC, cancelled false, API", "was moved"},
		{"moved at the last moment", []string{"Done.", "This was postponed."}, as + "Apr 10 23:40 UTC, cancelled false, API", "was moved"},
		{"no end", []string{"WINDOW", `"scheduled_for":"2025-04-10T22:00:00Z",`}, "", "its window cannot be read"},
		{"ends before", []string{"WINDOW", `"scheduled_for":"2025-04-10T22:00:00Z","scheduled_until":"2025-04-10T21:00:00Z",`}, "", "its window cannot be read"},
	} {
		d := read(tc.pairs...)
		warned := strings.Join(d.Warnings, "\n")
		if strings.Join(works(d), "\n") != tc.want || !strings.Contains(warned, tc.told) || tc.told == "" && warned != "" {
			t.Errorf("%s: %q, warnings %q", tc.name, works(d), warned)
		}
		for _, w := range d.Works {
			if w.ID != "w1" || w.URL != "https://status.p.example/incidents/w1" || w.Provider != "P" || w.Digest == "" || w.Line != 1 {
				t.Errorf("%+v", w)
			}
		}
	}
}

// What the API answers that tells of no incident is refused with the next step.
func TestJSONOther(t *testing.T) {
	for _, data := range []string{
		`{"page":{"name":"P","time_zone":"UTC"},"components":[{"id":"c","name":"API","status":"operational"}]}`,
		`{"page":{"name":"P"},"status":{"indicator":"none"}}`,
	} {
		if !IsJSON(parse.NewSample("f", []byte(data))) {
			t.Errorf("%s: not seen as the API's", data)
		}
		if _, err := JSON("f", []byte(data), parse.Options{}); err == nil || !strings.Contains(err.Error(), "save what /api/v2/incidents.json answers") {
			t.Errorf("%s: %v", data, err)
		}
	}
}

// A plain history, oldest update first or last.
func TestUpdates(t *testing.T) {
	const first, last = `{"date":"2025-04-30T16:09:00+02:00","state":"investigating","message":"We look into it."}`, `{"content":"Calls failed \u2013 from 15:49 to 16:38.","status":"resolved","date":"2025-04-30T17:41:00+02:00"}`
	want := []string{
		`began 2025-04-30T15:49:00+02:00 prose "from 15:49 to 16:38"`,
		`detected 2025-04-30T16:09:00+02:00 posted "investigating"`,
		`resolved 2025-04-30T16:38:00+02:00 prose "from 15:49 to 16:38"`,
		`announced_resolved 2025-04-30T17:41:00+02:00 posted "resolved"`,
	}
	for _, data := range []string{
		`[{"id":7,"name":"N","impact":"major","updates":[` + first + `,` + last + `]}]`,
		`{"incidents":[{"title":"N","impact":"major","url":"javascript:alert(1)","posts":[` + last + `,` + first + `]}]}`,
	} {
		if !IsUpdates(parse.NewSample("f", []byte(data))) {
			t.Errorf("%s: not seen", data)
		}
		d, err := Updates("f", []byte(data), parse.Options{Zone: stockholm(t)})
		if err != nil || len(d.Records) != 1 || d.Records[0].URL != "" || d.Records[0].ID == "" || d.Records[0].Open {
			t.Fatalf("%+v, %v", d, err)
		}
		checkLaws(t, []byte(data), d.Records)
		inc := judged(d)
		if d := cmp.Diff(want, told(inc)); d != "" {
			t.Error(d)
		}
		if inc.DownMinutes() != 49 {
			t.Errorf("%d minutes down", inc.DownMinutes())
		}
	}
	for data, want := range map[string]string{
		`[]`: "no incident", `{"a":1}`: "no incident", `[{"name":"N"}]`: "f:1: incident 1: no list of updates",
		`[{"updates":[{"date":"2025-04-30T16:09:00Z"}]}]`:   "an update without a status",
		`[{"updates":[{"status":"x","date":"30.4.2025"}]}]`: "RFC 3339",
	} {
		if _, err := Updates("f", []byte(data), parse.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", data, err, want)
		}
	}
}

// What moves a window is in time only if it was posted so; a post that names
// another window announced that one.
func TestTextWorks(t *testing.T) {
	const page = "Database upgrade\nScheduled Maintenance Report for Acme\n\nCompleted\nThe scheduled maintenance has been completed.\nPosted Apr 12, 2025 - 23:00 UTC\n\n" +
		"Scheduled\nScheduled for: Apr 12, 2025 22:00 UTC - Apr 12, 2025 23:00 UTC. NEW\nPosted Apr 12, 2025 - 20:00 UTC\n\n" +
		"Scheduled\nScheduled for: OLD. We upgrade.\nPosted Apr 2, 2025 - 09:00 UTC\n"
	for old, want := range map[string]string{
		"Apr 20, 2025 22:00 UTC - Apr 20, 2025 23:00 UTC": "announced Apr 12 20:00 UTC",
		"Apr 12, 2025 22:00 UTC - Apr 12, 2025 23:00 UTC": "announced Apr 2 09:00 UTC",
	} {
		d, err := Text("f", []byte(strings.NewReplacer("OLD", old, "NEW", "Soon.").Replace(page)), parse.Options{})
		if got := strings.Join(works(d), "\n"); err != nil || !strings.Contains(got, "Apr 12 22:00 UTC to Apr 12 23:00 UTC, "+want) {
			t.Errorf("%s: %q, %v, want %s", old, got, err, want)
		}
	}
}

// A list that shows only how planned work was closed tells of no incident.
func TestListedWork(t *testing.T) {
	d, err := Text("f", []byte("Acme Status - Incident History\n\nApril 2025\n\nWeb slow\nThis incident has been resolved.\nApr 12, 10:02 - 11:02 UTC\n\n"+
		"Database\nThe scheduled maintenance has been completed.\nApr 3, 02:00 - 03:00 UTC\n"), parse.Options{})
	if err != nil || len(d.Records) != 1 || d.Records[0].Title != "Web slow" || len(d.Works) != 0 || !strings.Contains(strings.Join(d.Warnings, "\n"), `"Database" is scheduled maintenance`) {
		t.Errorf("%+v, %v", d, err)
	}
}
