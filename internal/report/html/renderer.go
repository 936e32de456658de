// Package html prints a report.Document as one HTML file that needs nothing
// else: no network, no script from elsewhere, no server.
//
//  1. page.go, blocks.go, cells.go turn the document into views: every text
//     cleaned (text.go), every id unique, every link inside the run.
//  2. timeline.go, rates.go and grid.go describe charts as plain data for
//     ECharts; days.go makes its strip without it.
//  3. picture.go draws each chart once, here, with the bundle that the reader's
//     browser gets; svg.go lets through only what a picture is made of.
//  4. page/*.tmpl print the views. The picture stands where no script runs and
//     on paper; elsewhere loader.js draws the live chart in its place.
//
// Nothing of a document is ever evaluated: charts are JSON in a script of type
// application/json, functions are names that page/draw.js looks up in its own
// tables, and a Content-Security-Policy allows the two scripts by their hashes.
package html

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"

	"github.com/dop251/goja"

	"aftermath/internal/report"
)

var (
	//go:embed page
	pages embed.FS
	//go:embed assets/echarts.min.js
	bundle string
)

// A Renderer prints documents. It is made once and does not change; Render may
// be called from several goroutines.
type Renderer struct {
	page   *template.Template
	style  template.CSS // of every page
	sample template.CSS // added where the data are made up
	loader template.JS
	tokens []string // names of the colours, in the order of tokens.css
	draw   []*goja.Program
}

// New reads the templates and compiles the chart bundle, which takes about half
// a second.
func New() (*Renderer, error) {
	r := &Renderer{}
	var err error
	if r.page, err = template.ParseFS(pages, "page/*.tmpl"); err != nil {
		return nil, fmt.Errorf("html templates: %w", err)
	}
	parts := map[string]string{}
	for _, name := range []string{"tokens.css", "page.css", "blocks.css", "media.css", "sample.css", "draw.js", "loader.js", "static.js"} {
		b, err := pages.ReadFile("page/" + name)
		if err != nil {
			return nil, fmt.Errorf("html assets: %w", err)
		}
		parts[name] = string(b)
	}
	r.style = template.CSS("\n" + parts["tokens.css"] + parts["page.css"] + parts["blocks.css"] + parts["media.css"])
	r.sample = template.CSS(parts["sample.css"])
	r.loader = template.JS("\n" + parts["draw.js"] + parts["loader.js"])
	r.tokens = tokenNames(parts["tokens.css"])
	for _, script := range []struct{ name, text string }{
		{"echarts.min.js", bundle}, {"draw.js", parts["draw.js"]}, {"static.js", parts["static.js"]},
	} {
		p, err := goja.Compile(script.name, script.text, false)
		if err != nil {
			return nil, fmt.Errorf("compile %s: %w", script.name, err)
		}
		r.draw = append(r.draw, p)
	}
	return r, nil
}

// Render is the document as a file: the same document gives the same bytes. It
// fails when a chart cannot be drawn, and names the chart.
func (r *Renderer) Render(doc *report.Document) ([]byte, error) {
	view, err := r.view(doc)
	if err != nil {
		return nil, fmt.Errorf("document %q: %w", doc.Name, err)
	}
	var b bytes.Buffer
	if err := r.page.ExecuteTemplate(&b, "page", view); err != nil {
		return nil, fmt.Errorf("document %q: %w", doc.Name, err)
	}
	return b.Bytes(), nil
}

// policy is the Content-Security-Policy of a page with the given scripts.
// Styles may be inline because ECharts sets them on its elements.
func policy(scripts ...template.JS) string {
	allowed := ""
	for _, s := range scripts {
		sum := sha256.Sum256([]byte(s))
		allowed += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	if allowed == "" {
		allowed = " 'none'"
	}
	return "default-src 'none'; script-src" + allowed + "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
}
