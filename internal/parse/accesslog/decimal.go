package accesslog

import "math"

// A unit of time is the power of ten that makes it nanoseconds.
type unit int

const (
	nanos   unit = 0
	micros  unit = 3
	millis  unit = 6
	seconds unit = 9
)

// units are the names that configurations and values use.
var units = map[string]unit{"s": seconds, "ms": millis, "us": micros, "µs": micros, "μs": micros, "ns": nanos}

// decimalNanos reads a decimal number of units, with or without exponent, as
// whole nanoseconds; what is smaller is dropped. No float takes part: 0.001 s
// is 1,000,000 ns exactly. It refuses anything but digits, sign, point and
// exponent, and what does not fit.
func decimalNanos(v []byte, u unit) (int64, bool) {
	i, negative := 0, false
	if i < len(v) && v[i] == '-' {
		i, negative = 1, true
	}
	var n uint64
	shift, digits, point := int(u), 0, false
	for ; i < len(v); i++ {
		c := v[i]
		if c == '.' && !point && digits > 0 {
			point = true
			continue
		}
		if c < '0' || '9' < c {
			break
		}
		digits++
		if n >= math.MaxInt64/10 { // further digits only move the point
			if !point {
				shift++
			}
			continue
		}
		n = n*10 + uint64(c-'0')
		if point {
			shift--
		}
	}
	if digits == 0 || v[i-1] == '.' {
		return 0, false
	}
	if i < len(v) {
		e, ok := exponent(v[i:])
		if !ok {
			return 0, false
		}
		shift += e
	}
	for ; shift > 0 && n > 0; shift-- {
		if n > math.MaxInt64/10 {
			return 0, false
		}
		n *= 10
	}
	for ; shift < 0 && n > 0; shift++ {
		n /= 10
	}
	if negative {
		return -int64(n), true
	}
	return int64(n), true
}

// exponent reads "e-5"; beyond four digits it is refused.
func exponent(v []byte) (int, bool) {
	if v[0]|0x20 != 'e' {
		return 0, false
	}
	v, sign := v[1:], 1
	if len(v) > 0 && (v[0] == '-' || v[0] == '+') {
		if v[0] == '-' {
			sign = -1
		}
		v = v[1:]
	}
	if len(v) == 0 || len(v) > 4 {
		return 0, false
	}
	n := 0
	for _, c := range v {
		if c < '0' || '9' < c {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return sign * n, true
}
