package accesslog

import (
	"bytes"
	"strings"
	"time"
)

// directive reads a line that begins with #.
func (s *w3cScanner) directive(line []byte) {
	name, rest, ok := strings.Cut(string(line[1:]), ":")
	if !ok {
		return // a comment
	}
	rest = strings.TrimSpace(rest)
	switch strings.ToLower(name) {
	case "fields":
		s.columns(strings.Fields(rest))
		s.exact = true
	case "date", "start-date":
		s.startDay(rest)
	case "software":
		s.millis = strings.Contains(rest, "Microsoft")
	case "gmt-offset":
		if east, ok := parseOffset([]byte(rest)); ok && s.zone == nil {
			s.clock.move(time.FixedZone(rest, int(east)))
		}
	}
}

// startDay takes the day of lines that have none from a #Date, "2025-04-30
// 16:20:01" with perhaps a comment behind.
func (s *w3cScanner) startDay(rest string) {
	words := strings.Fields(rest)
	if len(words) == 0 || len(words[0]) != len(s.day) {
		return
	}
	moment := "00:00:00"
	if len(words) > 1 && len(words[1]) == len(moment) {
		moment = words[1]
	}
	at, ok := s.on([]byte(words[0]), []byte(moment))
	if ok {
		s.hasDay, s.last = true, at
		copy(s.day[:], words[0])
	}
}

// on is the instant at which the clocks showed moment on a date.
func (s *w3cScanner) on(date, moment []byte) (int64, bool) {
	if len(date) != len(s.day) {
		return 0, false
	}
	s.stamp = append(append(append(s.stamp[:0], date...), 'T'), moment...)
	if bytes.Count(moment, colon) == 1 { // hours and minutes alone
		s.stamp = append(s.stamp, ":00"...)
	}
	return s.clock.parseISO(s.stamp)
}

var colon = []byte(":")

// sameDay is the instant of a line without date: on the day that brings it
// within twelve hours of the line before.
func (s *w3cScanner) sameDay(moment []byte) (int64, bool) {
	const half = int64(12 * time.Hour)
	at, ok := s.on(s.day[:], moment)
	switch {
	case !ok:
		return 0, false
	case at < s.last-half:
		at, ok = s.turn(moment, 1)
	case at > s.last+half:
		at, ok = s.turn(moment, -1)
	}
	if ok {
		s.last = at
	}
	return at, ok
}

// turn moves the day by some days and reads moment there.
func (s *w3cScanner) turn(moment []byte, days int) (int64, bool) {
	day, err := time.Parse(time.DateOnly, string(s.day[:]))
	if err != nil {
		return 0, false
	}
	moved := day.AddDate(0, 0, days).AppendFormat(nil, time.DateOnly)
	at, ok := s.on(moved, moment)
	if ok {
		copy(s.day[:], moved)
	}
	return at, ok
}
