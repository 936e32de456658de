package postmortem

import (
	"bytes"

	"aftermath/internal/parse/prose"
)

// A head is the time at the beginning of a line.
type head struct {
	prose.Time
	written []byte // its date as written
	rest    []byte // what follows the time, without the signs between
}

// headWidth is how far into a line its head may reach, in bytes.
const headWidth = 48

// headOf is the time that a line begins with, list signs aside.
func headOf(line []byte) (h head, ok bool) {
	signs := len(line) - len(bytes.TrimLeft(line, " \t*>|#[(~•·–—-"))
	if !mayOpen(line[signs:]) {
		return head{}, false
	}
	times := timesOf(line, signs+headWidth)
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

// mayOpen says that a line, list signs aside, may begin with a time: a digit,
// or the name of a month or a day of the week.
func mayOpen(line []byte) bool {
	if len(line) < 3 {
		return false
	}
	if line[0] >= '0' && line[0] <= '9' {
		return bytes.IndexByte([]byte("0123456789:./-hHaApPnrst "), line[1]) >= 0
	}
	const names = "JanFebMarAprMayJunJulAugSepOctNovDecMonTueWedThuFriSatSun"
	i := bytes.Index([]byte(names), line[:3])
	return i >= 0 && i%3 == 0
}

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// alone says that the head is all that the line says.
func (h head) alone() bool { return len(bytes.Trim(h.rest, " \t\r\n.:#*")) == 0 }

// zoned says that the words after a clock time name its zone.
func zoned(rest []byte) bool {
	word, _, _ := bytes.Cut(bytes.TrimLeft(rest, "( "), []byte(" "))
	_, ok := prose.ZoneOf(string(bytes.Trim(word, "():,")))
	return ok
}
