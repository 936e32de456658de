package calendar

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/contract"
)

// when is the instant that a DATE or DATE-TIME property names, and whether it
// is a whole day: in UTC (…Z), in the zone of its TZID, or in the reader's.
func (r *reader) when(p property) (t time.Time, day bool, err error) {
	zone := r.zone
	if name := p.params["TZID"]; name != "" {
		if zone, err = location(name); err != nil {
			return t, false, wrong(p.line, "%s: its zone %.80q is no IANA zone: set it to a name like Europe/Stockholm", p.name, name)
		}
	}
	s := p.value
	if d, err := time.Parse("20060102", s); err == nil {
		return contract.StartOfDay(d.Year(), d.Month(), d.Day(), zone), true, nil
	}
	if t, err := time.Parse("20060102T150405Z", s); err == nil {
		return t.In(zone), false, nil
	}
	wall, err := time.Parse("20060102T150405", s)
	if err != nil {
		return t, false, wrong(p.line, "%s: %.40q is not a time: expected 20250412T220000", p.name, s)
	}
	if t, err = contract.LocalTime(wall, zone); err != nil {
		return t, false, wrong(p.line, "%s: %w: write it in UTC, with a Z", p.name, err)
	}
	return t, false, nil
}

// location is an IANA zone; some programs put a path before its name. The
// machine's own zone has a name too, but not one that means the same elsewhere.
func location(name string) (*time.Location, error) {
	parts := strings.Split(strings.Trim(name, "/"), "/")
	if len(parts) > 3 || strings.HasPrefix(name, "/") {
		name = strings.Join(parts[max(0, len(parts)-2):], "/")
	}
	if name == "" || name == "Local" || name[0] < 'A' || name[0] > 'Z' {
		return nil, strconv.ErrSyntax
	}
	return time.LoadLocation(name)
}

var durationForm = regexp.MustCompile(`^\+?P(?:([0-9]{1,5})W|(?:([0-9]{1,5})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,8})S)?)?)$`)

// after is start plus a DURATION. Weeks and days are those of the calendar,
// whatever their length; hours, minutes and seconds are exact (RFC 5545,
// section 3.3.6).
func after(start time.Time, p property) (time.Time, error) {
	s := strings.ToUpper(p.value)
	m := durationForm.FindStringSubmatch(s)
	if m == nil || strings.HasSuffix(s, "P") || strings.HasSuffix(s, "T") {
		return time.Time{}, wrong(p.line, "DURATION: %.40q is not a length: expected PT1H30M or P1D", p.value)
	}
	var n [6]int
	for i := 1; i < len(n); i++ {
		n[i], _ = strconv.Atoi(m[i]) // absent parts are 0, and the form bounds the others
	}
	days := n[1]*7 + n[2]
	wall := time.Date(start.Year(), start.Month(), start.Day()+days, start.Hour(), start.Minute(), start.Second(), 0, time.UTC)
	end := start
	if days > 0 {
		var err error
		if end, err = contract.LocalTime(wall, start.Location()); err != nil {
			return end, wrong(p.line, "DURATION: it ends when %w", err)
		}
	}
	return end.Add(time.Duration(n[3])*time.Hour + time.Duration(n[4])*time.Minute + time.Duration(n[5])*time.Second), nil
}
