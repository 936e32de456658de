package app_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"

	"aftermath/internal/app"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

const changingConfig = `
organisation: Example AB
zone: UTC
store: facts.db
services:
  - id: api
    name: The API
    match: [{hosts: [api.example.com]}]
    requests: {slow: 2s}
    minute: {min_requests: 1, down: ">= 25%", degraded: ">= 5%", degraded_slow: ">= 30%"}
sources:
  logs:
    - files: [logs/*]
      format: '[$time_local] "$request" $status "$host" "$http_x_tenant" $request_time'
      customer: http_x_tenant
policies:
  - {id: p, name: P, target: 99.9%, evidence: logs, credits: [{below: 99.9%, credit: 10%}]}
customers:
  - {id: acme, name: Acme, keys: [a], contracts: [{policy: p, services: [api], fee: 1000 EUR}]}
`

// manyLines are n lines, a second apart, from the line of a number on.
func manyLines(from, n int) []byte {
	var out []byte
	for i := from; i < from+n; i++ {
		at := time.Unix(1743465600+int64(i), 0).UTC()
		out = fmt.Appendf(out, "[%s] \"GET /v1/%d HTTP/1.1\" 200 \"api.example.com\" \"a\" 0.120\n", at.Format("02/Jan/2006:15:04:05 -0700"), i)
	}
	return out
}

// A disturbance is what happens to a log once, when the reading of logs begins
// (everything is recognised then), or when some of it has been read.
type disturbance struct {
	reads  bool
	do     func()
	done   atomic.Bool
	inLogs atomic.Bool
}

func (d *disturbance) Stage(name string, _ int64) {
	d.inLogs.Store(name == "logs")
	if d.inLogs.Load() && !d.reads {
		d.once()
	}
}

func (d *disturbance) Add(int64) {
	if d.inLogs.Load() && d.reads {
		d.once()
	}
}

func (d *disturbance) once() {
	if d.do != nil && !d.done.Swap(true) {
		d.do()
	}
}

func (d *disturbance) Lines(int64) {}
func (d *disturbance) Done(string) {}

// A changing is a project with a log to which something happens.
type changing struct {
	t              *testing.T
	dir, log, name string
}

func newChanging(t *testing.T, name string) *changing {
	dir := t.TempDir()
	c := &changing{t: t, dir: dir, name: name, log: filepath.Join(dir, "logs", name)}
	c.check(os.Mkdir(filepath.Join(dir, "logs"), 0o755))
	c.check(os.WriteFile(filepath.Join(dir, "aftermath.yaml"), []byte(changingConfig), 0o644))
	return c
}

func (c *changing) check(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *changing) write(text []byte) {
	if strings.HasSuffix(c.log, ".gz") {
		f, err := os.Create(c.log)
		c.check(err)
		w := gzip.NewWriter(f)
		_, err = w.Write(text)
		c.check(errors.Join(err, w.Close(), f.Close()))
		return
	}
	c.check(os.WriteFile(c.log, text, 0o644))
}

func (c *changing) append(text []byte) {
	f, err := os.OpenFile(c.log, os.O_APPEND|os.O_WRONLY, 0)
	c.check(err)
	_, err = f.Write(text)
	c.check(errors.Join(err, f.Close()))
}

// ingest reads the logs; while it does, do happens.
func (c *changing) ingest(reads bool, do func()) error {
	d := &disturbance{reads: reads, do: do}
	a := &app.App{Version: "test", Progress: d, In: strings.NewReader(""), Out: new(strings.Builder)}
	err := a.Ingest(context.Background(), filepath.Join(c.dir, "aftermath.yaml"), nil)
	if do != nil && !d.done.Load() {
		c.t.Fatal("nothing happened while the logs were read")
	}
	return err
}

