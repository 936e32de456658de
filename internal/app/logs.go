package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

// ingestLogs reads the request logs that are not in the store yet. A log is
// known by its content, whatever its name and packing; one that changed under
// its name is refused. Where the rules by which lines count have changed, all
// logs are read anew.
func (a *App) ingestLogs(ctx context.Context, tx *store.Tx, s *settings, files []logFile) error {
	known, err := tx.Inputs()
	if err != nil {
		return err
	}
	known = slices.DeleteFunc(known, func(in store.Input) bool { return in.Kind != store.Logs })
	if err := digestAll(files); err != nil {
		return err
	}
	unread, again := sift(files, known)
	if _, old, err := s.outdated(known); err != nil {
		return err
	} else if old && !again {
		unread, again = files, true
	}
	read, err := a.readLogs(ctx, unread, s.MaxRejected)
	if err != nil {
		return err
	}
	if !again && slices.ContainsFunc(read, func(r reading) bool { return r.stale(known) }) {
		again = true // a log that was packed meanwhile shows only now by which rules it was read
		if read, err = a.readLogs(ctx, files, s.MaxRejected); err != nil {
			return err
		}
	}
	fresh, err := a.recognise(tx, s, files, read, known, again)
	if err != nil {
		return err
	}
	all := &accesslog.Tally{}
	for _, r := range fresh {
		all.Absorb(r.tally)
	}
	for _, r := range fresh {
		if err := keep(tx, r, all); err != nil {
			return err
		}
	}
	a.Progress.Done(readWords(all, len(fresh), len(known), again))
	return nil
}

// keep adds what a reading brought. Unknown customers are those that all
// readings together tell apart.
func keep(tx *store.Tx, r reading, all *accesslog.Tally) error {
	id, err := tx.AddInput(r.input())
	if err != nil {
		return err
	}
	name := func(customer string) string {
		if _, told := all.Unknown[customer]; !told && strings.HasPrefix(customer, traffic.Unknown) {
			return accesslog.Pooled
		}
		return customer
	}
	r.tally.Rollup.Rename(name)
	r.tally.Sample.Rename(name)
	var packed []traffic.Packed
	for _, s := range r.tally.Rollup.Series() {
		packed = append(packed, s.Pack())
	}
	if err := tx.AddSeries(id, packed); err != nil {
		return err
	}
	return tx.AddEvidence(id, r.tally.Sample.All())
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
	if n := unmatched(t); n > 0 {
		words += fmt.Sprintf("; %s that match no service", number(n, "request"))
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

// unmatched is the number of requests that no service has.
func unmatched(t *accesslog.Tally) int64 {
	var n uint64
	for _, series := range t.Rollup.Series() {
		if series.Service == "" {
			n += series.Counts().Total
		}
	}
	return int64(n)
}

func reasons(l accesslog.Ledger) []accesslog.Reason {
	var out []accesslog.Reason
	for r := range l.Rejected {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}
