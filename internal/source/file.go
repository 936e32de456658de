// Package source opens log files: finds them, unpacks them, and knows them by
// their content.
//
//  1. Expand turns the configuration's patterns into paths.
//  2. Open yields a file's bytes, unpacked when they are gzip or zstd, and
//     hashes them on the way.
//  3. Digest hashes a file without reading it as anything.
package source

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
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

	// ErrChanged is the error of a file that changed while it was read.
	ErrChanged = errors.New("the file changed while it was read: read it again when nothing writes to it")
)

// A File is an open log file. Read yields its content, unpacked.
type File struct {
	path    string
	file    *os.File
	before  fs.FileInfo
	raw     *meter // the bytes of the file
	unpack  io.ReadCloser
	content *meter    // the bytes of the log; raw itself when nothing is packed
	out     io.Reader // where Read reads
	err     error     // the end of reading, io.EOF or worse
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
	f := &File{path: path, file: file, raw: newMeter(file)}
	if err := f.begin(); err != nil {
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

func (f *File) begin() error {
	var err error
	if f.before, err = f.file.Stat(); err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	buffered := bufio.NewReaderSize(f.raw, 64<<10)
	head, err := buffered.Peek(magicLength)
	if err != nil && err != io.EOF {
		return fmt.Errorf("read %s: %w", f.path, err)
	}
	pack, ok := packingOf(head)
	if !ok {
		f.unpack, f.content, f.out = io.NopCloser(nil), f.raw, buffered
		return nil
	}
	if pack.open == nil {
		return fmt.Errorf("read %s: the file is %s: %s", f.path, pack.name, pack.advice)
	}
	if f.unpack, err = pack.open(buffered); err != nil {
		return f.wrap(err)
	}
	f.content = newMeter(f.unpack)
	f.out = f.content
	return nil
}

// Read yields the log's bytes. At their end it makes sure that the file did not
// change meanwhile.
func (f *File) Read(p []byte) (int, error) {
	if f.err != nil {
		return 0, f.err
	}
	n, err := f.out.Read(p)
	switch {
	case err == io.EOF:
		if f.err = f.unchanged(); f.err == nil {
			f.err = io.EOF
		}
	case err != nil:
		f.err = f.wrap(err)
	}
	return n, f.err
}

func (f *File) unchanged() error {
	after, err := f.file.Stat()
	if err != nil {
		return fmt.Errorf("read %s: %w", f.path, err)
	}
	if f.raw.n != f.before.Size() || after.Size() != f.before.Size() || !after.ModTime().Equal(f.before.ModTime()) {
		return fmt.Errorf("read %s: %w", f.path, ErrChanged)
	}
	return nil
}

// wrap names the file, and what an unpacker's error means.
func (f *File) wrap(err error) error {
	if why := f.reason(err); why != nil {
		return fmt.Errorf("read %s, %d bytes in: %w (%v)", f.path, f.raw.n, why, err)
	}
	return fmt.Errorf("read %s: %w", f.path, err)
}

func (f *File) reason(err error) error {
	var system *fs.PathError
	switch {
	case errors.As(err, &system):
		return nil
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded):
		return ErrMemory
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return ErrTruncated
	}
	return ErrCorrupt
}

// Close closes the file; it may be called before the end is reached.
func (f *File) Close() error {
	return errors.Join(f.unpack.Close(), f.file.Close())
}

// Path is the path as it was opened.
func (f *File) Path() string { return f.path }

// Offset is how many bytes of the file itself have been read, packed as they
// are; it is Size at the end.
func (f *File) Offset() int64 { return f.raw.n }

// Size is the length of the file in bytes when it was opened.
func (f *File) Size() int64 { return f.before.Size() }

// Digest is the SHA-256 of the file's own bytes in hex; ContentDigest and
// ContentSize are those of the unpacked log, by which it is known again after
// compression. They hold once Read has returned io.EOF.
func (f *File) Digest() string { return f.raw.digest() }

// ContentDigest is described at Digest.
func (f *File) ContentDigest() string { return f.content.digest() }

// ContentSize is described at Digest.
func (f *File) ContentSize() int64 { return f.content.n }

// Digest is the SHA-256 in hex and the length of the file's own bytes.
func Digest(path string) (sum string, size int64, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", 0, fmt.Errorf("hash log: %w", err)
	}
	if err := regular(path, info); err != nil {
		return "", 0, err
	}
	file, err := os.Open(path)
	if err != nil {
		return "", 0, fmt.Errorf("hash log: %w", err)
	}
	defer file.Close()
	m := newMeter(file)
	if _, err := io.Copy(io.Discard, m); err != nil {
		return "", 0, fmt.Errorf("hash %s: %w", path, err)
	}
	return m.digest(), m.n, nil
}

// A meter counts and hashes what is read through it.
type meter struct {
	r   io.Reader
	n   int64
	sum hash.Hash
}

func newMeter(r io.Reader) *meter { return &meter{r: r, sum: sha256.New()} }

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.sum.Write(p[:n])
	return n, err
}

func (m *meter) digest() string { return hex.EncodeToString(m.sum.Sum(nil)) }
