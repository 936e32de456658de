package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// brief is how long tests wait for a lock.
const brief = 100 * time.Millisecond

func newStore(t testing.TB) *Store {
	t.Helper()
	s, err := open(t.Context(), filepath.Join(t.TempDir(), "facts.db"), brief)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func update(t testing.TB, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.Update(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func view(t testing.TB, s *Store, fn func(*Tx) error) {
	t.Helper()
	if err := s.View(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

func digest(t testing.TB, path string) [32]byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(b)
}

// wantError fails unless err says all of words.
func wantError(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", words)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

func onlyFile(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(path) {
			t.Errorf("%s was left beside the store", e.Name())
		}
	}
}

func TestOpenMakesAStore(t *testing.T) {
	for _, name := range []string{"facts.db", "what? 100% #1.db", "ø &mode=memory"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name)
			for range 2 {
				s, err := Open(t.Context(), path)
				if err != nil {
					t.Fatal(err)
				}
				id, err := s.identity(t.Context())
				if err != nil || id.application != applicationID || id.version != 4 {
					t.Errorf("identity %+v, %v", id, err)
				}
				if errs := s.Check(t.Context()); len(errs) > 0 {
					t.Error(errs)
				}
				if err := s.Close(); err != nil {
					t.Fatal(err)
				}
				onlyFile(t, path)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("mode %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	ours := func(t *testing.T, path string) []byte {
		s, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(40)) })
		s.Close()
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	foreign := func(statements string) func(*testing.T, string) []byte {
		return func(t *testing.T, path string) []byte {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := db.Exec(statements); err != nil {
				t.Fatal(err)
			}
			db.Close()
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
	}
	tests := []struct {
		name string
		make func(*testing.T, string) []byte
		want []string
	}{
		{"text", func(*testing.T, string) []byte { return []byte("organisation: Example AB\nzone: Europe/Stockholm\n") }, []string{"not a store of aftermath"}},
		{"another program's", foreign("PRAGMA application_id = 1196444487; CREATE TABLE t (x)"), []string{"another program's", "1196444487"}},
		{"unmarked", foreign("CREATE TABLE customers (name TEXT)"), []string{"another program's", "application id 0"}},
		{"unmarked, write-ahead", foreign("PRAGMA journal_mode = WAL; CREATE TABLE customers (name TEXT)"), []string{"another program's"}},
		{"newer", func(t *testing.T, path string) []byte {
			b := ours(t, path)
			binary.BigEndian.PutUint32(b[60:], 99) // user_version
			return b
		}, []string{"newer aftermath", "version 99"}},
		{"truncated to a page", func(t *testing.T, path string) []byte { return ours(t, path)[:16384] }, []string{"damaged", "aftermath run"}},
		{"truncated in a page", func(t *testing.T, path string) []byte { b := ours(t, path); return b[:len(b)-1000] }, []string{"damaged", "aftermath run"}},
		{"header damaged", func(t *testing.T, path string) []byte { b := ours(t, path); b[3] = 'x'; return b }, []string{"not a store"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "facts.db")
			content := tt.make(t, path)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := open(t.Context(), path, brief)
			wantError(t, err, append(tt.want, path)...)
			_, err = openExisting(t.Context(), path, brief)
			wantError(t, err, append(tt.want, path)...)
			if after, _ := os.ReadFile(path); !bytes.Equal(content, after) {
				t.Error("the refused file was changed")
			}
			onlyFile(t, path)
		})
	}
}

func TestOpenWithoutFolderOrFile(t *testing.T) {
	dir := t.TempDir()
	_, err := Open(t.Context(), filepath.Join(dir, "no", "facts.db"))
	wantError(t, err, "folder", "does not exist", "create it")
	_, err = Open(t.Context(), dir)
	wantError(t, err, dir, "not a file")
	_, err = OpenExisting(t.Context(), dir)
	wantError(t, err, dir, "not a file")

	path := filepath.Join(dir, "facts.db")
	_, err = OpenExisting(t.Context(), path)
	wantError(t, err, "aftermath run")
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v is not fs.ErrNotExist", err)
	}
	if err := os.WriteFile(path, nil, 0o600); err != nil { // a run killed before its first byte
		t.Fatal(err)
	}
	_, err = OpenExisting(t.Context(), path)
	wantError(t, err, "aftermath run")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal("an empty file must become a store:", err)
	}
	s.Close()
}

func TestReadOnly(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(3)) })
	before := digest(t, s.path)
	r, err := OpenExisting(t.Context(), s.path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	wantError(t, r.Update(t.Context(), func(*Tx) error { return nil }), "for reading only")
	wantError(t, s.View(t.Context(), func(tx *Tx) error { return tx.Clear(Logs) }), "only reads")
	wantError(t, r.View(t.Context(), func(tx *Tx) error { return addSeries(tx, someSeries(1)) }), "only reads")
	view(t, r, func(tx *Tx) error {
		if got, err := tx.SeriesServices(); err != nil || len(got) != 1 {
			t.Errorf("services %v, %v", got, err)
		}
		return nil
	})
	if digest(t, s.path) != before {
		t.Error("reading changed the file")
	}
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	failure := errors.New("the log ended in the middle")
	tests := []struct {
		name string
		fn   func(*Tx, context.CancelFunc) error
		want error
	}{
		{"error", func(tx *Tx, _ context.CancelFunc) error { return failure }, failure},
		{"cancelled, then a statement", func(tx *Tx, cancel context.CancelFunc) error { cancel(); return addSeries(tx, someSeries(1)) }, context.Canceled},
		{"cancelled, then done", func(tx *Tx, cancel context.CancelFunc) error { cancel(); return nil }, context.Canceled},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newStore(t)
			update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(10)) })
			before := digest(t, s.path)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			err := s.Update(ctx, func(tx *Tx) error {
				if _, err := tx.conn.ExecContext(t.Context(), "PRAGMA cache_size = 1"); err != nil { // so that pages go to the file early
					return err
				}
				if err := addSeries(tx, someSeries(500)); err != nil {
					return err
				}
				return tt.fn(tx, cancel)
			})
			if !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if digest(t, s.path) != before {
				t.Error("the file is not as before")
			}
			update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(1)) })
			s.Close()
			onlyFile(t, s.path)
		})
	}
	t.Run("panic", func(t *testing.T) {
		s := newStore(t)
		before := digest(t, s.path)
		func() {
			defer func() { recover() }()
			s.Update(t.Context(), func(tx *Tx) error { addSeries(tx, someSeries(10)); panic("reader") })
		}()
		if digest(t, s.path) != before {
			t.Error("the file is not as before")
		}
		update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(1)) })
	})
	t.Run("cancelled before", func(t *testing.T) {
		s := newStore(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := s.Update(ctx, func(*Tx) error { t.Error("ran"); return nil }); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

func TestFullDisk(t *testing.T) {
	s := newStore(t)
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(10)) })
	before := digest(t, s.path)
	limit := func(pages string) {
		if _, err := s.db.Exec("PRAGMA max_page_count = " + pages); err != nil {
			t.Fatal(err)
		}
	}
	limit("60")
	err := s.Update(t.Context(), func(tx *Tx) error { return addSeries(tx, someSeries(5000)) })
	wantError(t, err, s.path, "the disk is full", "free some space", "(13)")
	if digest(t, s.path) != before {
		t.Error("the file is not as before")
	}
	limit("1073741823")
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(5000)) })
	if errs := s.Check(t.Context()); len(errs) > 0 {
		t.Error(errs)
	}
}

