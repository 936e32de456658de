package source

import (
	"cmp"
	"context"
	"errors"
	"io"
	"slices"
	"sync"

	"lukechampine.com/blake3/guts"
)

const (
	// MaxLine is the longest line that is dealt out whole, in bytes with its
	// end.
	MaxLine = 1<<20 + 2

	// HeadBytes is how much of its beginning a log is first looked up by.
	HeadBytes = 4096
)

// A Reading deals out the lines of a log once.
type Reading struct {
	file     *File
	from     int64
	progress func(n int64)
	dealer   dealer

	mu        sync.Mutex
	own       string      // digest of a packed file's own bytes
	pipeBytes int64       // of a packed pipe
	nodes     []guts.Node // of the pieces that were read, by index
	content   int64       // bytes of the unpacked log
	complete  int64       // of them, up to the last line end
	marks     []int64     // in order
	reached   []reached
	head      []byte
}

// dealer deals out pieces: extents of a file, or blocks of a stream.
type dealer interface {
	next() (Piece, error) // io.EOF when all are dealt out; may be called by many at once
	close() error         // waits for whatever reads on its own
}

// A Piece is a row of lines of a log. It belongs to one goroutine, which must
// read it to its end.
type Piece interface {
	// Index orders the pieces of a log: those of a lower index hold earlier
	// lines.
	Index() int

	// Next is some more whole lines with their ends, or io.EOF. The last line
	// of a log may lack its end; one that is longer than MaxLine may be cut to
	// no less than MaxLine + 1 bytes. The bytes hold until the next call.
	Next() ([]byte, error)
}

// Options say how a log is read.
type Options struct {
	// From is where in the unpacked log the first line to be dealt out begins;
	// what lies before is only hashed.
	From int64

	// To ends the log before its real end; 0: it does not.
	To int64

	// Marks are places in the unpacked log of which Beginning is to tell the
	// digest of what lies before.
	Marks []int64

	// InOrder deals out all lines as one piece.
	InOrder bool

	packed bool  // what is dealt out is the file itself, packed as it is
	extent int64 // for tests: other than extentSize

	// Progress is told of the bytes of the file itself that were read since it
	// was last told; it may be called by many at once.
	Progress func(n int64)
}

// Read begins a reading. It must be closed.
func (f *File) Read(ctx context.Context, o Options) (*Reading, error) {
	r := &Reading{file: f, from: o.From, progress: o.Progress, marks: slices.Sorted(slices.Values(o.Marks))}
	if r.progress == nil {
		r.progress = func(int64) {}
	}
	if f.pipe == nil && (!f.packed || o.packed) {
		size := f.Size()
		if o.To > 0 {
			size = min(size, o.To)
		}
		r.dealer = newExtents(ctx, r, size, cmp.Or(o.extent, extentSize), o.InOrder)
		return r, nil
	}
	s, err := newStream(ctx, r, o.To, o.InOrder)
	r.dealer = s
	return r, err
}

// Next is the next piece, or io.EOF; it may be called by many at once.
func (r *Reading) Next() (Piece, error) { return r.dealer.next() }

// Close ends a reading, whether it came to its end or not.
func (r *Reading) Close() error { return r.dealer.close() }

// Facts are what a log is known by.
type Facts struct {
	Digest       string // of the file's own bytes
	Bytes        int64  // of the file itself
	Content      string // digest of the log unpacked
	ContentBytes int64
	Complete     int64  // bytes of the unpacked log up to its last line end
	Head         string // digest of its first HeadBytes, or of all when it is shorter
	HeadBytes    int64
}

// Facts are the facts of what was read, when every piece has been read to its
// end, and makes sure that the file did not change meanwhile.
func (r *Reading) Facts() (Facts, error) {
	if err := r.dealer.close(); err != nil {
		return Facts{}, err
	}
	if err := r.file.unchanged(); err != nil {
		return Facts{}, err
	}
	var whole tree
	for _, n := range r.nodes {
		whole.add(n)
	}
	f := Facts{
		Content: whole.text(), ContentBytes: r.content, Complete: r.complete,
		Head: Sum(r.head), HeadBytes: int64(len(r.head)), Digest: r.own, Bytes: r.file.Size(),
	}
	if r.own == "" {
		f.Digest, f.Bytes = f.Content, f.ContentBytes
	} else if r.file.before == nil {
		f.Bytes = r.pipeBytes
	}
	return f, nil
}

// note enters a piece that was read: its node, its bytes of the log, and where
// its last line end lies, 0 for none.
func (r *Reading) note(index int, h *hasher, bytes, complete int64, head []byte) {
	node, any := h.node()
	r.mu.Lock()
	defer r.mu.Unlock()
	if any {
		for len(r.nodes) <= index {
			r.nodes = append(r.nodes, guts.Node{})
		}
		r.nodes[index] = node
	}
	r.content += bytes
	r.complete = max(r.complete, complete)
	if index == 0 {
		r.head = append(r.head, head...)
	}
}

// Hash reads a log up to to (0: to its end) with as many goroutines as are
// useful, and deals out nothing.
func (f *File) Hash(ctx context.Context, to int64, workers int, progress func(int64)) (Facts, error) {
	return f.hash(ctx, Options{To: to, Progress: progress}, workers)
}

// Own is the digest of the file's own bytes, packed as they are.
func (f *File) Own(ctx context.Context, workers int, progress func(int64)) (string, error) {
	facts, err := f.hash(ctx, Options{packed: true, Progress: progress}, workers)
	return facts.Digest, err
}

func (f *File) hash(ctx context.Context, o Options, workers int) (Facts, error) {
	o.From = 1<<63 - 1 // nothing is dealt out
	r, err := f.Read(ctx, o)
	if err != nil {
		return Facts{}, err
	}
	defer r.Close()
	failed := make([]error, workers)
	var work sync.WaitGroup
	for i := range workers {
		work.Go(func() { failed[i] = r.drain() })
	}
	work.Wait()
	if err := errors.Join(failed...); err != nil {
		return Facts{}, err
	}
	return r.Facts()
}

// drain reads pieces for their hashes alone.
func (r *Reading) drain() error {
	for {
		p, err := r.Next()
		for err == nil {
			_, err = p.Next()
		}
		if err == io.EOF && p == nil {
			return nil
		}
		if err != io.EOF {
			return err
		}
	}
}
