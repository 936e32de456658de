package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestInterrupted stops a run while it reads logs: it says so, exits with 1,
// and leaves no report behind.
func TestInterrupted(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		dir := example(t)
		cmd := process(t, dir, "run")
		stderr, err := cmd.StderrPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewReader(stderr)
		first, err := lines.ReadString('\n')
		if err != nil || !strings.HasPrefix(first, "incidents") {
			t.Fatalf("the first line is %q: %v", first, err)
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		rest, err := io.ReadAll(lines)
		if err != nil {
			t.Fatal(err)
		}
		if code := exitCode(t, cmd.Wait()); code != exitFailed || string(rest) != "aftermath: interrupted; the store is as it was before\n" {
			t.Errorf("%s: exit code %d, says %q", signal, code, rest)
		}
		if _, err := os.Stat(filepath.Join(dir, "reports")); err == nil {
			t.Errorf("%s: there are reports", signal)
		}
	}
}

// TestNowhereToWrite: where nothing can be written, one message says so.
func TestNowhereToWrite(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("testdata/base")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "logs"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "logs", "api.log"), string(monthLog(t)))
	write(t, filepath.Join(dir, "taken"), "a file\n")
	for _, out := range []string{"taken", filepath.Join("taken", "below")} {
		cmd := process(t, dir, "run", "--quiet", "--out", out)
		said, err := cmd.CombinedOutput()
		text := string(said)
		if exitCode(t, err) != exitFailed || !strings.HasPrefix(text, "aftermath: reports: ") || !strings.Contains(text, "taken") || strings.Count(text, "\n") != 2 {
			t.Errorf("--out %s: %v, says %q", out, err, text)
		}
		if !strings.Contains(text, "--out") {
			t.Errorf("--out %s: %q does not say what to do next", out, text)
		}
	}
	if got := string(read(t, filepath.Join(dir, "taken"))); got != "a file\n" {
		t.Errorf("the file in the way now holds %q", got)
	}
}

// TestFullDisk writes JSON to a device that is always full.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here")
	}
	defer full.Close()
	seed, err := filepath.Abs(filepath.Join("..", "..", "data", "incidents", "voyado-engage-api-issues-2025-04-30.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"incidents", "parse", "--json", seed}, {"incidents", "parse", seed}, {"version"}} {
		var said strings.Builder
		cmd := process(t, t.TempDir(), args...)
		cmd.Stdout, cmd.Stderr = full, &said
		err := cmd.Run()
		if exitCode(t, err) != exitFailed || !strings.Contains(said.String(), "no space left on device") {
			t.Errorf("%v: %v, says %q", args, err, said.String())
		}
	}
}

// exitCode is the exit code of a process that ended with err.
func exitCode(t *testing.T, err error) int {
	t.Helper()
	if err == nil {
		return exitDone
	}
	exit := (*exec.ExitError)(nil)
	if !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return exit.ExitCode()
}
