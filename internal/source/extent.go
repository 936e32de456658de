package source

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"sync/atomic"
)

const (
	// extentSize is how much of a plain file one goroutine reads before it
	// takes the next: small enough that all end together, large enough that
	// its minutes are its own.
	extentSize = 16 << 20

	// readSize is how much of it is read at once: it stays in the second-level
	// cache while it is hashed and parsed. Reading beats mapping: a mapped log
	// that shrinks kills the process.
	readSize = 128 << 10

	// start is where in its buffer an extent reads to, behind the room for the
	// beginning of a line. It lies on a page: the kernel copies twice as fast to
	// there as to an odd address.
	start = (MaxLine + 1 + 4095) &^ 4095
)

// extents deals out a plain file. A line belongs to the extent in which it
// begins.
type extents struct {
	ctx     context.Context
	reading *Reading
	size    int64 // of the file
	each    int64 // of an extent
	dealt   atomic.Int64
	free    chan []byte // buffers
}

func newExtents(ctx context.Context, r *Reading, size, each int64, inOrder bool) *extents {
	e := &extents{ctx: ctx, reading: r, size: size, each: each, free: make(chan []byte, 64)}
	if inOrder {
		e.each = max(size, 1)
	}
	return e
}

func (e *extents) close() error { return nil }

func (e *extents) next() (Piece, error) {
	i := e.dealt.Add(1) - 1
	at := i * e.each
	if at >= e.size {
		return nil, io.EOF
	}
	x := &extent{extents: e, index: int(i), at: at, end: min(at+e.each, e.size), hasher: newHasher(at)}
	select {
	case x.buf = <-e.free:
	default:
		x.buf = make([]byte, start+readSize)
	}
	if from := min(max(at, e.reading.from), x.end); from > at {
		x.skip = from - at
	} else if at > 0 {
		var before [1]byte
		if err := e.readAt(before[:], at-1); err != nil {
			return nil, err
		}
		x.midLine = before[0] != '\n'
	}
	return x, nil
}

// readAt fills p from the file; a file that ends before has shrunk.
func (e *extents) readAt(p []byte, at int64) error {
	if err := e.ctx.Err(); err != nil {
		return err
	}
	_, err := e.reading.file.file.ReadAt(p, at)
	if err == io.EOF {
		err = ErrChanged
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", e.reading.file.path, err)
	}
	return nil
}

// An extent is a part of a plain file. Its buffer has room for the beginning of
// a line before the bytes that are read at once: lines are handed out where
// they lie.
type extent struct {
	*extents
	index    int
	at, end  int64
	skip     int64  // bytes to come that are only hashed
	midLine  bool   // what comes next is the rest of a line that is not ours
	rest     []byte // in buf: the beginning of a line, not yet handed out
	buf      []byte
	hasher   *hasher
	read     int64
	complete int64 // place in the file behind the last line end seen
	head     []byte
	over     bool
}

func (x *extent) Index() int { return x.index }

func (x *extent) Next() ([]byte, error) {
	for x.at < x.end {
		lines, err := x.more()
		if err != nil || len(lines) > 0 {
			return lines, err
		}
	}
	if len(x.rest) > 0 {
		return x.lastLine()
	}
	if !x.over {
		x.over = true
		x.reading.note(x.index, x.hasher, x.read, x.complete, x.head)
		x.free <- x.buf
		x.buf = nil
	}
	return nil, io.EOF
}

// more reads on and returns the whole lines that are there, if any.
func (x *extent) more() ([]byte, error) {
	x.hold()
	p := x.buf[start : start+min(readSize, x.end-x.at)]
	if err := x.readAt(p, x.at); err != nil {
		return nil, err
	}
	x.reading.hash(x.index, x.hasher, p, x.at)
	x.reading.progress(int64(len(p)))
	x.read += int64(len(p))
	if x.index == 0 && len(x.head) < HeadBytes {
		x.head = append(x.head, p[:min(len(p), HeadBytes-len(x.head))]...)
	}
	x.at += int64(len(p))
	whole := lineEnd(p)
	if whole > 0 {
		x.complete = x.at - int64(len(p)-whole)
	}
	if x.skip > 0 {
		n := min(x.skip, int64(len(p)))
		x.skip -= n
		if whole = max(0, whole-int(n)); x.skip > 0 {
			return nil, nil
		}
		p = p[n:]
	}
	if x.midLine {
		n := bytes.IndexByte(p, '\n') + 1
		if n == 0 {
			return nil, nil
		}
		p, whole, x.midLine = p[n:], whole-n, false
	}
	return x.cut(p, whole)
}

// cut returns what is held and p up to whole, and holds the rest.
func (x *extent) cut(p []byte, whole int) ([]byte, error) {
	if whole > 0 {
		lines := x.join(p[:whole])
		x.rest = p[whole:]
		return lines, nil
	}
	held := x.join(p)
	if len(held) <= MaxLine {
		x.rest = held
		return nil, nil
	}
	x.rest, x.midLine = nil, true
	return held[:MaxLine+1], nil
}

// hold moves the beginning of a line to where what is read next continues it.
func (x *extent) hold() {
	if len(x.rest) > 0 {
		copy(x.buf[start-len(x.rest):start], x.rest)
		x.rest = x.buf[start-len(x.rest) : start]
	}
}

// join is the held beginning with p behind it, which lie side by side.
func (x *extent) join(p []byte) []byte {
	if len(x.rest) == 0 {
		return p
	}
	return x.buf[start-len(x.rest) : start+len(p)]
}

// lastLine completes the line in which the extent ends.
func (x *extent) lastLine() ([]byte, error) {
	for at := x.end; ; {
		x.hold()
		p := x.buf[start : start+min(readSize, x.size-at)]
		if err := x.readAt(p, at); err != nil {
			return nil, err
		}
		at += int64(len(p))
		n := bytes.IndexByte(p, '\n') + 1
		if n > 0 {
			x.complete = max(x.complete, at-int64(len(p)-n))
			p = p[:n]
		}
		line := x.join(p)
		if n > 0 || len(p) == 0 || len(line) > MaxLine {
			x.rest = nil
			return line[:min(len(line), MaxLine+1)], nil
		}
		x.rest = line
	}
}
