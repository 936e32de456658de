package traffic

import (
	"encoding/binary"

	"aftermath/internal/span"
)

// openMinutes is how many minutes of a day are counted in place at once. Lines
// come nearly in order of time; one that is later than this costs a few bytes.
const openMinutes = 4

// compactAt is the least length in bytes at which closed minutes are summed.
const compactAt = 4096

// A Counter counts the requests of one key, minute by minute. Minutes being
// counted are open cells; a minute that gives way to another is appended to
// closed, in the codec's form but with its own number in place of the gap.
// closed may name a minute several times; it is summed when it has doubled, so
// that a day takes a few kilobytes in whatever order its lines come.
type Counter struct {
	open   [openMinutes]Cell // the cell of minute m is open[m % openMinutes]; Total 0: free
	closed []byte
	limit  int
}

// Count adds one request in a minute of the day, 0 … 1439.
func (c *Counter) Count(minute int, v Verdict) {
	cell := &c.open[uint(minute)%openMinutes]
	if cell.Minute != minute || cell.Total == 0 {
		c.close(*cell)
		*cell = Cell{Minute: minute}
	}
	cell.Total++
	switch v {
	case Ignored:
		return
	case Failed:
		cell.Failed++
	case Slow:
		cell.Slow++
	}
	cell.Valid++
}

func (c *Counter) close(cell Cell) {
	if cell.Total == 0 {
		return
	}
	c.closed = appendCell(c.closed, cell.Minute, cell.Counts)
	c.compact()
}

// compact sums the closed minutes when they have outgrown the limit.
func (c *Counter) compact() {
	if len(c.closed) <= max(c.limit, compactAt) {
		return
	}
	var day [span.MinutesPerDay]Counts
	sumCells(c.closed, &day)
	c.closed = c.closed[:0]
	for m, n := range day {
		if n.Total > 0 {
			c.closed = appendCell(c.closed, m, n)
		}
	}
	c.limit = 2 * len(c.closed)
}

func (c *Counter) absorb(o *Counter) {
	c.closed = append(c.closed, o.closed...)
	c.compact()
	for _, cell := range o.open {
		c.close(cell)
	}
}

// Cells are the minutes that have a request, in order.
func (c *Counter) Cells() []Cell {
	var day [span.MinutesPerDay]Counts
	sumCells(c.closed, &day)
	n := 0
	for _, cell := range c.open {
		day[cell.Minute].Add(cell.Counts)
	}
	for _, counts := range day {
		if counts.Total > 0 {
			n++
		}
	}
	out := make([]Cell, 0, n)
	for m, counts := range day {
		if counts.Total > 0 {
			out = append(out, Cell{Minute: m, Counts: counts})
		}
	}
	return out
}

// appendCell appends one cell as five unsigned varints: place, total,
// total − valid, failed, slow.
func appendCell(out []byte, place int, c Counts) []byte {
	for _, v := range [...]uint64{uint64(place), c.Total, c.Total - c.Valid, c.Failed, c.Slow} {
		out = binary.AppendUvarint(out, v)
	}
	return out
}

// sumCells adds cells that appendCell wrote with the minute as place.
func sumCells(cells []byte, day *[span.MinutesPerDay]Counts) {
	for len(cells) > 0 {
		var v [5]uint64
		for i := range v {
			n := 0
			v[i], n = binary.Uvarint(cells)
			cells = cells[n:]
		}
		day[v[0]].Add(Counts{Total: v[1], Valid: v[1] - v[2], Failed: v[3], Slow: v[4]})
	}
}
