package html

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	xhtml "golang.org/x/net/html"

	"aftermath/internal/report"
)

var attacks = map[string]string{
	"formula and markup": `=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)>`,
	"function":           `__f__(alert(1))__f__`,
	"own function":       `@bar`,
	"own token":          `var(--down)`,
	"attribute":          `" onmouseover="alert(1)" x='`,
	"style":              `</style><script>alert(1)</script>;}*{background:url(//x)}`,
	"comment":            `<!--<script>alert(1)`,
	"url":                `javascript:alert(1)`,
	"template":           "${alert(1)}`{{.}}",
	"cdata":              `]]><svg onload=alert(1)>`,
	"separators":         "a\u2028b\u2029c",
	"control":            "a\x00b\x07c\x1b[31m",
	"override":           "abc\u202egpj.exe\u2066",
	"broken":             "a\xffb\xed\xa0\x80c",
	"long":               strings.Repeat("Wörd ", 2000),
	"unbroken":           strings.Repeat("x", 10_000),
	"empty":              "",
}

// hostile is doc with every string in it replaced by s, whatever it is for.
func hostile(doc *report.Document, s string) *report.Document {
	return swap(reflect.ValueOf(doc), s).Interface().(*report.Document)
}

func swap(v reflect.Value, s string) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch v.Kind() {
	case reflect.String:
		out.SetString(s)
	case reflect.Pointer:
		if v.IsNil() || v.Type().Elem().PkgPath() == "math/big" {
			return v
		}
		out.Set(reflect.New(v.Type().Elem()))
		out.Elem().Set(swap(v.Elem(), s))
	case reflect.Interface:
		if v.IsNil() {
			return v
		}
		out.Set(swap(v.Elem(), s))
	case reflect.Slice:
		if v.IsNil() {
			return v
		}
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(swap(v.Index(i), s))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return v
		}
		for i := range v.NumField() {
			out.Field(i).Set(swap(v.Field(i), s))
		}
	default:
		return v
	}
	return out
}

// TestHostileText parses pages made of nothing but hostile text, as a browser
// would, and finds only elements and attributes that the honest page has.
func TestHostileText(t *testing.T) {
	r := newRenderer(t)
	honest, err := r.Render(incident())
	if err != nil {
		t.Fatal(err)
	}
	known, bodies := vocabulary(t, honest)
	for name, attack := range attacks {
		t.Run(name, func(t *testing.T) {
			doc := hostile(incident(), attack)
			if doc.Sample == "" {
				doc.Sample = "keep the banner"
			}
			page, err := r.Render(doc)
			if err != nil {
				t.Fatal(err)
			}
			got, scripts := vocabulary(t, page)
			for word := range got {
				if !known[word] {
					t.Errorf("the page holds %s", word)
				}
			}
			if scripts != bodies {
				t.Error("the scripts or styles of the page differ")
			}
			for _, c := range []string{"\x00", "\u202e", "\u2066", "\u2028"} {
				if bytes.Contains(page, []byte(c)) {
					t.Errorf("the page holds the character %q", c)
				}
			}
			if len(page) > 8_000_000 {
				t.Errorf("the page has %d bytes", len(page))
			}
		})
	}
}

// vocabulary is every pair of element and attribute of a page, and the text of
// its scripts and styles that are not data.
func vocabulary(t *testing.T, page []byte) (words map[string]bool, bodies string) {
	t.Helper()
	root, err := xhtml.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	words = map[string]bool{}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == xhtml.CommentNode {
			words["comment"] = true
		}
		if n.Type != xhtml.ElementNode {
			continue
		}
		words["<"+n.Data+">"] = true
		for _, a := range n.Attr {
			words["<"+n.Data+" "+a.Key+">"] = true
			if a.Key == "style" && strings.ContainsAny(a.Val, "();") {
				words["style "+a.Val] = true
			}
			if a.Key == "id" && ids[a.Val] {
				words["twice the id "+a.Val] = true
			} else if a.Key == "id" {
				ids[a.Val] = true
			}
		}
		switch {
		case n.Data == "script" && attr(n, "type") == "application/json":
			var data any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &data); err != nil {
				t.Errorf("chart data is not JSON: %v", err)
			}
		case n.Data == "script" || n.Data == "style":
			bodies += n.FirstChild.Data
		}
	}
	return words, bodies
}

// poke moves the pointer over every chart, so that tooltips show, and opens
// every table.
const poke = `(() => {
  document.querySelectorAll('details').forEach(d => { d.open = true; });
  for (const live of document.querySelectorAll('.live')) {
    const svg = live.querySelector('svg'), box = svg.getBoundingClientRect();
    for (let x = 60; x < box.width; x += 23) for (let y = 20; y < box.height; y += 17) {
      const at = { bubbles: true, clientX: box.left + x, clientY: box.top + y };
      live.firstElementChild.dispatchEvent(new MouseEvent('mousemove', at));
    }
  }
  return document.querySelectorAll('.tip').length;
})()`

// TestHostileInBrowser runs such pages: nothing of them may be executed.
func TestHostileInBrowser(t *testing.T) {
	ctx := browser(t)
	for _, name := range []string{"formula and markup", "function", "own function", "override", "long"} {
		t.Run(name, func(t *testing.T) {
			tips := 0
			got := visit(t, ctx, written(t, hostile(incident(), attacks[name])), look{name: "hostile " + name, width: 380}, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
				n, err := chromedp.Evaluate[int](poke)(ctx, target)
				tips = n
				return chromedp.Void{}, err
			})
			if got.Live != 3 || got.Overflow > 0 || len(got.Duplicate) > 0 {
				t.Errorf("%d live charts of 3, %d pixels too wide, ids twice: %q", got.Live, got.Overflow, got.Duplicate)
			}
			if tips == 0 {
				t.Error("no tooltip showed")
			}
		})
	}
}

// TestFollowsScheme draws the live charts again when the reader's scheme changes.
func TestFollowsScheme(t *testing.T) {
	ctx := browser(t)
	const fill = `document.querySelector('.live svg path[fill^="#"]').getAttribute('fill')`
	var light, dark string
	visit(t, ctx, written(t, incident()), look{name: "scheme", width: 1180}, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		var err error
		if light, err = chromedp.Evaluate[string](fill)(ctx, target); err != nil {
			return chromedp.Void{}, err
		}
		change := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "dark"}}}
		if _, err = chromedp.Call(ctx, emulation.SetEmulatedMedia, change); err != nil {
			return chromedp.Void{}, err
		}
		const drawn = `new Promise(done => setTimeout(done, 300)).then(() => ` + fill + `)`
		dark, err = chromedp.Evaluate[string](drawn, chromedp.EvalAwaitPromise)(ctx, target)
		return chromedp.Void{}, err
	})
	if light == dark || light == "" {
		t.Errorf("the first bar is %q in light and %q in dark", light, dark)
	}
}
