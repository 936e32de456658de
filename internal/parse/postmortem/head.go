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
const headWidth = 48

// headOf is the time that a line begins with, list signs aside.
func headOf(line []byte) (h head, ok bool) {
	signs := len(line) - len(bytes.TrimLeft(line, " \t*>|#[(~•·–—-"))
	if !mayOpen(line[signs:]) {
		return head{}, false
	}
	if h.Time, ok = plainHead(line[signs:min(len(line), signs+headWidth)]); ok {
		h.Start, h.End = h.Start+signs, h.End+signs
		if h.Dated {
			h.written = line[h.Start : h.Start+len(time.DateOnly)]
		}
	} else {
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

// plainHead reads the heads that most rows have, "2025-03-03 09:02 UTC" and its
// parts, faster than prose can, which knows all the others.
func plainHead(s []byte) (t prose.Time, ok bool) {
	at := 0
	if day, err := time.Parse(time.DateOnly, string(s[:min(len(s), len(time.DateOnly))])); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
		t.Day, t.Dated = day, true
		at = len(time.DateOnly)
		if at+1 >= len(s) || s[at] != ' ' || !digit(s[at+1]) {
			return t, false
		}
		at++
	}
	hour, minute, at := twoNumbers(s, at)
	if at == 0 || hour > 23 || minute > 59 {
		return t, false
	}
	t.Clock, t.Minute, t.End = true, hour*60+minute, at
	rest := bytes.TrimLeft(s[at:], " ")
	switch {
	case len(rest) == 0:
		return t, true
	case bytes.IndexByte([]byte("-|:,)]*"), rest[0]) >= 0:
		// seconds, an offset or a range: the others know
		return t, len(rest) > 1 && rest[1] == ' '
	}
	word := rest[:len(rest)-len(bytes.TrimLeft(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
	if len(word) < 2 || len(word) < len(rest) && bytes.IndexByte([]byte(" :)-]|*,\t"), rest[len(word)]) < 0 {
		// a word of the row, if it is no am, no name of a zone and no number
		return t, len(rest) > 2 && len(s[at:]) > len(rest) && rest[0] >= 'A' && rest[0] <= 'Z' && rest[1] >= 'a' && rest[1] <= 'z' && !zoned(rest)
	}
	if _, known := prose.ZoneOf(string(word)); !known {
		return t, len(s[at:]) > len(rest) && string(word) != "AM" && string(word) != "PM"
	}
	t.Zone, t.End = string(word), at+len(s[at:])-len(rest)+len(word)
	// UTC+2, PST8PDT
	return t, len(word) == len(rest) || rest[len(word)] != '-' && rest[len(word)] != '+'
}

// twoNumbers reads "9:02" at an offset and gives back where it ends; 0 where
// there is no such thing.
func twoNumbers(s []byte, at int) (a, b, end int) {
	i := at
	for i < len(s) && i < at+2 && digit(s[i]) {
		a = a*10 + int(s[i]-'0')
		i++
	}
	if i == at || i+3 > len(s) || s[i] != ':' || !digit(s[i+1]) || !digit(s[i+2]) || i+3 < len(s) && (digit(s[i+3]) || letter(s[i+3]) || s[i+3] == '.') {
		return 0, 0, 0
	}
	return a, int(s[i+1]-'0')*10 + int(s[i+2]-'0'), i + 3
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
