package store

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// childStore names the store that a child process of this test works on.
const childStore = "AFTERMATH_STORE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childStore); path != "" {
		if err := child(path); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child writes in one transaction until its input ends, printing a line after
// each batch; with so small a cache most pages reach the file before a commit.
func child(path string) error {
	s, err := Open(context.Background(), path)
	if err != nil {
		return err
	}
	defer s.Close()
	return s.Update(context.Background(), func(tx *Tx) error {
		if _, err := tx.conn.ExecContext(tx.ctx, "PRAGMA cache_size = 2"); err != nil {
			return err
		}
		for i := 0; ; i++ {
			series := someSeries(50) // known days grow, new ones are appended
			for k := range series {
				series[k].Day += span.Day(i)
			}
			if err := addSeries(tx, series); err != nil {
				return err
			}
			if err := addEvidence(tx, []traffic.Evidence{{Service: "api", Customer: "a", At: time.Unix(int64(1e9+i*86400), 0)}}); err != nil {
				return err
			}
			fmt.Println("batch", i)
		}
	})
}

// start runs a child on path and waits for its n-th batch.
func start(t *testing.T, path string, n int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), childStore+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for range n {
		if !lines.Scan() || !strings.HasPrefix(lines.Text(), "batch") {
			t.Fatalf("the child said %q, %v", lines.Text(), lines.Err())
		}
	}
	go io.Copy(io.Discard, out)
	return cmd
}

func TestKilledInTheMiddle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "facts.db")
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(200)) })
	s.Close()
	before := digest(t, path)
	random := rand.New(rand.NewPCG(2025, 4))
	journals := 0
	for i := range 8 {
		cmd := start(t, path, 1+random.IntN(12))
		time.Sleep(time.Duration(random.IntN(5000)) * time.Microsecond)
		cmd.Process.Kill()
		cmd.Wait()
		if _, err := os.Stat(path + "-journal"); err == nil && digest(t, path) != before {
			journals++ // the transaction had reached the file
		}
		reopen := Open
		if i%2 == 0 {
			reopen = OpenExisting // also a reader rolls back
		}
		s, err := reopen(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if errs := s.Check(t.Context()); len(errs) > 0 {
			t.Error(errs)
		}
		s.Close()
		if digest(t, path) != before {
			t.Fatal("the store is not as before")
		}
		onlyFile(t, path)
	}
	if journals == 0 {
		t.Error("no child was killed after its pages had reached the file: the test shows nothing")
	}
	s, err = Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(1)) })
}

func TestAnotherProcessIsWriting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "facts.db")
	s, err := open(t.Context(), path, brief)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	patient, err := open(t.Context(), path, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	defer patient.Close()
	cmd := start(t, path, 4)
	defer func() { cmd.Process.Kill(); cmd.Wait() }()

	err = s.Update(t.Context(), func(*Tx) error { t.Error("ran beside another writer"); return nil })
	wantError(t, err, path, "another aftermath is at work", "wait until it is done")
	_, err = open(t.Context(), path, brief)
	wantError(t, err, path, "another aftermath is at work")
	_, err = openExisting(t.Context(), path, brief)
	wantError(t, err, path, "another aftermath is at work")

	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	began := time.Now()
	if err := patient.Update(ctx, func(*Tx) error { return nil }); err == nil || time.Since(began) > 10*time.Second {
		t.Errorf("waiting for a lock does not end with the context: %v after %s", err, time.Since(began))
	}

	cmd.Process.Kill()
	cmd.Wait()
	update(t, s, func(tx *Tx) error { return addSeries(tx, someSeries(1)) })
}

func TestWritersInOneProcess(t *testing.T) {
	s := newStore(t)
	done := make(chan error, 4)
	for range cap(done) {
		go func() {
			done <- s.Update(context.Background(), func(tx *Tx) error { return addSeries(tx, someSeries(1)) })
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := allSeries(t, s, "api", 0, 99999)[0].Cells[0].Total; got != 400 {
		t.Errorf("%d requests, want those of all writers", got)
	}
}
