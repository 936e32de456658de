package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the test binary the command itself where a test runs it as a
// process of its own.
func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"aftermath": main})
}

// TestScript runs the command as its user does; a script per message.
func TestScript(t *testing.T) {
	log := monthLog(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			if err := os.CopyFS(env.WorkDir, os.DirFS("testdata/base")); err != nil {
				return err
			}
			seed := filepath.Join("..", "..", "data", "incidents", "voyado-engage-api-issues-2025-04-30.txt")
			text, err := os.ReadFile(seed)
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(env.WorkDir, "seed.txt"), text, 0o644); err != nil {
				return err
			}
			if err := os.Mkdir(filepath.Join(env.WorkDir, "logs"), 0o755); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(env.WorkDir, "logs", "api.log"), log, 0o644)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "edit": edit, "cut": cut, "same": same,
		},
	})
}

// monthLog is April 2025 of two customers, a request each every three minutes;
// those of acme fail on 10 April from 08:57 to 09:51.
func monthLog(t *testing.T) []byte {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		t.Fatal(err)
	}
	from, to := time.Date(2025, 4, 10, 8, 57, 0, 0, zone), time.Date(2025, 4, 10, 9, 51, 0, 0, zone)
	var out []byte
	for at := time.Date(2025, 4, 1, 0, 0, 0, 0, zone); at.Before(time.Date(2025, 5, 1, 0, 0, 0, 0, zone)); at = at.Add(time.Minute) {
		status := 200
		if !at.Before(from) && at.Before(to) {
			status = 503
		}
		out = fmt.Appendf(out, "[%s] \"GET /v1/orders?id=7 HTTP/1.1\" %d \"api.example.com\" \"t-acme\" 0.120\n", at.Format("02/Jan/2006:15:04:05 -0700"), status)
		out = fmt.Appendf(out, "[%s] \"GET /v1/orders HTTP/1.1\" 200 \"api.example.com\" \"t-zen\" 0.080\n", at.Add(30*time.Second).Format("02/Jan/2006:15:04:05 -0700"))
	}
	return out
}

// exits CODE PROGRAM ARGS…: the program must end with that exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARGS…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := (*exec.ExitError)(nil)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// edit FILE OLD NEW: replaces OLD, which must be there, everywhere.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text, lines := ts.ReadFile(args[0]), strings.NewReplacer(`\n`, "\n")
	before, after := lines.Replace(args[1]), lines.Replace(args[2])
	if !strings.Contains(text, before) {
		ts.Fatalf("%s does not hold %q", args[0], before)
	}
	text = strings.ReplaceAll(text, before, after)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o644))
}

// cut FILE N: removes the last N bytes.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut FILE N")
	}
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), info.Size()-n))
}

// same DIR DIR: both hold the same files with the same bytes.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: same DIR DIR")
	}
	a, b := contents(ts, args[0]), contents(ts, args[1])
	if len(a) == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
	for name := range a {
		if a[name] != b[name] {
			ts.Fatalf("%s differs", name)
		}
	}
	if len(a) != len(b) {
		ts.Fatalf("%d files and %d files", len(a), len(b))
	}
}

func contents(ts *testscript.TestScript, dir string) map[string]string {
	out := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		out[strings.TrimPrefix(path, root)] = string(text)
		return err
	}))
	return out
}
