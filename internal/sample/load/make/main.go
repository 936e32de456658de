// Make writes the reference load, or the configuration that reads it:
//
//	go run ./internal/sample/load/make -format nginx -totals nginx.json > nginx.log
//	go run ./internal/sample/load/make -format nginx -config nginx.log > nginx.yaml
//
// The same flags give the same bytes.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"aftermath/internal/sample/load"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("make", flag.ContinueOnError)
	format := flags.String("format", "nginx", "nginx or json")
	lines := flags.Int64("lines", 20_000_000, "how many lines")
	customers := flags.Int("customers", 300, "how many customers")
	seed := flags.Uint64("seed", 1, "the seed of everything")
	start := flags.String("start", "2025-04-01", "the first UTC day")
	days := flags.Int("days", 30, "how many days")
	totals := flags.String("totals", "", "a file to write what the lines hold into, as JSON")
	config := flags.Bool("config", false, "write, instead of lines, the configuration that reads the named files")
	store := flags.String("store", "load.db", "the store that the configuration names")
	if err := flags.Parse(args); err != nil {
		return err
	}
	day, err := time.Parse(time.DateOnly, *start)
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	plan := load.Plan{Lines: *lines, Customers: *customers, Seed: *seed, Start: day, Days: *days}
	if *config {
		text, err := load.Config(plan, load.Format(*format), flags.Args(), *store)
		if err != nil {
			return err
		}
		_, err = stdout.Write(text)
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q: files are named with -config only; the lines go to standard output", flags.Args())
	}
	held, err := load.Write(stdout, plan, load.Format(*format))
	if err != nil || *totals == "" {
		return err
	}
	text, err := json.MarshalIndent(held, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*totals, append(text, '\n'), 0o644)
}
