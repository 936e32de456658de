package html

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"fmt"
	stdhtml "html"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	xhtml "golang.org/x/net/html"

	"aftermath/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	scriptText = regexp.MustCompile(`(?s)<script>(.*?)</script>`)
	styleText  = regexp.MustCompile(`(?s)<style>.*?</style>`)
	policyText = regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`)
)

// TestGolden compares the page of the fixture without its two scripts and its
// style, which have their own files.
func TestGolden(t *testing.T) {
	got := scriptText.ReplaceAll(render(t, incident()), []byte("<script>…</script>"))
	got = styleText.ReplaceAll(got, []byte("<style>…</style>"))
	got = policyText.ReplaceAll(got, []byte(`<meta http-equiv="Content-Security-Policy" content="…">`))
	const file = "testdata/incident.golden.html"
	if *update {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("page differs from %s (-want +got); run with -update if it should:\n%s", file, diff)
	}
}

// TestSameBytes renders with one renderer from several goroutines, and with
// another one.
func TestSameBytes(t *testing.T) {
	one, want := newRenderer(t), render(t, incident())
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			got, err := one.Render(incident())
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("the same document gave different bytes, or %v", err)
			}
		})
	}
	wg.Wait()
}

func TestPolicyHashesScripts(t *testing.T) {
	page := render(t, incident())
	policy := stdhtml.UnescapeString(string(policyText.FindSubmatch(page)[1]))
	scripts := scriptText.FindAllSubmatch(page, -1)
	if len(scripts) != 2 {
		t.Fatalf("%d scripts, want the bundle and the loader", len(scripts))
	}
	for i, s := range scripts {
		sum := sha256.Sum256(s[1])
		if !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("the policy does not allow script %d: %s", i+1, policy)
		}
	}
	if strings.Contains(policy, "unsafe-eval") || !strings.HasPrefix(policy, "default-src 'none'; ") {
		t.Errorf("policy is %q", policy)
	}
}

func TestBundleChecksum(t *testing.T) {
	want, err := os.ReadFile("assets/echarts.min.js.sha256")
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x  echarts.min.js\n", sha256.Sum256([]byte(bundle))); got != string(want) {
		t.Errorf("echarts.min.js has checksum %s, want %s", got, want)
	}
	for _, banned := range []string{"eval(", "new Function", "</script", "<!--", "XMLHttpRequest", "fetch("} {
		if strings.Contains(bundle, banned) {
			t.Errorf("echarts.min.js holds %q", banned)
		}
	}
}

// TestNoChartNoScript keeps pages that have nothing to draw small.
func TestNoChartNoScript(t *testing.T) {
	doc := &report.Document{Name: "plain", Title: "Plain", Sections: []report.Section{{ID: "days", Title: "Days", Blocks: []report.Block{daysFixture()}}}}
	page := render(t, doc)
	if bytes.Contains(page, []byte("<script")) || len(page) > 60_000 {
		t.Errorf("a page without live charts has %d bytes or a script", len(page))
	}
	if !bytes.Contains(page, []byte("script-src &#39;none&#39;")) {
		t.Error("a page without scripts allows scripts")
	}
	if bytes.Contains(page, []byte("Sample data")) {
		t.Error("a page of real data says it is sample data")
	}
}

func TestSampleBanner(t *testing.T) {
	for sample, want := range map[string]string{
		"Sample data: Northwind does not exist.": "<strong>Sample data</strong>: Northwind does not exist.</div>",
		"Northwind does not exist.":              "<strong>Sample data</strong>: Northwind does not exist.</div>",
		"sample data":                            "<strong>Sample data</strong>: not a record of real customers</div>",
	} {
		page := string(render(t, &report.Document{Name: "x", Title: "X", Sample: sample}))
		if !strings.Contains(page, want) || !strings.Contains(page, "@top-center") {
			t.Errorf("sample %q: no %q, or no line on each printed page", sample, want)
		}
	}
}

// TestRefuses names what cannot be printed instead of printing it wrong.
func TestRefuses(t *testing.T) {
	r := newRenderer(t)
	for want, block := range map[string]report.Block{
		"row 1 has 1 cells for 2 columns":    &report.Table{ID: "t", Columns: make([]report.Column, 2), Rows: [][]report.Cell{{report.Text("a")}}},
		"it says nothing to draw":            &report.Chart{ID: "c"},
		"does not end after it starts":       &report.Chart{ID: "c", Timeline: &report.Timeline{}},
		"needs rows, columns":                &report.Chart{ID: "c", Grid: &report.Grid{}},
		"has 0 classes":                      &report.Chart{ID: "c", Grid: &report.Grid{Rows: []string{"a"}, Columns: []string{"b"}, Values: [][]float64{{1}}}},
		"the rates need a step and between ": &report.Chart{ID: "c", Rates: &report.Rates{Step: time.Minute}},
	} {
		_, err := r.Render(&report.Document{Name: "d", Sections: []report.Section{{ID: "s", Blocks: []report.Block{block}}}})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `document "d": section "s"`) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

// TestStructure checks what assistive tools and offline readers rely on.
func TestStructure(t *testing.T) {
	root, err := xhtml.Parse(bytes.NewReader(render(t, incident())))
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type != xhtml.ElementNode {
			continue
		}
		count[n.Data]++
		id, scope := attr(n, "id"), attr(n, "scope")
		if n.Data == "th" && scope != "col" && scope != "row" {
			t.Errorf("a header cell has scope %q", scope)
		}
		if id != "" && ids[id] {
			t.Errorf("two elements have the id %q", id)
		}
		ids[id] = true
		if src := attr(n, "src") + attr(n, "srcset") + attr(n, "action"); src != "" {
			t.Errorf("<%s> fetches %q", n.Data, src)
		}
		if href := attr(n, "href"); strings.Contains(href, ":") || strings.HasPrefix(href, "/") {
			t.Errorf("a link leaves the folder: %q", href)
		}
		if n.Data == "html" && attr(n, "lang") != "en" {
			t.Error("the page does not say its language")
		}
	}
	for name, want := range map[string]int{"h1": 1, "main": 1, "header": 1, "nav": 1, "footer": 1, "title": 1} {
		if count[name] != want {
			t.Errorf("%d <%s>, want %d", count[name], name, want)
		}
	}
	if count["caption"] != count["table"]-1 { // the arithmetic is named by its section
		t.Errorf("%d captions for %d tables", count["caption"], count["table"])
	}
}

func attr(n *xhtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
