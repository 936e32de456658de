package statuspage

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"aftermath/internal/parse/prose"
)

// The parts of a stamp such as "Apr 30, 2025 - 16:09 CEST".
const (
	dayForm   = `([A-Z][a-z]{2,8})\.? {1,2}(\d{1,2})(?:, ?(\d{4}))?`
	clockForm = `(\d{1,2}):(\d{2})(?::(\d{2}))?`
	zoneForm  = `([A-Za-z]{1,5}|[+-]\d{2}:?\d{0,2}|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?)`
	agoForm   = `(?:(?:about |over |almost )?[\w ]{1,24} ago\.? )?`
)

// posted is the line that ends a post: "Posted Apr 30, 2025 - 16:09 CEST", also
// with "2 years ago." in it; bare is the stamp alone, as the list of past
// incidents and feeds have it: "Apr 30, 16:09 CEST".
var (
	posted    = regexp.MustCompile(`^\s*Posted ` + agoForm + dayForm + ` ?[-–,] ?` + clockForm + `(?: ?` + zoneForm + `)?\.?\s*$`)
	postedAgo = regexp.MustCompile(`^\s*Posted (?:about |over |almost )?[\w ]{1,24} ago\.?\s*$`)
	bare      = regexp.MustCompile(`^\s*` + dayForm + ` ?[-–,] ?` + clockForm + `(?: ?` + zoneForm + `)?\s*$`)
)

// A stamp is a date and a clock time as a page prints them.
type stamp struct {
	words                string
	month                time.Month
	day, year            int // year 0: none is printed
	hour, minute, second int
	zone                 string // "": none is printed
}

// stampOf reads the groups of dayForm, clockForm and zoneForm.
func stampOf(m []string) (stamp, error) {
	s := stamp{words: strings.TrimSpace(m[0]), day: number(m[2]), year: number(m[3]), hour: number(m[4]), minute: number(m[5]), second: number(m[6]), zone: m[7]}
	s.month = monthOf(m[1])
	if s.month == 0 || s.hour > 23 || s.minute > 59 || s.second > 59 || m[3] != "" && !s.valid(s.year) || s.day < 1 || s.day > 31 {
		return s, fmt.Errorf("%q is no date and time: a post's line reads like \"Posted Apr 30, 2025 - 16:09 CEST\"", s.words)
	}
	return s, nil
}

// number is the value of a few digits.
func number(s string) int {
	n := 0
	for _, c := range s {
		n = n*10 + int(c-'0')
	}
	return n
}

// monthOf is the month of an English name or its first letters, 0 for none.
func monthOf(name string) time.Month {
	for m := time.January; m <= time.December; m++ {
		if full := m.String(); len(name) >= 3 && (name == full || name == full[:3] || m == time.September && name == "Sept") {
			return m
		}
	}
	return 0
}

// valid says that there is such a day in that year.
func (s stamp) valid(year int) bool {
	return year >= 1990 && year <= 2100 && time.Date(year, s.month, s.day, 0, 0, 0, 0, time.UTC).Day() == s.day
}

// in is the instant of s in that year. The place is that of its zone, nil when
// its letters name none.
func (s stamp) in(year int, fallback *time.Location) (t time.Time, place *time.Location, warning string) {
	wall := time.Date(year, s.month, s.day, s.hour, s.minute, s.second, 0, time.UTC)
	if z, ok := prose.ZoneOf(s.zone); ok && s.zone != "" {
		t, warning = z.At(wall)
		return t, z.Location(), warning
	}
	t, _ = prose.ZoneAt(fallback).At(wall)
	if s.zone == "" {
		return t, nil, fmt.Sprintf("the post names no zone: taken as %s", prose.ZoneAt(fallback).Name)
	}
	return t, nil, fmt.Sprintf("the zone %q is not known: taken as %s", s.zone, prose.ZoneAt(fallback).Name)
}

// near is the instant of s, in its own year or else in the one that puts it
// nearest to ref: pages leave the year out. It fails without either.
func (s stamp) near(ref time.Time, fallback *time.Location) (t time.Time, place *time.Location, warning string, ok bool) {
	if s.year != 0 {
		t, place, warning = s.in(s.year, fallback)
		return t, place, warning, true
	}
	if ref.IsZero() {
		return t, nil, "", false
	}
	for year := ref.Year() - 1; year <= ref.Year()+1; year++ {
		if !s.valid(year) {
			continue
		}
		at, where, doubt := s.in(year, fallback)
		if !ok || at.Sub(ref).Abs() < t.Sub(ref).Abs() {
			t, place, warning, ok = at, where, doubt, true
		}
	}
	return t, place, warning, ok
}
