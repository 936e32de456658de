package postmortem

import (
	"slices"
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

func TestText(t *testing.T) {
	data := []byte("# Login outage\n\nOn 3 March 2025, between 08:50 and 09:58 CET, logins failed. The root cause was found at 09:31.\n")
	d, err := Text("bare.md", data, parse.Options{})
	if err != nil || len(d.Records) != 1 {
		t.Fatal(d, err)
	}
	inc := incident.Judge(d.Records[0])
	var got []string
	for _, k := range incident.Kinds {
		if c, ok := inc.Instants[k]; ok {
			got = append(got, string(k)+" "+c.At.Format(time.RFC3339)+" "+c.Quote)
		}
	}
	want := []string{
		"began 2025-03-03T08:50:00+01:00 between 08:50 and 09:58 CET",
		"identified 2025-03-03T09:31:00+01:00 The root cause was found at 09:31",
		"resolved 2025-03-03T09:58:00+01:00 between 08:50 and 09:58 CET",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if inc.Title != "Login outage" || len(inc.Warnings) != 1 {
		t.Errorf("title %q, warnings %q", inc.Title, inc.Warnings)
	}
}

// Plain text is read as Markdown is: rows with blank lines between, the day and
// the zone above them, the day of a field before that of the letter's head.
func TestTextRows(t *testing.T) {
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"a day above the rows": {"Slow search\n\nTimeline (Eastern US Time):\n\n28 June 2021\n\n11:51 Impact begins\n\n12:33 Service restored\n",
			[]string{"began 2021-06-28T11:51:00-04:00 stated", "resolved 2021-06-28T12:33:00-04:00 stated"}},
		"the day of a field": {"Saturday 20th October 2018\n\nReport on the outage of voice calls\n\nStart Date/Time: 18/10/2018 16:07\n\n16:09 - Calls began to fail\n",
			[]string{"began 2018-10-18T16:09:00Z stated"}},
		"the day that reads two ways, and that of the name": {"Slow search on 3/3/25 or 03-03-2025\n\nThe release of 2 January 2024 was to blame.\n\nCalls failed from 08:50 to 09:58 UTC.",
			[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},
		"times on lines of their own, the day a span": {"Slow search\n\nDate: March 3 - March 4, 2025\n\n23:40 UTC\nCalls began to fail.\n23:52 UTC\nOn-call engineer paged\n",
			[]string{"began 2025-03-03T23:40:00Z stated", "detected 2025-03-03T23:52:00Z stated"}},
		"a time above a paragraph is that of no other": {"Outage of 3 March 2025\n\n08:50 UTC\n\nCalls began to fail.\n\nA week later the cause was found.\n",
			[]string{"began 2025-03-03T08:50:00Z stated"}},
		"the stamp of a letter": {"Voice calls\n\n3rd June 2025, at 15:02\n\nThe cause was found. The platform was down from 08:50 to 09:58 UTC on 2025-05-19.\n\nAt 10:14 calls failed again.\n",
			[]string{"began 2025-05-19T08:50:00Z prose", "resolved 2025-05-19T09:58:00Z prose", "began 2025-05-19T10:14:00Z prose"}},
		"the day of the name": {"Slow search\n\nCalls failed from 08:50 to 09:58 UTC.",
			[]string{"began 2025-03-03T08:50:00Z prose", "resolved 2025-03-03T09:58:00Z prose"}},
	} {
		d, err := Text("reports/2025-03-03_search.txt", []byte(tc.text), parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		checkLaws(t, []byte(tc.text), d)
		got := slices.DeleteFunc(readings(t, d), func(s string) bool { return strings.Contains(s, "16:07") })
		same(t, name, got, tc.want)
	}
}
