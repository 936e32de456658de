package source

import (
	"bytes"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// A packing is a way in which files are packed, known by their first bytes.
type packing struct {
	name   string
	magic  string
	open   func(io.Reader) (io.ReadCloser, error) // nil: not read
	advice string                                 // what to do where it is not read
}

const unpackIt = "aftermath reads plain text, gzip and zstd; unpack it first"

// packings are in no particular order: no magic is the beginning of another.
var packings = []packing{
	{name: "gzip", magic: "\x1f\x8b", open: openGzip},
	{name: "zstd", magic: "\x28\xb5\x2f\xfd", open: openZstd},
	{name: "bzip2", magic: "BZh", advice: unpackIt},
	{name: "xz", magic: "\xfd7zXZ\x00", advice: unpackIt},
	{name: "lz4", magic: "\x04\x22\x4d\x18", advice: unpackIt},
	{name: "a zip archive", magic: "PK\x03\x04", advice: unpackIt},
	{name: "UTF-16 text", magic: "\xff\xfe", advice: "convert it to UTF-8 first"},
	{name: "UTF-16 text", magic: "\xfe\xff", advice: "convert it to UTF-8 first"},
}

// magicLength is the length of the longest magic.
const magicLength = 6

func packingOf(head []byte) (packing, bool) {
	for _, p := range packings {
		if bytes.HasPrefix(head, []byte(p.magic)) {
			return p, true
		}
	}
	// A zstd stream may begin with a skippable frame (RFC 8878, 3.1.2).
	if len(head) >= 4 && head[0]&0xf0 == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18 {
		return packing{name: "zstd", open: openZstd}, true
	}
	return packing{}, false
}

func openGzip(r io.Reader) (io.ReadCloser, error) { return gzip.NewReader(r) }

// maxWindow is the most memory in bytes that a frame may ask for: that of
// zstd --long=27, beyond which zstd itself asks for consent.
const maxWindow = 128 << 20

func openZstd(r io.Reader) (io.ReadCloser, error) {
	d, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	return d.IOReadCloser(), nil
}
