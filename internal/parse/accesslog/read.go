package accesslog

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
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
	Lines, Rejected int64     // of the lines that are not blank
	First           Rejection // zero where no line was rejected, and none is a request
}

// Error is the first line that does not fit, and what to do.
func (e *WrongFormatError) Error() string {
	if e.Rejected == 0 {
		return fmt.Sprintf("none of the first %d lines of %s is a request in the format %q; run: aftermath logs detect %[2]s", e.Lines, e.File, e.Format)
	}
	return fmt.Sprintf("%d of the first %d lines of %s do not fit the format %q, first %s; run: aftermath logs detect %s",
		e.Rejected, e.Lines, e.File, e.Format, e.First, e.File)
}

// Begin prepares h for a piece; pieces are numbered in the order of their lines.
func (h *Hand) Begin(piece int) {
	h.count.begin(h, piece)
	h.piece, h.line, h.least = piece, 0, math.MaxInt32
	if piece == 0 {
		h.parser.Begin()
	}
}

// Read counts some lines of the piece, which come in order. The last one may
// lack its end where it is the log's last, or too long. The error is a
// WrongFormatError when most of the log's first thousand lines are rejected.
func (h *Hand) Read(lines []byte) error {
	first := h.piece == 0 && h.count.log.Before == 0
	if first && h.line == 0 {
		lines = bytes.TrimPrefix(lines, byteOrderMark)
	}
	var r Request
	for len(lines) > 0 {
		line, whole := lines, false
		if i := bytes.IndexByte(lines, '\n'); i >= 0 {
			line, lines, whole = lines[:i], lines[i+1:], true
		} else {
			lines = nil
		}
		h.line++
		switch err := h.parser.parse(line, &r); err {
		case nil:
			h.add(&r, trimEnd(line))
		case ErrBlank:
			h.tally.Ledger.Blank++
		case ErrNotRequest:
			h.tally.Ledger.Other++
			if line[0] == '#' {
				h.comments++
			}
		default:
			h.reject(line, whole, err)
		}
		if first && h.line == trialLines {
			if err := h.trial(); err != nil {
				return err
			}
		}
	}
	if h.count.settled != nil && h.tally.Rollup.Size() > h.count.most {
		h.count.spill(h)
	}
	return nil
}

var newline = []byte{'\n'}

func (h *Hand) reject(line []byte, whole bool, err error) {
	var e *LineError
	errors.As(err, &e)
	if !whole && e.Reason != TooLong {
		e = &LineError{Reason: CutShort, Column: len(line) + 1, Detail: "the file ends in the middle of this line: " + string(e.Reason)}
	}
	h.tally.Ledger.reject(h.count.log.File, h.lineInLog(), trimEnd(line), e)
}

// Pause is for a piece that is long: it lets go of days that are over.
func (h *Hand) Pause() { h.count.rest(h, false) }

// End ends the piece and is the number of its lines.
func (h *Hand) End() int64 {
	h.tally.Ledger.Lines += h.line
	h.count.rest(h, true)
	return h.line
}

// trial judges the format by the first lines.
func (h *Hand) trial() error {
	l := h.tally.Ledger
	l.Lines = h.line
	if refused := l.Refused(); 2*refused > l.Lines-l.Blank-l.Other || l.Requests == 0 && l.Other > 0 {
		return h.count.wrongFormat(&l)
	}
	return nil
}

func (c *Count) wrongFormat(l *Ledger) error {
	e := &WrongFormatError{File: c.log.File, Format: c.log.Format.name, Lines: l.Lines - l.Blank, Rejected: l.Refused()}
	for _, r := range l.Rejected {
		if e.First.Line == 0 || r.First[0].Line < e.First.Line {
			e.First = r.First[0]
		}
	}
	return e
}

// Read counts a stream as one piece, such as the beginning of a log. The error
// is r's, ctx's or a WrongFormatError; with it the Tally is what was counted
// until then.
func Read(ctx context.Context, r io.Reader, log Log) (*Tally, error) {
	c := NewCount(log, nil)
	h, err := c.Hand()
	if err != nil {
		return &Tally{}, err
	}
	h.Begin(0)
	err = h.readAll(ctx, r)
	h.End()
	t, wrong := c.Finish()
	if err == nil {
		err = wrong
	}
	return t, err
}

// readAll reads r by whole lines. A line that does not fit the buffer is handed
// on as far as it does, and its rest is passed over.
func (h *Hand) readAll(ctx context.Context, r io.Reader) error {
	buf, held, passing, idle := make([]byte, 2*MaxLine), 0, false, 0
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf[held:])
		if idle++; n > 0 {
			idle = 0
		} else if err == nil && idle == 100 {
			err = io.ErrNoProgress
		}
		if err != nil && err != io.EOF {
			return fmt.Errorf("read %s after line %d: %w", h.count.log.File, h.line, err)
		}
		text := buf[:held+n]
		if passing {
			var found bool
			_, text, found = bytes.Cut(text, newline)
			passing = !found
		}
		whole := bytes.LastIndexByte(text, '\n') + 1
		if err == io.EOF || whole == 0 && len(text) > MaxLine+2 {
			whole, passing = len(text), err != io.EOF
		}
		if wrong := h.Read(text[:whole]); wrong != nil || err == io.EOF {
			return wrong
		}
		held = copy(buf, text[whole:])
	}
}
