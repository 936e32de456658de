// Package stamp reads the times that tools write into exports: a date with a
// clock time, with or without a zone, or a number since 1970.
package stamp

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// A Stamp is a time as read.
type Stamp struct {
	At        time.Time
	Precision incident.Precision
	Warning   string // a doubt: the zone was assumed, or does not fit the season
}

// An Error says why words are no time, and what to do about it.
type Error struct{ Message, Hint string }

func (e *Error) Error() string { return e.Message }

func refuse(hint, format string, args ...any) error {
	return &Error{fmt.Sprintf(format, args...), hint}
}

// Hint is what to do about an error of this package.
func Hint(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Hint
	}
	return ""
}

const (
	firstYear = 1990
	lastYear  = 2100
)

// A Zone says where the clocks stand that a file's times were read from when
// they name no zone. Said is true where the file says so itself: then such
// times carry no warning.
type Zone struct {
	Place *time.Location
	Said  bool
}

// Read reads one time. Its forms: "2025-04-30T16:09:00+02:00", with a blank, with
// a zone's letters, offset or name, or with none; "Apr 30, 2025 4:09 PM",
// "30 April 2025 16:09", "30/Apr/25 4:09 PM"; "30/04/2025 16:09" in the given order; whole seconds or
// milliseconds since 1970. A date alone is no time.
func Read(s string, zone Zone, order parse.DateOrder) (Stamp, error) {
	s = strings.TrimSpace(prose.Blanks(s))
	if st, ok := epoch(s); ok {
		return st, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
		return Stamp{At: t.Truncate(time.Second), Precision: incident.Second}, nil
	}
	m := form.FindStringSubmatch(s)
	if m == nil {
		return Stamp{}, refuse(`expected a date and a clock time, as "2025-04-30 16:09:00 UTC"`, "%.60q is no time", s)
	}
	year, month, day, err := date(s, m, order)
	if err != nil {
		return Stamp{}, err
	}
	if m[group("hour")] == "" {
		return Stamp{}, refuse("write the time of day, or leave it out", "%.60q has no clock time", s)
	}
	wall, precision, err := clock(s, m, year, month, day)
	if err != nil {
		return Stamp{}, err
	}
	st := Stamp{Precision: precision}
	st.At, st.Warning, err = place(s, wall, strings.TrimSpace(m[group("zone")]), zone)
	return st, err
}

var (
	dates = `(?:(?P<y>\d{4})[-/.](?P<mo>\d{1,2})[-/.](?P<d>\d{1,2})` +
		`|(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})[-/.](?P<y2>\d{4})` +
		`|(?P<name>[A-Za-z]{3,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y3>\d{4})` +
		`|(?P<d3>\d{1,2})[ /-](?P<name2>[A-Za-z]{3,9})\.?,?[ /-](?P<y4>\d{4}|\d{2}\b))`
	form = regexp.MustCompile(`^(?:[A-Za-z]{3,9},? )?` + dates +
		`(?:(?:[Tt]|,? (?:at |- )?)(?P<hour>\d{1,2}):(?P<min>\d{2})(?::(?P<sec>\d{2})(?:[.,]\d{1,9})?)? ?(?P<half>[AaPp]\.?[Mm]\.?)?)?` +
		` ?(?P<zone>[Zz]|\(?[A-Za-z][A-Za-z0-9_+/:-]{1,39}\)?|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?$`)
)

func group(name string) int { return form.SubexpIndex(name) }

func first(m []string, names ...string) int {
	for _, name := range names {
		if v := m[group(name)]; v != "" {
			n, _ := strconv.Atoi(v) // at most four digits
			return n
		}
	}
	return 0
}

func date(s string, m []string, order parse.DateOrder) (year, month, day int, err error) {
	year, day = first(m, "y", "y2", "y3", "y4"), first(m, "d", "d2", "d3")
	if year < 100 && year > 0 {
		year += 2000 // Jira's "30/Apr/25"
	}
	switch name := m[group("name")] + m[group("name2")]; {
	case name != "":
		month = monthOf(name)
	case m[group("a")] != "":
		a, b := first(m, "a"), first(m, "b")
		if m[group("sep")] == "." {
			order = parse.DayFirst // nobody writes the month first before a point
		}
		switch which(a, b, order) {
		case parse.DayFirst:
			day, month = a, b
		case parse.MonthFirst:
			day, month = b, a
		default:
			return 0, 0, 0, refuse("set the order of dates of this source, or export dates as 2025-04-30", "%.60q can be read as day and month or as month and day", s)
		}
	default:
		month = first(m, "mo")
	}
	if t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC); month < 1 || month > 12 || t.Day() != day || year < firstYear || year > lastYear {
		return 0, 0, 0, refuse("", "%.60q is no day of the calendar from %d to %d", s, firstYear, lastYear)
	}
	return year, month, day, nil
}

