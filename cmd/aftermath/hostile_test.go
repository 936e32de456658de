package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"
)

// What comes from outside, turned into formulas and markup. Each is a text of
// its own, so that a test can tell them apart.
const (
	evilName    = `=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)>`
	evilTitle   = `=HYPERLINK("http://x.example","2")</title><svg onload=alert(2)>`
	evilWork    = `@SUM(1+3)*cmd|' /C calc'!A3</style><iframe src=javascript:alert(3)>`
	evilPath    = `/v3/=4+4</script><img/src=x/onerror=alert(4)>`
	evilKey     = `+5+cmd|' /C calc'!A5<script>alert(5)</script>`
	evilID      = `-6+6<img/src=x/onerror=alert(6)>`
	evilLogFile = `engage-api-=7 & <img src=x onerror=alert(7)>.log.gz`
)

var evil = []string{evilName, evilTitle, evilWork, evilPath, evilKey, evilID, evilLogFile}

// hostileProject is the example with a part of its logs, and hostile text for a
// customer, an incident, a maintenance, a log file, and in log lines.
func hostileProject(t *testing.T) string {
	t.Helper()
	dir, data := t.TempDir(), filepath.Join("..", "..", "data")
	for _, name := range []string{"incidents", "logs"} {
		if err := os.MkdirAll(filepath.Join(dir, "data", name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"maintenance", "incidents/made-up-web-tracking-2025-04-17.json"} {
		link(t, filepath.Join(data, name), filepath.Join(dir, "data", name))
	}
	replaced := func(name string, pairs ...string) {
		config := string(read(t, filepath.Join(data, name)))
		for i := 0; i < len(pairs); i += 2 {
			if !strings.Contains(config, pairs[i]) {
				t.Fatalf("%s does not hold %q", name, pairs[i])
			}
		}
		write(t, filepath.Join(dir, "data", name), strings.NewReplacer(pairs...).Replace(config))
	}
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	replaced("aftermath.yaml", "Nordlyx Fashion Group", quoted(evilName), "Database upgrade", quoted(evilWork), "min_coverage: 99%", "min_coverage: 1%")
	replaced("incidents/voyado-engage-api-issues-2025-04-30.txt", "[Engage] API issues", evilTitle)
	for _, log := range []string{"api-edge1-2025-04-28.log.gz", "events-edge1-2025-03-31.jsonl.gz", "events-edge1-2025-04-28.jsonl.zst"} {
		link(t, filepath.Join(data, "logs", "engage-"+log), filepath.Join(dir, "data", "logs", "engage-"+log))
	}
	f, err := os.Create(filepath.Join(dir, "data", "logs", evilLogFile))
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	for i := range 600 { // every ten seconds from 15:30, two customers
		at := fmt.Sprintf("30/Apr/2025:%02d:%02d:%02d +0200", 15+(i/6+30)/60, (i/6+30)%60, i%6*10)
		for _, key := range []string{"nlx-se", evilKey} {
			_, err = fmt.Fprintf(z, `192.0.2.7 - - [%s] "GET %s HTTP/1.1" 503 0 "-" "-" "api.engage.example" "%s" 3.000 %s`+"\n", at, evilPath, key, evilID)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

// markup: in pages, hostile text is text. The browser opens the same pages.
func (e *examined) markup(t *testing.T) {
	shown := map[string]bool{}
	for _, path := range reports(t, e.hostile, "*.html") {
		name, page := filepath.Base(path), read(t, path)
		for n := range parsed(t, page).Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if slices.Contains([]string{"img", "iframe", "object", "embed", "base", "form"}, n.Data) {
				t.Errorf("%s: a live <%s>", name, n.Data)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || strings.Contains(strings.ToLower(a.Val), "javascript:") && a.Key != "title" && !strings.HasPrefix(a.Key, "aria-") {
					t.Errorf("%s: a live attribute %s=%q", name, a.Key, a.Val)
				}
			}
			if n.Data != "script" || n.FirstChild == nil {
				continue
			}
			if attribute(n, "type") == "application/json" {
				if !json.Valid([]byte(n.FirstChild.Data)) {
					t.Errorf("%s: chart data is not JSON", name)
				}
			} else if strings.Contains(n.FirstChild.Data, "alert(") {
				t.Errorf("%s: a script holds hostile text", name)
			}
		}
		for _, s := range evil {
			if strings.Contains(words(t, page), s) {
				shown[s] = true
			}
		}
	}
	for _, s := range evil {
		if !shown[s] {
			t.Errorf("no page shows %q: the test has lost its subject", s)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(e.hostile, "reports", "2025-04", "*[^-a-z0-9.]*")); len(left) > 0 {
		t.Errorf("names of files: %q", left)
	}
}

// formulas: in workbooks, hostile text stands in cells of text.
func (e *examined) formulas(t *testing.T) {
	seen := map[string]int{}
	for _, path := range reports(t, e.hostile, "*.xlsx") {
		f := open(t, read(t, path))
		for _, sheet := range f.GetSheetList() {
			for r, row := range f.rows(t, sheet) {
				for c, value := range row {
					cell, err := excelize.CoordinatesToCellName(c+1, r+1)
					if err != nil {
						t.Fatal(err)
					}
					i := slices.IndexFunc(evil, func(s string) bool { return strings.Contains(value, s) })
					if i < 0 {
						continue
					}
					seen[evil[i]]++
					kind, err := f.GetCellType(sheet, cell)
					if err != nil {
						t.Fatal(err)
					}
					formula, err := f.GetCellFormula(sheet, cell)
					if err != nil {
						t.Fatal(err)
					}
					if formula != "" || kind != excelize.CellTypeSharedString && kind != excelize.CellTypeInlineString {
						t.Errorf("%s, %s!%s is of type %v with formula %q", filepath.Base(path), sheet, cell, kind, formula)
					}
				}
			}
		}
		for _, live := range []string{"cmd|", "HYPERLINK(", "1+3"} {
			for _, formula := range formulaText.FindAllString(legible(t, path, read(t, path)), -1) {
				if strings.Contains(formula, live) {
					t.Errorf("%s: the formula %s", filepath.Base(path), formula)
				}
			}
		}
	}
	for _, s := range []string{evilName, evilTitle, evilLogFile} {
		if seen[s] == 0 {
			t.Errorf("no cell shows %q: the test has lost its subject", s)
		}
	}
}
