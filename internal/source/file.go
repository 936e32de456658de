// Package source opens log files: finds them, unpacks them, deals out their
// lines, and knows them by their content.
//
//  1. Expand turns the configuration's patterns into paths.
//  2. Open tells by the first bytes whether a file is packed.
//  3. A Reading deals out pieces of whole lines to any number of goroutines:
//     extents of a plain file (extent.go), blocks of a packed one or of a pipe
//     (stream.go). What is read is hashed on the way (digest.go).
package source

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/klauspost/compress/zstd"
)

var (
	// ErrTruncated is the error of a file whose compressed data has no end.
	ErrTruncated = errors.New("the file ends in the middle of its compressed data: copy it again, or wait until it is written")

	// ErrCorrupt is the error of a file whose compressed data is damaged.
	ErrCorrupt = errors.New("the compressed data is damaged: copy the file again")

	// ErrMemory is the error of a file that was packed for more memory than a
	// log should need.
	ErrMemory = errors.New("the file needs more than 128 MiB of memory to unpack: pack it again without --long or --ultra")

	// ErrChanged is the error of a file that changed while it was read, other
	// than by growing at its end.
	ErrChanged = errors.New("the file changed while it was read: read it again when nothing writes to it")
)

// StandardInput is the name that reads a log from a pipe.
const StandardInput = "-"

// A File is an open log.
type File struct {
	path   string
	file   *os.File
	before fs.FileInfo // nil for standard input
	pipe   *bufio.Reader
	pack   packing
	packed bool
}

// Open opens a regular file and tells by its first bytes whether it is packed
// with gzip (of any number of members) or zstd (of any number of frames).
func Open(path string) (*File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	if err := regular(path, info); err != nil {
		return nil, err
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open log: %w", err)
	}
	f := &File{path: path, file: file}
	if f.before, err = file.Stat(); err != nil {
		file.Close()
		return nil, fmt.Errorf("open log: %w", err)
	}
	head := make([]byte, magicLength)
	n, err := file.ReadAt(head, 0)
	if err == io.EOF {
		err = nil
	}
	if err == nil {
		err = f.recognise(head[:n])
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return f, nil
}

func regular(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return fmt.Errorf("open log: %s is a directory: name its files, like %s/*.log", path, path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("open log: %s is no regular file", path)
	}
	return nil
}

func (f *File) recognise(head []byte) error {
	f.pack, f.packed = packingOf(head)
	if f.packed && f.pack.open == nil {
		return fmt.Errorf("read %s: the file is %s: %s", f.path, f.pack.name, f.pack.advice)
	}
	return nil
}

// Path is the path as it was opened.
func (f *File) Path() string { return f.path }

// Packed says that the file is compressed.
func (f *File) Packed() bool { return f.packed }

// Size is the length of the file in bytes, packed as it is, when it was opened;
// 0 for standard input.
func (f *File) Size() int64 {
	if f.before == nil {
		return 0
	}
	return f.before.Size()
}

// Close closes the file.
func (f *File) Close() error {
	if f.file == nil {
		return nil
	}
	return f.file.Close()
}

// rawBuffer is how much of a packed file is read at once.
const rawBuffer = 256 << 10

// Head is the beginning of the unpacked log, up to n bytes. It does not move
// the place where a Reading begins.
func (f *File) Head(n int) ([]byte, error) {
	out := make([]byte, n)
	if f.pipe != nil {
		return nil, errors.New("standard input can be read only once")
	}
	content, err := f.content(io.NewSectionReader(f.file, 0, f.Size()))
	if err != nil {
		return nil, f.wrap(err)
	}
	defer content.Close()
	n, err = io.ReadFull(content, out)
	if err == io.EOF || err == io.ErrUnexpectedEOF && f.whole(content) {
		err = nil
	}
	if err != nil {
		return out[:n], f.wrap(err)
	}
	return out[:n], nil
}

// whole says that content came to its end, where io.ReadFull cannot tell that
// from compressed data that breaks off.
func (f *File) whole(content io.Reader) bool {
	_, err := content.Read(make([]byte, 1))
	return err == io.EOF
}

// content unpacks raw as the file is packed.
func (f *File) content(raw io.Reader) (io.ReadCloser, error) {
	if !f.packed {
		return io.NopCloser(raw), nil
	}
	return f.pack.open(raw)
}

// unchanged is the error of a file that changed since it was opened. A plain
// log may have grown: what was there is what was read.
func (f *File) unchanged() error {
	if f.before == nil {
		return nil
	}
	after, err := f.file.Stat()
	if err != nil {
		return fmt.Errorf("read %s: %w", f.path, err)
	}
	grown := !f.packed && after.Size() > f.before.Size()
	if !grown && (after.Size() != f.before.Size() || !after.ModTime().Equal(f.before.ModTime())) {
		return fmt.Errorf("read %s: %w", f.path, ErrChanged)
	}
	return nil
}

// wrap names the file, and what an unpacker's error means.
func (f *File) wrap(err error) error {
	if why := f.reason(err); why != nil {
		return fmt.Errorf("read %s: %w (%v)", f.path, why, err)
	}
	return fmt.Errorf("read %s: %w", f.path, err)
}

func (f *File) reason(err error) error {
	var system *fs.PathError
	switch {
	case errors.Is(err, ErrChanged) || errors.As(err, &system) || !f.packed:
		return nil
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return ErrMemory
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return ErrTruncated
	}
	return ErrCorrupt
}

// lineEnd is the place behind the last line end of p, 0 where it has none.
func lineEnd(p []byte) int { return bytes.LastIndexByte(p, '\n') + 1 }