// which is the order of a date in numbers: a number over 12 decides, else the
// order that is known, else none. 5/5 reads the same either way.
func which(a, b int, order parse.DateOrder) parse.DateOrder {
	switch {
	case a > 12 && b <= 12, a == b:
		return parse.DayFirst
	case b > 12 && a <= 12:
		return parse.MonthFirst
	}
	return order
}

func monthOf(name string) int {
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); len(name) <= len(full) && strings.EqualFold(full[:len(name)], name) || strings.EqualFold(name, "sept") && m == time.September {
			return int(m)
		}
	}
	return 0
}

func clock(s string, m []string, year, month, day int) (time.Time, incident.Precision, error) {
	hour, minute, second := first(m, "hour"), first(m, "min"), first(m, "sec")
	if half := strings.ToLower(m[group("half")]); half != "" {
		if hour < 1 || hour > 12 {
			return time.Time{}, "", refuse("", "%.60q is no time of a clock with 12 hours", s)
		}
		hour %= 12
		if half[0] == 'p' {
			hour += 12
		}
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, "", refuse("", "%.60q is no time of day", s)
	}
	precision := incident.Minute
	if m[group("sec")] != "" {
		precision = incident.Second
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC), precision, nil
}

// place puts a wall clock time on the time line.
func place(s string, wall time.Time, named string, zone Zone) (time.Time, string, error) {
	named = strings.Trim(named, "()")
	if named == "" {
		t, err := local(s, wall, zone.Place)
		if err != nil || zone.Said {
			return t, "", err
		}
		return t, fmt.Sprintf("the time names no zone: taken as %s", prose.ZoneAt(zone.Place).Name), nil
	}
	if z, ok := prose.ZoneOf(named); ok {
		t, warning := z.At(wall)
		return t, warning, nil
	}
	if z, ok := Named(named); ok && strings.Contains(named, "/") {
		t, err := local(s, wall, z)
		return t, "", err
	}
	return time.Time{}, "", refuse("write an offset (+02:00), UTC, or a name like Europe/Stockholm", "%.60q: the zone %q is not known", s, named)
}

// local is the instant at which the clocks of a place show wall; none where
// they skip it, or show it twice.
func local(s string, wall time.Time, z *time.Location) (time.Time, error) {
	t, err := contract.LocalTime(wall, z)
	if err == nil {
		return t, nil
	}
	hint := "write it with its offset, as 2025-10-26T02:30:00+01:00"
	var c *contract.ClockError
	if errors.As(err, &c) && len(c.Twice) == 2 {
		hint = fmt.Sprintf("write %s or %s", c.Twice[0].Format(time.RFC3339), c.Twice[1].Format(time.RFC3339))
	}
	return t, refuse(hint, "%.60q: %v", s, err)
}

// epoch reads seconds (10 digits) or milliseconds (13) since 1970.
func epoch(s string) (Stamp, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	n, err := strconv.ParseInt(whole, 10, 64)
	if _, bad := strconv.ParseUint("0"+fraction, 10, 64); err != nil || bad != nil || n < 0 {
		return Stamp{}, false
	}
	var t time.Time
	switch {
	case len(whole) == 10:
		t = time.Unix(n, 0)
	case len(whole) == 13 && fraction == "":
		t = time.UnixMilli(n).Truncate(time.Second)
	default:
		return Stamp{}, false
	}
	t = t.UTC()
	return Stamp{At: t, Precision: incident.Second}, t.Year() >= firstYear && t.Year() <= lastYear
}

// Named is the zone of an IANA name. The machine's own zone has a name too, but
// not one that means the same elsewhere.
func Named(name string) (*time.Location, bool) {
	if name == "" || name == "Local" || name[0] < 'A' || name[0] > 'Z' {
		return nil, false
	}
	z, err := time.LoadLocation(name)
	return z, err == nil
}
