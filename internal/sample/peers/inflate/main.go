// Inflate unpacks gzip files to nowhere, as many side by side as there are
// cores, and prints how many bytes they hold: the yardstick for whoever reads
// them with the same library.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync/atomic"

	"github.com/klauspost/compress/gzip"
	"golang.org/x/sync/errgroup"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "inflate:", err)
		os.Exit(1)
	}
}

func run(files []string, stdout io.Writer) error {
	if len(files) == 0 {
		return fmt.Errorf("name the files to unpack")
	}
	var total atomic.Int64
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for _, name := range files {
		all.Go(func() error {
			n, err := inflate(name)
			total.Add(n)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		return err
	}
	// The columns before it are requests, failed, slow and groups.
	_, err := fmt.Fprintln(stdout, "- - - -", total.Load())
	return err
}

// inflate is the number of bytes that the file holds unpacked.
func inflate(name string) (int64, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	packed, err := gzip.NewReader(bufio.NewReaderSize(file, 1<<20))
	if err != nil {
		return 0, fmt.Errorf("unpack %s: %w", name, err)
	}
	n, err := io.Copy(io.Discard, packed)
	if err != nil {
		return n, fmt.Errorf("unpack %s: %w", name, err)
	}
	return n, packed.Close()
}
