package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
)

// blockSize is how much of a stream is dealt out at once. It is no shorter than
// the longest line, so that a line spans two blocks at most.
const blockSize = 1 << 20

// stream deals out what comes one byte after the other: the content of a packed
// file, or a pipe. A goroutine of its own unpacks; hashing and parsing are
// done by who takes the blocks. As with extents, a line belongs to the block in
// which it begins: its end is copied behind that block.
type stream struct {
	reading *Reading
	ctx     context.Context
	cancel  context.CancelFunc
	content io.ReadCloser
	raw     *meter
	to      int64
	inOrder bool
	dealt   atomic.Bool // the one piece of a log that is read in order
	blocks  chan *block
	free    chan *block
	done    chan struct{}
	err     error // of the goroutine, when done is closed
}

// A block is a part of a stream; Data holds its own bytes and, behind them, the
// end of the line in which it ends.
type block struct {
	stream *stream
	index  int
	at     int64 // place in the log
	own    int   // bytes of data that lie in the block
	begin  int   // where its first line begins
	data   []byte
	taken  bool
}

func newStream(ctx context.Context, r *Reading, to int64, inOrder bool) (*stream, error) {
	f := r.file
	s := &stream{reading: r, to: to, inOrder: inOrder, blocks: make(chan *block, 4), free: make(chan *block, 64), done: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(ctx)
	var raw io.Reader = f.pipe
	if f.pipe == nil {
		raw = io.NewSectionReader(f.file, 0, f.Size())
	}
	s.raw = &meter{r: raw, hasher: newHasher(0)}
	var err error
	if s.content, err = f.content(s.raw); err != nil {
		s.cancel()
		return nil, f.wrap(err)
	}
	go func() {
		defer close(s.done)
		defer close(s.blocks)
		s.err = s.produce()
	}()
	return s, nil
}

// A meter counts and hashes a packed file's own bytes.
type meter struct {
	r      io.Reader
	n      int64
	hasher *hasher
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	m.n += int64(n)
	m.hasher.write(p[:n])
	return n, err
}

func (s *stream) close() error {
	s.cancel()
	for range s.blocks { // let the goroutine out
	}
	<-s.done
	if errors.Is(s.err, context.Canceled) && s.ctx.Err() != nil {
		return nil
	}
	return s.err
}

// produce reads blocks and sends each when the next one has shown how its last
// line ends.
func (s *stream) produce() error {
	defer s.content.Close()
	var last *block // not sent yet
	var told int64
	for index, at := 0, int64(0); ; index++ {
		b := s.block(index, at)
		n, err := s.read(b.data[:blockSize], at)
		b.data, b.own = b.data[:n], n
		at += int64(n)
		s.reading.progress(s.raw.n - told)
		told = s.raw.n
		if last != nil {
			s.join(last, b)
			if !s.send(last) {
				return s.ctx.Err()
			}
		}
		last = b
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if !s.send(last) {
		return s.ctx.Err()
	}
	return s.end()
}

// read fills p as far as the log goes; the error is io.EOF at its end.
func (s *stream) read(p []byte, at int64) (int, error) {
	ends := s.to > 0 && s.to-at <= int64(len(p))
	if ends {
		p = p[:s.to-at]
	}
	for n := 0; n < len(p); {
		if s.ctx.Err() != nil {
			return n, s.ctx.Err()
		}
		got, err := s.content.Read(p[n:])
		if n += got; err == io.EOF {
			return n, err
		}
		if err != nil {
			return n, fmt.Errorf("%w, %d bytes in", s.reading.file.wrap(err), s.raw.n)
		}
	}
	if ends {
		return len(p), io.EOF
	}
	return len(p), nil
}

// join gives last, which b follows, the end of its last line.
func (s *stream) join(last, b *block) {
	if last.own > 0 && last.data[last.own-1] == '\n' {
		return
	}
	b.begin = bytes.IndexByte(b.data, '\n') + 1
	end := b.begin
	if end == 0 {
		b.begin, end = b.own, b.own // the line ends in neither
	}
	if last.begin < last.own {
		last.data = append(last.data, b.data[:end]...)
	}
}

func (s *stream) send(b *block) bool {
	select {
	case s.blocks <- b:
		return true
	case <-s.ctx.Done():
		return false
	}
}

// end makes the packed file's own digest. What an unpacker has not asked for
// lies behind its content.
func (s *stream) end() error {
	if !s.reading.file.packed || s.to > 0 {
		return nil
	}
	if _, err := io.Copy(io.Discard, s.raw); err != nil {
		return s.reading.file.wrap(err)
	}
	s.raw.hasher.node()
	s.reading.own = s.raw.hasher.tree.text()
	if s.reading.file.before == nil {
		s.reading.pipeBytes = s.raw.n
	}
	return nil
}

// block is an empty one, used before if possible.
func (s *stream) block(index int, at int64) *block {
	var b *block
	select {
	case b = <-s.free:
	default:
		b = &block{stream: s, data: make([]byte, blockSize, blockSize+64<<10)}
	}
	b.index, b.at, b.begin, b.taken, b.data = index, at, 0, false, b.data[:blockSize]
	return b
}

func (s *stream) next() (Piece, error) {
	if s.inOrder {
		if s.dealt.Swap(true) {
			return nil, io.EOF
		}
		return &ordered{stream: s}, nil
	}
	b, err := s.take()
	if err != nil {
		return nil, err
	}
	return b, nil
}

// take is the next block.
func (s *stream) take() (*block, error) {
	b, ok := <-s.blocks
	if ok {
		return b, nil
	}
	<-s.done
	if s.err != nil {
		return nil, s.err
	}
	return nil, io.EOF
}

func (b *block) Index() int { return b.index }

func (b *block) Next() ([]byte, error) {
	if b.taken {
		if b.data != nil {
			s, data := b.stream, b.data
			b.data = nil
			s.free <- &block{stream: s, data: data}
		}
		return nil, io.EOF
	}
	b.taken = true
	h := newHasher(b.at)
	r := b.stream.reading
	r.hash(b.index, h, b.data[:b.own], b.at)
	complete := int64(lineEnd(b.data))
	if complete > 0 {
		complete += b.at
	}
	var head []byte
	if b.index == 0 {
		head = b.data[:min(b.own, HeadBytes)]
	}
	r.note(b.index, h, int64(b.own), complete, head)
	if begin := int64(b.begin); b.at+begin < r.from {
		b.begin = int(min(r.from-b.at, int64(len(b.data))))
	}
	if b.begin == len(b.data) {
		return b.Next()
	}
	return b.data[b.begin:], nil
}

// ordered is all blocks of a stream as one piece.
type ordered struct {
	stream *stream
	block  *block
}

func (o *ordered) Index() int { return 0 }

func (o *ordered) Next() ([]byte, error) {
	for {
		if o.block == nil {
			var err error
			if o.block, err = o.stream.take(); err != nil {
				return nil, err
			}
		}
		lines, err := o.block.Next()
		if err != io.EOF {
			return lines, err
		}
		o.block = nil
	}
}
