package accesslog

import (
	"bytes"
	"time"
)

// A clock reads the time stamps of one stream. Neighbouring lines share their
// minute and offset, so it keeps the last ones with the instant they mean.
type clock struct {
	zone  *time.Location // of stamps without offset; nil refuses them
	local struct {
		head [17]byte // 30/Apr/2025:16:20
		tail [6]byte  // " +0200"
		at   int64    // Unix seconds of the minute's start
	}
	iso struct {
		head [16]byte // 2025-04-30T16:20
		tail [6]byte  // +02:00, Z, or nothing
		at   int64
		set  bool
	}
}

// Instants outside are no log's: a unit or a year is wrong.
var (
	earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

func plausible(ns int64) (int64, bool) { return ns, earliest <= ns && ns < latest }

// parseLocal reads nginx's $time_local, "30/Apr/2025:16:20:01 +0200".
func (c *clock) parseLocal(v []byte) (int64, bool) {
	if len(v) != 26 || v[17] != ':' {
		return 0, false
	}
	sec := two(v[18:])
	if sec < 0 || sec > 59 {
		return 0, false
	}
	if [17]byte(v) != c.local.head || [6]byte(v[20:]) != c.local.tail {
		if v[2] != '/' || v[6] != '/' || v[11] != ':' || v[14] != ':' || v[20] != ' ' {
			return 0, false
		}
		offset, ok := parseOffset(v[21:])
		month := months[string(v[3:6])]
		at, okDate := minuteAt(four(v[7:]), month, two(v), two(v[12:]), two(v[15:]), time.UTC)
		if !ok || !okDate {
			return 0, false
		}
		c.local.head, c.local.tail, c.local.at = [17]byte(v), [6]byte(v[20:]), at-offset
	}
	return plausible((c.local.at + int64(sec)) * 1e9)
}

var months = map[string]int{
	"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6,
	"Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12,
}

// parseISO reads RFC 3339 and the variants that log writers make of it: a space
// for T, an offset without colon, any number of decimals, and, where the clock
// has a zone, no offset at all.
func (c *clock) parseISO(v []byte) (int64, bool) {
	if len(v) < 19 || v[16] != ':' {
		return 0, false
	}
	sec := two(v[17:])
	if sec < 0 || sec > 59 {
		return 0, false
	}
	rest, ns := v[19:], int64(0)
	if len(rest) > 1 && (rest[0] == '.' || rest[0] == ',') {
		i := 1
		for unit := int64(1e8); i < len(rest) && '0' <= rest[i] && rest[i] <= '9'; i++ {
			ns += int64(rest[i]-'0') * unit
			unit /= 10
		}
		if i == 1 {
			return 0, false
		}
		rest = rest[i:]
	}
	if len(rest) > 6 {
		return 0, false
	}
	var tail [6]byte
	copy(tail[:], rest)
	if !c.iso.set || [16]byte(v) != c.iso.head || tail != c.iso.tail {
		at, ok := c.isoMinute(v, rest)
		if !ok {
			return 0, false
		}
		c.iso.head, c.iso.tail, c.iso.at, c.iso.set = [16]byte(v), tail, at, true
	}
	return plausible((c.iso.at+int64(sec))*1e9 + ns)
}

func (c *clock) isoMinute(v, offset []byte) (int64, bool) {
	if v[4] != '-' || v[7] != '-' || v[10]|0x20 != 't' && v[10] != ' ' || v[13] != ':' {
		return 0, false
	}
	zone, shift := time.UTC, int64(0)
	switch {
	case len(offset) == 0 && c.zone != nil:
		zone = c.zone
	case len(offset) == 1 && offset[0]|0x20 == 'z':
	default:
		var ok bool
		if shift, ok = parseOffset(offset); !ok {
			return 0, false
		}
	}
	at, ok := minuteAt(four(v), two(v[5:]), two(v[8:]), two(v[11:]), two(v[14:]), zone)
	return at - shift, ok
}

// parseOffset reads +0200 or +02:00 as seconds east.
func parseOffset(v []byte) (int64, bool) {
	if len(v) == 6 && v[3] == ':' {
		v = []byte{v[0], v[1], v[2], v[4], v[5]}
	}
	if len(v) != 5 || v[0] != '+' && v[0] != '-' {
		return 0, false
	}
	h, m := two(v[1:]), two(v[3:])
	if h < 0 || h > 14 || m < 0 || m > 59 {
		return 0, false
	}
	east := int64(h*3600 + m*60)
	if v[0] == '-' {
		east = -east
	}
	return east, true
}

// minuteAt is the Unix time of a minute on the wall in zone; it refuses what no
// calendar or clock shows: 31 February, 25 o'clock, the hour that summer time skips.
func minuteAt(year, month, day, hour, minute int, zone *time.Location) (int64, bool) {
	if year < 1970 || year > 2200 || month < 1 || day < 1 || hour < 0 || minute < 0 || month > 12 || hour > 23 || minute > 59 {
		return 0, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, 0, 0, zone)
	return t.Unix(), t.Day() == day && t.Hour() == hour && t.Minute() == minute
}

// parseAny reads a stamp by its looks: date first, nginx's local form, or a
// number since the epoch in u (guess: by its size).
func (c *clock) parseAny(v []byte, u unit, guess bool) (int64, bool) {
	switch {
	case len(v) > 4 && v[4] == '-':
		return c.parseISO(v)
	case len(v) > 2 && v[2] == '/':
		return c.parseLocal(v)
	}
	return parseEpoch(v, u, guess)
}

// parseEpoch reads a number since the epoch in u (guess: by its size).
func parseEpoch(v []byte, u unit, guess bool) (int64, bool) {
	if guess {
		u = epochUnit(v)
	}
	ns, ok := decimalNanos(v, u)
	if !ok {
		return 0, false
	}
	return plausible(ns)
}

// epochUnit is the unit in which a number of so many digits is a plausible time.
func epochUnit(v []byte) unit {
	if i := bytes.IndexAny(v, ".eE"); i >= 0 {
		v = v[:i]
	}
	switch n := len(v); {
	case n <= 11:
		return seconds
	case n <= 14:
		return millis
	case n <= 17:
		return micros
	}
	return nanos
}

// two and four read so many digits, or are negative.
func two(v []byte) int {
	a, b := int(v[0])-'0', int(v[1])-'0'
	if a < 0 || a > 9 || b < 0 || b > 9 {
		return -1
	}
	return a*10 + b
}

func four(v []byte) int {
	a, b := two(v), two(v[2:])
	if a < 0 || b < 0 {
		return -1
	}
	return a*100 + b
}
