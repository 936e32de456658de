package accesslog

import "bytes"

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
	switch n := digits(v, 0); {
	case n <= 11:
		return seconds
	case n <= 14:
		return millis
	case n <= 17:
		return micros
	}
	return nanos
}

// finerThanSeconds says that the number or stamp v tells more than whole seconds.
func finerThanSeconds(v []byte) bool {
	return bytes.IndexByte(v, '.') >= 0 || bytes.IndexByte(v, '-') < 0 && epochUnit(v) != seconds
}