// addLog is an input of logs under this path, made if it is not there yet.
func addLog(tx *Tx, path string) (int64, error) {
	in, ok, err := tx.InputByContent(Logs, "sha256:"+path)
	if ok || err != nil {
		return in.ID, err
	}
	return tx.AddInput(Input{Kind: Logs, Path: path, Digest: "sha256:" + path})
}

// addSeries adds series as what one log brought.
func addSeries(tx *Tx, series []traffic.Series) error {
	id, err := addLog(tx, "logs/access.log")
	if err != nil {
		return err
	}
	return tx.AddSeries(id, packed(series))
}

// addEvidence adds evidence as what one log brought.
func addEvidence(tx *Tx, evidence []traffic.Evidence) error {
	id, err := addLog(tx, "logs/access.log")
	if err != nil {
		return err
	}
	return tx.AddEvidence(id, evidence)
}

func packed(series []traffic.Series) []traffic.Packed {
	var out []traffic.Packed
	for _, s := range series {
		out = append(out, s.Pack())
	}
	return out
}

// someLatency is a day of latencies.
func someLatency(service string, day span.Day) traffic.ServiceDay {
	h := traffic.Histogram{{Bucket: 40, Count: 12}, {Bucket: 97, Count: 1}}
	return traffic.ServiceDay{Service: service, Day: day, Minutes: []traffic.MinuteLatency{{Minute: 3, Histogram: h}, {Minute: 1439, Histogram: h[:1]}}}
}

// someSeries are n series of as many customers, the same each time.
func someSeries(n int) []traffic.Series {
	out := make([]traffic.Series, n)
	for i := range out {
		out[i].Key = traffic.Key{Service: "api", Customer: "customer-" + string(rune('a'+i%26)), Day: span.Day(20000 + i)}
		for m := i % 7; m < span.MinutesPerDay; m += 11 {
			out[i].Cells = append(out[i].Cells, traffic.Cell{Minute: m, Counts: traffic.Counts{Total: uint64(100 + m%50), Valid: 90, Failed: uint64(m % 3), Slow: 1}})
		}
		out[i].Latency = traffic.Histogram{{Bucket: 40 + i%7, Count: 80}, {Bucket: 90, Count: uint64(1 + i)}}
	}
	return out
}
