package app

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/source"
	"aftermath/internal/traffic"
)

// A part is some of what a log came to: a day, or, as the last one, its result.
type part struct {
	job     *job
	day     accesslog.Settled
	packed  []traffic.Packed     // of the day's or the result's counts, once pack was called
	minutes []traffic.ServiceDay // likewise
	result  *result
	over    bool // nothing more comes of the job
}

// pack packs what p holds of counts.
func (p *part) pack() {
	r := p.day.Rollup
	if p.result != nil {
		r = &p.result.tally.Rollup
	}
	p.packed, p.minutes = r.Packed(), r.ServiceDays()
	*r = traffic.Rollup{}
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
			p.pack() // a day that waits shall wait small
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
