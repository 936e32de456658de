package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"aftermath/internal/app"
)

// progress is app.Progress with an end.
type progress interface {
	app.Progress
	close()
}

// newProgress draws a bar where stderr is a terminal, and prints a line per
// stage elsewhere.
func newProgress(stderr io.Writer, quiet bool) progress {
	if quiet {
		return silent{}
	}
	if f, ok := stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &bar{out: stderr}
	}
	return &lines{out: stderr}
}

type silent struct{}

func (silent) Stage(string, int64) {}
func (silent) Add(int64)           {}
func (silent) Done(string)         {}
func (silent) close()              {}

// lines prints a line when a stage is done.
type lines struct {
	out   io.Writer
	stage string
}

func (l *lines) Stage(name string, _ int64) { l.stage = name }
func (l *lines) Add(int64)                  {}
func (l *lines) Done(summary string)        { fmt.Fprintf(l.out, "%-10s %s\n", l.stage, summary) }
func (l *lines) close()                     {}

// bar draws bytes, rate and time left, and replaces itself by the summary.
type bar struct {
	out   io.Writer
	mu    sync.Mutex
	stage string
	bar   *progressbar.ProgressBar
}

func (b *bar) Stage(name string, total int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.stage = name
	if total <= 0 {
		total = -1
	}
	b.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(fmt.Sprintf("%-10s", name)),
		progressbar.OptionShowBytes(total > 0), progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(total > 0))
}

func (b *bar) Add(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Add64(n) // a bar that cannot be drawn is no reason to stop
	}
}

func (b *bar) Done(summary string) {
	b.close()
	fmt.Fprintf(b.out, "%-10s %s\n", b.stage, summary)
}

func (b *bar) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Clear()
		b.bar = nil
	}
}
