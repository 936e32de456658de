package postmortem

import (
	"bytes"
	"time"

	"aftermath/internal/parse/prose"
)

// paragraph is how far into a line that is a whole paragraph times are looked
// for, in bytes.
const paragraph = 1000

// timesOf finds the times in the first width bytes of a line.
func timesOf(line []byte, width int) []prose.Time {
	if len(line) > width {
		line = line[:width]
	}
	if !bytes.ContainsAny(line, "0123456789") {
		return nil
	}
	return prose.Times(string(line))
}

// firstDay is the first day, with its year, that a line names; zero for none.
func firstDay(line []byte) time.Time {
	if !showsYear(line) {
		return time.Time{}
	}
	for _, t := range timesOf(line, paragraph) {
		if !t.Day.IsZero() {
			return t.Day
		}
	}
	return time.Time{}
}

// dayIn is the only day, with its year, that a line names; zero when it names
// none, or several.
func dayIn(line []byte) time.Time {
	var day time.Time
	if !showsYear(line) {
		return day
	}
	for _, t := range timesOf(line, paragraph) {
		if t.Day.IsZero() {
			continue
		}
		if !day.IsZero() && !day.Equal(t.Day) {
			return time.Time{}
		}
		day = t.Day
	}
	return day
}

// showsYear says that a line may hold a year.
func showsYear(line []byte) bool {
	for i := 0; i+3 < len(line); i++ {
		if (line[i] == '2' || line[i] == '1') && digit(line[i+1]) && digit(line[i+2]) && digit(line[i+3]) {
			return true
		}
	}
	return false
}
