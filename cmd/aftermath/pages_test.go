package main

import (
	"context"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	console "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// pages opens every page in a browser, as a reader with a telephone and light
// colours would, and as one with a desk and dark colours.
func (e *examined) pages(t *testing.T) {
	ctx := browser(t)
	phone, desk := look{380, "light"}, look{1180, "dark"}
	looks := map[string][]look{}
	for _, path := range reports(t, e.dir, "*.html") {
		looks[path] = []look{phone, desk}
	}
	for _, pattern := range []string{"overview.html", "incident-*.html", "statement-nordlyx.html"} {
		for _, path := range reports(t, e.hostile, pattern) {
			looks[path] = []look{phone}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(looks)) {
		for _, how := range looks[path] {
			name := fmt.Sprintf("%s at %d pixels, %s", filepath.Base(path), how.width, how.scheme)
			if strings.HasPrefix(path, e.hostile) {
				name = "hostile " + name
			}
			found, wrong := visit(t, ctx, path, how)
			for _, w := range wrong {
				t.Errorf("%s: %s", name, w)
			}
			if found.Overflow > 0 {
				t.Errorf("%s: %d pixels wider than the window", name, found.Overflow)
			}
			if found.Drawn != found.Charts {
				t.Errorf("%s: %d of %d charts are drawn", name, found.Drawn, found.Charts)
			}
			if !found.Marked {
				t.Errorf("%s: the mark of sample data cannot be seen", name)
			}
		}
	}
}

type look struct {
	width  int64
	scheme string
}

// seen is what stands in a page once its charts are drawn.
type seen struct {
	Overflow int  `json:"overflow"` // pixels that the page is wider than the window
	Charts   int  `json:"charts"`
	Drawn    int  `json:"drawn"` // of them, by the page's script
	Marked   bool `json:"marked"`
}

// inside waits until every chart is drawn, at most three seconds.
const inside = `new Promise(done => {
  const visible = e => e && e.getClientRects().length > 0;
  const look = left => {
    const charts = [...document.querySelectorAll('figure[data-spec]')];
    const drawn = charts.filter(c => [...c.querySelectorAll('.live svg')].some(s => visible(s) && s.querySelectorAll('path').length > 5));
    if (drawn.length < charts.length && left > 0) return setTimeout(look, 50, left - 1);
    done({ overflow: document.documentElement.scrollWidth - innerWidth, charts: charts.length, drawn: drawn.length, marked: visible(document.querySelector('.sample')) });
  };
  setTimeout(look, 50, 60);
})`

// visit opens a file, and lists what went wrong: messages of the console,
// exceptions, dialogs, requests for anything but the file.
func visit(t *testing.T, parent context.Context, path string, how look) (found seen, wrong []string) {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	var mu sync.Mutex
	note := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Sprintf(format, args...))
	}
	url := "file://" + filepath.ToSlash(path)
	if err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			note("console.%s", ev.Type)
		case *runtime.EventExceptionThrown:
			note("exception: %s", ev.ExceptionDetails.Text)
		case *console.EventEntryAdded:
			note("log: %s", ev.Entry.Text)
		case *page.EventJavascriptDialogOpening:
			note("dialog: %s", ev.Message)
		case *network.EventRequestWillBeSent:
			if ev.Request.URL != url && !strings.HasPrefix(ev.Request.URL, "data:") {
				note("request: %s", ev.Request.URL)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: how.scheme}}}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(how.width, 900), chromedp.Navigate(url)); err != nil {
		t.Fatalf("open %s: %v", path, err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[seen](inside, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("look at %s: %v", path, err)
	}
	mu.Lock()
	defer mu.Unlock()
	return found, wrong
}

// browser is a headless Chromium, or the test is skipped.
func browser(t *testing.T) context.Context {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		program, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:],
			chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
		alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
		t.Cleanup(stop)
		ctx, cancel := chromedp.NewContext(alloc)
		t.Cleanup(cancel)
		if err := chromedp.Do(ctx); err != nil {
			t.Fatalf("start %s: %v", program, err)
		}
		return ctx
	}
	missing(t, "chromium")
	return nil
}
