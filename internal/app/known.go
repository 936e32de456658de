package app

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"

	"aftermath/internal/source"
	"aftermath/internal/store"
)

// A state is what the store knows of a log.
type state int

const (
	fresh    state = iota // nothing
	known                 // all of it, perhaps under another name or packed otherwise
	grown                 // its beginning, up to a line end
	torn                  // its beginning, but the last line was not whole then
	outdated              // all or its beginning, counted by rules that do not hold any more
	empty                 // there is nothing to know
)

// A logPlan is a log and what is to be done with it.
type logPlan struct {
	logFile
	state  state
	input  store.Input // as the store knows it; none when fresh
	digest string      // of the file's own bytes, where known
	why    string      // it is outdated
}

// recognise compares logs with what was read before. A log is known by its
// content, whatever its name and packing; one of which only the beginning is
// known has grown. A name that now holds something else, while its old content
// is nowhere, is an error.
func (a *App) recognise(ctx context.Context, s *settings, files []logFile, inputs []store.Input) ([]logPlan, error) {
	r := recogniser{App: a, inputs: inputs, taken: map[int64]string{}}
	plans := make([]logPlan, len(files))
	for i, f := range files {
		plans[i] = logPlan{logFile: f}
		if err := r.whole(ctx, &plans[i]); err != nil {
			return nil, err
		}
	}
	for i := range plans {
		if plans[i].state == fresh {
			if err := r.beginning(ctx, &plans[i]); err != nil {
				return nil, err
			}
		}
	}
	for i := range plans {
		if p := &plans[i]; p.state == fresh {
			j := slices.IndexFunc(inputs, func(in store.Input) bool { return in.Path == p.shown && r.taken[in.ID] == "" })
			if j >= 0 && !p.stdin() {
				return nil, changed(s, p.path, inputs[j])
			}
		} else if p.state != empty && !p.source.read(p.input) {
			p.state, p.why = outdated, p.source.differs(p.input)
		}
	}
	if len(plans) > 1 && slices.ContainsFunc(plans, func(p logPlan) bool { return p.state == fresh }) {
		if err := r.copies(ctx, plans); err != nil {
			return nil, err
		}
	}
	return plans, s.missing(inputs, r.taken)
}

// missing refuses to go on when a log that is not at hand was counted by rules
// that do not hold any more.
func (s *settings) missing(inputs []store.Input, taken map[int64]string) error {
	for _, in := range inputs {
		if taken[in.ID] != "" {
			continue
		}
		why, err := s.differs(in)
		if err != nil {
			return err
		}
		if why != "" {
			return usage("%s: %s, and it is not among the files to read anew\n    put it back under sources.logs, take it back with: aftermath forget %[1]s, or move %[3]s away and run again: what is named under sources is then read anew",
				in.Path, why, s.path(s.Store))
		}
	}
	return nil
}

// A recogniser remembers which inputs were found again, and where.
type recogniser struct {
	*App
	inputs []store.Input
	taken  map[int64]string
}

// whole finds an input that is the log as a whole.
func (r *recogniser) whole(ctx context.Context, p *logPlan) error {
	if p.stdin() {
		return nil
	}
	f, err := source.Open(p.path)
	if err != nil {
		return err
	}
	defer f.Close()
	if p.size = f.Size(); p.size == 0 {
		p.state = empty
		return nil
	}
	if slices.ContainsFunc(r.inputs, func(in store.Input) bool { return in.Bytes == p.size }) {
		own, err := f.Own(ctx, runtime.GOMAXPROCS(0), r.Progress.Add)
		if err != nil {
			return err
		}
		p.digest = own
		if r.take(p, func(in store.Input) bool { return in.Digest == own }) {
			return r.twice(p)
		}
	}
	if candidates, err := r.candidates(f); err != nil || len(candidates) == 0 {
		return err
	}
	if !f.Packed() && !slices.ContainsFunc(r.inputs, func(in store.Input) bool { return in.ContentBytes == p.size }) {
		return nil
	}
	all, err := f.Hash(ctx, 0, runtime.GOMAXPROCS(0), r.Progress.Add)
	if err != nil {
		return err
	}
	p.digest = all.Digest
	if r.take(p, func(in store.Input) bool { return in.Content == all.Content }) {
		return r.twice(p)
	}
	return nil
}

func (r *recogniser) take(p *logPlan, is func(store.Input) bool) bool {
	i := slices.IndexFunc(r.inputs, is)
	if i < 0 {
		return false
	}
	p.state, p.input = known, r.inputs[i]
	return true
}

// twice enters that p is its input; a second log that is the same is an error,
// but where it holds no request: a header alone is no one's.
func (r *recogniser) twice(p *logPlan) error {
	if other := r.taken[p.input.ID]; other != "" {
		if p.input.Requests == 0 {
			p.state, p.input = empty, store.Input{}
			return nil
		}
		return holdsTheSame(p.path, other)
	}
	r.taken[p.input.ID] = p.path
	return nil
}

// candidates are the inputs that begin as f does, the longest first.
func (r *recogniser) candidates(f *source.File) ([]store.Input, error) {
	head, err := f.Head(source.HeadBytes)
	if err != nil {
		return nil, err
	}
	var out []store.Input
	for _, in := range r.inputs {
		if n := in.HeadBytes; n > 0 && n <= int64(len(head)) && in.Head == source.Sum(head[:n]) {
			out = append(out, in)
		}
	}
	slices.SortFunc(out, func(a, b store.Input) int {
		return cmp.Or(cmp.Compare(b.ContentBytes, a.ContentBytes), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// beginning finds an input that is the beginning of the log. That another log is
// that input as a whole is an error: its requests would count twice.
func (r *recogniser) beginning(ctx context.Context, p *logPlan) error {
	if p.stdin() {
		return nil
	}
	f, err := source.Open(p.path)
	if err != nil {
		return err
	}
	defer f.Close()
	candidates, err := r.candidates(f)
	if err != nil {
		return err
	}
	for _, in := range candidates {
		other := r.taken[in.ID]
		if other != "" && in.Requests == 0 || !f.Packed() && in.ContentBytes > f.Size() {
			continue
		}
		part, err := f.Hash(ctx, in.ContentBytes, runtime.GOMAXPROCS(0), r.Progress.Add)
		if err != nil {
			return err
		}
		if part.Content != in.Content {
			continue
		}
		if other != "" {
			return copyOf(p.path, other)
		}
		r.taken[in.ID], p.input, p.state = p.path, in, grown
		if in.CompleteBytes < in.ContentBytes || p.source.format.Sequential() {
			p.state = torn
		}
		return nil
	}
	return nil
}

// changed is the error of a file that is not what was read under its name.
func changed(s *settings, path string, in store.Input) error {
	return fmt.Errorf("%s: the file has changed since it was read into %s: what was read is not its beginning\n    put the file that was read back, give the new one another name, or take back what was read with: aftermath forget %s",
		path, s.path(s.Store), in.Path)
}
