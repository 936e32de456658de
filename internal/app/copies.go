package app

import (
	"context"
	"runtime"

	"aftermath/internal/source"
)

// copies refuses a new log that is the beginning of another one at hand: its
// requests would count twice. Logs of less than source.HeadBytes are not
// compared, for two servers may well write the same first line, nor are those
// that begin with a header.
func (r *recogniser) copies(ctx context.Context, plans []logPlan) error {
	by := map[string][]*logPlan{} // by their first bytes
	var alike []string
	for i := range plans {
		p := &plans[i]
		if p.state == empty || p.stdin() || p.source.format.Sequential() {
			continue
		}
		head, err := headOf(p.path)
		if err != nil {
			return err
		}
		if len(head) < source.HeadBytes {
			continue
		}
		if by[head] = append(by[head], p); len(by[head]) == 2 {
			alike = append(alike, head)
		}
	}
	for _, head := range alike {
		for _, p := range by[head] {
			for _, other := range by[head] {
				if p == other || p.state != fresh {
					continue
				}
				begins, err := r.isBeginning(ctx, p, other)
				if err != nil {
					return err
				}
				if begins {
					return copyOf(other.path, p.path)
				}
			}
		}
	}
	return nil
}

func headOf(path string) (string, error) {
	f, err := source.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head, err := f.Head(source.HeadBytes)
	return string(head), err
}

// isBeginning says that other is longer than p and begins with all of it.
func (r *recogniser) isBeginning(ctx context.Context, p, other *logPlan) (bool, error) {
	all, err := r.hash(ctx, p.path, 0)
	if err != nil {
		return false, err
	}
	longer, err := r.hash(ctx, other.path, all.ContentBytes+1)
	if err != nil || longer.ContentBytes <= all.ContentBytes {
		return false, err
	}
	part, err := r.hash(ctx, other.path, all.ContentBytes)
	return part.Content == all.Content, err
}

func (r *recogniser) hash(ctx context.Context, path string, to int64) (source.Facts, error) {
	f, err := source.Open(path)
	if err != nil {
		return source.Facts{}, err
	}
	defer f.Close()
	return f.Hash(ctx, to, runtime.GOMAXPROCS(0), nil)
}

func copyOf(path, other string) error {
	return usage("%s begins with all that %s holds\n    name one of the two files only: nothing is counted twice", path, other)
}
