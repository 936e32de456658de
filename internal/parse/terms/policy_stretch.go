package terms

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/span"
)

// Stretch is the length of a period as it is written: a month (2025-03), a
// quarter (2025-Q1) or a year (2025) of the calendar in zone, which is its name
// as well, or days (30 days) or a duration (43200m) without a name. It is in
// whole minutes.
func Stretch(s string, zone *time.Location) (length time.Duration, name string, err error) {
	bad := advice{fmt.Sprintf("%.40q is not a period", s), "write 2025-03, 2025-Q1, 2025, 30 days or 43200m"}
	if days, ok := strings.CutSuffix(strings.TrimSuffix(s, "s"), " day"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > 3660 {
			return 0, "", bad
		}
		return time.Duration(n) * 24 * time.Hour, "", nil
	}
	if v, err := minutes(s); err == nil {
		if v == 0 || v > int64(maxPeriod/time.Minute) {
			return 0, "", bad
		}
		return time.Duration(v) * time.Minute, "", nil
	}
	year, part, _ := strings.Cut(s, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || y < 1970 {
		return 0, "", bad
	}
	first, count := time.January, 12
	switch {
	case part == "":
	case len(part) == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4':
		first, count = time.Month(3*(part[1]-'1')+1), 3
	default:
		p, err := span.ParsePeriod(s, zone)
		if err != nil {
			return 0, "", bad
		}
		first, count = p.Start.Month(), 1
	}
	start, end := span.Month(y, first, zone).Start, span.Month(y, first+time.Month(count), zone).Start
	return end.Sub(start).Truncate(time.Minute), s, nil
}

// Began is the first day of a calendar period as Stretch reads it, at midnight
// in UTC.
func Began(s string) (time.Time, bool) {
	_, name, err := Stretch(s, time.UTC)
	if err != nil || name == "" {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(name[:4])
	month := time.January
	switch {
	case len(name) == 7 && name[5] == 'Q':
		month = time.Month(3*(name[6]-'1') + 1)
	case len(name) == 7:
		n, _ := strconv.Atoi(name[5:])
		month = time.Month(n)
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), true
}
