package app

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// A reading is a log file as counted.
type reading struct {
	logFile
	tally   *accesslog.Tally
	content string // SHA-256 of the log unpacked
}

// sha256Of is a SHA-256 digest as the store keeps it.
func sha256Of(hex string) string { return "sha256:" + hex }

// digestAll notes the digest and size of every file's own bytes.
func digestAll(files []logFile) error {
	for i := range files {
		var err error
		if files[i].sha256, files[i].size, err = source.Digest(files[i].path); err != nil {
			return err
		}
	}
	return nil
}

// outdated is a known log that no source reads as it was read: the rules by
// which its lines count have changed.
func (s *settings) outdated(known []store.Input) (in store.Input, found bool, err error) {
	prints := map[string]bool{}
	for _, l := range s.Logs {
		src, err := s.compile(l)
		if err != nil {
			return in, false, &UsageError{placed(l.Format.Place.File, l.Format.Place.Line, l.Format.Place.Column, err)}
		}
		prints[src.print] = true
	}
	for _, in := range known {
		if in.Kind == store.Logs && !prints[in.Rules] {
			return in, true, nil
		}
	}
	return in, false, nil
}

// sift are the files whose bytes the store does not know; all of them (again)
// when the rules that one was read by have changed.
func sift(files []logFile, known []store.Input) (unread []logFile, again bool) {
	for _, f := range files {
		i := slices.IndexFunc(known, func(in store.Input) bool { return in.Digest == sha256Of(f.sha256) })
		if i < 0 {
			unread = append(unread, f)
		} else if known[i].Rules != f.source.print {
			return files, true
		}
	}
	return unread, false
}

// stale says that the log was read before, by other rules.
func (r reading) stale(known []store.Input) bool {
	return slices.ContainsFunc(known, func(in store.Input) bool { return in.Content == sha256Of(r.content) && in.Rules != r.source.print })
}

// recognise are the readings whose content the store does not have yet; what it
// has under another name is renamed. With again it clears the store of logs
// first, and all are new.
func (a *App) recognise(tx *store.Tx, s *settings, files []logFile, read []reading, known []store.Input, again bool) ([]reading, error) {
	present := map[string]string{} // content that is among the files → path
	note := func(content, path string) error {
		if other, ok := present[content]; ok {
			return usage("%s holds the same log as %s\n    name one of the two files only: nothing is counted twice", path, other)
		}
		present[content] = path
		return nil
	}
	for _, in := range known {
		for _, f := range files {
			if !again && in.Digest == sha256Of(f.sha256) {
				if err := note(in.Content, f.path); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, r := range read {
		if err := note(sha256Of(r.content), r.path); err != nil {
			return nil, err
		}
	}
	var fresh []reading
	for _, r := range read {
		i := slices.IndexFunc(known, func(in store.Input) bool { return in.Content == sha256Of(r.content) })
		j := slices.IndexFunc(known, func(in store.Input) bool { return in.Path == r.shown && present[in.Content] == "" })
		switch {
		case i < 0 && j >= 0:
			return nil, changed(s, r.path)
		case again || i < 0:
			fresh = append(fresh, r)
		default:
			if err := tx.Rename(known[i].ID, r.shown, sha256Of(r.sha256), r.size); err != nil {
				return nil, err
			}
		}
	}
	if !again {
		return fresh, nil
	}
	for _, in := range known {
		if present[in.Content] == "" {
			return nil, usage("%s: the rules by which its lines count have changed since it was read, and it is not among the files to read anew\n    put it back under sources.logs, or move %s away and run again: what is named under sources is then read anew", in.Path, s.path(s.Store))
		}
	}
	return fresh, tx.Clear(store.Logs)
}

// worst is how many files' errors are shown at once.
const worst = 3

// readLogs reads files side by side; readings come in the order of files, and
// so do errors.
func (a *App) readLogs(ctx context.Context, files []logFile, limit money.Percent) ([]reading, error) {
	var total int64
	for _, f := range files {
		total += f.size
	}
	a.Progress.Stage("logs", total)
	read, failed := make([]reading, len(files)), make([]error, len(files))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		work.Go(func() error {
			read[i], failed[i] = a.readLog(ctx, f)
			if failed[i] == nil {
				failed[i] = tooMany(f, read[i].tally.Ledger, limit)
			}
			return nil
		})
	}
	_ = work.Wait() // every file has its own error
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	failed = slices.DeleteFunc(failed, func(err error) bool { return err == nil })
	if more := len(failed) - worst; more > 0 {
		failed = append(failed[:worst], fmt.Errorf("and %s more that cannot be read", number(int64(more), "file")))
	}
	return read, errors.Join(failed...)
}

// readLog counts one file, and makes sure that it is the one whose digest was
// taken.
func (a *App) readLog(ctx context.Context, f logFile) (reading, error) {
	parser, err := f.source.format.NewParser(f.source.options)
	if err != nil {
		return reading{}, err
	}
	in, err := source.Open(f.path)
	if err != nil {
		return reading{}, err
	}
	defer in.Close()
	var told int64
	tally, err := accesslog.Read(ctx, in, f.shown, parser, f.source.rules, func(int64) {
		now := in.Offset()
		a.Progress.Add(now - told)
		told = now
	})
	if wrong := (*accesslog.WrongFormatError)(nil); errors.As(err, &wrong) {
		wrong.File, wrong.First.File = f.path, f.path // for a person who looks from here
	}
	if err != nil {
		return reading{}, err
	}
	if in.Digest() != f.sha256 {
		return reading{}, fmt.Errorf("%s: the file changed while it was read: run again when nothing writes to it", f.path)
	}
	return reading{f, tally, in.ContentDigest()}, nil
}

// input is the reading as the store keeps it.
func (r reading) input() store.Input {
	t := r.tally
	in := store.Input{
		Kind: store.Logs, Path: r.shown, Digest: sha256Of(r.sha256), Content: sha256Of(r.content), Bytes: r.size, Rules: r.source.print,
		Lines: t.Ledger.Lines, Requests: t.Ledger.Requests, Other: t.Ledger.Other, Blank: t.Ledger.Blank, Rejected: t.Ledger.Refused(), First: t.First, Last: t.Last,
	}
	for _, reason := range reasons(t.Ledger) {
		rejected := t.Ledger.Rejected[reason]
		kept := store.Reject{Reason: string(reason), Count: rejected.Count}
		for _, line := range rejected.First {
			kept.First = append(kept.First, store.RejectedLine{Line: int64(line.Line), Column: int64(line.Column), Detail: line.Detail, Text: accesslog.Masked(line.Text)})
		}
		in.Rejects = append(in.Rejects, kept)
	}
	return in
}
