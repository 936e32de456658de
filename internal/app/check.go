package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"aftermath/internal/money"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

// Check says everything that is wrong with the configuration, the contracts'
// worked examples, the sources and the store, all at once, and changes
// nothing.
func (a *App) Check(ctx context.Context, config string) error {
	s, err := load(config)
	if err != nil {
		return err
	}
	var wrong []error
	docs, err := s.documents(ctx)
	if wrong = append(wrong, err); err == nil {
		wrong = append(wrong, s.strayAmendments(docs)...)
	}
	logs, err := s.logs(nil)
	wrong = append(wrong, err)
	trials, err := tryLogs(ctx, logs)
	if err != nil {
		return err
	}
	for _, t := range trials {
		wrong = append(wrong, t.problems(s.File)...)
	}
	wrong = append(wrong, a.checkStore(ctx, s)...)
	if err := errors.Join(wrong...); err != nil {
		return &UsageError{err}
	}
	_, err = fmt.Fprintf(a.Out, "%s is in order: %s, %s, %s, %s, %s\n", s.File,
		number(int64(len(s.Book.Services)), "service"), s.promises(), number(int64(len(s.Book.Customers)), "customer"),
		number(int64(len(docs)), "incident file"), number(int64(len(logs)), "log file"))
	return err
}

func (s *settings) promises() string {
	policies, examples := "1 policy", 0
	if n := len(s.Book.Policies); n != 1 {
		policies = money.Group(int64(n)) + " policies"
	}
	for _, p := range s.Book.Policies {
		examples += len(p.Examples)
	}
	return policies + " with " + number(int64(examples), "worked example")
}

// strayAmendments are the amendments of incidents that no file holds.
func (s *settings) strayAmendments(docs []document) (wrong []error) {
	var ids, known []string
	for _, d := range docs {
		for _, r := range d.Records {
			ids, known = append(ids, r.ID), append(known, fmt.Sprintf("%s %.80q", r.ID, r.Title))
		}
	}
	hint := "no incident file holds any incident"
	if len(ids) > 0 {
		hint = "the incident files hold " + few(known) + "; aftermath incidents parse FILE prints an incident's id"
	}
	for _, a := range s.Amendments {
		for _, id := range [...]string{a.Incident, a.SameAs, a.DistinctFrom} {
			if id != "" && !slices.Contains(ids, id) {
				wrong = append(wrong, placed(a.File, a.Line, a.Column,
					fmt.Errorf("the amendment names the incident %q, which no incident file holds\n    %s", id, hint)))
			}
		}
	}
	return wrong
}

// A trial is what the beginnings of one source's files show.
type trial struct {
	*logSource
	files                          int
	unreadable, unfit              []string // errors, and the first line that does not fit, of a file each
	unfitPaths, read               []string
	requests, anonymous, unmatched int64
}

// tryLogs reads the beginning of each log once; trials come in the order of
// logs.
func tryLogs(ctx context.Context, logs []logFile) ([]*trial, error) {
	var trials []*trial
	for _, f := range logs {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		i := slices.IndexFunc(trials, func(t *trial) bool { return t.logSource == f.source })
		if i < 0 {
			i, trials = len(trials), append(trials, &trial{logSource: f.source})
		}
		if err := trials[i].look(ctx, f); err != nil {
			trials[i].unreadable = append(trials[i].unreadable, err.Error())
		}
	}
	return trials, nil
}

func (t *trial) look(ctx context.Context, f logFile) error {
	t.files++
	sample, err := beginning(f.path)
	if err != nil {
		return err
	}
	if i := bytes.LastIndexByte(sample, '\n'); len(sample) == sampled && i >= 0 {
		sample = sample[:i+1] // the last line is cut by the sample, not in the file
	}
	tally, err := accesslog.Read(ctx, bytes.NewReader(sample), accesslog.Log{File: f.path, Format: t.format, Options: f.options(), Rules: t.rules})
	wrong := (*accesslog.WrongFormatError)(nil)
	if err != nil && !errors.As(err, &wrong) {
		return err
	}
	if refused := tally.Ledger.Refused(); wrong != nil || tally.Ledger.Requests == 0 && refused > 0 {
		t.unfit, t.unfitPaths = append(t.unfit, firstRefused(f.path, tally.Ledger)), append(t.unfitPaths, f.path)
		return nil
	}
	if tally.Ledger.Requests > 0 {
		t.read = append(t.read, f.path)
	}
	t.requests += tally.Ledger.Requests
	t.anonymous += tally.Unknown.Requests[traffic.Anonymous]
	t.unmatched += tally.Unmatched.Total()
	return nil
}

// firstRefused is the first rejected line of one file, and why.
func firstRefused(path string, l accesslog.Ledger) string {
	if l.Refused() == 0 {
		return path + ": none of the first lines is a request"
	}
	var first accesslog.Rejection
	for _, r := range l.Rejected {
		if first.Line == 0 || r.First[0].Line < first.Line {
			first = r.First[0]
		}
	}
	return fmt.Sprintf("%s\n      %s", first, first.Text)
}

// problems are what the trial shows to be wrong, a kind each.
func (t *trial) problems(config string) (wrong []error) {
	at, format := t.Place, t.Format.Place
	if len(t.unreadable) > 0 {
		wrong = append(wrong, placed(at.File, at.Line, at.Column, fmt.Errorf("%d of %s cannot be read:%s",
			len(t.unreadable), number(int64(t.files), "log file"), lines(t.unreadable))))
	}
	if len(t.unfit) > 0 {
		wrong = append(wrong, placed(format.File, format.Line, format.Column, fmt.Errorf("the format does not fit %d of %s:%s\n    run: %s",
			len(t.unfit), number(int64(t.files), "log file"), lines(t.unfit), detectCommand(config, t.unfitPaths[0]))))
	}
	if t.requests == 0 {
		return wrong
	}
	among := fmt.Sprintf("of the %s looked at in %s", number(t.requests, "request"), few(t.read))
	if t.anonymous == t.requests {
		wrong = append(wrong, placed(at.File, at.Line, at.Column, fmt.Errorf("none %s has a value in the customer field %s\n    name the field that tells the customer; this shows what there is: %s",
			among, t.Customer, detectCommand(config, t.read[0]))))
	}
	if t.unmatched == t.requests {
		wrong = append(wrong, placed(at.File, at.Line, at.Column, fmt.Errorf("none %s matches a service\n    correct the match of the services, or write service: and an id here; this shows hosts and paths: %s",
			among, detectCommand(config, t.read[0]))))
	}
	return wrong
}

// lines are the first entries on a line each, and how many more there are.
func lines(entries []string) string {
	shown := entries[:min(len(entries), worst)]
	words := "\n    " + strings.Join(shown, "\n    ")
	if more := len(entries) - len(shown); more > 0 {
		words += fmt.Sprintf("\n    and %d more", more)
	}
	return words
}

// checkStore looks into a store that is there; none is nothing wrong.
func (a *App) checkStore(ctx context.Context, s *settings) []error {
	kept, err := store.OpenExisting(ctx, s.path(s.Store))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return []error{err}
	}
	defer kept.Close()
	return kept.Check(ctx)
}
