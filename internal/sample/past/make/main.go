// Make writes an incident history into a new folder, with a configuration that
// reads it:
//
//	go run ./internal/sample/past/make -incidents 10000 -postmortems 1000 DIR
//
// The same flags give the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"aftermath/internal/sample/past"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("make", flag.ContinueOnError)
	incidents := flags.Int("incidents", 10_000, "how many incidents, those with a postmortem included")
	postmortems := flags.Int("postmortems", 1_000, "how many of them are told by a postmortem")
	length := flags.Int("length", 10_000, "how long a postmortem is at least, in bytes")
	seed := flags.Uint64("seed", 1, "the seed of everything")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return fmt.Errorf("name one folder, not %d", flags.NArg())
	}
	dir := flags.Arg(0)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "aftermath.yaml"), []byte(past.Config), 0o644); err != nil {
		return err
	}
	plan := past.Plan{Seed: *seed, Incidents: *incidents, Postmortems: *postmortems, Length: *length}
	for f := range plan.Files() {
		if err := os.WriteFile(filepath.Join(dir, f.Name), f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
