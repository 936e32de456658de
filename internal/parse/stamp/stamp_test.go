package stamp

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

func stockholm(t testing.TB) *time.Location {
	z, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestRead(t *testing.T) {
	zone := Zone{Place: stockholm(t)}
	for _, c := range []struct {
		words string
		order parse.DateOrder
		want  string
	}{
		{"2025-04-30T16:09:00+02:00", "", "2025-04-30T16:09:00+02:00"},
		{"2025-04-30T16:09:00.123456Z", "", "2025-04-30T16:09:00Z"},
		{"2025-04-30T16:09:00", "", "2025-04-30T16:09:00+02:00 assumed"},
		{"2025-04-30 16:09:00 UTC", "", "2025-04-30T16:09:00Z"},
		{"2025-04-30 16:09 CEST", "", "2025-04-30T16:09:00+02:00"},
		{"2025-04-30 16:09:00 +0200", "", "2025-04-30T16:09:00+02:00"},
		{"2025-04-30 16:09:00 UTC+2", "", "2025-04-30T16:09:00+02:00"},
		{"2025-04-30 16:09 Europe/London", "", "2025-04-30T16:09:00+01:00"},
		{"2025/04/30 16:09", "", "2025-04-30T16:09:00+02:00 assumed"},
		{"Apr 30, 2025 4:09 PM", "", "2025-04-30T16:09:00+02:00 assumed"},
		{"April 30th, 2025, 4:09 PM UTC", "", "2025-04-30T16:09:00Z"},
		{"Apr 30, 2025 at 12:09 a.m. (UTC)", "", "2025-04-30T00:09:00Z"},
		{"Wed, 30 Apr 2025 16:09:00 GMT", "", "2025-04-30T16:09:00Z"},
		{"30 April 2025 16:09 UTC", "", "2025-04-30T16:09:00Z"},
		{"30/Apr/25 4:09 PM UTC", "", "2025-04-30T16:09:00Z"},
		{"30/04/2025 16:09 UTC", "", "2025-04-30T16:09:00Z"},
		{"4/30/2025 4:09 PM UTC", "", "2025-04-30T16:09:00Z"},
		{"03/04/2025 16:09 UTC", parse.DayFirst, "2025-04-03T16:09:00Z"},
		{"03/04/2025 16:09 UTC", parse.MonthFirst, "2025-03-04T16:09:00Z"},
		{"04/04/2025 16:09 UTC", "", "2025-04-04T16:09:00Z"},
		{"03.04.2025 16:09 UTC", parse.MonthFirst, "2025-04-03T16:09:00Z"},
		{"1746022140", "", "2025-04-30T14:09:00Z"},
		{"1746022140.5", "", "2025-04-30T14:09:00Z"},
		{"1746022140999", "", "2025-04-30T14:09:00Z"},
		{" 2025-04-30\u00a016:09 UTC ", "", "2025-04-30T16:09:00Z"},
	} {
		s, err := Read(c.words, zone, c.order)
		if err != nil {
			t.Errorf("%q: %v", c.words, err)
			continue
		}
		got := s.At.Format(time.RFC3339)
		if strings.Contains(s.Warning, "taken as Europe/Stockholm") {
			got += " assumed"
		}
		if got != c.want {
			t.Errorf("%q: got %s, want %s", c.words, got, c.want)
		}
	}
}

func TestReadPrecision(t *testing.T) {
	for words, want := range map[string]incident.Precision{
		"2025-04-30 16:09 UTC": incident.Minute, "2025-04-30 16:09:00 UTC": incident.Second, "1746022140": incident.Second,
	} {
		if s, err := Read(words, Zone{Place: time.UTC}, ""); err != nil || s.Precision != want {
			t.Errorf("%q: got %s, %v", words, s.Precision, err)
		}
	}
}

// Where a file names its zone, its clocks are no assumption.
func TestReadSaid(t *testing.T) {
	s, err := Read("2025-04-30 16:09", Zone{Place: stockholm(t), Said: true}, "")
	if err != nil || s.Warning != "" || s.At.UTC().Hour() != 14 {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestRefuse(t *testing.T) {
	zone := Zone{Place: stockholm(t)}
	for words, why := range map[string]string{
		"":                             "is no time",
		"soon":                         "is no time",
		"2025-04-30":                   "no clock time",
		"03/04/2025 16:09":             "day and month or as month and day",
		"2025-02-30 10:00":             "no day of the calendar",
		"1850-02-03 10:00":             "no day of the calendar",
		"Foo 3, 2025 10:00":            "no day of the calendar",
		"2025-04-30 24:10":             "no time of day",
		"2025-04-30 13:10 PM":          "12 hours",
		"2025-04-30 13:10 XQZ":         "is not known",
		"2025-04-30 13:10 Local":       "is not known",
		"2025-03-30 02:30":             "does not exist",
		"2025-10-26 02:30":             "occurs twice",
		"2025-04-30 16:09 to 17:03":    "is no time",
		"99999999999999999999":         "is no time",
		"12":                           "is no time",
		"2025-04-30 16:09 Etc/Nowhere": "is not known",
	} {
		if s, err := Read(words, zone, ""); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: got %v, %v, want %q", words, s.At, err, why)
		}
	}
}

func TestOrder(t *testing.T) {
	for _, c := range []struct {
		cells []string
		known parse.DateOrder
		want  parse.DateOrder
		ok    bool
	}{
		{[]string{"03/04/2025 10:00", "13/04/2025 10:00"}, "", parse.DayFirst, true},
		{[]string{"03/04/2025 10:00", "04/13/2025 10:00"}, parse.DayFirst, parse.MonthFirst, true},
		{[]string{"03/04/2025 10:00", "", "2025-04-13 10:00"}, "", "", true},
		{[]string{"03/04/2025 10:00"}, parse.MonthFirst, parse.MonthFirst, true},
		{[]string{"13/04/2025 10:00", "04/13/2025 10:00"}, parse.DayFirst, "", false},
		{[]string{"13.04.2025 10:00"}, parse.MonthFirst, parse.MonthFirst, true},
	} {
		order, a, b, ok := Order(c.cells, c.known)
		if order != c.want || ok != c.ok || !ok && (a != 0 || b != 1) {
			t.Errorf("%q: got %q, %d, %d, %v", c.cells, order, a, b, ok)
		}
	}
}

// FuzzRead: what is read lies in the years that are read, and reads the same
// when it is written down again.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"2025-04-30T16:09:00+02:00", "Apr 30, 2025 4:09 PM", "30/04/2025 16:09 CET", "1746022140999", "2025-10-26 02:30", "30/Apr/25 4:09 PM"} {
		f.Add(s)
	}
	zone := Zone{Place: stockholm(f)}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Read(s, zone, parse.DayFirst)
		if err != nil {
			return
		}
		if y := got.At.Year(); y < firstYear-1 || y > lastYear+1 {
			t.Errorf("%q: year %d", s, y)
		}
		again, err := Read(got.At.UTC().Format(time.RFC3339), zone, "")
		if y := got.At.UTC().Year(); err != nil && y >= firstYear && y <= lastYear || err == nil && !again.At.Equal(got.At) {
			t.Errorf("%q: %s reads again as %s, %v", s, got.At, again.At, err)
		}
	})
}
