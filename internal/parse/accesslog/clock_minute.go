package accesslog

import "time"

// minute is the Unix time of a minute as written, with the offset behind it, if
// any.
func (c *clock) minute(year, month, day, hour, minute int, offset []byte) (int64, bool) {
	if len(offset) > 0 && offset[0] == ' ' {
		offset = offset[1:]
	}
	zone, east := time.UTC, int64(0)
	if len(offset) == 0 {
		if zone = c.zone; zone == nil {
			return 0, false
		}
	} else {
		var ok bool
		if east, ok = parseOffset(offset); !ok {
			return 0, false
		}
	}
	at, ok := minuteAt(year, month, day, hour, minute, zone)
	c.assumed = c.assumed || ok && len(offset) == 0
	return at - east, ok
}

// decimals reads the fraction of a second behind a point or comma, if there is
// one, in nanoseconds; what is smaller is dropped.
func decimals(v []byte) (ns int64, rest []byte, ok bool) {
	if len(v) == 0 || v[0] != '.' && v[0] != ',' {
		return 0, v, true
	}
	i := 1
	for unit := int64(1e8); i < len(v) && '0' <= v[i] && v[i] <= '9'; i++ {
		ns += int64(v[i]-'0') * unit
		unit /= 10
	}
	return ns, v[i:], i > 1
}

// shortOffset is an offset as a value that can be compared: longer than " +02:00"
// is none that parseOffset reads.
func shortOffset(v []byte) (tail [7]byte, ok bool) {
	return tail, copy(tail[:], v) == len(v)
}

// parseOffset reads +02:00, +0200, +02, Z, UTC or GMT as seconds east.
func parseOffset(v []byte) (int64, bool) {
	switch {
	case len(v) == 1 && v[0]|0x20 == 'z', string(v) == "UTC", string(v) == "GMT":
		return 0, true
	case len(v) != 3 && len(v) != 5 && len(v) != 6, v[0] != '+' && v[0] != '-':
		return 0, false
	}
	h, m := two(v[1:]), 0
	switch {
	case len(v) == 5:
		m = two(v[3:])
	case len(v) == 6 && v[3] == ':':
		m = two(v[4:])
	case len(v) == 6:
		return 0, false
	}
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
