package app

import (
	"cmp"
	"context"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

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

// A part is some of what a log came to: a day, or, as the last one, its result.
type part struct {
	job    *job
	day    accesslog.Settled
	result *result
	over   bool // nothing more comes of the job
}

// A result is what a log came to as a whole.
type result struct {
	tally *accesslog.Tally
	facts source.Facts
}

// task is a piece of a job for one goroutine.
type task struct {
	job   *job
	piece source.Piece
}

// readLogs counts the jobs' logs with all cores: files are dealt out side by
// side, and pieces of one file too. keep is given what they come to in the order
// of the files, by the goroutine that called. When a log cannot be read, of
// those that are not begun only the beginnings are looked at.
func (a *App) readLogs(ctx context.Context, jobs []*job, limit money.Percent, keep func(part) error) error {
	var total int64
	for _, j := range jobs {
		total += j.size
	}
	a.Progress.Stage("logs", total)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers := runtime.GOMAXPROCS(0)
	r := &readers{limit: limit, tasks: make(chan task, workers), parts: make(chan part, partsWaiting), window: make(chan struct{}, filesAhead)}
	go r.run(ctx, jobs, workers)
	if err := r.inOrder(jobs, keep, cancel); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return worstErrors(jobs)
}

// readers are the goroutines that read logs.
type readers struct {
	limit  money.Percent
	tasks  chan task
	parts  chan part
	window chan struct{} // one for each job that is begun and not kept
	failed atomic.Bool   // a job has failed
}

const (
	partsWaiting = 64 // days that may wait for the store
	filesAhead   = 16 // files that may be read before an earlier one is kept
)

// inOrder gives keep the parts of each job behind those of the jobs before.
func (r *readers) inOrder(jobs []*job, keep func(part) error, cancel func()) (wrong error) {
	waiting, over, next := map[*job][]part{}, map[*job]bool{}, 0
	give := func(p part) {
		if wrong == nil && !r.failed.Load() {
			if wrong = keep(p); wrong != nil {
				cancel()
			}
		}
	}
	for p := range r.parts {
		if p.over {
			over[p.job] = true
			<-r.window
		} else {
			waiting[p.job] = append(waiting[p.job], p)
		}
		for next < len(jobs) {
			j := jobs[next]
			for _, p := range waiting[j] {
				give(p)
			}
			delete(waiting, j)
			if !over[j] {
				break
			}
			next++
		}
	}
	return wrong
}

func (r *readers) run(ctx context.Context, jobs []*job, workers int) {
	defer close(r.parts)
	var working sync.WaitGroup
	for i := range workers {
		working.Go(func() {
			for t := range r.tasks {
				t.job.did(r, t.job.work(ctx, i, t.piece))
			}
		})
	}
	var feeding errgroup.Group // as many files side by side as there are cores
	feeding.SetLimit(workers)
	for _, j := range jobs {
		r.window <- struct{}{}
		feeding.Go(func() error {
			j.did(r, j.feed(ctx, r))
			return nil
		})
	}
	_ = feeding.Wait() // every job has its own error
	close(r.tasks)
	working.Wait()
}

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

// worst is how many files' errors are shown at once.
const worst = 3

// worstErrors are the first errors in order of files.
func worstErrors(jobs []*job) error {
	var failed []error
	for _, j := range jobs {
		if j.err != nil {
			failed = append(failed, j.err)
		}
	}
	if more := len(failed) - worst; more > 0 {
		failed = append(failed[:worst:worst], errors.New("and "+number(int64(more), "file")+" more that cannot be read"))
	}
	return errors.Join(failed...)
}

// known is the job's input as the store is to know it, with what an earlier
// reading counted.
func (j *job) known(r *result) store.Input {
	in, t, f := j.input, r.tally, r.facts
	in.Path, in.Digest, in.Bytes, in.Rules, in.Slow = j.shown, f.Digest, f.Bytes, j.source.print, j.source.slow
	in.Content, in.ContentBytes, in.CompleteBytes, in.Head, in.HeadBytes = f.Content, f.ContentBytes, f.Complete, f.Head, f.HeadBytes
	in.Lines += t.Ledger.Lines
	in.Requests += t.Ledger.Requests
	in.Other += t.Ledger.Other
	in.Blank += t.Ledger.Blank
	in.Rejected += t.Ledger.Refused()
	if in.First.IsZero() || !t.First.IsZero() && t.First.Before(in.First) {
		in.First = t.First
	}
	if t.Last.After(in.Last) {
		in.Last = t.Last
	}
	in.ZoneAssumed = cmp.Or(in.ZoneAssumed, t.Zone)
	for _, reason := range reasons(t.Ledger) {
		in.Rejects = addReject(in.Rejects, string(reason), t.Ledger.Rejected[reason])
	}
	return in
}

// addReject adds lines that were rejected for a reason, which lie behind those
// that are there.
func addReject(all []store.Reject, reason string, r accesslog.Rejected) []store.Reject {
	i, found := slices.BinarySearchFunc(all, reason, func(r store.Reject, reason string) int { return strings.Compare(r.Reason, reason) })
	if !found {
		all = slices.Insert(all, i, store.Reject{Reason: reason})
	}
	all[i].Count += r.Count
	for _, line := range r.First[:min(len(r.First), store.FirstRejects-len(all[i].First))] {
		all[i].First = append(all[i].First, store.RejectedLine{
			Line: int64(line.Line), Column: int64(line.Column), Detail: line.Detail, Text: accesslog.Masked(line.Text),
		})
	}
	return all
}
