package accesslog

import "time"

// A clock reads the time stamps of one stream. Neighbouring lines share their
// minute and offset, so it keeps the last ones with the instant they mean.
//
// A stamp without offset from the hour that ends summer time twice over is the
// instant of the second pass: nothing in the line tells the passes apart, and
// what a line means may not depend on where the file was cut.
type clock struct {
	zone  *time.Location // of stamps without offset; nil refuses them
	near  time.Time      // tells the year of stamps that have none; zero refuses them
	local struct {
		head [17]byte // 30/Apr/2025:16:20
		tail [7]byte  // " +0200"
		at   int64    // Unix seconds of the minute's start
	}
	iso struct {
		head [16]byte // 2025-04-30T16:20
		tail [7]byte  // +02:00, Z, or nothing
		at   int64
		set  bool
	}
	bsd struct {
		head [12]byte // Apr 30 16:20
		at   int64
		set  bool
	}
}

func newClock(o Options) clock { return clock{zone: o.Zone, near: o.Near} }

// why is the detail of the rejection of stamp v: what it lacks that the
// configuration can say, else otherwise.
func (c *clock) why(v []byte, otherwise string) string {
	zoned := clock{zone: time.UTC, near: c.near}
	if _, ok := zoned.parseAny(v, seconds, true); ok && c.zone == nil {
		return "the time carries no offset: say with zone: which clock wrote it"
	}
	dated := clock{zone: time.UTC, near: time.Date(2024, 7, 1, 0, 0, 0, 0, time.UTC)} // near 29 February as well
	if _, ok := dated.parseAny(v, seconds, true); ok && c.near.IsZero() {
		return "the time carries no year, and nothing near it tells which"
	}
	return otherwise
}

// Instants outside are no log's: a unit or a year is wrong.
var (
	earliest = time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

func plausible(ns int64) (int64, bool) { return ns, earliest <= ns && ns < latest }

// parseLocal reads nginx's $time_local, "30/Apr/2025:16:20:01 +0200", and its
// variants: decimals of the second, the month in any case, an offset as in
// parseISO, and, where the clock has a zone, none.
func (c *clock) parseLocal(v []byte) (int64, bool) {
	if len(v) < 20 || v[17] != ':' {
		return 0, false
	}
	sec := two(v[18:])
	if sec < 0 || sec > 59 {
		return 0, false
	}
	ns, rest, ok := decimals(v[20:])
	if !ok {
		return 0, false
	}
	tail, ok := shortOffset(rest)
	if !ok {
		return 0, false
	}
	if [17]byte(v) != c.local.head || tail != c.local.tail {
		if v[2] != '/' || v[6] != '/' || v[11] != ':' || v[14] != ':' {
			return 0, false
		}
		at, ok := c.minute(four(v[7:]), monthNamed(v[3:]), two(v), two(v[12:]), two(v[15:]), rest)
		if !ok {
			return 0, false
		}
		c.local.head, c.local.tail, c.local.at = [17]byte(v), tail, at
	}
	return plausible((c.local.at+int64(sec))*1e9 + ns)
}

// monthNamed is the month that v begins with in three letters, 0 for none.
func monthNamed(v []byte) int {
	const names = "janfebmaraprmayjunjulaugsepoctnovdec"
	for m := range 12 {
		if n := names[3*m:]; v[0]|0x20 == n[0] && v[1]|0x20 == n[1] && v[2]|0x20 == n[2] {
			return m + 1
		}
	}
	return 0
}

// parseISO reads RFC 3339 and the variants that log writers make of it: a space
// for T, slashes in the date, any number of decimals, an offset without colon or
// minutes, behind a space, or written UTC or GMT, and, where the clock has a zone,
// no offset at all.
func (c *clock) parseISO(v []byte) (int64, bool) {
	if len(v) < 19 || v[16] != ':' {
		return 0, false
	}
	sec := two(v[17:])
	if sec < 0 || sec > 59 {
		return 0, false
	}
	ns, rest, ok := decimals(v[19:])
	if !ok {
		return 0, false
	}
	tail, ok := shortOffset(rest)
	if !ok {
		return 0, false
	}
	if !c.iso.set || [16]byte(v) != c.iso.head || tail != c.iso.tail {
		if v[4] != '-' && v[4] != '/' || v[7] != v[4] || v[10]|0x20 != 't' && v[10] != ' ' || v[13] != ':' {
			return 0, false
		}
		at, ok := c.minute(four(v), two(v[5:]), two(v[8:]), two(v[11:]), two(v[14:]), rest)
		if !ok {
			return 0, false
		}
		c.iso.head, c.iso.tail, c.iso.at, c.iso.set = [16]byte(v), tail, at, true
	}
	return plausible((c.iso.at+int64(sec))*1e9 + ns)
}

// parseBSD reads syslog's stamp without year, "Apr  5 16:20:01", by the clock's
// zone and in the year in which it lies nearest to the clock's time.
func (c *clock) parseBSD(v []byte) (int64, bool) {
	if len(v) < 15 || v[3] != ' ' || v[6] != ' ' || v[9] != ':' || v[12] != ':' || c.zone == nil || c.near.IsZero() {
		return 0, false
	}
	sec := two(v[13:])
	ns, rest, ok := decimals(v[15:])
	if !ok || len(rest) > 0 || sec < 0 || sec > 59 {
		return 0, false
	}
	if !c.bsd.set || [12]byte(v) != c.bsd.head {
		day := two(v[4:])
		if v[4] == ' ' && '1' <= v[5] && v[5] <= '9' {
			day = int(v[5] - '0')
		}
		at, ok := c.nearest(monthNamed(v), day, two(v[7:]), two(v[10:]))
		if !ok {
			return 0, false
		}
		c.bsd.head, c.bsd.at, c.bsd.set = [12]byte(v), at, true
	}
	return plausible((c.bsd.at+int64(sec))*1e9 + ns)
}

// nearest is the Unix time of a minute in the year in which it lies closest to
// the clock's time; 29 February needs a leap year, of which one lies at most
// eight years off. Of two equally close the earlier holds.
func (c *clock) nearest(month, day, hour, minute int) (at int64, ok bool) {
	for year := c.near.Year() - 8; year <= c.near.Year()+8; year++ {
		t, valid := minuteAt(year, month, day, hour, minute, c.zone)
		if valid && (!ok || distance(t, c.near.Unix()) < distance(at, c.near.Unix())) {
			at, ok = t, true
		}
	}
	return at, ok
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

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
	if year < 0 || month < 1 || day < 1 || hour < 0 || minute < 0 || month > 12 || hour > 23 || minute > 59 {
		return 0, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, 0, 0, zone)
	return t.Unix(), t.Day() == day && t.Hour() == hour && t.Minute() == minute
}

// parseAny reads a stamp by its looks: date first, nginx's local form, syslog's,
// or a number since the epoch in u (guess: by its size).
func (c *clock) parseAny(v []byte, u unit, guess bool) (int64, bool) {
	switch {
	case len(v) > 4 && (v[4] == '-' || v[4] == '/'):
		return c.parseISO(v)
	case len(v) > 2 && v[2] == '/':
		return c.parseLocal(v)
	case len(v) > 3 && v[3] == ' ':
		return c.parseBSD(v)
	}
	return parseEpoch(v, u, guess)
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
