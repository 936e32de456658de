package prose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// writers of a day and of a time of day: what they write is read back.
var (
	dayWriters = []func(t time.Time) string{
		func(t time.Time) string { return t.Format("2006-01-02") },
		func(t time.Time) string { return t.Format("2006/01/02") },
		func(t time.Time) string { return t.Format("2 January 2006") },
		func(t time.Time) string { return t.Format("2-Jan-2006") },
		func(t time.Time) string { return t.Format("January 2, 2006") },
		func(t time.Time) string { return t.Format("Jan 2 2006") },
		func(t time.Time) string { return t.Format("Monday, January 2") },
		func(t time.Time) string { return t.Format("Mon 2 Jan") },
		func(t time.Time) string {
			return fmt.Sprintf("the %d%s of %s", t.Day(), nthOf(t.Day()), t.Format("January 2006"))
		},
		func(t time.Time) string { return t.Format("January 2") + nthOf(t.Day()) },
		func(t time.Time) string { return strings.ToUpper(t.Format("2 Jan 2006")) },
		func(t time.Time) string { return strings.Replace(t.Format("Jan 2, 2006"), "Sep", "Sept.", 1) },
		func(t time.Time) string { return t.Format("02.01.2006") },
	}
	clockWriters = []func(t time.Time) string{
		func(t time.Time) string { return t.Format("15:04") },
		func(t time.Time) string { return t.Format("15:04:05") },
		func(t time.Time) string { return t.Format("3:04 PM") },
		func(t time.Time) string { return t.Format("3:04pm") },
		func(t time.Time) string {
			return strings.NewReplacer("am", "a.m.", "pm", "p.m.").Replace(t.Format("3:04 pm"))
		},
		func(t time.Time) string { return strings.TrimSuffix(t.Format("3:04pm"), "m") },
		func(t time.Time) string { return t.Format("3.04pm") },
		func(t time.Time) string { return t.Format("15:04") + " hrs" },
		func(t time.Time) string { return t.Format("1504") },
	}
	zoneWriters = []struct{ place, written string }{
		{"UTC", " UTC"}, {"UTC", "UTC"}, {"UTC", " (UTC)"}, {"UTC", " GMT"}, {"UTC", " Coordinated Universal Time"},
		{"America/Los_Angeles", " PT"}, {"America/Los_Angeles", " Pacific"}, {"America/Los_Angeles", " pacific time"}, {"America/Los_Angeles", " (Pacific Time)"},
		{"America/New_York", " ET"}, {"America/New_York", " Eastern Time"}, {"America/New_York", " US Eastern"}, {"America/Denver", " Denver time"}, {"America/Denver", " (Denver)"},
		{"Europe/London", " UK time"}, {"Europe/London", " London time"}, {"Europe/Berlin", " Europe/Berlin"},
		{"Asia/Kolkata", " IST"}, {"Asia/Kolkata", " UTC+5:30"}, {"Asia/Kolkata", " (GMT +05:30)"}, {"Asia/Tokyo", " JST"}, {"Asia/Tokyo", " UTC+9"}, {"America/Bogota", " UTC-5"},
	}
)

func nthOf(n int) string {
	switch {
	case n%10 == 1 && n != 11:
		return "st"
	case n%10 == 2 && n != 12:
		return "nd"
	case n%10 == 3 && n != 13:
		return "rd"
	}
	return "th"
}

// A minute of any day written in any of these ways, in any zone, is read back
// as the same instant.
func TestWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom(zoneWriters).Draw(t, "zone")
		place, err := time.LoadLocation(zone.place)
		if err != nil {
			t.Fatal(err)
		}
		from := time.Unix(rapid.Int64Range(1_400_000_000, 1_800_000_000).Draw(t, "seconds")/60*60, 0).In(place)
		to := from.Add(time.Duration(rapid.IntRange(1, 11*60).Draw(t, "minutes")) * time.Minute)
		if wallRepeats(from) || wallRepeats(to) {
			t.Skip("an hour that comes twice")
		}
		day, clock := rapid.SampledFrom(dayWriters).Draw(t, "day"), rapid.SampledFrom(clockWriters).Draw(t, "clock")
		if y := from.Format("1504") + to.Format(" 1504"); strings.Contains(y, "201") || strings.Contains(y, "202") || strings.Contains(y, "203") || strings.Contains(y, "204") {
			t.Skip("without a colon it reads as a year")
		}
		write := func(at time.Time) string { return strings.Replace(clock(at)+zone.written, "hrsU", "hrs U", 1) }
		var text string
		switch rapid.IntRange(0, 3).Draw(t, "shape") {
		case 0:
			text = fmt.Sprintf("On %s between %s and %s the API was unavailable.", day(from), write(from), write(to))
		case 1:
			text = fmt.Sprintf("The API was unavailable from %s at %s until %s at %s.", day(from), write(from), day(to), write(to))
		case 2:
			text = fmt.Sprintf("The API was unavailable from %s on %s to %s on %s.", write(from), day(from), write(to), day(to))
		case 3:
			text = fmt.Sprintf("Outage: %s %s - %s %s, the API was unavailable", day(from), write(from), day(to), write(to))
		}
		marks, _, warnings := Extract(text, Context{Anchor: from.Truncate(time.Minute)})
		if len(marks) != 2 || !marks[0].At.Equal(from) || !marks[1].At.Equal(to) {
			t.Fatalf("%q: got %v %q, want %s and %s", text, marks, warnings, from, to)
		}
		for _, m := range marks {
			if text[m.Start:m.End] != m.Quote {
				t.Fatalf("%q: %+v is not in its place", text, m)
			}
		}
	})
}

// wallRepeats says that the clock shows the time of at within a day of a change
// of the clocks: letters that name a place cannot tell the two hours apart.
func wallRepeats(at time.Time) bool {
	_, a := at.Add(-24 * time.Hour).Zone()
	_, b := at.Add(24 * time.Hour).Zone()
	return a != b
}
