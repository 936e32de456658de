package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"aftermath/internal/store"
)

// A killing is a command that is killed again and again, at moments spread over
// the time that it takes when nothing disturbs it.
type killing struct {
	name   string
	before map[string][]byte // logs that were read before; none: there is no store
	then   map[string][]byte // logs that are written before the command runs
	args   []string
	times  int
}

func killings() []killing {
	a, b, c, d := requests(3, 12000), requests(4, 12000), requests(5, 12000), requests(6, 12000)
	torn := len(a)/2 + 20 // in the middle of a line
	return []killing{
		{name: "first ingest", then: map[string][]byte{"a.log": a, "b.log.gz": b, "c.log.zst": c}, args: []string{"ingest"}, times: 14},
		{name: "more files", before: map[string][]byte{"a.log": a, "b.log.gz": b},
			then: map[string][]byte{"c.log.zst": c, "d.log.gz": d, "a2.log": requests(3, 2000)}, args: []string{"ingest"}, times: 14},
		{name: "grown file", before: map[string][]byte{"a.log": a[:len(a)/2+1+bytes.IndexByte(a[len(a)/2:], '\n')], "b.log.zst": b},
			then: map[string][]byte{"a.log": a}, args: []string{"ingest"}, times: 10},
		{name: "completed line", before: map[string][]byte{"a.log": a[:torn], "b.log.gz": requests(3, 500)},
			then: map[string][]byte{"a.log": a}, args: []string{"ingest"}, times: 8},
		{name: "forget", before: map[string][]byte{"a.log": a, "b.log.gz": requests(3, 2000), "c.log.zst": c}, args: []string{"forget", "logs/b.log.gz"}, times: 12},
	}
}

// TestKilled kills real processes, by SIGKILL and by Ctrl-C's signal: each time
// the store must be the one before the run, or the one after it, and the next
// run must come to the store, byte for byte, and to the figures of one that
// nothing disturbed.
func TestKilled(t *testing.T) {
	dice := rand.New(rand.NewPCG(4, 30))
	for _, k := range killings() {
		t.Run(k.name, func(t *testing.T) { k.run(t, dice) })
	}
}

func (k killing) run(t *testing.T, dice *rand.Rand) {
	dir := base(t, k.before)
	db := filepath.Join(dir, "aftermath.db")
	var before []byte
	if k.before != nil {
		must(t, process(t, dir, "ingest"))
		before = read(t, db)
	}
	putLogs(t, dir, k.then)
	var took time.Duration
	for range 2 { // the first run warms what the second measures
		restore(t, db, before)
		started := time.Now()
		must(t, process(t, dir, k.args...))
		took = time.Since(started)
	}
	after := read(t, db)
	figures := figuresText(t, dir)

	cut := 0
	for i := range k.times {
		restore(t, db, before)
		cmd := process(t, dir, k.args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		moment := time.Duration(dice.Int64N(int64(took)))
		time.Sleep(moment)
		signal := []os.Signal{syscall.SIGKILL, os.Interrupt}[i%2]
		if err := cmd.Process.Signal(signal); err != nil {
			t.Log(err) // it was done already
		}
		_ = cmd.Wait() // killed on purpose
		if unfinished(t, db, before, after) {
			cut++
			must(t, process(t, dir, k.args...))
		}
		if !bytes.Equal(read(t, db), after) {
			t.Fatalf("kill %d, %s after %s: the next run does not come to the same store", i, signal, moment)
		}
	}
	if cut == 0 {
		t.Error("no kill hit the run in the middle")
	}
	t.Logf("%d of %d runs of %s were cut", cut, k.times, took)
	if !bytes.Equal(figuresText(t, dir), figures) {
		t.Error("the figures after all the kills are not the same")
	}
	if left, _ := filepath.Glob(db + "-*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// restore puts the store back as it was; nil: there is none.
func restore(t *testing.T, db string, was []byte) {
	t.Helper()
	for _, path := range []string{db, db + "-journal"} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
	}
	if was != nil {
		write(t, db, string(was))
	}
}

// unfinished opens the store, which rolls back what a killed process left, and
// says that it is the one before; it fails when it is neither that nor the one
// after. Where there was none, an empty one is as good.
func unfinished(t *testing.T, db string, before, after []byte) bool {
	t.Helper()
	look, open := db, store.OpenExisting
	if before == nil {
		// a first run may be cut before there are tables: a copy gets them, and
		// the next run finds what the cut one left
		look, open = copied(t, db), store.Open
	}
	inputs := inputsOf(t, look, open)
	got, err := os.ReadFile(db)
	switch {
	case err == nil && bytes.Equal(got, after):
		return false
	case before == nil && len(inputs) == 0, err == nil && before != nil && bytes.Equal(got, before):
		return true
	}
	t.Fatalf("the store is neither the one before nor the one after: %v, %v", err, inputs)
	return false
}

// inputsOf are the inputs of a store, none where there is no store.
func inputsOf(t *testing.T, db string, open func(context.Context, string) (*store.Store, error)) (inputs []store.Input) {
	t.Helper()
	if info, err := os.Stat(db); err != nil || info.Size() == 0 {
		return nil
	}
	s, err := open(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if wrong := s.Check(context.Background()); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	err = s.View(context.Background(), func(tx *store.Tx) error {
		inputs, err = tx.Inputs()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return inputs
}

// copied is a copy of a store with the journal that belongs to it.
func copied(t *testing.T, db string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), filepath.Base(db))
	for _, end := range []string{"", "-journal"} {
		data, err := os.ReadFile(db + end)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		write(t, to+end, string(data))
	}
	return to
}

// figuresText is figures.json of the store of the project in dir.
func figuresText(t *testing.T, dir string) []byte {
	t.Helper()
	must(t, process(t, dir, "report", "--quiet", "--period", "2025-04", "--format", "json"))
	return read(t, filepath.Join(dir, "reports", "2025-04", "figures.json"))
}
