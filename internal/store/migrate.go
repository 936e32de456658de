package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
)

// applicationID marks a SQLite file as a store of aftermath: "aftm".
const applicationID = 0x6166746d

// schema holds one script for each version of the tables, in order of name.
// A script that has been released is never changed.
//
//go:embed schema/*.sql
var schema embed.FS

// scripts are the scripts in order; the n-th makes version n.
func scripts() ([]string, error) {
	names, err := fs.Glob(schema, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	out := make([]string, len(names))
	for i, name := range names {
		text, err := schema.ReadFile(name)
		if err != nil {
			return nil, err
		}
		out[i] = string(text)
	}
	return out, nil
}

// identity is what the header of the file says.
type identity struct{ application, version, pages, pageSize int64 }

func (s *Store) identity(ctx context.Context) (id identity, err error) {
	for _, q := range [...]struct {
		query string
		dest  *int64
	}{
		{"PRAGMA application_id", &id.application},
		{"PRAGMA user_version", &id.version},
		{"PRAGMA page_count", &id.pages},
		{"PRAGMA page_size", &id.pageSize},
	} {
		if err := s.db.QueryRowContext(ctx, q.query).Scan(q.dest); err != nil {
			return identity{}, err
		}
	}
	return id, nil
}

// recognise reads whose file it is, and refuses one that is not a store, that
// is newer than known, or that was cut off.
func (s *Store) recognise(ctx context.Context) (identity, error) {
	known, err := scripts()
	if err != nil {
		return identity{}, err
	}
	id, err := s.identity(ctx)
	if err != nil {
		return identity{}, err
	}
	info, err := os.Stat(s.path)
	if err != nil {
		return id, fmt.Errorf("store %s: %w", s.path, err)
	}
	newest := int64(len(known))
	switch {
	case id.pages == 0:
		return id, nil // a file just made
	case id.application != applicationID:
		return id, fmt.Errorf("store %s: this is another program's database (application id %d): name another file in the configuration's `store`",
			s.path, id.application)
	case id.version > newest:
		return id, fmt.Errorf("store %s: a newer aftermath wrote it (version %d, this one knows %d): use that one, or move the file away",
			s.path, id.version, newest)
	case info.Size() < id.pages*id.pageSize: // SQLite would read the missing part of the last page as zeros
		return id, fmt.Errorf("store %s: the file is damaged: it was cut off at %d bytes: %s", s.path, info.Size(), anew)
	case s.readOnly && id.version < newest:
		return id, fmt.Errorf("store %s: an older aftermath wrote it (version %d, this one needs %d): run `aftermath run` to bring it up to date",
			s.path, id.version, newest)
	}
	return id, nil
}

// migrate makes or completes the tables in one transaction. A store that is up
// to date is not written.
func (s *Store) migrate(ctx context.Context) error {
	id, err := s.recognise(ctx)
	if err != nil {
		return err
	}
	// Only now is it known to be our own file.
	if _, err := s.db.ExecContext(ctx, "PRAGMA journal_mode = DELETE"); err != nil {
		return err
	}
	scripts, err := scripts()
	if err != nil {
		return err
	}
	known := int64(len(scripts))
	if id.version == known {
		return nil
	}
	return s.transact(ctx, writing, func(tx *Tx) error {
		var version int64 // another process may have been faster
		if err := tx.row("PRAGMA user_version").Scan(&version); err != nil {
			return err
		}
		for ; version < known; version++ {
			if version == 1 {
				if err := tx.refuseUntraced(s.path); err != nil {
					return err
				}
			}
			if _, err := tx.conn.ExecContext(ctx, scripts[version]); err != nil {
				return fmt.Errorf("bring the tables to version %d: %w", version+1, err)
			}
			if _, err := tx.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1)); err != nil {
				return err
			}
		}
		_, err := tx.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", applicationID))
		return err
	})
}

// refuseUntraced refuses a store of version 1 with request logs in it: it holds
// their sum alone, so that no log could be taken back or continued.
func (tx *Tx) refuseUntraced(path string) error {
	var logs bool
	if err := tx.row(`SELECT EXISTS (SELECT 1 FROM input WHERE kind = 'logs')`).Scan(&logs); err != nil || !logs {
		return err
	}
	return fmt.Errorf("store %s: an older aftermath read logs into it without remembering which file brought what: move it away and run `aftermath run` to read everything again", path)
}
