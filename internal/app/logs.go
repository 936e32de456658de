package app

import (
	"cmp"
	"context"
	"slices"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

// ingestLogs reads what the request logs hold and the store does not.
//
//  1. recognise tells known logs from new ones, by content (known.go).
//  2. What was read by rules that do not hold any more is taken back.
//  3. readLogs counts the new lines with all cores (readlogs.go); this goroutine
//     keeps what they come to.
//  4. Unknown customers and services beyond the limit are joined.
func (a *App) ingestLogs(ctx context.Context, tx *store.Tx, s *settings, files []logFile) error {
	inputs, err := tx.Inputs()
	if err != nil {
		return err
	}
	inputs = slices.DeleteFunc(inputs, func(in store.Input) bool { return in.Kind != store.Logs })
	a.Progress.Stage("recognise", totalSize(files))
	plans, err := a.recognise(ctx, s, files, inputs)
	if err != nil {
		return err
	}
	sum := &summary{known: len(inputs)}
	var jobs []*job
	for i := range plans {
		j, err := a.prepare(tx, &plans[i], inputs, sum)
		if err != nil {
			return err
		}
		if j != nil {
			jobs = append(jobs, j)
		}
	}
	if err := a.readLogs(ctx, jobs, s.MaxRejected, func(p part) error { return a.keep(tx, p, sum) }); err != nil {
		return err
	}
	if err := joinUnknown(tx); err != nil {
		return err
	}
	a.Progress.Done(sum.words())
	return nil
}

// prepare enters what a plan says in the store; the job is nil where nothing is
// left to read.
func (a *App) prepare(tx *store.Tx, p *logPlan, inputs []store.Input, sum *summary) (*job, error) {
	switch p.state {
	case known:
		sum.asBefore++
		if p.input.Path == p.shown && p.input.Digest == p.digest {
			return nil, nil // a run that changes nothing writes nothing
		}
		return nil, tx.Rename(p.input.ID, p.shown, p.digest, p.size)
	case empty:
		sum.empty++
		return nil, nil
	case grown:
		return newJob(a, p.logFile, p.input), nil
	case outdated, torn:
		sum.why = cmp.Or(sum.why, p.why)
		if err := tx.Forget(p.input.ID); err != nil {
			return nil, err
		}
		if p.state == outdated {
			sum.anew++
		}
	}
	// What it is known by is found out while it is read.
	in := store.Input{Kind: store.Logs, Path: p.shown}
	id, err := tx.AddInput(in)
	if err != nil {
		return nil, err
	}
	in.ID = id
	j := newJob(a, p.logFile, in)
	if p.stdin() {
		j.others = inputs
	}
	return j, nil
}

// keep enters a part of what was read in the store.
func (a *App) keep(tx *store.Tx, p part, sum *summary) error {
	id := p.job.input.ID
	if p.result == nil {
		return keepDay(tx, id, p, p.day.Evidence)
	}
	in := p.job.known(p.result)
	twin, ok, err := tx.InputByContent(store.Logs, in.Content)
	if err != nil {
		return err
	}
	if ok && twin.ID != id {
		return a.twin(tx, p.job, twin, sum)
	}
	t := p.result.tally
	if err := keepDay(tx, id, p, t.Sample.All()); err != nil {
		return err
	}
	sum.add(p.job, t)
	return tx.UpdateInput(in)
}

func keepDay(tx *store.Tx, id int64, p part, evidence []traffic.Evidence) error {
	if err := tx.AddSeries(id, p.packed); err != nil {
		return err
	}
	if err := tx.AddServiceDays(id, p.minutes); err != nil {
		return err
	}
	return tx.AddEvidence(id, evidence)
}

// twin is for a log whose content turns out to be known: from standard input, or
// without a request, it is taken back, among files it is an error.
func (a *App) twin(tx *store.Tx, j *job, twin store.Input, sum *summary) error {
	switch {
	case j.stdin():
		sum.asBefore++
		return tx.Forget(j.input.ID)
	case twin.Requests == 0:
		sum.empty++
		return tx.Forget(j.input.ID)
	}
	return holdsTheSame(j.path, twin.Path)
}

func holdsTheSame(path, other string) error {
	return usage("%s holds the same log as %s\n    name one of the two files only: nothing is counted twice", path, other)
}

// joinUnknown joins the unknown customers, and the unknown services, beyond
// what is told apart, over all that the store holds.
func joinUnknown(tx *store.Tx) error {
	customers, err := tx.SeriesCustomers()
	if err != nil {
		return err
	}
	if err := tx.JoinCustomers(accesslog.Beyond(customers), accesslog.Pooled); err != nil {
		return err
	}
	services, err := tx.SeriesServices()
	if err != nil {
		return err
	}
	return tx.JoinServices(accesslog.Beyond(services), accesslog.Pooled)
}

func totalSize(files []logFile) (n int64) {
	for _, f := range files {
		n += f.size
	}
	return n
}
