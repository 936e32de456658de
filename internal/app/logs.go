package app

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// ingestLogs reads the request logs that are not in the store yet. A file is
// known by its content; one that changed under its name is refused. Where the
// rules by which lines count have changed, all logs are read anew.
func (a *App) ingestLogs(ctx context.Context, tx *store.Tx, s *settings, only []string) error {
	files, err := s.logs(only)
	if err != nil {
		return err
	}
	known, err := tx.Inputs()
	if err != nil {
		return err
	}
	known = slices.DeleteFunc(known, func(in store.Input) bool { return in.Kind != store.Logs })
	files, digests, again, err := s.unread(files, known)
	if err != nil {
		return err
	}
	if again {
		if err := tx.Clear(store.Logs); err != nil {
			return err
		}
	}
	var total int64
	for _, d := range digests {
		total += d.size
	}
	a.Progress.Stage("logs", total)
	tallies, err := a.readLogs(ctx, files, digests, s.MaxRejected)
	if err != nil {
		return err
	}
	all := &accesslog.Tally{}
	for i, t := range tallies {
		if _, err := tx.AddInput(inputOf(files[i], digests[i], t)); err != nil {
			return err
		}
		all.Absorb(t)
	}
	if err := tx.AddSeries(all.Rollup.Series()); err != nil {
		return err
	}
	if err := tx.AddEvidence(all.Sample.All()); err != nil {
		return err
	}
	a.Progress.Done(readWords(all, len(files), len(known), again))
	return nil
}

func readWords(t *accesslog.Tally, read, known int, again bool) string {
	words := fmt.Sprintf("%s, %s, %s, %s rejected", number(int64(read), "file"), number(t.Ledger.Lines, "line"), number(t.Ledger.Requests, "request"), money.Group(t.Ledger.Refused()))
	switch {
	case again:
		words += "; the rules have changed, so all were read anew"
	case read == 0:
		words = number(int64(known), "file") + ", as read before"
	case known > 0:
		words += "; " + number(int64(known), "file") + " as read before"
	}
	if n := len(t.Unknown); n > 0 {
		var requests int64
		for _, k := range t.Unknown {
			requests += k
		}
		words += fmt.Sprintf("; %s of unknown customers", money.Group(requests))
	}
	return words
}

// A digest is a file's content in short.
type digest struct {
	sha256 string
	size   int64
}

// unread are the files to read, with their digests: those whose content the
// store does not know, or all of them (again) when the rules have changed.
func (s *settings) unread(files []logFile, known []store.Input) (unread []logFile, digests []digest, again bool, err error) {
	var all []digest
	stale := false
	for _, f := range files {
		sum, size, err := source.Digest(f.path)
		if err != nil {
			return nil, nil, false, err
		}
		d := digest{sum, size}
		if slices.Contains(all, d) {
			return nil, nil, false, usage("%s: the same bytes stand under another name too\n    name one of the two files only: nothing is counted twice", f.path)
		}
		all = append(all, d)
		i := slices.IndexFunc(known, func(in store.Input) bool { return in.SHA256 == sum })
		if i < 0 {
			if slices.ContainsFunc(known, func(in store.Input) bool { return in.Path == f.shown }) {
				return nil, nil, false, changed(s, f.path)
			}
			unread, digests = append(unread, f), append(digests, d)
			continue
		}
		stale = stale || known[i].Rules != f.source.print
	}
	if !stale {
		return unread, digests, false, nil
	}
	for _, in := range known {
		if !slices.ContainsFunc(all, func(d digest) bool { return d.sha256 == in.SHA256 }) {
			return nil, nil, false, usage("%s: the rules by which its lines count have changed since it was read, and it is not among the files to read anew\n    put it back under sources.logs, or remove %s and run again", in.Path, s.path(s.Store))
		}
	}
	return files, all, true, nil
}

// readLogs reads files side by side; tallies come in the order of files.
func (a *App) readLogs(ctx context.Context, files []logFile, digests []digest, limit money.Percent) ([]*accesslog.Tally, error) {
	tallies := make([]*accesslog.Tally, len(files))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		work.Go(func() (err error) {
			tallies[i], err = a.readLog(ctx, f, digests[i])
			if err == nil {
				err = tooMany(f, tallies[i].Ledger, limit)
			}
			return err
		})
	}
	return tallies, work.Wait()
}

// tooMany refuses a file of which more lines than the limit were rejected.
func tooMany(f logFile, l accesslog.Ledger, limit money.Percent) error {
	share := money.Share(l.Refused(), l.Lines)
	if share == nil || share.Cmp(limit.Share()) <= 0 {
		return nil
	}
	var first []string
	for _, reason := range reasons(l) {
		first = append(first, fmt.Sprintf("%s\n      %s", l.Rejected[reason].First[0], l.Rejected[reason].First[0].Text))
	}
	return fmt.Errorf("%s: %s of %s lines are no requests, more than the limit of %s %%; the first of each kind:\n    %s\n    correct the format under sources.logs (aftermath logs detect %s shows how it reads), or raise quality.max_rejected",
		f.path, money.Group(l.Refused()), money.Group(l.Lines), limit, strings.Join(first, "\n    "), f.path)
}

func reasons(l accesslog.Ledger) []accesslog.Reason {
	var out []accesslog.Reason
	for r := range l.Rejected {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}

func inputOf(f logFile, d digest, t *accesslog.Tally) store.Input {
	in := store.Input{
		Kind: store.Logs, Path: f.shown, SHA256: d.sha256, Bytes: d.size, Rules: f.source.print,
		Lines: t.Ledger.Lines, Requests: t.Ledger.Requests, Rejected: t.Ledger.Refused(), First: t.First, Last: t.Last,
	}
	for _, reason := range reasons(t.Ledger) {
		r := t.Ledger.Rejected[reason]
		kept := store.Reject{Reason: string(reason), Count: r.Count}
		for _, line := range r.First {
			kept.First = append(kept.First, store.RejectedLine{Line: int64(line.Line), Column: int64(line.Column), Text: line.Text})
		}
		in.Rejects = append(in.Rejects, kept)
	}
	return in
}

// readLog counts one file, and makes sure that it is the one that was
// recognised before.
func (a *App) readLog(ctx context.Context, f logFile, want digest) (*accesslog.Tally, error) {
	parser, err := f.source.format.NewParser(f.source.options)
	if err != nil {
		return nil, err
	}
	in, err := source.Open(f.path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var told int64
	tally, err := accesslog.Read(ctx, in, f.shown, parser, f.source.rules, func(int64) {
		now := in.Offset()
		a.Progress.Add(now - told)
		told = now
	})
	if err != nil {
		return nil, err
	}
	if in.Digest() != want.sha256 {
		return nil, fmt.Errorf("%s: the file changed while it was read: run again when nothing writes to it", f.path)
	}
	return tally, nil
}
