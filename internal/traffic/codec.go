package traffic

import (
	"encoding/binary"
	"errors"
	"fmt"

	"aftermath/internal/span"
)

// codecVersion is the first byte of every blob.
const codecVersion = 1

// maxCount bounds the requests of one minute, so that no sum of sound blobs
// overflows.
const maxCount = 1 << 40

// ErrCodec is the error of every blob that Unpack refuses.
var ErrCodec = errors.New("packed minutes")

// Pack encodes cells, which must be in order of minute and not empty, as
//
//	version, then per cell: minute − previous minute − 1 (the first counts
//	from −1), total, total − valid, failed, slow
//
// each an unsigned varint (encoding/binary). A day of 1,440 idle minutes is one
// byte long.
func Pack(cells []Cell) []byte {
	out := append(make([]byte, 0, 1+6*len(cells)), codecVersion)
	previous := -1
	for _, c := range cells {
		out = appendCell(out, c.Minute-previous-1, c.Counts)
		previous = c.Minute
	}
	return out
}

// Unpack decodes what Pack encoded. It refuses another version, a torn blob, a
// minute outside the day, an empty cell, a count over 2^40, and counts that
// contradict each other.
func Unpack(blob []byte) ([]Cell, error) {
	if len(blob) == 0 || blob[0] != codecVersion {
		return nil, fmt.Errorf("%w: unknown version", ErrCodec)
	}
	blob = blob[1:]
	var cells []Cell
	minute := uint64(0)
	for len(blob) > 0 {
		var v [5]uint64
		for i := range v {
			n := 0
			if v[i], n = binary.Uvarint(blob); n <= 0 {
				return nil, fmt.Errorf("%w: torn after %d cells", ErrCodec, len(cells))
			}
			blob = blob[n:]
		}
		if v[0] >= span.MinutesPerDay || minute+v[0] >= span.MinutesPerDay {
			return nil, fmt.Errorf("%w: minute outside the day", ErrCodec)
		}
		minute += v[0]
		c := Cell{Minute: int(minute), Counts: Counts{Total: v[1], Valid: v[1] - v[2], Failed: v[3], Slow: v[4]}}
		if c.Total == 0 || c.Total > maxCount || v[2] > c.Total || c.Failed > c.Valid || c.Slow > c.Valid-c.Failed {
			return nil, fmt.Errorf("%w: counts of minute %d contradict each other", ErrCodec, c.Minute)
		}
		cells = append(cells, c)
		minute++
	}
	return cells, nil
}
