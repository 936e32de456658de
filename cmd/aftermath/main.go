// Command aftermath works out downtime, degraded minutes, MTTD, MTTR and the
// SLA impact per customer from incident timelines and request logs, and writes
// HTML and Excel reports.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // zones do not depend on the machine

	"github.com/alecthomas/kong"

	"aftermath/internal/app"
)

// version is printed and stands in every report.
const version = "0.1.0"

// Exit codes, as `aftermath --help` lists them.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitBreach  = 3
	exitQuality = 4
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(150) // garbage is little beside what is counted
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run carries out the command line args and returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var cli commands
	exited := -1
	parser, err := kong.New(&cli,
		kong.Name("aftermath"), kong.Description(description), kong.Writers(stdout, stderr), kong.UsageOnError(),
		kong.Exit(func(code int) { exited = code }), kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}))
	if err != nil {
		panic(err) // the command table itself is wrong
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	switch {
	case exited >= 0: // --help was answered
		return exited
	case err != nil:
		fmt.Fprintf(stderr, "aftermath: %v\n    run aftermath --help for the commands and their flags\n", err)
		return exitUsage
	}
	shown := newProgress(stderr, cli.Quiet)
	defer shown.close()
	outcome, err := cli.carryOut(ctx, parsed.Command(), &app.App{Version: version, Progress: shown, In: os.Stdin, Out: stdout})
	shown.close()
	if cli.Quiet {
		outcome.Notes = nil
	}
	return conclude(ctx, stderr, outcome, err)
}

// conclude prints what went wrong, with the next step, and picks the exit code.
func conclude(ctx context.Context, stderr io.Writer, outcome app.Outcome, err error) int {
	switch {
	case err == nil:
		for _, note := range outcome.Notes {
			fmt.Fprintln(stderr, visible(note))
		}
	case ctx.Err() != nil:
		words := "the store is as it was before"
		if kept := (*app.KeptError)(nil); errors.As(err, &kept) {
			words = "what was read is kept, the reports are not complete: write them with aftermath report"
		}
		fmt.Fprintln(stderr, "aftermath: interrupted;", words)
		return exitFailed
	default:
		fmt.Fprintf(stderr, "aftermath: %s\n", visible(strings.TrimRight(err.Error(), "\n")))
		if usage := (*app.UsageError)(nil); errors.As(err, &usage) {
			return exitUsage
		}
		return exitFailed
	}
	switch {
	case outcome.BelowQuality:
		return exitQuality
	case outcome.Breach:
		return exitBreach
	}
	return exitDone
}

// visible is text that a terminal only shows: what it would obey, which names and
// files may bring in, is gone.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && app.Obeyed(r) {
			return -1
		}
		return r
	}, s)
}

const description = `Postmortem analytics and SLA reporting: incident timelines and request logs in, downtime, MTTD/MTTR and what each customer is owed out, as HTML and Excel reports.

Exit codes: 0 done; 1 failed; 2 wrong usage or configuration; 3 done, and a promise was missed (only with --exit-breach); 4 done, but data quality is below the configured floor.`
