package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// What is made is added up and assessed: 4 customers at 3 services over 2 days.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	if err := run(context.Background(), []string{"-store", filepath.Join(t.TempDir(), "m.db"), "-customers", "4", "-days", "2", "-make", "-sum", "-assess"}, &out); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	for i, want := range []string{"make: 34560 minutes of 4 customers at 3 services", "sum: ", "assess: 12 statements, 2 missed"} {
		if !strings.HasPrefix(lines[i], want) {
			t.Errorf("%q, want %q", lines[i], want)
		}
	}
	if !strings.Contains(lines[1], " in 24 blobs of ") {
		t.Errorf("%q, want 24 blobs", lines[1])
	}
}
