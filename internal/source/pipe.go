package source

import (
	"bufio"
	"context"
	"fmt"
	"io"
)

// Pipe is a log that comes from r once, plain or packed, under the name
// StandardInput. When ctx is done its reading ends, even where r never yields.
func Pipe(ctx context.Context, r io.Reader) (*File, error) {
	f := &File{path: StandardInput, pipe: bufio.NewReaderSize(interruptible(ctx, r), rawBuffer)}
	head, err := f.pipe.Peek(magicLength)
	if err != nil && err != io.EOF {
		return nil, fmt.Errorf("read standard input: %w", err)
	}
	return f, f.recognise(head)
}

// patientReader hands on what a goroutine reads. Nothing can interrupt the
// reading of a pipe to which nobody writes; here only that goroutine waits for
// it, until the process ends.
type patientReader struct {
	ctx   context.Context
	full  chan chunk
	empty chan []byte
	now   chunk
	rest  []byte // of now, not yet handed on
}

// A chunk is what one read brought, with the error behind it.
type chunk struct {
	data []byte
	err  error
}

func interruptible(ctx context.Context, r io.Reader) io.Reader {
	p := &patientReader{ctx: ctx, full: make(chan chunk), empty: make(chan []byte, 2)}
	for range cap(p.empty) { // one is filled while the other is handed on
		p.empty <- make([]byte, rawBuffer)
	}
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case buf := <-p.empty:
				n, err := r.Read(buf)
				select {
				case <-ctx.Done():
					return
				case p.full <- chunk{buf[:n], err}:
				}
				if err != nil {
					return
				}
			}
		}
	}()
	return p
}

func (p *patientReader) Read(to []byte) (int, error) {
	if len(p.rest) == 0 {
		if p.now.err != nil {
			return 0, p.now.err
		}
		if p.now.data != nil {
			p.empty <- p.now.data[:rawBuffer]
			p.now.data = nil
		}
		select {
		case <-p.ctx.Done():
			return 0, p.ctx.Err()
		case p.now = <-p.full:
			p.rest = p.now.data
		}
	}
	n := copy(to, p.rest)
	if p.rest = p.rest[n:]; n == 0 && p.now.err != nil {
		return 0, p.now.err
	}
	return n, nil
}
