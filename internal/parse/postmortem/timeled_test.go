package postmortem

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/parse"
)

func TestTimeLed(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []string
		posts      int
	}{
		{"oldest first, past midnight", `[RESOLVED] Increased error rates
Parcel Search (North)
date: 2025-03-04T03:18:00Z

7:18 PM PST We are investigating increased error rates for searches.
8:04 PM PST We have identified the root cause and are working on it.
Mar 4, 12:27 AM PST Between March 3 6:50 PM PST and 11:27 PM PST, we experienced errors for searches. The issue has been resolved and the service is operating normally.`,
			[]string{"detected 2025-03-03T19:18:00-08:00 posted", "identified 2025-03-03T20:04:00-08:00 posted",
				"announced_resolved 2025-03-04T00:27:00-08:00 posted", "began 2025-03-03T18:50:00-08:00 prose", "resolved 2025-03-03T23:27:00-08:00 prose"}, 3},
		{"newest first", `Increased error rates
Parcel Search

Mar 4, 12:27 AM PST We have fixed it. The issue has been resolved and the service is operating normally.
11:04 PM PST We have identified the root cause and are working on it.
10:18 PM PST We are investigating increased error rates
that began this evening.
March 3, 2025`,
			nil, 0},
		{"newest first, the day above", `Increased error rates
Parcel Search
3 March 2025

Mar 4, 12:27 AM PST The issue has been resolved and we continue to monitor.
11:04 PM PST We have identified the root cause and are working on it.
10:18 PM PST We are investigating increased error rates
for a part of the searches.`,
			[]string{"announced_resolved 2025-03-04T00:27:00-08:00 posted", "identified 2025-03-03T23:04:00-08:00 posted", "detected 2025-03-03T22:18:00-08:00 posted"}, 3},
		{"the new year", `Increased error rates
Parcel Search
date: 2024-12-31

11:40 PM PST We are investigating increased error rates.
Jan 1, 12:10 AM PST We are working on it.`,
			[]string{"detected 2024-12-31T23:40:00-08:00 posted"}, 2},
		{"the time on a line of its own", `Increased error rates
Parcel Search
Mar 3 2025

10:15 PM PST:

We are investigating increased error rates.

1:45 AM PST / 9:45 AM GMT

We have found the cause and are working on a fix.

3:25 AM PST

We have fixed the issue.`,
			[]string{"detected 2025-03-03T22:15:00-08:00 posted", "identified 2025-03-04T01:45:00-08:00 posted", "announced_resolved 2025-03-04T03:25:00-08:00 posted"}, 3},
		{"posts that name their status, an account within", `Increased error rates
Parcel Search

4th March 2025 at 09:10: Resolved: Search
What happened:
22:04 - Our monitoring flagged the errors
22:40 - Service was fully restored
3rd March 2025 at 22:41: Monitoring: Search
We are watching it.
3rd March 2025 at 22:12: Investigating: Search`,
			[]string{"announced_resolved 2025-03-04T09:10:00Z posted", "detected 2025-03-03T22:04:00Z stated", "resolved 2025-03-03T22:40:00Z stated",
				"mitigated 2025-03-03T22:41:00Z posted", "detected 2025-03-03T22:12:00Z posted"}, 3},
		{"24 hours, no zone", `Increased error rates
Parcel Search
Posted: 2025-03-03

22:18 We are investigating increased error rates.
00:04 We continue to work on it.`,
			[]string{"detected 2025-03-03T22:18:00Z posted"}, 2},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if !IsTimeLed(parse.NewSample("x.txt", []byte(tc.text))) {
				t.Error("not seen as time-led")
			}
			d, err := TimeLed("x.txt", []byte(tc.text), parse.Options{})
			if tc.posts == 0 {
				if err == nil || !strings.Contains(err.Error(), "x.txt:4:1: nothing says on which day") {
					t.Errorf("%+v, %v", d, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			checkLaws(t, []byte(tc.text), d)
			same(t, tc.name, readings(t, d), tc.want)
			r := d.Records[0]
			if len(r.Posts) != tc.posts || r.Title != "Increased error rates" || !strings.HasPrefix(r.Components[0], "Parcel Search") {
				t.Errorf("record %+v", r)
			}
			over := slices.ContainsFunc(tc.want, func(s string) bool { return strings.HasPrefix(s, "announced_resolved") })
			if r.Open == over {
				t.Errorf("open %v", r.Open)
			}
		})
	}
}

// A text that only has a timeline is no page of updates.
func TestNotTimeLed(t *testing.T) {
	for _, text := range []string{
		"Outage of 3 March\n\n08:50 UTC Deployed release 12\n09:02 UTC On-call engineer paged\n",
		"08:50 UTC We are investigating.\n",
		"# Outage\n\n08:50 UTC We are investigating.\n",
		"Outage\n\nOn 3 March we were down.\n",
		"",
	} {
		if IsTimeLed(parse.NewSample("x", []byte(text))) {
			t.Errorf("%q", text)
		}
	}
}

func TestTimeLedZone(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	d := read(t, TimeLed, parse.Options{Zone: zone}, "Search down", "date: 2025-07-03", "22:18 We are investigating an outage.")
	if m := d.Records[0].Marks[0]; m.At.Format(time.RFC3339) != "2025-07-03T22:18:00+02:00" || m.Quote != "22:18" || !strings.Contains(m.Warning, "Europe/Stockholm") {
		t.Errorf("%+v", m)
	}
}
