package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
)

// Result codes of SQLite (sqlite.org/rescode.html). The low byte is the
// primary code.
const (
	codeBusy         = 5
	codeLocked       = 6
	codeReadOnly     = 8
	codeIO           = 10
	codeCorrupt      = 11
	codeFull         = 13
	codeCannotOpen   = 14
	codeNotADatabase = 26
)

// anew is the way out of a file that cannot be used: nothing in a store is
// only there.
const anew = "restore it from a backup, or move it away and run `aftermath run` to read everything again"

// explain adds to an error of SQLite which file it is about and what to do
// next; other errors stay as they are.
func (s *Store) explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	hint := ""
	switch e.Code() & 0xff {
	case codeBusy, codeLocked:
		hint = "another aftermath is at work on it: wait until it is done, then run again"
	case codeReadOnly:
		hint = "it cannot be written: make the file and its folder writable"
	case codeIO:
		hint = "the disk failed to read or write: check the disk, the store is as before"
	case codeCorrupt:
		hint = "the file is damaged: " + anew
	case codeFull:
		hint = "the disk is full: free some space and run again, the store is as before"
	case codeCannotOpen:
		hint = "the file cannot be opened: make it readable and writable"
	case codeNotADatabase:
		hint = "this is not a store of aftermath: name another file in the configuration's `store`"
	default:
		return fmt.Errorf("store %s: %w", s.path, err)
	}
	return fmt.Errorf("store %s: %s: %w", s.path, hint, err)
}
