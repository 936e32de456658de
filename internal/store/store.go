// Package store keeps and fetches facts in one SQLite file. All SQL of
// aftermath is here.
//
//  1. Open makes or opens the file; migrate.go brings its tables up to date.
//  2. Update runs a function in one transaction: all of it is kept or nothing.
//  3. A Tx takes and gives facts: inputs, what logs brought (series, latencies,
//     evidence), incidents, and the statements that a run came to.
//
// # One file
//
// The journal mode is DELETE: aftermath is a batch command with one writer
// and one transaction for each run, and a write-ahead log would write the
// facts twice and leave two more files beside the store. With it a process
// that is killed at any moment leaves the store as before the run; the next to
// open it rolls the unfinished transaction back. A closed store is one file.
//
// Equal operations on equal files give equal bytes, and a run that changes
// nothing writes nothing.
//
// # Taking back
//
// Series, latencies and evidence are facts of many log files, and each file's
// share can be taken out again, exactly (Forget): when it changed under its name
// or was read by mistake, what is left is what would be there had it never been
// read.
//
// The common case must not pay for that. A customer's day at a service usually
// comes from one file; such a row names its input and is all there is. Where
// several files brought something, each one's contribution is kept as a part
// beside the row, which is their sum: reading a month is one decode a day
// however many files it came from. Rows are computed from parts, never by
// subtraction, and equal facts are equal bytes (summed.go). Of evidence each
// input keeps its own sample; what a reader gets is the sample of them all.
//
// # Time
//
// Instants are whole UTC seconds, the nanoseconds below the second beside
// them where a source may have given any, and for incidents the offset and
// zone letters that were read.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// patience is how long a store waits for another process before it gives up.
const patience = 5 * time.Second

// A Store is an open file of facts. It is safe for concurrent use; its
// transactions run one after the other, so that one must not be begun inside
// another.
type Store struct {
	path     string
	db       *sql.DB
	readOnly bool
}

// Open opens the store at path for reading and writing and brings it up to
// date. It makes the file, readable by its owner only, when there is none; the
// folder must exist. It refuses a file that is not a store, that a newer
// aftermath wrote, or that is damaged.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, patience)
}

func open(ctx context.Context, path string, wait time.Duration) (*Store, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case err == nil:
		if err := f.Close(); err != nil {
			return nil, fmt.Errorf("store %s: create: %w", path, err)
		}
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("store %s: the folder %s does not exist: create it, or name another place for the store: %w",
			path, filepath.Dir(path), fs.ErrNotExist)
	case !errors.Is(err, fs.ErrExist):
		return nil, fmt.Errorf("store %s: create: %w", path, err)
	}
	s, err := connect(path, false, wait)
	if err != nil {
		return nil, err
	}
	if err := s.migrate(ctx); err != nil {
		s.db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// OpenExisting opens the store at path for reading. A store that does not
// exist yet is an error that wraps fs.ErrNotExist. What a killed run left
// unfinished is rolled back first.
func OpenExisting(ctx context.Context, path string) (*Store, error) {
	return openExisting(ctx, path, patience)
}

func openExisting(ctx context.Context, path string, wait time.Duration) (*Store, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode().IsRegular() && info.Size() == 0 {
		return nil, fmt.Errorf("store %s: nothing was read into it yet: run `aftermath run` first: %w", path, fs.ErrNotExist)
	}
	s, err := connect(path, true, wait)
	if err != nil {
		return nil, err
	}
	if _, err := s.recognise(ctx); err != nil {
		s.db.Close()
		return nil, s.explain(err)
	}
	return s, nil
}

// Close closes the file.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return fmt.Errorf("store %s: close: %w", s.path, err)
	}
	return nil
}
