package app

import (
	"context"
	"fmt"
	"strings"

	"aftermath/internal/money"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// Forget takes back what was read from the logs of these names: paths as the
// configuration or the store has them, or digests or beginnings of them. The
// store is then as if they had never been read; what is still named under
// sources is read again by the next run.
func (a *App) Forget(ctx context.Context, config string, names []string) error {
	s, err := load(config)
	if err != nil {
		return err
	}
	kept, err := store.OpenExisting(ctx, s.path(s.Store)) // forgetting makes no store
	if err != nil {
		return err
	}
	if err := kept.Close(); err != nil {
		return err
	}
	return change(ctx, s, func(tx *store.Tx) error {
		inputs, err := tx.Inputs()
		if err != nil {
			return err
		}
		for _, name := range names {
			in, err := s.pick(inputs, name)
			if err != nil {
				return err
			}
			if err := tx.Forget(in.ID); err != nil {
				return err
			}
			if _, err := fmt.Fprintf(a.Out, "%s (%s): %s in %s are taken back\n", in.Path, in.Digest, number(in.Requests, "request"), number(in.Lines, "line")); err != nil {
				return err
			}
		}
		return nil
	})
}

// shortest is the least length of a digest's beginning, in hexadecimal digits.
const shortest = 8

// pick is the log that a name means.
func (s *settings) pick(inputs []store.Input, name string) (store.Input, error) {
	var found []store.Input
	var logs []string
	for _, in := range inputs {
		if in.Kind != store.Logs {
			continue
		}
		logs = append(logs, in.Path)
		hex, _ := strings.CutPrefix(in.Digest, source.Algorithm+":")
		wanted, _ := strings.CutPrefix(name, source.Algorithm+":")
		if in.Path == name || in.Path == s.shown(absolute(name)) || absolute(s.path(in.Path)) == absolute(name) ||
			len(wanted) >= shortest && strings.HasPrefix(hex, wanted) {
			found = append(found, in)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		hint := "nothing was read from any log"
		if len(logs) > 0 {
			hint = "what was read is from " + few(logs)
		}
		return store.Input{}, usage("%s: no log of this name was read\n    %s", name, hint)
	}
	var which []string
	for _, in := range found {
		which = append(which, fmt.Sprintf("%s, %s requests: %s", in.Path, money.Group(in.Requests), in.Digest))
	}
	return store.Input{}, usage("%s: %d logs of this name were read; name one by its digest:\n    %s", name, len(found), strings.Join(which, "\n    "))
}
