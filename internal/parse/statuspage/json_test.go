package statuspage

import (
	"strings"
	"testing"

	"aftermath/internal/incident"
	"aftermath/internal/parse"

	"github.com/google/go-cmp/cmp"
)

func TestJSON(t *testing.T) {
	data := fixture(t, "multi.json")
	d, err := JSON("multi.json", data, parse.Options{})
	records := d.Records
	if err != nil || len(records) != 2 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	checkLaws(t, data, records)
	open, closed := incident.Judge(records[0]), incident.Judge(records[1])

	// started_at within a minute of created_at is the post's own time
	if d := cmp.Diff([]string{`detected 2025-03-02T10:00:00+01:00 posted "investigating"`, `mitigated 2025-03-02T10:40:00+01:00 posted "monitoring"`}, told(open)); d != "" {
		t.Error(d)
	}
	if !open.Open || open.Level != incident.Degraded || !cmp.Equal(open.Components, []string{"Cards", "API"}) || open.Provider != "Fjordbank" || open.URL == "" || open.ID != "open1" {
		t.Errorf("%+v", open.Record)
	}
	if open.URL != "https://status.fjordbank.example/incidents/open1" || !cmp.Equal(open.Links, []string{open.URL, "https://stspg.example/open1"}) {
		t.Errorf("address %s, links %q", open.URL, open.Links)
	}
	// planned work without an end is said to be left out
	if len(open.Warnings) != 0 || len(d.Works) != 0 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], "its window cannot be read") {
		t.Errorf("warnings %q", d.Warnings)
	}

	want := []string{
		`began 2025-02-10T08:52:00+01:00 stated "2025-02-10T08:52:00+01:00"`,
		`detected 2025-02-10T09:15:00+01:00 posted "investigating"`,
		`identified 2025-02-10T09:31:00+01:00 prose "The root cause was found at 09:31"`,
		`mitigated 2025-02-10T09:40:00+01:00 prose "rolled back at 09:40"`,
		`resolved 2025-02-10T09:58:00+01:00 prose "from 08:50 until 09:58 CET"`,
		`announced_resolved 2025-02-10T10:04:00+01:00 posted "resolved"`,
	}
	if d := cmp.Diff(want, told(closed)); d != "" {
		t.Error(d)
	}
	if closed.Open || closed.Record.Impact != "critical" || len(closed.Posts) != 3 {
		t.Errorf("open %v, impact %q, %d posts", closed.Open, closed.Record.Impact, len(closed.Posts))
	}
	if rivals := closed.Instants[incident.Began].Rivals; len(rivals) != 1 || rivals[0].Quote != "from 08:50 until 09:58 CET" {
		t.Errorf("rivals of began: %+v", rivals)
	}
}

// One incident reads the same alone, under "incident" and in a list.
func TestJSONShapes(t *testing.T) {
	one := `{"id":"x","name":"N","status":"resolved","impact":"none","created_at":"2025-04-30T15:00:00Z","incident_updates":[` +
		`{"status":"resolved","body":"From 14:02 to 14:20 UTC calls failed.","created_at":"2025-04-30T15:00:00Z"}]}`
	want := []string{
		`began 2025-04-30T14:02:00Z prose "From 14:02 to 14:20 UTC"`,
		`resolved 2025-04-30T14:20:00Z prose "From 14:02 to 14:20 UTC"`,
		`announced_resolved 2025-04-30T15:00:00Z posted "resolved"`,
	}
	for _, data := range []string{one, `{"incident":` + one + `}`, `[` + one + `]`, "\xef\xbb\xbf{\"page\":{\"name\":\"P\"},\n\"incidents\":[" + one + `]}`} {
		records, err := Read("f", []byte(data), nil)
		if err != nil || len(records) != 1 {
			t.Fatalf("%.30s: %v", data, err)
		}
		checkLaws(t, []byte(data), records)
		if d := cmp.Diff(want, told(incident.Judge(records[0]))); d != "" {
			t.Errorf("%.30s: %s", data, d)
		}
	}
	records, err := Read("f", []byte(`{"page":{"name":"P"},"incidents":[]}`), nil)
	if err != nil || len(records) != 0 {
		t.Errorf("no incidents: %v %v", records, err)
	}
}