// holds checks that the store counts so many lines, each of them a request; −1:
// there is no store.
func (c *changing) holds(lines int64) {
	c.t.Helper()
	s, err := store.OpenExisting(context.Background(), filepath.Join(c.dir, "facts.db"))
	if lines < 0 && errors.Is(err, fs.ErrNotExist) {
		return
	}
	c.check(err)
	defer s.Close()
	var listed, counted int64
	c.check(s.View(context.Background(), func(tx *store.Tx) error {
		inputs, err := tx.Inputs()
		for _, in := range inputs {
			if listed += in.Requests; in.Lines != in.Requests {
				c.t.Errorf("%s: %d lines, %d requests", in.Path, in.Lines, in.Requests)
			}
		}
		for series, wrong := range tx.Series("api", 0, 99999) {
			if wrong != nil {
				return wrong
			}
			counted += int64(series.Counts().Total)
		}
		return err
	}))
	if listed != lines || counted != lines {
		c.t.Errorf("the inputs list %d lines, the series %d; want %d", listed, counted, lines)
	}
}

const many = 60_000 // lines, of several reads

func TestLogVanishes(t *testing.T) {
	for _, name := range []string{"a.log", "a.log.gz"} {
		c := newChanging(t, name)
		c.write(manyLines(0, many))
		err := c.ingest(false, func() { c.check(os.Remove(c.log)) })
		if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s that vanished before it was read: %v", name, err)
		}
		c.holds(-1)
		c.write(manyLines(0, many))
		c.check(c.ingest(false, nil))
		c.holds(many)

		// One that is open is read to its end.
		c = newChanging(t, name)
		c.write(manyLines(0, many))
		c.check(c.ingest(true, func() { c.check(os.Remove(c.log)) }))
		c.holds(many)
	}
}

func TestLogShrinks(t *testing.T) {
	for _, name := range []string{"a.log", "a.log.gz"} {
		for _, reads := range []bool{false, true} {
			c := newChanging(t, name)
			c.write(manyLines(0, many/2))
			c.check(c.ingest(false, nil))
			c.write(manyLines(0, many))
			err := c.ingest(reads, func() { c.check(os.Truncate(c.log, 1000)) })
			if err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%s that was cut while it was read (%v): %v", name, reads, err)
			}
			c.holds(many / 2)
			c.write(manyLines(0, many))
			c.check(c.ingest(false, nil))
			c.holds(many)
		}
	}
}

func TestLogGrows(t *testing.T) {
	for _, reads := range []bool{false, true} {
		c := newChanging(t, "a.log")
		c.write(manyLines(0, many))
		c.check(c.ingest(reads, func() { c.append(manyLines(many, 100)) }))
		if reads {
			c.holds(many)
		}
		c.check(c.ingest(reads, func() { c.append(manyLines(many+100, 50)) }))
		c.check(c.ingest(false, nil))
		c.holds(many + 150)
	}
	c := newChanging(t, "a.log.gz")
	c.write(manyLines(0, many))
	if err := c.ingest(true, func() { c.append([]byte("more")) }); !errors.Is(err, source.ErrChanged) {
		t.Errorf("a packed log that grew while it was read: %v", err)
	}
	c.holds(-1)
}

// A log that is rotated after it was recognised is not read on from the middle
// of its successor.
func TestLogRotatesAfterItWasRecognised(t *testing.T) {
	for _, lines := range []int{10, many / 2, 2 * many} { // of the new log
		c := newChanging(t, "a.log")
		c.write(manyLines(0, many))
		c.check(c.ingest(false, nil))
		c.append(manyLines(many, 100))
		err := c.ingest(false, func() {
			c.check(os.Rename(c.log, c.log+".1"))
			c.write(manyLines(many+100, lines))
		})
		if !errors.Is(err, source.ErrChanged) {
			t.Errorf("rotated, %d lines in the new log: %v", lines, err)
		}
		c.holds(many)
		c.check(c.ingest(false, nil))
		c.holds(int64(many + 100 + lines))
	}
}
