package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// version1 is a store as version 1 left it, after these statements.
func version1(t *testing.T, statements string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "facts.db")
	db, err := sql.Open("sqlite", path+"?_pragma=page_size(16384)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := scripts()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{all[0], "PRAGMA user_version = 1; PRAGMA application_id = 0x6166746d", statements} {
		if _, err := db.ExecContext(context.Background(), s); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func TestVersion1WithoutLogsIsMigrated(t *testing.T) {
	path := version1(t, `
		INSERT INTO input (id, kind, path, sha256, content, bytes, lines, requests, rejected, first_at, rules)
			VALUES (7, 'incidents', 'incidents/april.txt', 'ab', 'ab', 900, 40, 0, 0, 1746020947, 'statuspage 1');
		INSERT INTO reject (input, position, reason, count) VALUES (7, 0, 'torn', 1);
		INSERT INTO reject_line (input, reject, position, line, col, text) VALUES (7, 0, 0, 3, 1, 'x');
		INSERT INTO incident (id, input, position, name, title, provider, url, impact, open, file, sha256)
			VALUES (1, 7, 0, 'x1', 'Delays', '', '', 'minor', 0, 'incidents/april.txt', 'ab');
		INSERT INTO service (name) VALUES ('api')`)
	_, err := OpenExisting(t.Context(), path)
	wantError(t, err, path, "older aftermath", "version 1", "aftermath run")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	want := Input{
		ID: 7, Kind: Incidents, Path: "incidents/april.txt", Digest: "sha256:ab", Content: "sha256:ab", Bytes: 900, Lines: 40,
		First: someInputs()[1].First, Rules: "statuspage 1",
		Rejects: []Reject{{Reason: "torn", Count: 1, First: []RejectedLine{{Line: 3, Column: 1, Text: "x"}}}},
	}
	view(t, s, func(tx *Tx) error {
		got, err := tx.Inputs()
		if diff := cmp.Diff([]Input{want}, got); diff != "" {
			t.Error(diff)
		}
		if err != nil {
			return err
		}
		records, err := tx.Incidents()
		if len(records) != 1 || records[0].Title != "Delays" {
			t.Errorf("incidents %+v", records)
		}
		return err
	})
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(3)) })
	if errs := s.Check(t.Context()); len(errs) > 0 {
		t.Error(errs)
	}
	// A store that is made new has the same tables.
	const tables = `SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name`
	if diff := cmp.Diff(text(t, newStore(t), tables), text(t, s, tables)); diff != "" {
		t.Error(diff)
	}
}

func TestVersion1WithLogsIsRefused(t *testing.T) {
	path := version1(t, `
		INSERT INTO input (kind, path, sha256, content, bytes, lines, requests, rejected, rules)
			VALUES ('logs', 'logs/access.log', 'ab', 'ab', 900, 40, 40, 0, '');
		INSERT INTO service (id, name) VALUES (1, 'api');
		INSERT INTO customer (id, name) VALUES (1, 'acme');
		INSERT INTO series (id, total, valid, failed, slow, first_minute, last_minute, minutes) VALUES (1 << 44 | 1 << 20 | 544288, 40, 40, 0, 0, 7, 7, x'010728000000')`)
	before := digest(t, path)
	for range 2 {
		_, err := Open(t.Context(), path)
		wantError(t, err, path, "without remembering which file brought what", "move it away", "aftermath run")
		if digest(t, path) != before {
			t.Fatal("the refused store was changed")
		}
		onlyFile(t, path)
	}
}
