package accesslog

import "time"

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
		at, ok := c.nearest(monthNamed(v), day, two(v[7:]), two(v[10:]), c.zone)
		if !ok {
			return 0, false
		}
		c.assumed, c.yearless = true, true
		c.bsd.head, c.bsd.at, c.bsd.set = [12]byte(v), at, true
	}
	return plausible((c.bsd.at+int64(sec))*1e9 + ns)
}

// nearest is the Unix time of a minute in zone, in the year in which it lies
// closest to the clock's time; 29 February needs a leap year, of which one lies at most
// eight years off. Of two equally close the earlier holds.
func (c *clock) nearest(month, day, hour, minute int, zone *time.Location) (at int64, ok bool) {
	for year := c.near.Year() - 8; year <= c.near.Year()+8; year++ {
		t, valid := minuteAt(year, month, day, hour, minute, zone)
		if valid && (!ok || distance(t, c.near.Unix()) < distance(at, c.near.Unix())) {
			at, ok = t, true
		}
	}
	return at, ok
}

func distance(a, b int64) int64 { return max(a-b, b-a) }
