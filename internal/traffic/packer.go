package traffic

import "encoding/binary"

// A Packer takes room for several days' blobs at a time, so that a day costs no
// more memory than its bytes: twice as much each time, between these bounds.
const (
	leastRoom = 2 << 10 // about what a busy day takes
	mostRoom  = 64 << 10
)

// A Packer encodes the minutes of one day after the other as Pack does, without
// making Cells. The zero value is ready for the first day.
type Packer struct {
	out         []byte // the blob of this day; behind it is room for others
	sum         Counts
	first, next int // the day's first minute, and the one after its last
	room        int // what was taken last
}

// Add appends a minute, which must come after those added before it. One without
// requests is left out.
func (p *Packer) Add(minute int, c Counts) {
	if c.Total == 0 {
		return
	}
	if len(p.out) == 0 {
		p.begin()
		p.first = minute
	}
	gap, rest := uint64(minute-p.next), (c.Total-c.Valid)|c.Failed|c.Slow
	switch {
	case rest == 0 && gap < 0x80 && c.Total < 0x40: // as most are
		p.out = append(p.out, byte(gap), byte(c.Total<<1))
	case rest == 0:
		p.out = binary.AppendUvarint(p.out, gap)
		p.out = binary.AppendUvarint(p.out, c.Total<<1)
	default:
		p.out = binary.AppendUvarint(p.out, gap)
		p.out = binary.AppendUvarint(p.out, c.Total<<1|1)
		p.out = binary.AppendUvarint(p.out, c.Total-c.Valid)
		p.out = binary.AppendUvarint(p.out, c.Failed)
		p.out = binary.AppendUvarint(p.out, c.Slow)
	}
	p.sum.Add(c)
	p.next = minute + 1
}

func (p *Packer) begin() {
	if cap(p.out) < leastRoom {
		p.room = min(max(2*p.room, leastRoom), mostRoom)
		p.out = make([]byte, 0, p.room)
	}
	p.out = append(p.out, codecVersion)
}

// Bytes is the blob of the day so far. It stays as it is after Reset.
func (p *Packer) Bytes() []byte {
	if len(p.out) == 0 {
		return []byte{codecVersion}
	}
	return p.out[:len(p.out):len(p.out)]
}

// Packed is the day so far, as that of key, without latencies.
func (p *Packer) Packed(key Key) Packed {
	return Packed{Key: key, Sum: p.sum, First: p.first, Last: max(p.next-1, 0), Minutes: p.Bytes()}
}

// Reset begins another day.
func (p *Packer) Reset() {
	*p = Packer{out: p.out[len(p.out):], room: p.room}
}
