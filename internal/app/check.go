package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"aftermath/internal/store"
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
	examples := 0
	for _, p := range s.Book.Policies {
		examples += len(p.Examples)
	}
	docs, err := s.documents(ctx)
	wrong = append(wrong, err)
	logs, err := s.logs(nil)
	wrong = append(wrong, err)
	for _, l := range logs {
		wrong = append(wrong, l.try())
	}
	wrong = append(wrong, a.checkStore(ctx, s)...)
	if err := errors.Join(wrong...); err != nil {
		return &UsageError{err}
	}
	_, err = fmt.Fprintf(a.Out, "%s is in order: %s, policies with %s, %s, %s, %s\n", s.File,
		number(int64(len(s.Book.Services)), "service"), number(int64(examples), "worked example"), number(int64(len(s.Book.Customers)), "customer"),
		number(int64(len(docs)), "incident file"), number(int64(len(logs)), "log file"))
	return err
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
