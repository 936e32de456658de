package calendar

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/contract"
)

func stockholm(t testing.TB) *time.Location {
	t.Helper()
	z, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// inCalendar is a calendar that holds one event with these lines, the first of
// which is line 3.
func inCalendar(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func TestTimes(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string // start/end
	}{
		"UTC":                       {[]string{"DTSTART:20250412T200000Z", "DTEND:20250412T210000Z"}, "2025-04-12T22:00:00+02:00/2025-04-12T23:00:00+02:00"},
		"zone named":                {[]string{"DTSTART;TZID=America/New_York:20250412T160000", "DTEND;TZID=America/New_York:20250412T170000"}, "2025-04-12T22:00:00+02:00/2025-04-12T23:00:00+02:00"},
		"zone quoted":               {[]string{`DTSTART;TZID="Europe/Stockholm":20250412T220000`, `DTEND;tzid="Europe/Stockholm":20250412T230000`}, "2025-04-12T22:00:00+02:00/2025-04-12T23:00:00+02:00"},
		"zone with a path":          {[]string{"DTSTART;TZID=/example.org/20050126_1/Europe/Stockholm:20250412T220000", "DURATION:PT1H"}, "2025-04-12T22:00:00+02:00/2025-04-12T23:00:00+02:00"},
		"floating":                  {[]string{"DTSTART:20250112T220000", "DTEND:20250112T230000"}, "2025-01-12T22:00:00+01:00/2025-01-12T23:00:00+01:00"},
		"length":                    {[]string{"DTSTART:20250412T220000", "DURATION:PT1H30M15S"}, "2025-04-12T22:00:00+02:00/2025-04-12T23:30:15+02:00"},
		"hours over summer time":    {[]string{"DTSTART:20250329T220000", "DURATION:PT24H"}, "2025-03-29T22:00:00+01:00/2025-03-30T23:00:00+02:00"},
		"a day over summer time":    {[]string{"DTSTART:20250329T220000", "DURATION:P1D"}, "2025-03-29T22:00:00+01:00/2025-03-30T22:00:00+02:00"},
		"a week and no more":        {[]string{"DTSTART:20250401T000000", "DURATION:P1W"}, "2025-04-01T00:00:00+02:00/2025-04-08T00:00:00+02:00"},
		"whole day of 23 hours":     {[]string{"DTSTART;VALUE=DATE:20250330"}, "2025-03-30T00:00:00+01:00/2025-03-31T00:00:00+02:00"},
		"whole days, end exclusive": {[]string{"DTSTART;VALUE=DATE:20250401", "DTEND;VALUE=DATE:20250403"}, "2025-04-01T00:00:00+02:00/2025-04-03T00:00:00+02:00"},
	} {
		t.Run(name, func(t *testing.T) {
			data := inCalendar(append([]string{"UID:a"}, c.lines...)...)
			got, errs := Read("m.ics", []byte(data), nil, stockholm(t))
			if len(errs) > 0 || len(got) != 1 {
				t.Fatalf("got %v, errors %v", got, errs)
			}
			in := func(at time.Time) string { return at.In(stockholm(t)).Format(time.RFC3339) }
			if s := in(got[0].Start) + "/" + in(got[0].End); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestEvents(t *testing.T) {
	const data = `BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:later
SUMMARY:Network\, part two\nwith a
  long title
DTSTAMP:20250401T080000Z
CREATED:20250331T080000Z
DTSTART:20250412T200000Z
DTEND:20250412T210000Z
BEGIN:VALARM
TRIGGER:-PT30M
DURATION:PT5M
SUMMARY:not the title
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:gone
STATUS:CANCELLED
DTSTART:20250412T200000Z
END:VEVENT
BEGIN:VEVENT
UID:earlier
DTSTAMP:20250401T080000Z
DTSTART:20250411T200000Z
DTEND:20250411T210000Z
END:VEVENT
END:VCALENDAR
`
	utc := func(d, h int) time.Time { return time.Date(2025, 4, d, h, 0, 0, 0, time.UTC) }
	got, errs := Read("m.ics", []byte(data), []string{"api"}, time.UTC)
	want := []contract.Maintenance{
		{ID: "earlier", Title: "earlier", Services: []string{"api"}, Start: utc(11, 20), End: utc(11, 21), Announced: utc(1, 8),
			Place: contract.Place{File: "m.ics", Line: 29, Column: 1}},
		{ID: "later", Title: "Network, part two with a long title", Services: []string{"api"}, Start: utc(12, 20), End: utc(12, 21),
			Announced: time.Date(2025, 3, 31, 8, 0, 0, 0, time.UTC), Place: contract.Place{File: "m.ics", Line: 10, Column: 1}},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(errs) > 0 {
		t.Errorf("errors %v, difference (-want +got):\n%s", errs, diff)
	}
}

func TestCancelledCalendar(t *testing.T) {
	data := strings.Replace(inCalendar("UID:a", "DTSTART:20250412T200000Z", "DURATION:PT1H"), "BEGIN:VEVENT", "METHOD:CANCEL\r\nBEGIN:VEVENT", 1)
	if got, errs := Read("m.ics", []byte(data), nil, time.UTC); len(got)+len(errs) > 0 {
		t.Errorf("got %v, errors %v, want nothing", got, errs)
	}
}

func TestMisreadings(t *testing.T) {
	const start, end = "DTSTART:20250412T200000Z", "DTEND:20250412T210000Z"
	for name, c := range map[string]struct{ data, want string }{
		"empty":            {"", "m.ics:1: the calendar is empty"},
		"no calendar":      {"hello\n", `m.ics:1: "hello": expected BEGIN:VCALENDAR: is this an iCalendar file?`},
		"cut off":          {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "m.ics:3: the file ends inside VEVENT: was it cut off?"},
		"crossed":          {"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", "m.ics:3: END:VCALENDAR inside VEVENT"},
		"not a line":       {inCalendar("UID:a", "no colon", start, end), `m.ics:4: "no colon" is not a calendar line: expected NAME:value`},
		"not UTF-8":        {inCalendar("UID:a", "SUMMARY:\xff", start, end), "m.ics:4: the line SUMMARY is not valid UTF-8: save the calendar as UTF-8"},
		"recurs":           {inCalendar("UID:a", "SUMMARY:Patch day", start, end, "RRULE:FREQ=WEEKLY"), `m.ics:7: event "Patch day" (UID a): it recurs (RRULE), and recurring events are not read: export each date as an event of its own`},
		"no UID":           {inCalendar("SUMMARY:x", start, end), `m.ics:2: event "x" (UID ): it has no UID`},
		"no start":         {inCalendar("UID:a", end), `m.ics:2: event "a" (UID a): it has no start (DTSTART)`},
		"no end":           {inCalendar("UID:a", start), `m.ics:2: event "a" (UID a): it has no end: DTEND and DURATION are missing`},
		"two ends":         {inCalendar("UID:a", start, end, "DURATION:PT1H"), `m.ics:6: event "a" (UID a): it has both an end (DTEND) and a length (DURATION)`},
		"ends first":       {inCalendar("UID:a", start, "DTEND:20250412T190000Z"), `m.ics:5: event "a" (UID a): it ends at 2025-04-12T21:00:00+02:00, not after it starts at 2025-04-12T22:00:00+02:00`},
		"no time":          {inCalendar("UID:a", "DTSTART:yesterday", end), `m.ics:4: event "a" (UID a): DTSTART: "yesterday" is not a time: expected 20250412T220000`},
		"no zone":          {inCalendar("UID:a", "DTSTART;TZID=W. Europe Standard Time:20250412T200000", end), `m.ics:4: event "a" (UID a): DTSTART: its zone "W. Europe Standard Time" is no IANA zone: set it to a name like Europe/Stockholm`},
		"machine's zone":   {inCalendar("UID:a", "DTSTART;TZID=Local:20250412T200000", end), `m.ics:4: event "a" (UID a): DTSTART: its zone "Local" is no IANA zone: set it to a name like Europe/Stockholm`},
		"skipped":          {inCalendar("UID:a", "DTSTART:20250330T023000", end), `m.ics:4: event "a" (UID a): DTSTART: 2025-03-30 02:30:00 does not exist in Europe/Stockholm: the clocks jump over it: write it in UTC, with a Z`},
		"twice":            {inCalendar("UID:a", "DTSTART:20251026T023000", end), `m.ics:4: event "a" (UID a): DTSTART: 2025-10-26 02:30:00 occurs twice in Europe/Stockholm: the clocks are set back over it: write it in UTC, with a Z`},
		"negative length":  {inCalendar("UID:a", start, "DURATION:-PT1H"), `m.ics:5: event "a" (UID a): DURATION: "-PT1H" is not a length: expected PT1H30M or P1D`},
		"no length":        {inCalendar("UID:a", start, "DURATION:P"), `m.ics:5: event "a" (UID a): DURATION: "P" is not a length: expected PT1H30M or P1D`},
		"zero length":      {inCalendar("UID:a", start, "DURATION:PT0S"), `m.ics:5: event "a" (UID a): it ends at 2025-04-12T22:00:00+02:00, not after it starts at 2025-04-12T22:00:00+02:00`},
		"announced badly":  {inCalendar("UID:a", start, end, "CREATED:x"), `m.ics:6: event "a" (UID a): CREATED: "x" is not a time: expected 20250412T220000`},
		"UID twice":        {strings.Replace(inCalendar("UID:a", start, end), "END:VCALENDAR", "BEGIN:VEVENT\nUID:a\nEND:VEVENT\nEND:VCALENDAR", 1), `m.ics:7: event "a" (UID a): its UID stands on line 2 already`},
		"line too long":    {inCalendar("UID:a", "SUMMARY:"+strings.Repeat("x", maxLine), start, end), fmt.Sprintf("m.ics:4: the line SUMMARY has %d bytes, at most %d are read", maxLine+8, maxLine)},
		"calendar too big": {strings.Repeat("\n", maxBytes+1), fmt.Sprintf("m.ics:1: the file has %d bytes, a calendar has at most %d", maxBytes+1, maxBytes)},
	} {
		t.Run(name, func(t *testing.T) {
			_, errs := Read("m.ics", []byte(c.data), nil, stockholm(t))
			if len(errs) != 1 || errs[0].Error() != c.want {
				t.Errorf("got  %v\nwant %s", errs, c.want)
			}
		})
	}
}

// A hostile calendar of the largest size is read in seconds.
func TestHostileParameters(t *testing.T) {
	line := "DTSTART" + strings.Repeat(";A=B", (maxLine-20)/4) + ":20250412T200000Z\n"
	data := "BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + strings.Repeat(line, (maxBytes-100)/len(line))
	began := time.Now()
	if _, errs := Read("m.ics", []byte(data), nil, time.UTC); len(errs) == 0 {
		t.Error("a calendar that is cut off was read without a problem")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add(inCalendar("UID:a", "SUMMARY:x", "DTSTART:20250412T200000Z", "DTEND:20250412T210000Z", "CREATED:20250401T080000Z"))
	f.Add(inCalendar("UID:a", "DTSTART;TZID=Europe/Stockholm:20250330T013000", "DURATION:P1DT1H"))
	f.Add(inCalendar("UID:a", "DTSTART;VALUE=DATE:20250330", "RRULE:FREQ=DAILY"))
	f.Add("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR")
	zone := stockholm(f)
	f.Fuzz(func(t *testing.T, data string) {
		found, errs := Read("m.ics", []byte(data), nil, zone)
		events := strings.Count(strings.ToUpper(data), "VEVENT")
		if len(found) > events {
			t.Errorf("%d events found, the file names VEVENT %d times", len(found), events)
		}
		for i, m := range found {
			if !m.Start.Before(m.End) || m.ID == "" || m.Title == "" || m.Place.Line < 1 {
				t.Errorf("not a maintenance: %+v", m)
			}
			if i > 0 && m.Start.Before(found[i-1].Start) {
				t.Errorf("%s comes after a later start", m.ID)
			}
		}
		if len(found) == 0 && len(errs) == 0 && !strings.Contains(strings.ToUpper(data), "VCALENDAR") {
			t.Error("neither events nor errors")
		}
	})
}
