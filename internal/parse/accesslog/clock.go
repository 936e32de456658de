package accesslog

import "time"

// A clock reads the time stamps of one stream. Neighbouring lines share their
// minute and offset, so it keeps the last ones with the instant they mean.
//
// A stamp without offset from the hour that ends summer time twice over is the
// instant of the second pass: nothing in the line tells the passes apart, and
// what a line means may not depend on where the file was cut.
type clock struct {
	zone *time.Location // of stamps without offset; nil refuses them
	near time.Time      // tells the year of stamps that have none; zero refuses them
	// assumed says that a stamp was read by zone. It is set where a minute is, so
	// that it costs nothing on lines that share theirs.
	assumed bool

	// yearless says that a stamp without year was read by near.
	yearless bool

	last struct { // the stamp of the line before, which is often that of the next
		text [26]byte // 30/Apr/2025:16:20:01 +0200
		at   int64    // Unix nanoseconds
	}
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

// move sets the zone of the stamps that follow.
func (c *clock) move(zone *time.Location) {
	*c = clock{zone: zone, near: c.near, assumed: c.assumed, yearless: c.yearless}
}

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
