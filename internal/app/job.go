package app

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// A job is a log that is being read.
type job struct {
	*App
	logFile
	input   store.Input   // what the store knows of it
	others  []store.Input // that a log from standard input could begin with
	file    *source.File
	reading *source.Reading
	count   *accesslog.Count
	inOrder bool
	pending atomic.Int64 // pieces that are not read to their end, and one while more may come
	failed  atomic.Bool

	mu    sync.Mutex
	err   error
	hands []*accesslog.Hand // by goroutine
}

func newJob(a *App, f logFile, in store.Input) *job { return &job{App: a, logFile: f, input: in} }

// feed deals out the pieces of the log.
func (j *job) feed(ctx context.Context, r *readers) error {
	j.pending.Store(1)
	if err := j.open(ctx, r); err != nil {
		return err
	}
	for n := 0; ; n++ {
		if j.failed.Load() || n > 0 && r.failed.Load() {
			return nil
		}
		p, err := j.reading.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		j.pending.Add(1)
		select {
		case r.tasks <- task{j, p}:
		case <-ctx.Done():
			j.pending.Add(-1)
			return ctx.Err()
		}
	}
}

func (j *job) open(ctx context.Context, r *readers) (err error) {
	if j.stdin() {
		j.file, err = source.Pipe(ctx, j.In)
	} else {
		j.file, err = source.Open(j.path)
	}
	if err != nil {
		return err
	}
	j.inOrder = j.source.format.Sequential()
	j.reading, err = j.file.Read(ctx, source.Options{
		From: j.input.CompleteBytes, Marks: j.marks(), InOrder: j.inOrder, Progress: j.Progress.Add,
	})
	if err != nil {
		return err
	}
	j.count = accesslog.NewCount(accesslog.Log{
		File: j.shown, Format: j.source.format, Options: j.options(), Rules: j.source.rules, Before: j.input.Lines,
	}, func(s accesslog.Settled) { r.parts <- part{job: j, day: s} })
	return nil
}

// work reads a piece to its end.
func (j *job) work(ctx context.Context, worker int, p source.Piece) error {
	if j.failed.Load() {
		return nil
	}
	h, err := j.hand(worker)
	if err != nil {
		return err
	}
	h.Begin(p.Index())
	for {
		lines, err := p.Next()
		if err == io.EOF {
			j.Progress.Lines(h.End())
			return nil
		}
		if err != nil {
			return err
		}
		if err := h.Read(lines); err != nil {
			return err
		}
		if j.inOrder {
			h.Pause()
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// hand is what a goroutine counts by.
func (j *job) hand(worker int) (*accesslog.Hand, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for len(j.hands) <= worker {
		j.hands = append(j.hands, nil)
	}
	var err error
	if j.hands[worker] == nil {
		j.hands[worker], err = j.count.Hand()
	}
	return j.hands[worker], err
}

// did enters that a piece, or the dealing out, is over; the last one finishes
// the job.
func (j *job) did(r *readers, err error) {
	if err != nil {
		j.fail(r, err)
	}
	if j.pending.Add(-1) > 0 {
		return
	}
	if j.reading != nil {
		if !j.failed.Load() && !r.failed.Load() {
			result, err := j.finish(r.limit)
			if err != nil {
				j.fail(r, err)
			} else {
				r.parts <- part{job: j, result: result}
			}
		}
		if err := j.reading.Close(); err != nil {
			j.fail(r, err)
		}
	}
	if j.file != nil {
		j.file.Close() // it was only read
	}
	j.file, j.reading, j.count, j.hands = nil, nil, nil, nil // there may be many more jobs
	r.parts <- part{job: j, over: true}
}

func (j *job) fail(r *readers, err error) {
	j.failed.Store(true)
	r.failed.Store(true)
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err == nil {
		j.err = err
	}
}

// finish is what the log came to. A log that other jobs' failing left half read
// has no result that is used.
func (j *job) finish(limit money.Percent) (*result, error) {
	tally, err := j.count.Finish()
	if err == nil {
		err = tooMany(j.logFile, j.input, tally.Ledger, limit)
	}
	if wrong := (*accesslog.WrongFormatError)(nil); errors.As(err, &wrong) {
		wrong.File, wrong.First.File = j.path, j.path // for a person who looks from here
	}
	if err != nil {
		return nil, err
	}
	facts, err := j.reading.Facts()
	if err == nil {
		err = j.begins(facts)
	}
	return &result{tally, facts}, err
}
