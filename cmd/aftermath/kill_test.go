package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// asCommand is the environment variable that makes the test binary the command.
const asCommand = "AFTERMATH_TEST_AS_COMMAND"

// example is the project's example in a folder of its own, so that the store
// and the reports of tests lie apart.
func example(t *testing.T) string {
	t.Helper()
	data, err := filepath.Abs(filepath.Join("..", "..", "data"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, name := range []string{"incidents", "logs", "maintenance"} {
		if err := os.Symlink(filepath.Join(data, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	config, err := os.ReadFile(filepath.Join(data, "aftermath.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "aftermath.yaml"), strings.Replace(string(config), "reports: ../reports", "reports: reports", 1))
	return dir
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// process is the command as a process of its own in dir.
func process(t *testing.T, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asCommand+"=1")
	return cmd
}

func must(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args[1:], err, out)
	}
}

// TestKilled kills a real run at random moments, by SIGKILL and by Ctrl-C's
// signal: each time the store must be the one before the run, or the one after
// it, and in the end an undisturbed run comes to the same store.
func TestKilled(t *testing.T) {
	dir := example(t)
	config, db := filepath.Join(dir, "aftermath.yaml"), filepath.Join(dir, "aftermath.db")
	full := string(read(t, config))
	// The first run reads the events only, so that there is a store to lose.
	write(t, config, strings.Replace(full, "[logs/engage-api-*.log.gz]", "[logs/engage-api-edge1-2025-03-31.log.gz]", 1))
	must(t, process(t, dir, "ingest"))
	before := read(t, db)

	write(t, config, full)
	started := time.Now()
	must(t, process(t, dir, "ingest"))
	took := time.Since(started)
	after := read(t, db)

	dice := rand.New(rand.NewPCG(4, 30))
	cut := 0
	for i := range 12 {
		write(t, db, string(before))
		_ = os.Remove(db + "-journal") // of the store that was just replaced
		cmd := process(t, dir, "ingest")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(dice.Int64N(int64(took))))
		signal := []os.Signal{syscall.SIGKILL, os.Interrupt}[i%2]
		if err := cmd.Process.Signal(signal); err != nil {
			t.Log(err) // it was done already
		}
		_ = cmd.Wait() // killed on purpose
		must(t, process(t, dir, "incidents", "--period", "2025-04"))
		switch got := read(t, db); {
		case bytes.Equal(got, before):
			cut++
		case !bytes.Equal(got, after):
			t.Fatalf("after kill %d (%s) the store is neither the one before nor the one after", i, signal)
		}
	}
	if cut == 0 {
		t.Error("no kill hit the run in the middle")
	}
	t.Logf("%d of 12 runs were cut", cut)
	must(t, process(t, dir, "ingest"))
	if !bytes.Equal(read(t, db), after) {
		t.Error("a run after all the kills does not come to the same store")
	}
	if left, _ := filepath.Glob(db + "-*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
