package traffic

import (
	"encoding/binary"
	"fmt"

	"aftermath/internal/span"
)

// latencyVersion is the first byte of a packed histogram and of a packed
// service's day.
const latencyVersion = 1

// Pack encodes h, whose bins must be in order of bucket and not empty, as
//
//	version, then per bin: bucket − previous bucket − 1 (the first counts from
//	−1), count
//
// each an unsigned varint (encoding/binary).
func (h Histogram) Pack() []byte {
	out := append(make([]byte, 0, 1+3*len(h)), latencyVersion)
	return appendBins(out, h)
}

// UnpackHistogram decodes what Pack encoded, and nothing else: what it takes
// packs to the same bytes.
func UnpackHistogram(blob []byte) (Histogram, error) {
	if len(blob) == 0 || blob[0] != latencyVersion {
		return nil, fmt.Errorf("%w: histogram of an unknown version", ErrCodec)
	}
	var h Histogram
	for rest, next := blob[1:], uint64(0); len(rest) > 0; {
		b, n := bin(rest, next)
		if n == 0 {
			return nil, fmt.Errorf("%w: histogram torn or wrong after %d bins", ErrCodec, len(h))
		}
		h, rest, next = append(h, b), rest[n:], uint64(b.Bucket)+1
	}
	return h, nil
}

// PackLatencies encodes the minutes of a ServiceDay, which must be in order and
// not empty, as
//
//	version, then per minute: minute − previous minute − 1 (the first counts
//	from −1), number of bins, and the bins as Histogram.Pack does
func PackLatencies(minutes []MinuteLatency) []byte {
	out := []byte{latencyVersion}
	previous := -1
	for _, m := range minutes {
		out = binary.AppendUvarint(out, uint64(m.Minute-previous-1))
		out = binary.AppendUvarint(out, uint64(len(m.Histogram)))
		out = appendBins(out, m.Histogram)
		previous = m.Minute
	}
	return out
}

// UnpackLatencies decodes what PackLatencies encoded, and nothing else: what it
// takes packs to the same bytes.
func UnpackLatencies(blob []byte) ([]MinuteLatency, error) {
	if len(blob) == 0 || blob[0] != latencyVersion {
		return nil, fmt.Errorf("%w: latencies of an unknown version", ErrCodec)
	}
	var out []MinuteLatency
	minute := uint64(0)
	for rest := blob[1:]; len(rest) > 0; minute++ {
		gap, n := uvarint(rest)
		bins, k := uvarint(rest[n:])
		if n == 0 || k == 0 || gap >= span.MinutesPerDay-minute || bins == 0 || bins > Buckets {
			return nil, fmt.Errorf("%w: latencies torn or wrong after %d minutes", ErrCodec, len(out))
		}
		rest, minute = rest[n+k:], minute+gap
		h, next := make(Histogram, bins), uint64(0)
		for i := range h {
			if h[i], n = bin(rest, next); n == 0 {
				return nil, fmt.Errorf("%w: latencies of minute %d torn or wrong", ErrCodec, minute)
			}
			rest, next = rest[n:], uint64(h[i].Bucket)+1
		}
		out = append(out, MinuteLatency{int(minute), h})
	}
	return out, nil
}

func appendBins(out []byte, h Histogram) []byte {
	previous := -1
	for _, b := range h {
		out = binary.AppendUvarint(out, uint64(b.Bucket-previous-1))
		out = binary.AppendUvarint(out, b.Count)
		previous = b.Bucket
	}
	return out
}

// bin decodes one bin; next is the least bucket that it may have. Its length is
// 0 where blob is torn, the bucket does not exist, or the count is 0 or over
// MaxCount.
func bin(blob []byte, next uint64) (b Bin, length int) {
	gap, n := uvarint(blob)
	count, k := uvarint(blob[n:])
	if n == 0 || k == 0 || next >= Buckets || gap >= Buckets-next || count == 0 || count > MaxCount {
		return Bin{}, 0
	}
	return Bin{int(next + gap), count}, n + k
}
