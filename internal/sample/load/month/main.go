// Month measures how long a month takes to assess:
//
//	go run ./internal/sample/load/month -store month.db -customers 1000 -make
//	go run ./internal/sample/load/month -store month.db -customers 1000 -sum
//	go run ./internal/sample/load/month -store month.db -customers 1000 -assess
//
// The first writes packed days into a store of its own, as ingest does: a
// request or more in every minute of every customer at three services. The
// second is the yardstick: it reads the same blobs and adds them up. The third
// judges them. Each prints its wall time and the most memory that it held.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"golang.org/x/sys/unix"

	"aftermath/internal/store"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "month:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("month", flag.ContinueOnError)
	path := flags.String("store", "month.db", "the store")
	customers := flags.Int("customers", 1000, "how many customers")
	days := flags.Int("days", 30, "how many days, from 1 April 2025 on")
	write := flags.Bool("make", false, "write the store")
	sum := flags.Bool("sum", false, "read the blobs and add them up")
	judge := flags.Bool("assess", false, "assess the month")
	hands := flags.Int("hands", runtime.GOMAXPROCS(0), "goroutines that judge")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s, err := store.Open(ctx, *path)
	if err != nil {
		return err
	}
	defer s.Close()
	steps := []struct {
		name string
		on   bool
		do   func() (string, error)
	}{
		{"make", *write, func() (string, error) { return fillStore(ctx, s, *customers, *days) }},
		{"sum", *sum, func() (string, error) { return sumBlobs(ctx, s, *days) }},
		{"assess", *judge, func() (string, error) { return assessMonth(ctx, s, *customers, *hands) }},
	}
	for _, step := range steps {
		if !step.on {
			continue
		}
		start := time.Now()
		said, err := step.do()
		if err != nil {
			return err
		}
		took := time.Since(start)
		var usage unix.Rusage
		if err := unix.Getrusage(unix.RUSAGE_SELF, &usage); err != nil {
			return err
		}
		cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
		fmt.Fprintf(stdout, "%s: %s, %.2f s wall, %.2f s of both cores, peak %d MiB\n", step.name, said, took.Seconds(), cpu.Seconds(), usage.Maxrss>>10)
	}
	return nil
}
