package main

import (
	"bytes"
	"compress/gzip"
	"path/filepath"
	"testing"
	"time"

	"aftermath/internal/sample/load"
)

// TestCores reads a log of several extents, and its halves packed, on one core and on four: the store must be
// the same bytes, and with it whatever is reported of it.
func TestCores(t *testing.T) {
	plan := load.Plan{Lines: 200_000, Customers: 30, Seed: 5, Start: time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC), Days: 30}
	dir := t.TempDir()
	var text, json bytes.Buffer
	for f, w := range map[load.Format]*bytes.Buffer{load.Nginx: &text, load.JSON: &json} {
		if _, err := load.Write(w, plan, f); err != nil {
			t.Fatal(err)
		}
	}
	if text.Len() < 2*16<<20 {
		t.Fatalf("%d bytes are no more than two extents", text.Len())
	}
	for name, log := range map[string][]byte{"nginx.log": text.Bytes(), "json.log": json.Bytes()[:20<<20]} {
		write(t, filepath.Join(dir, name), string(log))
	}
	half := text.Len()/2 + bytes.IndexByte(text.Bytes()[text.Len()/2:], '\n') + 1
	second := bytes.IndexByte(text.Bytes(), '\n') + 1 // a log may not be the beginning of another one
	var zipped bytes.Buffer
	w, err := gzip.NewWriterLevel(&zipped, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Write(text.Bytes()[half:])
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "half.log.gz"), zipped.String())
	write(t, filepath.Join(dir, "half.log.zst"), string(packedAs(t, "half.log.zst", text.Bytes()[second:half])))
	for name, files := range map[load.Format][]string{load.Nginx: {"nginx.log", "half.log.*"}, load.JSON: {"json.log"}} {
		config, err := load.Config(plan, name, files, "facts.db")
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "aftermath.yaml"), string(config))
		db := filepath.Join(dir, "facts.db")
		var first []byte
		for i, cores := range []string{"1", "4", "4"} {
			restore(t, db, nil)
			must(t, onProcessors(cores, process(t, dir, "ingest")))
			if got := read(t, db); i == 0 {
				first = got
			} else if !bytes.Equal(got, first) {
				t.Errorf("%s: run %d differs from the one on one core", name, i+1)
			}
		}
	}
}
