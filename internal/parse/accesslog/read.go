package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	bufferSize = 256 << 10   // stays in the second-level cache
	bufferMax  = MaxLine + 2 // the longest line with CR LF
)

const (
	trialLines = 1000 // after which a format is judged
	fewLines   = 10   // a shorter file is not judged at all
)

// byteOrderMark is what some editors put before UTF-8 text.
var byteOrderMark = []byte("\xef\xbb\xbf")

// A WrongFormatError says that most of the first lines do not fit the format.
type WrongFormatError struct {
	File, Format    string
	Lines, Rejected int64 // of the lines that are not blank
	First           Rejection
}

// Error is the first line that does not fit, and what to do.
func (e *WrongFormatError) Error() string {
	return fmt.Sprintf("%d of the first %d lines of %s do not fit the format %q, first %s; run: aftermath logs detect %s",
		e.Rejected, e.Lines, e.File, e.Format, e.First, e.File)
}

// Read counts the requests of a stream; file is its name in rejections,
// evidence and errors. progress, if any, is told the bytes read so far. Bad
// lines are in the Tally's ledger; the error is r's, ctx's, or a
// WrongFormatError when most of the first thousand lines are rejected, or all of
// a shorter file. With an error the Tally is what was counted until then.
func Read(ctx context.Context, r io.Reader, file string, p *Parser, rules *Rules, progress func(bytes int64)) (*Tally, error) {
	t := &Tally{}
	c := newCounter(t, rules, file)
	defer c.finish()
	lines := lineReader{r: r, ctx: ctx, buf: make([]byte, bufferSize), progress: progress}
	var req Request
	for {
		line, whole, err := lines.next()
		if err == io.EOF {
			if n := t.Ledger.Lines; n >= fewLines && n < trialLines && t.Ledger.Requests == 0 {
				return t, t.wrongFormat(file, p)
			}
			return t, nil
		}
		if err != nil {
			return t, fmt.Errorf("read %s after line %d: %w", file, t.Ledger.Lines, err)
		}
		if t.Ledger.Lines++; t.Ledger.Lines == 1 {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
		switch err := lines.parse(p, line, &req); {
		case err == nil:
			c.count(&req, trimEnd(line))
		case err == ErrBlank:
			t.Ledger.Blank++
		case err == ErrNotRequest:
			t.Ledger.Other++
		default:
			var e *LineError
			errors.As(err, &e)
			if !whole && e.Reason != TooLong {
				e = &LineError{Reason: CutShort, Column: len(line) + 1, Detail: "the file ends in the middle of this line: " + string(e.Reason)}
			}
			t.Ledger.reject(file, trimEnd(line), e)
		}
		if t.Ledger.Lines == trialLines {
			if err := t.wrongFormat(file, p); err != nil {
				return t, err
			}
		}
	}
}

func (t *Tally) wrongFormat(file string, p *Parser) error {
	lines, rejected := t.Ledger.Lines-t.Ledger.Blank, t.Ledger.Refused()
	if 2*rejected <= lines || rejected == 0 {
		return nil
	}
	var first Rejection
	for _, r := range t.Ledger.Rejected {
		if first.Line == 0 || r.First[0].Line < first.Line {
			first = r.First[0]
		}
	}
	return &WrongFormatError{File: file, Format: p.format.name, Lines: lines, Rejected: rejected, First: first}
}

// lineReader cuts a stream into lines. A line longer than MaxLine is passed
// over; its beginning is handed out once.
type lineReader struct {
	r          io.Reader
	ctx        context.Context
	buf        []byte
	start, end int // what is unread in buf
	ended      bool
	tooLong    bool // the line handed out last was passed over
	total      int64
	progress   func(int64)
}

// next is the next line with its end; whole is false for a last line without.
// The line holds until the next call.
func (l *lineReader) next() (line []byte, whole bool, err error) {
	l.tooLong = false
	for searched := 0; ; {
		if i := bytes.IndexByte(l.buf[l.start+searched:l.end], '\n'); i >= 0 {
			line = l.buf[l.start : l.start+searched+i+1]
			l.start += len(line)
			return line, true, nil
		}
		searched = l.end - l.start
		if l.ended {
			line = l.buf[l.start:l.end]
			l.start = l.end
			if len(line) == 0 {
				return nil, false, io.EOF
			}
			return line, false, nil
		}
		if searched >= bufferMax {
			return l.passOver()
		}
		if err := l.fill(); err != nil {
			return nil, false, err
		}
	}
}

// passOver drops the rest of a line that fills the buffer and hands out its
// beginning.
func (l *lineReader) passOver() (line []byte, whole bool, err error) {
	head := bytes.Clone(l.buf[l.start : l.start+1024])
	l.tooLong = true
	for {
		l.start = l.end
		if err := l.fill(); err != nil {
			return nil, false, err
		}
		if i := bytes.IndexByte(l.buf[l.start:l.end], '\n'); i >= 0 {
			l.start += i + 1
			return head, true, nil
		}
		if l.ended {
			l.start = l.end
			return head, false, nil
		}
	}
}

// fill reads more behind what is unread, which it moves to the front; the
// buffer grows up to bufferMax.
func (l *lineReader) fill() error {
	if err := l.ctx.Err(); err != nil {
		return err
	}
	if l.start > 0 {
		l.end = copy(l.buf, l.buf[l.start:l.end])
		l.start = 0
	}
	if l.end == len(l.buf) {
		grown := make([]byte, min(2*len(l.buf), bufferMax))
		copy(grown, l.buf)
		l.buf = grown
	}
	for range 100 {
		n, err := l.r.Read(l.buf[l.end:])
		l.end += n
		l.total += int64(n)
		if n > 0 && l.progress != nil {
			l.progress(l.total)
		}
		if err == io.EOF {
			l.ended = true
			return nil
		}
		if err != nil || n > 0 {
			return err
		}
	}
	return io.ErrNoProgress
}

// parse is p.Parse, but for a line that was passed over.
func (l *lineReader) parse(p *Parser, line []byte, r *Request) error {
	if l.tooLong {
		return &LineError{Reason: TooLong, Column: MaxLine + 1, Detail: tooLongDetail}
	}
	return p.Parse(line, r)
}
