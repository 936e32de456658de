package contract

import (
	"testing"
	"time"
)

// Deadlines end with the day on which they are up, in the zone of what they run
// from; hours are exact.
func TestDue(t *testing.T) {
	stockholm, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	at := func(text string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", text, stockholm)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct {
		deadline     Deadline
		anchor, want string
	}{
		{Deadline{N: 30, Unit: InDays}, "2025-04-30 00:00", "2025-05-31 00:00"},
		{Deadline{N: 24, Unit: InHours}, "2025-03-29 12:00", "2025-03-30 13:00"},       // the clocks go forward
		{Deadline{N: 5, Unit: InBusinessDays}, "2025-04-30 17:03", "2025-05-09 00:00"}, // 1 May is a holiday
		{Deadline{N: 1, Unit: InMonths}, "2025-01-31 23:59", "2025-03-01 00:00"},       // 28 February is the last day
		{Deadline{N: 1, Unit: InMonths}, "2025-04-30 23:59", "2025-06-01 00:00"},       // to the end of May
		{Deadline{N: 2, Unit: InCycles}, "2025-11-15 10:00", "2026-01-16 00:00"},
		{Deadline{N: 0, Unit: InDays}, "2025-04-30 17:03", "2025-05-01 00:00"},
	} {
		if got := c.deadline.Due(at(c.anchor), []Date{{2025, time.May, 1}}); !got.Equal(at(c.want)) {
			t.Errorf("%d %s from %s is due %s, want %s", c.deadline.N, c.deadline.Unit, c.anchor, got, c.want)
		}
	}
}
