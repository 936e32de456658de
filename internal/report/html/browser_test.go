package html

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	console "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	protocol "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"aftermath/internal/report"
)

var shots = flag.String("shots", "", "folder to write screenshots and a PDF of the fixture to")

// browser is a headless Chromium, or the test is skipped.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("AFTERMATH_REQUIRE_TOOLS") == "1" {
			t.Fatal("no chromium found, and AFTERMATH_REQUIRE_TOOLS=1 asks for it")
		}
		t.Skip("no chromium found: the page is not tried in a browser")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("hide-scrollbars", true))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start %s: %v", path, err)
	}
	return ctx
}

// look is how a page is opened.
type look struct {
	name   string
	width  int64
	dark   bool
	print  bool
	noJS   bool
	height int64
}

// seen is what inside.js finds in the page once it stands.
type seen struct {
	Overflow  int      `json:"overflow"`  // pixels that the page is wider than the window
	Live      int      `json:"live"`      // charts drawn by the script, with paths inside
	Static    int      `json:"static"`    // pictures that can be seen
	Figures   int      `json:"figures"`   // charts of the page
	Unnamed   []string `json:"unnamed"`   // images and regions without a name
	Duplicate []string `json:"duplicate"` // ids that occur twice
	Focus     string   `json:"focus"`     // where the skip link leads
	Texts     string   `json:"texts"`     // all text of live charts
}

const inside = `(() => {
  const visible = e => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  return JSON.stringify({
    overflow: document.documentElement.scrollWidth - innerWidth,
    live: [...document.querySelectorAll('.live')].filter(e => visible(e) && e.querySelectorAll('svg path').length > 5).length,
    static: [...document.querySelectorAll('.static > svg')].filter(visible).length,
    figures: document.querySelectorAll('figure[data-spec]').length,
    unnamed: [...document.querySelectorAll('[role=img],[role=group],[role=region],section,nav')].filter(e => !e.getAttribute('aria-label') && !document.getElementById(e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 80)),
    duplicate: ids.filter((id, i) => ids.indexOf(id) !== i),
    focus: document.querySelector(document.querySelector('a.skip').getAttribute('href')).tagName,
    texts: [...document.querySelectorAll('.live svg text')].map(e => e.textContent).join('\n'),
  });
})()`

// visit opens file and reports what is there and what went wrong: messages of
// the console, exceptions, dialogs, requests other than for the file.
func visit(t *testing.T, parent context.Context, file string, how look, then ...chromedp.Action[chromedp.Void]) seen {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, stop := context.WithTimeout(ctx, 60*time.Second)
	defer stop()
	var mu sync.Mutex
	var wrong []string
	complain := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		wrong = append(wrong, fmt.Sprintf(format, args...))
	}
	url := "file://" + filepath.ToSlash(file)
	if err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *runtime.EventConsoleAPICalled:
			complain("console.%s", ev.Type)
		case *runtime.EventExceptionThrown:
			complain("exception: %s", ev.ExceptionDetails.Text)
		case *console.EventEntryAdded:
			complain("log: %s", ev.Entry.Text)
		case *protocol.EventJavascriptDialogOpening:
			complain("dialog: %s", ev.Message)
		case *network.EventRequestWillBeSent:
			if ev.Request.URL != url && !strings.HasPrefix(ev.Request.URL, "data:") {
				complain("request: %s", ev.Request.URL)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: map[bool]string{true: "dark", false: "light"}[how.dark]}}}
	if how.print {
		media.Media = "print"
	}
	call(t, ctx, emulation.SetEmulatedMedia, media)
	call(t, ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: how.noJS})
	height := max(how.height, 900)
	if err := chromedp.Do(ctx, append([]chromedp.Action[chromedp.Void]{chromedp.EmulateViewport(how.width, height), chromedp.Navigate(url), chromedp.Sleep(400 * time.Millisecond)}, then...)...); err != nil {
		t.Fatalf("%s: open: %v", how.name, err)
	}
	var found seen
	text, err := chromedp.Run(ctx, chromedp.Evaluate[string](inside))
	if err == nil {
		err = json.Unmarshal([]byte(text), &found)
	}
	if err != nil {
		t.Fatalf("%s: look inside: %v", how.name, err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, w := range wrong {
		t.Errorf("%s: %s", how.name, w)
	}
	return found
}

// shoot saves a screenshot of the whole page where -shots says.
func shoot(t *testing.T, name string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		if *shots == "" {
			return chromedp.Void{}, nil
		}
		picture, err := chromedp.FullScreenshot(100)(ctx, target)
		save(t, name+".png", picture)
		return chromedp.Void{}, err
	}
}

func save(t *testing.T, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(*shots, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// written is the document as a file.
func written(t *testing.T, doc *report.Document) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, render(t, doc), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
