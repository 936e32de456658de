package contract

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func load(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestLocalTime(t *testing.T) {
	for _, c := range []struct{ zone, wall, want string }{
		{"Europe/Stockholm", "2025-04-12 22:00:00", "2025-04-12T22:00:00+02:00"},
		{"Europe/Stockholm", "2025-03-30 01:59:59", "2025-03-30T01:59:59+01:00"},
		{"Europe/Stockholm", "2025-03-30 02:00:00", "2025-03-30 02:00:00 does not exist in Europe/Stockholm: the clocks jump over it"},
		{"Europe/Stockholm", "2025-03-30 03:00:00", "2025-03-30T03:00:00+02:00"},
		{"Europe/Stockholm", "2025-10-26 01:59:59", "2025-10-26T01:59:59+02:00"},
		{"Europe/Stockholm", "2025-10-26 02:59:59", "2025-10-26 02:59:59 occurs twice in Europe/Stockholm: the clocks are set back over it"},
		{"Europe/Stockholm", "2025-10-26 03:00:00", "2025-10-26T03:00:00+01:00"},
		{"Australia/Lord_Howe", "2025-10-05 02:15:00", "2025-10-05 02:15:00 does not exist in Australia/Lord_Howe: the clocks jump over it"},
		{"Pacific/Apia", "2011-12-30 12:00:00", "2011-12-30 12:00:00 does not exist in Pacific/Apia: the clocks jump over it"},
		{"UTC", "2025-03-30 02:30:00", "2025-03-30T02:30:00Z"},
	} {
		wall, err := time.Parse(time.DateTime, c.wall)
		if err != nil {
			t.Fatal(err)
		}
		at, err := LocalTime(wall, load(t, c.zone))
		got := at.Format(time.RFC3339)
		if err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestTwice(t *testing.T) {
	_, err := LocalTime(time.Date(2025, 10, 26, 2, 30, 0, 0, time.UTC), load(t, "Europe/Stockholm"))
	var clock *ClockError
	if !errors.As(err, &clock) || len(clock.Twice) != 2 || clock.Twice[1].Sub(clock.Twice[0]) != time.Hour {
		t.Errorf("got %v, want two instants an hour apart", err)
	}
}

func TestStartOfDay(t *testing.T) {
	for _, c := range []struct {
		zone, want string
		y          int
		m          time.Month
		d          int
	}{
		{"Europe/Stockholm", "2025-03-30T00:00:00+01:00", 2025, 3, 30},
		{"Europe/Stockholm", "2025-05-01T00:00:00+02:00", 2025, 4, 31},
		{"America/Sao_Paulo", "2018-11-04T01:00:00-02:00", 2018, 11, 4}, // no midnight
		{"America/Havana", "2025-11-02T00:00:00-04:00", 2025, 11, 2},    // two of them
	} {
		if got := StartOfDay(c.y, c.m, c.d, load(t, c.zone)).Format(time.RFC3339); got != c.want {
			t.Errorf("%s: got %s, want %s", c.zone, got, c.want)
		}
	}
}

// Every instant is found again from what the clocks show at it, or is one of
// two that they show alike.
func TestLocalTimeFindsEveryInstant(t *testing.T) {
	zone := load(t, "Europe/Stockholm")
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "seconds"), 0).In(zone)
		got, err := LocalTime(at, zone)
		var clock *ClockError
		switch {
		case errors.As(err, &clock):
			if len(clock.Twice) != 2 || !clock.Twice[0].Equal(at) && !clock.Twice[1].Equal(at) {
				t.Errorf("%s: %v", at, err)
			}
		case !got.Equal(at):
			t.Errorf("%s was found as %s", at, got)
		}
	})
}
