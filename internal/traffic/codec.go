package traffic

import (
	"encoding/binary"
	"errors"
	"fmt"

	"aftermath/internal/span"
)

// codecVersion is the first byte of every blob that is written. Version 1, which
// wrote every cell's five numbers, is still read.
const codecVersion = 2

// MaxCount bounds the requests of one minute and of one bin, so that no sum of
// sound blobs overflows. A day of no more requests can be packed.
const MaxCount = 1 << 40

// ErrCodec is the error of every blob that is refused.
var ErrCodec = errors.New("packed minutes")

// Pack encodes cells, which must be in order of minute and not empty, as
//
//	version, then per cell: minute − previous minute − 1 (the first counts
//	from −1), total × 2 + rest, and with rest 1: total − valid, failed, slow
//
// each an unsigned varint (encoding/binary) in its shortest form. Rest is 0 where
// the three numbers are, as in most minutes: such a cell takes two or three
// bytes. A day of 1,440 idle minutes is one byte long. Equal cells give equal
// bytes.
func Pack(cells []Cell) []byte {
	var p Packer
	for _, c := range cells {
		p.Add(c.Minute, c.Counts)
	}
	return p.Bytes()
}

// Unpack decodes what Pack encoded, and nothing else: what it takes packs to the
// same bytes, but for version 1. It refuses a torn blob, a minute outside the
// day, an empty cell, a count over 2^40, and counts that contradict each other.
func Unpack(blob []byte) ([]Cell, error) {
	var cells []Cell
	if len(blob) > 2 {
		cells = make([]Cell, 0, min(len(blob)/2, span.MinutesPerDay))
	}
	err := each(blob, func(minute int, c Counts) { cells = append(cells, Cell{minute, c}) })
	if err != nil {
		return nil, err
	}
	return cells, nil
}

// Sum adds the cells of blob to the minutes of a day. It refuses what Unpack
// refuses; after an error the day is undefined.
func Sum(blob []byte, day *[span.MinutesPerDay]Counts) error {
	return each(blob, func(minute int, c Counts) { day[minute].Add(c) })
}

// each decodes the cells of a blob in order of minute.
func each(blob []byte, do func(minute int, c Counts)) error {
	d, err := decode(blob)
	for err == nil && len(d.blob) > 0 {
		for d.short() {
			minute, n := d.take()
			do(minute, Counts{Total: n, Valid: n})
		}
		if len(d.blob) > 0 {
			var minute int
			var c Counts
			if minute, c, err = d.cell(); err == nil {
				do(minute, c)
			}
		}
	}
	return err
}

// A decoder is what is left of a blob.
type decoder struct {
	blob  []byte
	next  uint64 // the minute after the last cell
	first bool   // version 1
}

func decode(blob []byte) (decoder, error) {
	if len(blob) == 0 || blob[0] != 1 && blob[0] != codecVersion {
		return decoder{}, fmt.Errorf("%w: unknown version", ErrCodec)
	}
	return decoder{blob: blob[1:], first: blob[0] == 1}, nil
}

// short says that the next cell is one of two bytes, as most are: a short gap and
// a few requests, none of them anything but fine.
func (d *decoder) short() bool {
	return len(d.blob) >= 2 && !d.first && (d.blob[0]|d.blob[1])&0x80 == 0 && d.blob[1]&1 == 0 && d.blob[1] > 0 && d.next+uint64(d.blob[0]) < span.MinutesPerDay
}

// take decodes a short cell.
func (d *decoder) take() (minute int, requests uint64) {
	at := d.next + uint64(d.blob[0])
	requests = uint64(d.blob[1] >> 1)
	d.blob, d.next = d.blob[2:], at+1
	return int(at), requests
}

// cell decodes any cell.
func (d *decoder) cell() (int, Counts, error) {
	var gap, left uint64
	var c Counts
	var n int
	if d.first {
		gap, c, left, n = cell1(d.blob)
	} else {
		gap, c, left, n = cell2(d.blob)
	}
	if n == 0 {
		return 0, c, fmt.Errorf("%w: torn after minute %d", ErrCodec, int(d.next)-1)
	}
	if gap >= span.MinutesPerDay-d.next {
		return 0, c, fmt.Errorf("%w: minute outside the day", ErrCodec)
	}
	minute := d.next + gap
	c.Valid = c.Total - left
	if c.Total == 0 || c.Total > MaxCount || left > c.Total || c.Failed > c.Valid || c.Slow > c.Valid-c.Failed {
		return 0, c, fmt.Errorf("%w: counts of minute %d contradict each other", ErrCodec, minute)
	}
	d.blob, d.next = d.blob[n:], minute+1
	return int(minute), c, nil
}

// cell2 decodes a cell of version 2; its length is 0 where it is torn. left are
// the requests that are not valid.
func cell2(blob []byte) (gap uint64, c Counts, left uint64, length int) {
	gap, n := uvarint(blob)
	total, k := uvarint(blob[n:])
	if n == 0 || k == 0 {
		return 0, Counts{}, 0, 0
	}
	length, c.Total = n+k, total>>1
	if total&1 == 0 {
		return gap, c, 0, length
	}
	for _, v := range [...]*uint64{&left, &c.Failed, &c.Slow} {
		if *v, n = uvarint(blob[length:]); n == 0 {
			return 0, Counts{}, 0, 0
		}
		length += n
	}
	if left|c.Failed|c.Slow == 0 { // has a shorter form
		return 0, Counts{}, 0, 0
	}
	return gap, c, left, length
}

// cell1 decodes a cell of version 1: the gap, total, total − valid, failed and
// slow, each a varint.
func cell1(blob []byte) (gap uint64, c Counts, left uint64, length int) {
	for _, v := range [...]*uint64{&gap, &c.Total, &left, &c.Failed, &c.Slow} {
		n := 0
		if *v, n = binary.Uvarint(blob[length:]); n <= 0 {
			return 0, Counts{}, 0, 0
		}
		length += n
	}
	return gap, c, left, length
}

// uvarint decodes an unsigned varint; its length is 0 where it is torn, too
// large, or longer than it need be.
func uvarint(blob []byte) (v uint64, length int) {
	if len(blob) > 0 && blob[0] < 0x80 { // nearly all are
		return uint64(blob[0]), 1
	}
	return longUvarint(blob)
}

func longUvarint(blob []byte) (v uint64, length int) {
	v, n := binary.Uvarint(blob)
	if n <= 0 || blob[n-1] == 0 {
		return 0, 0
	}
	return v, n
}
