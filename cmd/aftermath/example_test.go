package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// TestExample runs the project's example once and looks at what it wrote from
// every side. Each side is a method in a file of its own.
func TestExample(t *testing.T) {
	e := &examined{dir: project(t), hostile: hostileProject(t)}
	must(t, onProcessors("2", process(t, e.dir, "run", "--quiet")))
	must(t, process(t, e.hostile, "run", "--quiet"))
	if err := json.Unmarshal(e.report(t, "figures.json"), &e.figures); err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(read(t, filepath.Join(e.dir, "data", "aftermath.yaml")), &e.book); err != nil {
		t.Fatal(err)
	}
	for _, side := range []struct {
		name string
		look func(*testing.T)
	}{
		{"pages", e.pages}, {"sheets", e.sheets}, {"runs", e.runs}, {"committed", e.committed},
		{"story", e.story}, {"seed", e.seed}, {"minutes", e.minutes}, {"agree", e.agree}, {"totals", e.totals},
		{"marked", e.marked}, {"private", e.private}, {"markup", e.markup}, {"formulas", e.formulas},
	} {
		t.Run(side.name, func(t *testing.T) {
			t.Parallel()
			side.look(t)
		})
	}
}

// examined is the example after a run.
type examined struct {
	dir     string // holds data/ and reports/, as the repository does
	hostile string // the same with hostile text wherever text comes from outside
	figures figures
	book    book
}

// book is what the tests read of the configuration, by themselves.
type book struct {
	Services  []struct{ ID, Name string }
	Customers []struct {
		ID, Name  string
		Keys      []string
		Contracts []struct{ Fee string }
	}
}

// report is a file of the month.
func (e *examined) report(t *testing.T, name string) []byte {
	t.Helper()
	return read(t, filepath.Join(e.dir, "reports", "2025-04", name))
}

// reports lists the month's files that match, in the folder of a project.
func reports(t *testing.T, dir, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "reports", "2025-04", pattern))
	if err != nil || len(found) == 0 {
		t.Fatalf("%d reports match %s: %v", len(found), pattern, err)
	}
	return found
}

// project is a folder that holds the example as the repository does.
func project(t *testing.T) string {
	t.Helper()
	dir, data := t.TempDir(), filepath.Join("..", "..", "data")
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"aftermath.yaml", "incidents", "logs", "maintenance"} {
		link(t, filepath.Join(data, name), filepath.Join(dir, "data", name))
	}
	return dir
}

func link(t *testing.T, from, to string) {
	t.Helper()
	from, err := filepath.Abs(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(from, to); err != nil {
		t.Fatal(err)
	}
}

// committed compares the reports with those that lie in the repository.
func (e *examined) committed(t *testing.T) {
	sameFolder(t, filepath.Join(e.dir, "reports", "2025-04"), filepath.Join("..", "..", "reports", "2025-04"),
		"the reports in the repository are not those of this code: run `go run ./cmd/aftermath run` and commit reports/")
}

// runs repeats the run on two processors: on one, from nothing, and over the
// store of the first.
func (e *examined) runs(t *testing.T) {
	store := read(t, filepath.Join(e.dir, "data", "aftermath.db"))
	for name, dir := range map[string]string{"on one processor": project(t), "again": e.dir} {
		out := t.TempDir()
		must(t, onProcessors("1", process(t, dir, "run", "--quiet", "--out", out)))
		sameFolder(t, filepath.Join(out, "2025-04"), filepath.Join(e.dir, "reports", "2025-04"), name+": the reports differ")
		if !bytes.Equal(read(t, filepath.Join(dir, "data", "aftermath.db")), store) {
			t.Errorf("%s: the store differs", name)
		}
	}
}

func onProcessors(n string, cmd *exec.Cmd) *exec.Cmd {
	cmd.Env = append(cmd.Env, "GOMAXPROCS="+n)
	return cmd
}

// sameFolder fails with advice and the names of files that differ.
func sameFolder(t *testing.T, got, want, advice string) {
	t.Helper()
	var names []string
	for _, dir := range []string{got, want} {
		found, err := os.ReadDir(dir)
		if err != nil {
			t.Fatalf("%s\n    %v", advice, err)
		}
		for _, f := range found {
			names = append(names, f.Name())
		}
	}
	slices.Sort(names)
	var differ []string
	for _, name := range slices.Compact(names) {
		a, errA := os.ReadFile(filepath.Join(got, name))
		b, errB := os.ReadFile(filepath.Join(want, name))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			differ = append(differ, name)
		}
	}
	if len(differ) > 0 {
		t.Errorf("%s\n    %d files differ: %q", advice, len(differ), differ)
	}
}
