package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

// TestCrowds sends requests of 20,000 customers and of 20,000 hosts that no rule
// knows, in several files and two runs: the store tells no more apart than it
// should, every request is counted, and memory is bounded.
func TestCrowds(t *testing.T) {
	const names, files, each = 20_000, 6, 12_000
	dice := rand.New(rand.NewPCG(9, 9))
	logs := map[string][]byte{}
	for i := range files {
		var out []byte
		at := time.Date(2025, 4, 3+i%2, 0, 0, 0, 0, time.UTC)
		for k := range each {
			who, host := "t-acme", "api.example.com"
			if k%2 == 0 {
				who = fmt.Sprintf("stranger-%x", dice.IntN(names))
			} else if k%3 > 0 {
				host = fmt.Sprintf("h%d.test", dice.IntN(names))
			}
			out = fmt.Appendf(out, "[%s] \"GET /v1/x HTTP/1.1\" %d \"%s\" \"%s\" 0.120\n", at.Add(time.Duration(k)*7*time.Second).Format("02/Jan/2006:15:04:05 -0700"), 200+303*(k%9/8), host, who)
		}
		logs[fmt.Sprintf("%d.log%s", i, []string{"", ".gz", ".zst"}[i%3])] = out
	}
	dir := base(t, nil)
	db := filepath.Join(dir, "aftermath.db")
	for run, some := range [][]string{{"0.log", "1.log.gz", "2.log.zst"}, {"3.log", "4.log.gz", "5.log.zst"}} {
		for _, name := range some {
			putLogs(t, dir, map[string][]byte{name: logs[name]})
		}
		said, peak := watched(t, process(t, dir, "ingest"))
		for _, want := range []string{"18,000 requests (50.00 %) of more than 1,000 unknown: ", "12,000 requests (33.33 %) that match no service: ", "of all others are counted together as ?…"} {
			if !strings.Contains(said, want) {
				t.Errorf("run %d does not say %q:\n%s", run, want, said)
			}
		}
		if t.Logf("run %d: peak %d KiB", run, peak); peak > 150<<10 {
			t.Errorf("run %d: peak %d KiB", run, peak)
		}
		crowded(t, db, uint64((run+1)*files/2*each))
	}
}

var highWater = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// watched runs cmd and is what it says and, on Linux, its peak memory in KiB as
// far as a look every few milliseconds shows. The kernel's own account at the
// end would hold the memory of the test, from which cmd was forked.
func watched(t *testing.T, cmd *exec.Cmd) (said string, peak int) {
	t.Helper()
	var out strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatalf("%v\n%s", err, out.String())
			}
			return out.String(), peak
		case <-time.After(3 * time.Millisecond):
			status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid)) // gone, or no Linux: nothing is seen
			if m := highWater.FindSubmatch(status); m != nil {
				n, _ := strconv.Atoi(string(m[1])) // digits
				peak = max(peak, n)
			}
		}
	}
}

// crowded checks what the store tells apart, and that it counts all requests.
func crowded(t *testing.T, db string, requests uint64) {
	t.Helper()
	s, err := store.OpenExisting(context.Background(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	err = s.View(context.Background(), func(tx *store.Tx) error {
		services, err := tx.SeriesServices()
		if err != nil {
			return err
		}
		customers, err := tx.SeriesCustomers()
		if err != nil {
			return err
		}
		for what, list := range map[string][]string{"services": services, "customers": customers} {
			unknown, pooled := 0, 0
			for _, name := range list {
				if name == accesslog.Pooled {
					pooled++
				} else if strings.HasPrefix(name, traffic.Unknown) && name != traffic.Anonymous {
					unknown++
				}
			}
			if unknown != accesslog.MaxUnknown || pooled != 1 {
				t.Errorf("%d unknown %s are told apart, and %d pools", unknown, what, pooled)
			}
		}
		var counted uint64
		for _, service := range services {
			for one, err := range tx.Series(service, 0, 99999) {
				if err != nil {
					return err
				}
				counted += one.Counts().Total
			}
		}
		if counted != requests {
			t.Errorf("%d requests counted of %d", counted, requests)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
