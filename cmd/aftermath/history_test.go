package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"aftermath/internal/sample/past"
)

// A history of several hundred incidents is read as a whole, each once, and
// read again it is known.
func TestHistory(t *testing.T) {
	dir := t.TempDir()
	plan := past.Plan{Seed: 3, Incidents: 700, Postmortems: 30, Length: 2_000}
	if err := os.WriteFile(filepath.Join(dir, "aftermath.yaml"), []byte(past.Config), 0o644); err != nil {
		t.Fatal(err)
	}
	for f := range plan.Files() {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"700 incidents in 32 files", "as read before"} {
		out, err := process(t, dir, "ingest").CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%v: %s, want %q", err, out, want)
		}
	}
}
