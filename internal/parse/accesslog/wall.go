package accesslog

import "time"

// wall is what the conversions of a stamp say.
type wall struct {
	minute wallMinute
	second int
	epoch  bool
	nanos  int64 // since the second, or, for epoch, since 1970
}

type wallMinute struct {
	year, month, day, hour, minute int
	half                           int   // 1: am, 2: pm, 0: the hour is of 24
	east                           int64 // offset in seconds
}

// wall is the Unix time of a minute that a stamp of f says.
func (c *clock) wall(m wallMinute, f *strftime) (int64, bool) {
	zone := time.UTC
	if f.local() {
		zone = c.zone
	}
	if zone == nil || f.yearless() && c.near.IsZero() {
		return 0, false
	}
	hour := m.hour
	if m.half > 0 {
		hour = hour%12 + 12*(m.half-1)
	}
	var at int64
	var ok bool
	if f.yearless() {
		at, ok = c.nearest(m.month, m.day, hour, m.minute, zone)
	} else {
		at, ok = minuteAt(m.year, m.month, m.day, hour, m.minute, zone)
	}
	c.assumed = c.assumed || ok && f.local()
	c.yearless = c.yearless || ok && f.yearless()
	return at - m.east, ok
}

// read reads all of v by steps.
func (w *wall) read(steps []stampStep, v []byte) bool {
	for i := range steps {
		s := &steps[i]
		n := len(s.literal)
		if s.conversion != 0 {
			n = w.take(s.conversion, v)
		} else if !hasAt(v, 0, s.literal) {
			return false
		}
		if n < 0 || n > len(v) {
			return false
		}
		v = v[n:]
	}
	return len(v) == 0
}

// take reads what c writes at the beginning of v and returns its length, −1
// when it is not there.
func (w *wall) take(c byte, v []byte) int {
	m := &w.minute
	ok, n := false, 2
	switch c {
	case 'Y':
		n, ok = 4, len(v) >= 4 && set(&m.year, four(v))
	case 'y':
		if ok = len(v) >= 2 && set(&m.year, two(v)); m.year < 69 { // as POSIX has it
			m.year += 100
		}
		m.year += 1900
	case 'm':
		ok = len(v) >= 2 && set(&m.month, two(v))
	case 'd':
		ok = len(v) >= 2 && set(&m.day, two(v))
	case 'e':
		ok = len(v) >= 2 && (v[0] == ' ' && set(&m.day, two([]byte{'0', v[1]})) || set(&m.day, two(v)))
	case 'H', 'I':
		ok = len(v) >= 2 && set(&m.hour, two(v)) && (c == 'H' || 1 <= m.hour && m.hour <= 12)
	case 'M':
		ok = len(v) >= 2 && set(&m.minute, two(v))
	case 'S':
		ok = len(v) >= 2 && set(&w.second, two(v)) && w.second <= 59
	case 'b', 'B', 'a', 'A':
		n = letters(v)
		if ok = n >= 3; ok && (c == 'b' || c == 'B') {
			m.month = monthNamed(v)
		}
	case 'p':
		if ok = len(v) >= 2 && v[1]|0x20 == 'm' && (v[0]|0x20 == 'a' || v[0]|0x20 == 'p'); ok {
			m.half = 1
			if v[0]|0x20 == 'p' {
				m.half = 2
			}
		}
	case 'z':
		if n, ok = 5, len(v) >= 5; ok {
			m.east, ok = parseOffset(v[:n])
		}
	default:
		return w.count(c, v)
	}
	if !ok {
		return -1
	}
	return n
}

// count reads a number since the epoch, or the decimals of a second.
func (w *wall) count(c byte, v []byte) int {
	n := 0
	for n < len(v) && '0' <= v[n] && v[n] <= '9' {
		n++
	}
	number, ok := whole(v[:n])
	scale := int64(1)
	switch c {
	case 's':
		scale, w.epoch = 1e9, true
	case epochMillis:
		scale, w.epoch = 1e6, true
	case epochMicros:
		scale, w.epoch = 1e3, true
	case fracMillis:
		scale, ok = 1e6, ok && n == 3
	case fracMicros:
		scale, ok = 1e3, ok && n == 6
	}
	if !ok || number > (latest-w.nanos)/scale {
		return -1
	}
	w.nanos += number * scale
	return n
}

func set(into *int, n int) bool {
	*into = n
	return n >= 0
}

// letters is how many ASCII letters v begins with.
func letters(v []byte) int {
	n := 0
	for n < len(v) && 'a' <= v[n]|0x20 && v[n]|0x20 <= 'z' {
		n++
	}
	return n
}
