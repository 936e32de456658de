package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// member is n bytes packed as one member of a gzip file.
func member(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, strings.Repeat("x", n)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(t *testing.T, content []byte) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "a.gz")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestRun(t *testing.T) {
	one, two := file(t, member(t, 70_000)), file(t, append(member(t, 3), member(t, 4)...))
	var out bytes.Buffer
	if err := run([]string{one, two}, &out); err != nil || out.String() != "- - - - 70007\n" {
		t.Errorf("printed %q, error %v", out.String(), err)
	}
}

func TestRunRefuses(t *testing.T) {
	whole := member(t, 70_000)
	for name, files := range map[string][]string{
		"no file":     nil,
		"missing":     {filepath.Join(t.TempDir(), "missing.gz")},
		"cut off":     {file(t, member(t, 5)), file(t, whole[:len(whole)-9])},
		"not a gzip":  {file(t, []byte("a line of text\n"))},
		"empty":       {file(t, nil)},
		"wrong check": {file(t, append(bytes.Clone(whole[:len(whole)-8]), 0, 0, 0, 0, 0, 0, 0, 0))},
	} {
		var out bytes.Buffer
		if err := run(files, &out); err == nil || out.Len() > 0 {
			t.Errorf("%s: printed %q, error %v", name, out.String(), err)
		}
	}
}
