package postmortem

import (
	"bytes"
	"time"

	"aftermath/internal/parse/prose"
)

// A head is the time at the beginning of a line.
type head struct {
	prose.Time
	written []byte // its date as written
	rest    []byte // what follows the time, without the signs between
}

// headWidth is how far into a line its head may reach, in bytes.
const headWidth = 80

// headOf is the time that a line begins with, list signs aside.
func headOf(line []byte) (h head, ok bool) {
	signs := len(line) - len(bytes.TrimLeft(line, " \t*>|#[(~•·–—-"))
	if signs >= len(line) || line[signs] > '9' && !bytes.ContainsAny(line[signs:min(len(line), signs+1)], "JFMASONDTW") {
		return head{}, false
	}
	times := timesOf(line, headWidth)
	if len(times) == 0 || times[0].Start != signs {
		return head{}, false
	}
	h.Time = times[0]
	if h.Dated {
		h.written = line[h.Start:h.End]
	}
	// a date and the clock time after it are one head
	if len(times) > 1 && !h.Clock && times[1].Clock && len(bytes.Trim(line[h.End:times[1].Start], " \t,@|–—-Tat")) == 0 {
		h.Clock, h.Minute, h.Zone, h.End = true, times[1].Minute, times[1].Zone, times[1].End
	}
	h.rest = bytes.TrimLeft(line[h.End:], " \t:|)]*–—-,")
	return h, h.Clock || h.Dated
}

// alone says that the head is all that the line says.
func (h head) alone() bool { return len(bytes.Trim(h.rest, " \t\r\n.:#*")) == 0 }

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
	if !bytes.Contains(line, []byte("20")) && !bytes.Contains(line, []byte("19")) {
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
