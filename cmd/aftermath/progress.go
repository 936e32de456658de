package main

import (
	"fmt"
	"io"
	"os"
	"strings"
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
func (silent) Lines(int64)         {}
func (silent) Done(string)         {}
func (silent) close()              {}

// lines prints what a stage came to when it is done.
type lines struct {
	out   io.Writer
	stage string
}

func (l *lines) Stage(name string, _ int64) { l.stage = name }
func (l *lines) Add(int64)                  {}
func (l *lines) Lines(int64)                {}
func (l *lines) Done(summary string)        { fmt.Fprintln(l.out, staged(l.stage, summary)) }
func (l *lines) close()                     {}

// staged is a summary beside the name of its stage; its further lines stand
// below the first.
func staged(stage, summary string) string {
	return fmt.Sprintf("%-10s %s", stage, strings.ReplaceAll(summary, "\n", "\n           "))
}

// bar draws bytes of the total, rate, time left and lines, and replaces itself
// by the summary.
type bar struct {
	out   io.Writer
	mu    sync.Mutex
	stage string
	bar   *progressbar.ProgressBar
	lines int64
	begun time.Time
	told  time.Time // when the number of lines was last shown
}

// often is how often a bar is drawn.
const often = 100 * time.Millisecond

func (b *bar) Stage(name string, total int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Clear()
	}
	b.stage, b.lines, b.begun, b.told = name, 0, time.Now(), time.Time{}
	if total <= 0 {
		total = -1
	}
	b.bar = progressbar.NewOptions64(total, progressbar.OptionSetWriter(b.out), progressbar.OptionSetDescription(fmt.Sprintf("%-10s", name)),
		progressbar.OptionShowBytes(true), progressbar.OptionShowCount(), progressbar.OptionSetWidth(20), progressbar.OptionThrottle(often),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(total > 0))
}

func (b *bar) Add(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Add64(n) // a bar that cannot be drawn is no reason to stop
	}
}

func (b *bar) Lines(n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.lines += n; b.bar == nil || time.Since(b.told) < often {
		return
	}
	b.told = time.Now()
	rate := float64(b.lines) / max(b.told.Sub(b.begun).Seconds(), 0.001)
	b.bar.Describe(fmt.Sprintf("%-10s %.1f M lines, %.1f M/s ", b.stage, float64(b.lines)/1e6, rate/1e6))
}

func (b *bar) Done(summary string) {
	b.close()
	fmt.Fprintln(b.out, staged(b.stage, summary))
}

func (b *bar) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		_ = b.bar.Clear()
		b.bar = nil
	}
}
