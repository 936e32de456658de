package app

import (
	"cmp"
	"slices"
	"strings"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
)

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
