package history

import (
	"runtime"
	"sync"
	"syscall"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/sample/past"
)

// reference is the history that the benchmark reads: 10,000 incidents, 1,000
// of them told by postmortems of 10 kB.
var reference = past.Plan{Seed: 1, Incidents: 10_000, Postmortems: 1_000, Length: 10_000}

// Every incident of a made history is found, with its onset and its end.
func TestMadeHistory(t *testing.T) {
	small := past.Plan{Seed: 2, Incidents: 600, Postmortems: 50, Length: 3_000}
	n := 0
	for f := range small.Files() {
		d, err := Read(f.Name, f.Data, "", parse.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range d.Records {
			n++
			inc := incident.Judge(r)
			if _, ok := inc.Impact(); !ok || len(inc.Doubts) > 0 {
				t.Errorf("%s: %s: %q", f.Name, r.ID, inc.Doubts)
			}
		}
	}
	if n != small.Incidents {
		t.Errorf("%d incidents, want %d", n, small.Incidents)
	}
}

// BenchmarkHistory reads the reference history on every core.
func BenchmarkHistory(b *testing.B) {
	var files []past.File
	var size int64
	for f := range reference.Files() {
		files = append(files, f)
		size += int64(len(f.Data))
	}
	b.SetBytes(size)
	before := processor(b)
	for b.Loop() {
		next := make(chan past.File)
		var readers sync.WaitGroup
		for range runtime.GOMAXPROCS(0) {
			readers.Go(func() {
				for f := range next {
					if _, err := Read(f.Name, f.Data, "", parse.Options{}); err != nil {
						b.Error(err)
					}
				}
			})
		}
		for _, f := range files {
			next <- f
		}
		close(next)
		readers.Wait()
	}
	b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
}

// processor is the time that all threads have had so far, the kernel's for
// them included.
func processor(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
