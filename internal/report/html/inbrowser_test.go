package html

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

func call[P, R any](t *testing.T, ctx context.Context, command cdp.Command[P, R], params P) {
	t.Helper()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		t.Fatal(err)
	}
}

// TestInBrowser opens the fixture as its readers do.
func TestInBrowser(t *testing.T) {
	ctx := browser(t)
	file := written(t, incident())
	for _, how := range []look{
		{name: "light", width: 1180},
		{name: "dark", width: 1180, dark: true},
		{name: "phone", width: 380},
		{name: "phone-dark", width: 380, dark: true},
		{name: "tablet", width: 800},
		{name: "print", width: 794, dark: true, print: true},
		{name: "no-script", width: 1180, noJS: true},
	} {
		t.Run(how.name, func(t *testing.T) {
			got := visit(t, ctx, file, how, shoot(t, how.name))
			if got.Overflow > 0 {
				t.Errorf("the page is %d pixels wider than the window", got.Overflow)
			}
			live, static := got.Figures, 0
			if how.print || how.noJS {
				live, static = static, live
			}
			if got.Figures != 3 || got.Live != live || got.Static != static {
				t.Errorf("%d charts: %d live and %d static, want %d and %d", got.Figures, got.Live, got.Static, live, static)
			}
			if len(got.Unnamed) > 0 {
				t.Errorf("without a name for screen readers: %q", got.Unnamed)
			}
			if len(got.Duplicate) > 0 {
				t.Errorf("ids that occur twice: %q", got.Duplicate)
			}
			if got.Focus != "MAIN" {
				t.Errorf("the skip link leads to %s", got.Focus)
			}
		})
	}
}

// TestPDF prints the fixture when -shots asks to look at it.
func TestPDF(t *testing.T) {
	if *shots == "" {
		t.Skip("run with -shots DIR to look at the pages")
	}
	parent := browser(t)
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	if err := chromedp.Do(ctx, chromedp.Navigate("file://"+written(t, incident()))); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	if err != nil {
		t.Fatal(err)
	}
	save(t, "print.pdf", pdf)
}
