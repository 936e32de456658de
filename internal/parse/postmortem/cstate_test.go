package postmortem

import (
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

func issue(matter, body string) string {
	return "---\ntitle: Parcel search down\n" + matter + "---\n\n" + body
}

func TestCState(t *testing.T) {
	for _, tc := range []struct {
		name, matter, body string
		want               []string
	}{
		{"front matter alone", "date: 2025-03-03T08:50:00-00:00\nresolved: true\nresolvedWhen: 2025-03-03T09:58:21-00:00\nseverity: down\naffected:\n  - Search\nsection: issue\n",
			"The search was down.",
			[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T09:58:21Z stated"}},
		{"the account tells the resolution, the field the announcement", "date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: disrupted\nsection: issue\n",
			"At 09:58 UTC the search had fully recovered.",
			[]string{"began 2025-03-03T08:50:00Z stated", "announced_resolved 2025-03-03T10:15:00Z stated", "resolved 2025-03-03T09:58:00Z prose"}},
		{"over days, a clock without a date is of no day", "date: 2025-03-03 00:00:00\nresolved: true\nresolvedWhen: 2025-03-06 09:55:00\nseverity: down\nsection: issue\n",
			"* search was back online at 09:55 UTC",
			[]string{"began 2025-03-03T00:00:00Z stated", "resolved 2025-03-06T09:55:00Z stated"}},
		{"stamped posts, the newest first", "date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\nsection: issue\n",
			"**Resolved**: All parcels are found again. {{< track \"2025-03-03 10:15:00\" >}}\n\n*Monitoring* - A new index is in place. {{< track \"2025-03-03 09:40:00\" >}}\n\nWe are investigating. {{< track \"2025-03-03 09:01\" >}}",
			[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T10:15:00Z stated", "announced_resolved 2025-03-03T10:15:00Z posted", "mitigated 2025-03-03T09:40:00Z posted", "detected 2025-03-03T09:01:00Z posted"}},
		{"stamps that run neither way", "date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\nsection: issue\n",
			"**Resolved**: Found. {{< track \"2025-03-03 10:15:00\" >}}\n\nStill searching. {{< track \"2025-03-03 03:40:00\" >}}\n\nWe are investigating. {{< track \"2025-03-03 09:01\" >}}",
			[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T10:15:00Z stated", "announced_resolved 2025-03-03T10:15:00Z posted"}},
		{"what stands above the stamps has none", "date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\n",
			"The search is down.\n\n**Update**: We still search. {{< track \"2025-03-03 09:10:00\" >}}\n\n**Resolved**: Found. {{< track \"2025-03-03 10:15:00\" >}}",
			[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T10:15:00Z stated", "announced_resolved 2025-03-03T10:15:00Z posted"}},
		{"stamps of another month are left out", "date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15:00\nseverity: notice\n",
			"**Resolved**: Found. {{< track \"2025-04-03 10:15:00\" >}}",
			[]string{"began 2025-03-03T08:50:00Z stated", "resolved 2025-03-03T10:15:00Z stated"}},
		{"not over", "date: 2025-03-03 08:50:00\nresolved: false\nseverity: down\nsection: issue\n", "We are investigating.",
			[]string{"began 2025-03-03T08:50:00Z stated"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := issue(tc.matter, tc.body)
			if !IsCState(parse.NewSample("x.md", []byte(text))) {
				t.Error("not seen as cState")
			}
			d := read(t, CState, parse.Options{}, text)
			same(t, tc.name, readings(t, d), tc.want)
			if r := d.Records[0]; r.Title != "Parcel search down" || r.Open != (tc.name == "not over") || len(r.Levels) == 0 {
				t.Errorf("record %+v", r)
			}
		})
	}
}

func TestCStateNotice(t *testing.T) {
	d := read(t, CState, parse.Options{}, issue("date: 2025-03-03 22:00:00\nresolvedWhen: 2025-03-03 23:30:00\nseverity: notice\nresolved: true\ninformational: true\naffected: [Search]\n", "Planned maintenance of the index."))
	if len(d.Records) != 0 || len(d.Works) != 1 {
		t.Fatalf("%+v", d)
	}
	if w := d.Works[0]; w.Duration() != 90*time.Minute || w.Title != "Parcel search down" || w.Line != 3 || len(w.Components) != 1 {
		t.Errorf("work %+v", w)
	}
	d = read(t, CState, parse.Options{}, issue("date: 2025-03-03 22:00:00\nseverity: notice\nresolved: true\ninformational: true\n", "We have a new office."))
	if len(d.Records)+len(d.Works) != 0 || len(d.Warnings) != 1 || !strings.Contains(d.Warnings[0], "incident.md:3: an informational notice") {
		t.Errorf("%+v", d)
	}
}

func TestCStateRefused(t *testing.T) {
	for matter, want := range map[string]string{
		"severity: down\nresolved: true\n":                     "c.md:1:1: a cState issue without a date",
		"date: last Tuesday\nseverity: down\nresolved: true\n": "c.md:3:7: \"last Tuesday\" is no date and time",
	} {
		if _, err := CState("c.md", []byte(issue(matter, "x")), parse.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestCStateWords(t *testing.T) {
	d := read(t, CState, parse.Options{}, issue("date: 2025-03-03 08:50:00\nresolved: true\nresolvedWhen: 2025-03-03 10:15\nseverity: down\n", "Gone. {{< track `2025-03-03 09:01` >}}"))
	r := d.Records[0]
	if len(r.Posts) != 1 || r.Posts[0].Body != "Gone." || r.Posts[0].Status != "Update" || r.Levels[0].Level != incident.Outage || r.Impact != "down" {
		t.Errorf("%+v", r)
	}
}
