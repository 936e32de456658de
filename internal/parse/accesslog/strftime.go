package accesslog

import (
	"fmt"
	"strings"
)

// A strftime is a time stamp that is written by the conversions of strftime(3)
// and those that Apache has beside them.
type strftime struct {
	steps []stampStep
	has   [256]bool // conversions that it holds
}

// A stampStep is a conversion, or a literal where conversion is 0.
type stampStep struct {
	conversion byte
	literal    string
}

// Conversions that have no letter in strftime(3).
const (
	epochMillis = '1'
	epochMicros = '2'
	fracMillis  = '3' // three digits after the second
	fracMicros  = '6'
)

// composed are the conversions that stand for several.
var composed = map[byte]string{'F': "%Y-%m-%d", 'T': "%H:%M:%S", 'R': "%H:%M", 'D': "%m/%d/%y", 'h': "%b", 'r': "%I:%M:%S %p"}

// add appends the conversions of format.
func (f *strftime) add(format string) error {
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			f.text(format[i : i+1])
			continue
		}
		if i++; i == len(format) {
			return fmt.Errorf("the time ends in a single %%")
		}
		switch c := format[i]; {
		case c == '%':
			f.text("%")
		case c == 'n':
			f.text("\n")
		case c == 't':
			f.text("\t")
		case composed[c] != "":
			if err := f.add(composed[c]); err != nil {
				return err
			}
		case strings.IndexByte("YymdebBaAHIMSpzs", c) >= 0:
			f.conversion(c)
		case c == 'Z':
			return fmt.Errorf("%%Z writes a zone in letters that stand for several: write %%z")
		default:
			return fmt.Errorf("%%%c in a time is not read: write it as %%Y-%%m-%%dT%%H:%%M:%%S%%z", c)
		}
	}
	return nil
}

func (f *strftime) conversion(c byte) {
	f.steps = append(f.steps, stampStep{conversion: c})
	f.has[c] = true
}

func (f *strftime) text(s string) {
	if n := len(f.steps); n > 0 && f.steps[n-1].conversion == 0 {
		f.steps[n-1].literal += s
		return
	}
	f.steps = append(f.steps, stampStep{literal: s})
}

// whole says that f tells an instant, but for its zone and its year.
func (f *strftime) whole() bool {
	hour := f.has['H'] || f.has['I'] && f.has['p']
	return f.epoch() || (f.has['m'] || f.has['b'] || f.has['B']) && (f.has['d'] || f.has['e']) && hour && f.has['M'] && f.has['S']
}

// width is the length of a stamp in bytes, 0 where stamps differ in it.
func (f *strftime) width() int {
	n := 0
	for _, s := range f.steps {
		switch s.conversion {
		case 0:
			n += len(s.literal)
		case 'y', 'm', 'd', 'e', 'H', 'I', 'M', 'S', 'p':
			n += 2
		case 'b', 'a', fracMillis:
			n += 3
		case 'Y':
			n += 4
		case 'z':
			n += 5
		case fracMicros:
			n += 6
		default:
			return 0
		}
	}
	return n
}

func (f *strftime) epoch() bool { return f.has['s'] || f.has[epochMillis] || f.has[epochMicros] }

// yearless says that f leaves the year open.
func (f *strftime) yearless() bool { return !f.epoch() && !f.has['Y'] && !f.has['y'] }

// local says that f leaves the zone open.
func (f *strftime) local() bool { return !f.epoch() && !f.has['z'] }

// reader reads stamps of f for one goroutine, those without offset or year by c.
// Neighbouring lines share their minute, so it keeps the last one.
func (f *strftime) reader(c *clock) func(v []byte) (int64, bool) {
	var last wallMinute
	var at int64
	return func(v []byte) (int64, bool) {
		var w wall
		if !w.read(f.steps, v) {
			return 0, false
		}
		if w.epoch {
			return plausible(w.nanos)
		}
		if w.minute != last {
			var ok bool
			if at, ok = c.wall(w.minute, f); !ok {
				last = wallMinute{}
				return 0, false
			}
			last = w.minute
		}
		return plausible((at+int64(w.second))*1e9 + w.nanos)
	}
}
