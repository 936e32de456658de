package traffic

import (
	"encoding/binary"
	"math/bits"

	"aftermath/internal/span"
)

// Verdict is what one request counts as.
type Verdict uint8

// The verdicts.
const (
	Fine    Verdict = iota // valid, answered in time
	Slow                   // valid, answered late
	Failed                 // valid, failed
	Ignored                // not valid: does not count for the promise
)

// openMinutes is how many minutes of a day are counted in place at once. Lines
// come nearly in order of time; one that is later than this costs a few bytes.
const openMinutes = 2

// compactAt is the least length in bytes at which closed minutes are summed.
const compactAt = 4096

// fewLatencies is how many latencies of a day are listed before they are counted
// in an array: most customers send little.
const fewLatencies = 64

// A Counter counts the requests of one key, minute by minute. Minutes being
// counted are open; a minute that gives way to another is appended to closed,
// packed. closed may name a minute several times; it is summed when it has
// doubled, so that a day takes a few kilobytes in whatever order its lines come.
//
// What every request touches lies within one line of the cache.
type Counter struct {
	many   *Latencies            // all latencies, once they are not few
	open   [openMinutes]openCell // minute m is counted in open[m % openMinutes]
	closed []byte
	limit  int
	few    []uint8 // buckets of the first latencies
	_      [16]byte
}

// An openCell counts one minute. It is free while total is 0.
type openCell struct{ minute, total, valid, failed, slow uint32 }

func (c *openCell) counts() Counts {
	return Counts{Total: uint64(c.total), Valid: uint64(c.valid), Failed: uint64(c.failed), Slow: uint64(c.slow)}
}

// Count adds one request in a minute of the day, 0 … 1439.
func (c *Counter) Count(minute int, v Verdict) {
	cell := &c.open[uint(minute)%openMinutes]
	if cell.minute != uint32(minute) || cell.total == 0 {
		c.close(cell)
		*cell = openCell{minute: uint32(minute)}
	}
	cell.total++
	switch v {
	case Ignored:
		return
	case Failed:
		cell.failed++
	case Slow:
		cell.slow++
	}
	cell.valid++
}

// CountLatency adds a valid request's latency, by its bucket.
func (c *Counter) CountLatency(bucket int) {
	switch {
	case c.many != nil:
		c.many[bucket]++
	case len(c.few) < fewLatencies:
		c.few = append(c.few, uint8(bucket))
	default:
		c.spread()
		c.many[bucket]++
	}
}

// spread counts the few latencies in the array.
func (c *Counter) spread() {
	if c.many == nil {
		c.many = new(Latencies)
	}
	for _, bucket := range c.few {
		c.many[bucket]++
	}
	c.few = nil
}

func (c *Counter) close(cell *openCell) {
	if cell.total == 0 {
		return
	}
	c.closed = appendRun(c.closed, int(cell.minute), cell.counts())
	if len(c.closed) > max(c.limit, compactAt) {
		c.compact(new(sheet))
	}
}

func (c *Counter) compact(s *sheet) {
	s.read(c.closed)
	c.closed = c.closed[:0]
	s.drain(func(minute int, n Counts) { c.closed = appendRun(c.closed, minute, n) })
	c.limit = 2 * len(c.closed)
}

func (c *Counter) absorb(o *Counter) {
	c.closed = append(c.closed, o.closed...)
	if len(c.closed) > max(c.limit, compactAt) {
		c.compact(new(sheet))
	}
	for i := range o.open {
		c.close(&o.open[i])
	}
	for _, bucket := range o.few {
		c.CountLatency(int(bucket))
	}
	if o.many != nil {
		c.spread()
		for bucket, n := range o.many {
			c.many[bucket] += n
		}
	}
}

// pack is what was counted, as that of key.
func (c *Counter) pack(key Key, s *sheet, p *Packer) Packed {
	s.read(c.closed)
	for i := range c.open {
		if c.open[i].total > 0 {
			s.add(int(c.open[i].minute), c.open[i].counts())
		}
	}
	p.Reset()
	s.drain(p.Add)
	out := p.Packed(key)
	if len(c.few) > 0 {
		var all Latencies
		for _, bucket := range c.few {
			all[bucket]++
		}
		out.Latency = all.Histogram()
	}
	if c.many != nil {
		out.Latency = c.many.Histogram()
	}
	return out
}

// appendRun appends one minute: its number, its total and whether more follows,
// and only where not all requests are valid and fine, the rest. All are unsigned
// varints.
func appendRun(out []byte, minute int, c Counts) []byte {
	rest := c.Total - c.Valid | c.Failed | c.Slow
	if rest == 0 {
		return binary.AppendUvarint(binary.AppendUvarint(out, uint64(minute)), c.Total<<1)
	}
	for _, v := range [...]uint64{uint64(minute), c.Total<<1 | 1, c.Total - c.Valid, c.Failed, c.Slow} {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

// A sheet is a day on which minutes are summed; it is blank between uses.
type sheet struct {
	cells  [span.MinutesPerDay]Counts
	marked [(span.MinutesPerDay + 63) / 64]uint64 // minutes that have a count
}

func (s *sheet) add(minute int, n Counts) {
	s.cells[minute].Add(n)
	s.marked[minute/64] |= 1 << (minute % 64)
}

// read adds minutes that appendRun wrote.
func (s *sheet) read(runs []byte) {
	next := func() uint64 {
		if v := runs[0]; v < 0x80 { // nearly always
			runs = runs[1:]
			return uint64(v)
		}
		v, n := binary.Uvarint(runs)
		runs = runs[n:]
		return v
	}
	for len(runs) > 0 {
		minute, total := next(), next()
		n := Counts{Total: total >> 1, Valid: total >> 1}
		if total&1 == 1 {
			n.Valid -= next()
			n.Failed = next()
			n.Slow = next()
		}
		s.add(int(minute), n)
	}
}

// drain calls fn for each minute that has a count, in order, and blanks s.
func (s *sheet) drain(fn func(minute int, n Counts)) {
	for i, word := range s.marked {
		for ; word != 0; word &= word - 1 {
			minute := i*64 + bits.TrailingZeros64(word)
			fn(minute, s.cells[minute])
			s.cells[minute] = Counts{}
		}
		s.marked[i] = 0
	}
}
