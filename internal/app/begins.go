package app

import (
	"fmt"

	"aftermath/internal/source"
	"aftermath/internal/store"
)

// marks are how far the log may have been read before.
func (j *job) marks() []int64 {
	if j.input.ContentBytes > 0 {
		return []int64{j.input.ContentBytes}
	}
	var out []int64
	for _, in := range j.others {
		if in.ContentBytes > 0 {
			out = append(out, in.ContentBytes)
		}
	}
	return out
}

// begins makes sure, of what was read and not of what was recognised some time
// before, that a log which is continued still begins with what was counted, and
// that standard input, which is not, does not begin with a log that was.
func (j *job) begins(f source.Facts) error {
	if j.input.ContentBytes > 0 && j.reading.Beginning(j.input.ContentBytes) != j.input.Content {
		return fmt.Errorf("read %s: %w", j.path, source.ErrChanged)
	}
	for _, in := range j.others {
		if in.ContentBytes > 0 && in.ContentBytes < f.ContentBytes && j.reading.Beginning(in.ContentBytes) == in.Content {
			return beginsWith(in)
		}
	}
	return nil
}

func beginsWith(in store.Input) error {
	return usage("standard input begins with what was read from %s, and would count it twice\n    pipe in only what is new, name a file with all of it under sources.logs, or take back what was read with: aftermath forget %[1]s", in.Path)
}
