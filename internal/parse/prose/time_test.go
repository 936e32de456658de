package prose

import (
	"strings"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

func at(t testing.TB, s string) time.Time {
	v, err := time.Parse("2006-01-02T15:04:05Z07:00", s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Each line is a way to write a time: onset and end, RFC 3339, "" for none.
var timeLines = []struct{ form, text, from, to string }{
	{"clock", "between 15:49 and 17:03 CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "between 3:49 pm and 5:03 pm CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "between 3:49-5:03 PM CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "from 11:50 to 12:10 PM CEST", "2025-04-30T11:50:00+02:00", "2025-04-30T12:10:00+02:00"},
	{"clock", "15:49–17:03 UTC+2", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "from 13:49 UTC until 15:03 UTC", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"clock", "from 13:49:30 to 15:03:05 (UTC)", "2025-04-30T13:49:30Z", "2025-04-30T15:03:05Z"},
	{"clock", "between 2:15p and 3:11p PT", "2025-04-30T14:15:00-07:00", "2025-04-30T15:11:00-07:00"},
	{"clock", "from 23:40 to 00:25 CEST", "2025-04-30T23:40:00+02:00", "2025-05-01T00:25:00+02:00"},
	{"clock-hour", "between 3pm and 5 p.m. CEST", "2025-04-30T15:00:00+02:00", "2025-04-30T17:00:00+02:00"},
	{"clock-dotted", "between 3.49pm and 5.03pm BST", "2025-04-30T15:49:00+01:00", "2025-04-30T17:03:00+01:00"},
	{"clock-compact", "between 1349 UTC and 1503 UTC", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"iso-instant", "from 2025-04-30T13:49:00Z to 2025-04-30T15:03:00Z", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"iso-instant", "from 2025-04-30T15:49+02:00 to 2025-04-30T17:03+02:00", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"iso-date", "from 2025-04-29 23:49 CEST to 2025-04-30 01:03 CEST", "2025-04-29T23:49:00+02:00", "2025-04-30T01:03:00+02:00"},
	{"iso-date", "between 3:49 pm and 5:03 pm CEST on 2025-04-29", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash-year-first", "on 2025/04/29 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash", "on 29/04/2025 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash", "on 05/04/2025 between 15:49 and 17:03 CEST", "", ""}, // 4 May or 5 April?
	{"month-day", "on April 29th 2025, between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"month-day", "between Apr 29, 2025 - 23:10 CEST and Apr 30, 2025 - 02:44 CEST", "2025-04-29T23:10:00+02:00", "2025-04-30T02:44:00+02:00"},
	{"month-day", "between April 28th, 9:30PM CEST and Tuesday, April 29, 10:15PM CEST", "2025-04-28T21:30:00+02:00", "2025-04-29T22:15:00+02:00"},
	{"day-month", "on 29 April 2025 from 15:49 to 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"day-month", "on the 29th of April between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"weekday", "on Tuesday between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"day-word", "yesterday between 15:49 and 17:03 CEST", "", ""}, // written later: which day?
	{"clock", "between 15:49 and 17:03 CEST (13:49 and 15:03 UTC)", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "on March 3rd, 2024 between 15:49 and 17:03 CEST", "", ""}, // another incident
	{"clock", "between 17:03 CEST on April 30th and 15:49 CEST on April 29th", "", ""},
	{"clock", "between 16:38 and 15:49 CEST", "", ""}, // no midnight, a slip
	{"clock", "between 25:10 and 26:00 CEST", "", ""},
	{"iso-basic", "from 20250430T134900Z to 20250430T150300Z", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"iso-instant", "from 2025-04-30T13:49:00.123Z to 2025-04-30T15:03:00,5Z", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"iso-date", "from 2025-04-30 15:49:00+02:00 to 2025-04-30 17:03:00 +0200", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"iso-date", "from 2025-04-30 08:49:00-05:00 to 2025-04-30 10:03:00 -0500", "2025-04-30T08:49:00-05:00", "2025-04-30T10:03:00-05:00"},
	{"slash-year-first", "on 2025/4/9 between 15:49 and 17:03 CEST", "2025-04-09T15:49:00+02:00", "2025-04-09T17:03:00+02:00"},
	{"dashes-year-last", "on 29-04-2025 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"dots", "on 29.4.2025 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash", "on 04/29/25 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash-short", "on 4/29 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"slash-short", "between 4/29 11:15 PM and 4/30 12:03 AM CEST", "2025-04-29T23:15:00+02:00", "2025-04-30T00:03:00+02:00"},
	{"day-month", "on 29-Apr-2025 between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"day-month", "between 15:49 and 17:03 CEST on Tuesday the 29th of April", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"month-day", "on April 29 (Tuesday) between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"month-day", "between 15:49 and 17:03 on April 29th, 2025 (CEST)", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"ordinal", "on the 29th between 15:49 and 17:03 CEST", "2025-04-29T15:49:00+02:00", "2025-04-29T17:03:00+02:00"},
	{"day-told", "from 15:49 CEST on April 29 until 03:10 CEST the next day", "2025-04-29T15:49:00+02:00", "2025-04-30T03:10:00+02:00"},
	{"clock", "09:29–32 CEST", "2025-04-30T09:29:00+02:00", "2025-04-30T09:32:00+02:00"},
	{"clock", "between 2:15 and 3:40 pm CEST", "2025-04-30T14:15:00+02:00", "2025-04-30T15:40:00+02:00"},
	{"clock-hour", "between 2 and 3:40 pm CEST", "2025-04-30T14:00:00+02:00", "2025-04-30T15:40:00+02:00"},
	{"clock-hour", "10 - 2pm CEST", "2025-04-30T10:00:00+02:00", "2025-04-30T14:00:00+02:00"},
	{"clock-hour", "9am-11am CEST", "2025-04-30T09:00:00+02:00", "2025-04-30T11:00:00+02:00"},
	{"clock-hour", "3pmCEST to 5pmCEST", "2025-04-30T15:00:00+02:00", "2025-04-30T17:00:00+02:00"},
	{"clock-word", "from noon to 17:03 CEST", "2025-04-30T12:00:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock-word", "from 15:49 CEST until midnight", "2025-04-30T15:49:00+02:00", "2025-05-01T00:00:00+02:00"},
	{"clock", "from 15:49 to 24:00 CEST", "2025-04-30T15:49:00+02:00", "2025-05-01T00:00:00+02:00"},
	{"clock-h", "between 15h49 and 17h03 CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock-dotted", "between 15.49 and 17.03 CEST", "", ""}, // a number before a zone alone is a clock time
	{"clock-dotted", "between 3.49 and 5.03pm BST", "2025-04-30T15:49:00+01:00", "2025-04-30T17:03:00+01:00"},
	{"clock-compact", "from 1349-1503 UTC", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"clock-compact", "from 0849 until 0903 CEST", "2025-04-30T08:49:00+02:00", "2025-04-30T09:03:00+02:00"},
	{"clock", "between 15:49 hrs and 17:03hrs CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "between 3:49 and 5:03 in the afternoon CEST", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "between 13:33PST and 14:05PST", "2025-04-30T13:33:00-07:00", "2025-04-30T14:05:00-07:00"},
	{"clock", "from UTC 13:49 to UTC 15:03", "2025-04-30T13:49:00Z", "2025-04-30T15:03:00Z"},
	{"clock", "between 7:49 AM and 9:03 AM Denver time", "2025-04-30T07:49:00-06:00", "2025-04-30T09:03:00-06:00"},
	{"clock", "between 14:49 and 16:03 (London)", "2025-04-30T14:49:00+01:00", "2025-04-30T16:03:00+01:00"},
	{"clock", "between 14:49 and 16:03 UK time", "2025-04-30T14:49:00+01:00", "2025-04-30T16:03:00+01:00"},
	{"clock", "between 9:49 and 11:03 AM US Eastern", "2025-04-30T09:49:00-04:00", "2025-04-30T11:03:00-04:00"},
	{"clock", "between 9:49 AM and 11:03 AM Eastern Daylight Time", "2025-04-30T09:49:00-04:00", "2025-04-30T11:03:00-04:00"},
	{"clock", "between 07:49 and 09:03 America/Denver", "2025-04-30T07:49:00-06:00", "2025-04-30T09:03:00-06:00"},
	{"clock", "between 15:49 (13:49 UTC) and 17:03 (15:03 UTC)", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},
	{"clock", "from 6:49 AM PDT / 13:49 UTC to 8:03 AM PDT / 15:03 UTC", "2025-04-30T06:49:00-07:00", "2025-04-30T08:03:00-07:00"},
	{"clock", "on versions 1:15000 to 2:16", "", ""},
	{"clock", "between 15:49 and 17:03 CET", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"}, // wrong letters
	{"clock", "between 15:49 and 17:03", "2025-04-30T15:49:00+02:00", "2025-04-30T17:03:00+02:00"},     // the page's zone
}

func TestTimes(t *testing.T) {
	tested := map[string]bool{}
	for _, line := range timeLines {
		tested[line.form] = true
		text := "The API was unavailable " + line.text + "."
		marks, _, warnings := Extract(text, Context{Anchor: anchor, Zone: stockholm(t)})
		if line.from == "" {
			if len(marks) != 0 {
				t.Errorf("%q: got %s", line.text, marks[0].At)
			}
			continue
		}
		if len(marks) != 2 || !marks[0].At.Equal(at(t, line.from)) || !marks[1].At.Equal(at(t, line.to)) {
			t.Errorf("%q: got %v %v, want %s and %s", line.text, marks, warnings, line.from, line.to)
		} else if _, got := marks[0].At.Zone(); got != func() int { _, o := at(t, line.from).Zone(); return o }() {
			t.Errorf("%q: the offset is %d", line.text, got)
		}
	}
	for _, f := range forms {
		if !tested[f.name] {
			t.Errorf("no line tests the form %s", f.name)
		}
	}
}

func TestWarnings(t *testing.T) {
	for _, tc := range []struct{ text, want string }{
		{"Errors began at 15:49 CET.", "CET does not fit the season"},
		{"Errors began at 6:49 AM PST.", "PST does not fit the season"},
		{"Errors began at 15:49.", "no zone is given: taken as Europe/Stockholm"},
		{"On Monday, April 30, 2025 at 15:49 CEST errors began.", "30 April 2025 is a Wednesday"},
		{"Errors began at 15:49 CEST.", ""},
		{"Timeline (all times in CEST)\n15:49 errors began", ""},
		{"Errors began at 15:49 CEST. Service was restored at 17:03.", ""},
	} {
		marks, _, _ := Extract(tc.text, Context{Anchor: anchor, Zone: stockholm(t)})
		if len(marks) == 0 {
			t.Errorf("%q: nothing read", tc.text)
			continue
		}
		if w := marks[len(marks)-1].Warning; !strings.Contains(w, tc.want) || tc.want == "" && w != "" {
			t.Errorf("%q: warning %q, want %q", tc.text, w, tc.want)
		}
	}
}

// A post looks back: its clock times are the last before it.
func TestPast(t *testing.T) {
	posted := Context{Anchor: at(t, "2025-05-01T00:20:00+02:00"), Past: true, Zone: stockholm(t)}
	for text, want := range map[string]string{
		"The API was down since 23:40 CEST.":             "2025-04-30T23:40:00+02:00",
		"The API was down since 00:10 CEST.":             "2025-05-01T00:10:00+02:00",
		"Yesterday at 15:00 CEST the API went down.":     "2025-04-30T15:00:00+02:00",
		"On Tuesday at 15:00 CEST the API went down.":    "2025-04-29T15:00:00+02:00",
		"The API was down since 9:40.":                   "2025-04-30T21:40:00+02:00", // the nearer half of the day
		"At 22:10 UTC the API went down.":                "2025-04-30T22:10:00Z",
		"At 5:10 PM Eastern time the API went down.":     "2025-04-30T17:10:00-04:00",
		"On December 31 at 15:00 CET the API went down.": "",
	} {
		marks, _, _ := Extract(text, posted)
		switch {
		case want == "" && len(marks) == 0:
		case len(marks) != 1 || want == "" || !marks[0].At.Equal(at(t, want)):
			t.Errorf("%q: got %v, want %s", text, marks, want)
		}
	}
}

// What a text says elsewhere decides on which day, in which zone and in which
// order a time is read.
func TestAcrossText(t *testing.T) {
	noAnchor := Context{Zone: stockholm(t)}
	for _, tc := range []struct {
		name, text string
		ctx        Context
		want       string // of the last mark, "" for none
	}{
		{"the day told with a clock time", "On 28 April 2025 at 08:08 UTC errors began.\n\nLater.\n\n17:00: service was fully restored.", Context{Anchor: anchor}, "2025-04-28T17:00:00Z"},
		{"two days told", "On 28 April 2025 at 08:08 UTC we noticed nothing. On 27 April 2025 at 08:08 UTC neither.\n\n17:00: service was fully restored.", Context{Anchor: anchor}, "2025-04-30T17:00:00Z"},
		{"order by another date", "Errors began on 05/04/2025 at 10:00 UTC. A first report came on 23/04/2025.", noAnchor, "2025-04-05T10:00:00Z"},
		{"order by weekday", "Errors began on Saturday 05/04/2025 at 10:00 UTC.", noAnchor, "2025-04-05T10:00:00Z"},
		{"order against itself", "Errors began on 05/04/2025 at 10:00 UTC. Dates: 23/04/2025, 04/23/2025.", noAnchor, ""},
		{"order as asked", "Errors began on 05/04/2025 at 10:00 UTC.", Context{Order: parse.MonthFirst}, "2025-05-04T10:00:00Z"},
		{"order by zone", "Errors began on 05/04/2025 at 10:00 EST.", noAnchor, "2025-05-04T10:00:00-04:00"},
		{"order unknown", "Errors began on 05/04/2025 at 10:00 UTC.", noAnchor, ""},
		{"full stops", "Errors began on 05.04.2025 at 10:00 UTC.", noAnchor, "2025-04-05T10:00:00Z"},
		{"the year of another date", "Report of 2 May 2025. Errors began on April 30 at 10:00 UTC.", noAnchor, "2025-04-30T10:00:00Z"},
		{"no year", "Errors began on April 30 at 10:00 UTC.", noAnchor, ""},
		{"today", "Today at 15:00 CEST errors began.", Context{Anchor: anchor}, "2025-04-30T15:00:00+02:00"},
		{"next morning", "At 22:00 CEST errors began. The next morning at 06:10 CEST service was restored.", Context{Anchor: anchor}, "2025-05-01T06:10:00+02:00"},
		{"backwards", "On 30 April 2025 at 19:34 UTC errors began. Service was restored at 08:00 UTC.", noAnchor, "2025-05-01T08:00:00Z"},
		{"two days as one range", "Date: April 29 - April 30, 2025\nErrors: 23:50 – 00:30 UTC, customers experienced errors.", Context{Anchor: anchor}, "2025-04-30T00:30:00Z"},
		{"all times in a city's", "Timeline (all times in Denver)\n2025-04-30 15:49 errors began", Context{}, "2025-04-30T15:49:00-06:00"},
		{"all times in words", "All times are given in Pacific Daylight Time.\n\n2025-04-30 15:49 errors began", Context{}, "2025-04-30T15:49:00-07:00"},
		{"a zone alone on its line", "Errors began on 30 April 2025 at 6:50am\n(GMT-07:00) America/Los Angeles", Context{}, "2025-04-30T06:50:00-07:00"},
		{"zone from its twin", "Errors began at 15:49 (13:49 UTC).", Context{Anchor: anchor}, "2025-04-30T15:49:00+02:00"},
		{"a post that was edited", "Errors began at 17:10 CEST.", Context{Anchor: anchor, Past: true}, "2025-04-30T17:10:00+02:00"},
	} {
		marks, _, warnings := Extract(tc.text, tc.ctx)
		if tc.want == "" {
			if len(marks) != 0 {
				t.Errorf("%s: got %v", tc.name, marks)
			}
		} else if len(marks) == 0 || !marks[len(marks)-1].At.Equal(at(t, tc.want)) {
			t.Errorf("%s: got %v %q, want %s", tc.name, marks, warnings, tc.want)
		}
	}
}

// A time given twice is one instant; where the two differ, both are told.
func TestTwins(t *testing.T) {
	for text, want := range map[string]string{
		"Errors began at 22:17 PDT (May 1 05:17 UTC).": "",
		"Errors began at 22:17 PDT (05:17 UTC).":       "",
		"Errors began at 22:17 PDT (06:17 UTC).":       "twice, as 22:17 -07:00 and as 1 May 06:17 +00:00",
		"Errors began at 3:30 PM EDT, 12:30 PM PDT.":   "",
	} {
		marks, _, _ := Extract("On April 30, 2025 the API broke. "+text, Context{})
		if len(marks) != 1 || marks[0].Warning != "" && want == "" || !strings.Contains(marks[0].Warning, want) {
			t.Errorf("%q: got %v, want %q", text, marks, want)
		}
	}
}

// A range whose end stands before its beginning on the clock crosses midnight
// only where the post that announced the resolution allows it.
func TestMidnightOnlyByPosts(t *testing.T) {
	for _, tc := range []struct {
		until, text, to string
		past            bool
	}{
		{"2025-04-30T17:41:00+02:00", "between 16:38 and 15:49 CEST", "", false},
		{"2025-04-30T17:41:00+02:00", "between 16:38 and 04:10 CEST", "", false},
		{"2025-05-01T04:30:00+02:00", "between 16:38 and 04:10 CEST", "2025-05-01T04:10:00+02:00", false},
		{"2025-05-01T08:30:00+02:00", "between 17:38 and 08:10 CEST", "2025-05-01T08:10:00+02:00", false},
		{"", "between 16:38 and 04:10 CEST", "2025-05-01T04:10:00+02:00", false},
		{"", "between 16:38 and 08:10 CEST", "", false},
		{"2025-04-30T16:09:00+02:00", "between 15:40 and 15:20 CEST", "", true},
	} {
		ctx := Context{Anchor: anchor, Past: tc.past}
		if tc.until != "" {
			ctx.Until = at(t, tc.until)
		}
		marks, _, warnings := Extract("The API was down "+tc.text+".", ctx)
		if tc.to == "" {
			if len(marks) != 0 || len(warnings) != 1 || !strings.Contains(warnings[0], tc.text) || !strings.Contains(warnings[0], "no midnight") {
				t.Errorf("%s until %q: got %v, warnings %q", tc.text, tc.until, marks, warnings)
			}
		} else if len(marks) != 2 || !marks[1].At.Equal(at(t, tc.to)) {
			t.Errorf("%s until %q: got %v %q, want %s", tc.text, tc.until, marks, warnings, tc.to)
		}
	}
}

// The fixed blanks of a page's layout read as blanks, and places and quotes
// stay those of the file.
func TestFixedBlanks(t *testing.T) {
	for _, blank := range []string{"\u00a0", "\u2007", "\u2009", "\u202f"} {
		text := strings.ReplaceAll("On April_30th 2025,\nthe API_was down between 3:49_PM and 4:38_PM_CEST.", "_", blank)
		marks, levels, _ := Extract(text, Context{Anchor: anchor, Offset: 40, Line: 3})
		if len(marks) != 2 || !marks[0].At.Equal(at(t, "2025-04-30T15:49:00+02:00")) || !marks[1].At.Equal(at(t, "2025-04-30T16:38:00+02:00")) {
			t.Errorf("%q: got %v", blank, marks)
			continue
		}
		m := marks[0]
		line := text[strings.Index(text, "\n")+1:]
		want := strings.ReplaceAll("between 3:49_PM and 4:38_PM_CEST", "_", blank)
		if m.Quote != want || text[m.Start-40:m.End-40] != want || m.Line != 4 || m.Column != strings.Index(line, want)+1 {
			t.Errorf("%q: %q at %d:%d, bytes %d to %d", blank, m.Quote, m.Line, m.Column, m.Start, m.End)
		}
		if len(levels) != 1 || text[levels[0].Start-40:levels[0].End-40] != levels[0].Quote || levels[0].Level != incident.Outage {
			t.Errorf("%q: levels %v", blank, levels)
		}
	}
}

// A zone that is only an offset has a name in warnings all the same.
func TestOffsetZoneName(t *testing.T) {
	zone, ok := ZoneOf("+02:00")
	marks, _, _ := Extract("Errors began at 15:49.", Context{Anchor: anchor, Zone: zone.Location()})
	if !ok || len(marks) != 1 || marks[0].Warning != "no zone is given: taken as UTC+02:00" {
		t.Errorf("got %+v", marks)
	}
}

// A timeline that runs past midnight without naming the day.
func TestPastMidnight(t *testing.T) {
	text := "Timeline for 30 April 2025 (UTC)\n22:10 errors began\n23:55 root cause identified\n00:40 rollback started\n01:15 service fully recovered\n"
	want := []string{"2025-04-30T22:10:00Z", "2025-04-30T23:55:00Z", "2025-05-01T00:40:00Z", "2025-05-01T01:15:00Z"}
	marks, _, _ := Extract(text, Context{Anchor: at(t, "2025-04-30T22:30:00Z"), Zone: time.UTC})
	if len(marks) != len(want) {
		t.Fatalf("got %v", marks)
	}
	for i, m := range marks {
		if !m.At.Equal(at(t, want[i])) || m.Basis != incident.Stated {
			t.Errorf("%q: got %s %s, want %s", m.Quote, m.Basis, m.At, want[i])
		}
	}
}

func TestPrecision(t *testing.T) {
	for text, want := range map[string]incident.Precision{
		"Errors began at 15:49 CEST.":               incident.Minute,
		"Errors began at 15:49:10 CEST.":            incident.Second,
		"Errors began at 3pm CEST.":                 incident.Hour,
		"Errors began at around 15:49 CEST.":        incident.About,
		"Errors began at ~3:49pm CEST.":             incident.About,
		"Errors began shortly after 15:49 CEST.":    incident.About,
		"Errors began approximately at 15:49 CEST.": incident.About,
	} {
		marks, _, _ := Extract(text, Context{Anchor: anchor})
		if len(marks) != 1 || marks[0].Precision != want {
			t.Errorf("%q: got %v, want %s", text, marks, want)
		}
	}
}

// Every zone row means the offset it says on some day of the year, so that a
// wrong place or offset in the table shows.
func TestZoneRows(t *testing.T) {
	for _, row := range zoneRows {
		z, ok := ZoneOf(row.letters)
		if !ok {
			t.Errorf("%s is not found", row.letters)
			continue
		}
		fits := 0
		for month := time.January; month <= time.December; month++ {
			got, warning := z.At(time.Date(2025, month, 15, 12, 0, 0, 0, time.UTC))
			if got.Format("15:04") != "12:00" {
				t.Errorf("%s: the wall clock moved to %s", row.letters, got)
			}
			if !strings.Contains(warning, "season") {
				fits++
			}
		}
		if fits == 0 {
			t.Errorf("%s fits no season of %s", row.letters, row.place)
		}
	}
	if _, ok := ZoneOf("XYZ"); ok {
		t.Error("XYZ is a zone")
	}
	// in the hour that comes twice the letters decide
	for letters, want := range map[string]string{"CEST": "2025-10-26T02:30:00+02:00", "CET": "2025-10-26T02:30:00+01:00"} {
		z, _ := ZoneOf(letters)
		if got, w := z.At(time.Date(2025, 10, 26, 2, 30, 0, 0, time.UTC)); !got.Equal(at(t, want)) || w != "" {
			t.Errorf("%s: got %s %s", letters, got, w)
		}
	}
}
