package terms

import (
	"errors"
	"fmt"
	"time"

	"aftermath/internal/contract"
)

// zone is an IANA time zone. Names of the machine's own zone and of files that
// are no zones (localtime, posix/…, right/…) begin with a lower-case letter or
// are Local.
func zone(s string) (*time.Location, error) {
	bad := advice{fmt.Sprintf("%q is not a time zone", s), "write an IANA name, like Europe/Stockholm or UTC"}
	if s == "" || s == "Local" || s[0] < 'A' || s[0] > 'Z' {
		return nil, bad
	}
	z, err := time.LoadLocation(s)
	if err != nil {
		return nil, bad
	}
	return z, nil
}

// zone is the organisation's zone; UTC while that could not be read.
func (d *decoder) zone() *time.Location {
	if z := d.config.Book.Zone; z != nil {
		return z
	}
	return time.UTC
}

// instant is a wall clock reading in z, or a time with its own offset.
func instant(z *time.Location) func(string) (time.Time, error) {
	return func(s string) (time.Time, error) {
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return t.In(z), nil
		}
		for _, form := range []string{"2006-01-02 15:04", time.DateTime} {
			if wall, err := time.Parse(form, s); err == nil {
				return local(wall, z)
			}
		}
		return time.Time{}, advice{fmt.Sprintf("%q is not a time", s),
			"write 2025-04-12 22:00, or with an offset 2025-04-12T22:00:00+02:00"}
	}
}

func local(wall time.Time, z *time.Location) (time.Time, error) {
	t, err := contract.LocalTime(wall, z)
	var clock *contract.ClockError
	if !errors.As(err, &clock) {
		return t, err
	}
	hint := "write a time that the clocks show"
	if len(clock.Twice) == 2 {
		hint = fmt.Sprintf("write %s or %s", clock.Twice[0].Format(time.RFC3339), clock.Twice[1].Format(time.RFC3339))
	}
	return t, advice{clock.Error(), hint}
}

// date is the first instant of a calendar day in z.
func date(z *time.Location) func(string) (time.Time, error) {
	return func(s string) (time.Time, error) {
		day, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return time.Time{}, advice{fmt.Sprintf("%q is not a date", s), "write year, month and day, like 2024-01-01"}
		}
		return contract.StartOfDay(day.Year(), day.Month(), day.Day(), z), nil
	}
}
