package accesslog

// parseLocal reads nginx's $time_local, "30/Apr/2025:16:20:01 +0200", and its
// variants: decimals of the second, the month in any case, an offset as in
// parseISO, and, where the clock has a zone, none.
func (c *clock) parseLocal(v []byte) (int64, bool) {
	if len(v) == len(c.last.text) && [24]byte(v[:24]) == [24]byte(c.last.text[:24]) && v[24] == c.last.text[24] && v[25] == c.last.text[25] {
		return c.last.at, true
	}
	at, ok := c.readLocal(v)
	if ok && len(v) == len(c.last.text) {
		c.last.text, c.last.at = [26]byte(v), at
	}
	return at, ok
}

func (c *clock) readLocal(v []byte) (int64, bool) {
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
