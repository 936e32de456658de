package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"aftermath/internal/store"
)

// A rotated is a project whose log is rotated, grows and is packed step by
// step, with all that was ever written into it.
type rotated struct {
	dir  string
	logs string
	all  []byte
}

// append adds lines to the log that is written to.
func (r *rotated) append(t *testing.T, text []byte) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(r.logs, "access.log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = f.Write(text)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r.all = append(r.all, text...)
}

// rename moves a log, and packs it as its new name says.
func (r *rotated) rename(t *testing.T, from, to string) {
	t.Helper()
	if from == "access.log" && !bytes.HasSuffix(r.all, []byte("\n")) {
		r.all = append(r.all, '\n') // what follows is in another file
	}
	from, to = filepath.Join(r.logs, from), filepath.Join(r.logs, to)
	if filepath.Ext(from) == filepath.Ext(to) || !strings.Contains(".gz .zst", filepath.Ext(to)) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
		return
	}
	write(t, to, string(packedAs(t, to, read(t, from))))
	if err := os.Remove(from); err != nil {
		t.Fatal(err)
	}
}

// check reads the logs: the store must come to what one reading of all that was
// written comes to, and another run must change nothing.
func (r *rotated) check(t *testing.T, step string) {
	t.Helper()
	must(t, process(t, r.dir, "ingest"))
	db := filepath.Join(r.dir, "aftermath.db")
	once := base(t, map[string][]byte{"all.log": r.all})
	must(t, process(t, once, "ingest"))
	if diff := cmp.Diff(factsOf(t, filepath.Join(once, "aftermath.db")), factsOf(t, db)); diff != "" {
		t.Fatalf("%s: the store does not hold what one reading brings:\n%.3000s", step, diff)
	}
	before := read(t, db)
	if said, err := process(t, r.dir, "ingest").CombinedOutput(); err != nil || !strings.Contains(string(said), "as read before") {
		t.Fatalf("%s: a run with nothing new: %v\n%s", step, err, said)
	}
	if !bytes.Equal(read(t, db), before) {
		t.Fatalf("%s: a run with nothing new changed the store", step)
	}
}

// factsOf are the lines that the store at db counted, all its series and all its
// latencies, as text.
func factsOf(t *testing.T, db string) []string {
	t.Helper()
	var out strings.Builder
	var lines [5]int64
	for _, in := range inputsOf(t, db, store.OpenExisting) {
		if in.Kind == store.Logs {
			for i, n := range []int64{in.Lines, in.Requests, in.Other, in.Blank, in.Rejected} {
				lines[i] += n
			}
		}
	}
	fmt.Fprintln(&out, "lines", lines)
	s, err := store.OpenExisting(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(context.Background(), func(tx *store.Tx) error {
		services, err := tx.SeriesServices()
		for _, service := range services {
			for one, err := range tx.Series(service, 0, 99999) {
				if err != nil {
					return err
				}
				fmt.Fprintln(&out, one)
			}
			for day, err := range tx.ServiceDays(service, 0, 99999) {
				if err != nil {
					return err
				}
				text, _ := json.Marshal(day)
				fmt.Fprintf(&out, "%s\n", text)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(out.String(), "\n")
}

// TestRotation: a log is read after each step of its life, and nothing counts
// twice or is missed.
func TestRotation(t *testing.T) {
	r := &rotated{dir: base(t, nil)}
	r.logs = filepath.Join(r.dir, "logs")
	r.append(t, requests(2, 700))
	r.check(t, "the first log")
	r.append(t, requests(3, 700))
	r.check(t, "grown")
	r.rename(t, "access.log", "access.log.1")
	r.append(t, requests(4, 700))
	r.check(t, "rotated, and a new one")
	r.append(t, requests(5, 300)) // written between the last run and the rotation
	r.rename(t, "access.log.1", "access.log.2.gz")
	r.rename(t, "access.log", "access.log.1")
	r.append(t, requests(6, 700))
	r.check(t, "grown, then rotated; the oldest packed")
	r.append(t, requests(7, 300))
	r.rename(t, "access.log.2.gz", "access.log.3.gz")
	r.rename(t, "access.log.1", "access.log.2.zst")
	r.rename(t, "access.log", "access.log.1.gz")
	r.append(t, requests(8, 700))
	r.check(t, "grown, then packed")

	whole := requests(9, 400)
	r.append(t, whole[:len(whole)-40])
	r.check(t, "the last line is not whole")
	r.append(t, whole[len(whole)-40:])
	r.check(t, "the last line was completed")
	r.append(t, whole[:20]) // bytes of the same lines, on purpose
	r.append(t, whole[20:])
	r.check(t, "completed and grown")
	r.append(t, []byte("\n\n# a remark\n"))
	r.check(t, "blank lines at the end")
	r.append(t, []byte(" no request"))
	r.rename(t, "access.log", "access.log.0.zst")
	r.append(t, requests(10, 10))
	r.check(t, "torn, then packed")

	// copytruncate: the content goes elsewhere, the file stays and begins anew.
	write(t, filepath.Join(r.logs, "access.log.copy"), string(read(t, filepath.Join(r.logs, "access.log"))))
	if err := os.Truncate(filepath.Join(r.logs, "access.log"), 0); err != nil {
		t.Fatal(err)
	}
	r.check(t, "copied and emptied")
	r.append(t, requests(11, 500))
	r.check(t, "written again")
}

// TestForgotten: of files that share days each is taken back exactly, and read
// again they come to the same.
func TestForgotten(t *testing.T) {
	logs := map[string][]byte{"a.log": requests(3, 900), "b.log.gz": requests(3, 500), "c.log.zst": append(requests(3, 300), requests(4, 300)...)}
	dir := base(t, logs)
	db := filepath.Join(dir, "aftermath.db")
	must(t, process(t, dir, "ingest"))
	figures, facts := figuresText(t, dir), factsOf(t, db)
	for name := range logs {
		rest := maps.Clone(logs)
		delete(rest, name)
		without := base(t, rest)
		must(t, process(t, without, "ingest"))
		must(t, process(t, dir, "forget", "logs/"+name))
		if diff := cmp.Diff(factsOf(t, filepath.Join(without, "aftermath.db")), factsOf(t, db)); diff != "" {
			t.Errorf("%s: forgetting left or took something:\n%.3000s", name, diff)
		}
		must(t, process(t, dir, "ingest"))
		if diff := cmp.Diff(facts, factsOf(t, db)); diff != "" {
			t.Errorf("%s: reading again brought something else:\n%.3000s", name, diff)
		}
		if diff := cmp.Diff(string(figures), string(figuresText(t, dir))); diff != "" {
			t.Errorf("%s: the figures differ:\n%.3000s", name, diff)
		}
	}
}
