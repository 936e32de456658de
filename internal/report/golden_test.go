package report_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"aftermath/internal/money"
	"aftermath/internal/report"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden compares the text of each section of each document with
// testdata/<document>/<section>.txt.
func TestGolden(t *testing.T) {
	for _, doc := range report.Documents(account(t)) {
		for name, text := range sectionTexts(doc) {
			t.Run(doc.Name+"/"+name, func(t *testing.T) {
				golden(t, doc.Name, name, text)
			})
		}
	}
}

// golden compares text with testdata/<folder>/<name>.txt.
func golden(t *testing.T, folder, name, text string) {
	t.Helper()
	path := filepath.Join("testdata", folder, name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; write it with -update and read it", err)
	}
	if text != string(want) {
		t.Errorf("differs from %s:\n%s\nwant:\n%s", path, text, want)
	}
}

func sectionTexts(d *report.Document) map[string]string {
	var head strings.Builder
	fmt.Fprintf(&head, "%s\n%s\n%s\nsample: %s\nfor: %s\n", d.Eyebrow, d.Title, d.Lead, d.Sample, d.Customer)
	for _, b := range d.Badges {
		fmt.Fprintf(&head, "badge %s (%s)\n", b.Text, b.Tone)
	}
	for _, tile := range d.Tiles {
		fmt.Fprintf(&head, "tile %s: %s · %s (%s)\n", tile.Label, cell(tile.Value), tile.Note, tile.Tone)
	}
	for _, l := range d.Nav {
		fmt.Fprintf(&head, "link %s → %s#%s\n", l.Text, l.Document, l.Anchor)
	}
	for _, f := range d.Footer {
		fmt.Fprintf(&head, "%s: %s\n", f.Label, f.Value)
	}
	out := map[string]string{"head": head.String()}
	for _, s := range d.Sections {
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%s\n", s.Title, s.Lead)
		for _, block := range s.Blocks {
			writeBlock(&b, block)
		}
		out[s.ID] = b.String()
	}
	return out
}

func writeBlock(b *strings.Builder, block report.Block) {
	switch block := block.(type) {
	case report.Paragraph:
		fmt.Fprintf(b, "\n%s\n", block)
	case report.Facts:
		b.WriteString("\n")
		for _, f := range block {
			fmt.Fprintf(b, "%s: %s\n", f.Label, f.Value)
		}
	case report.Steps:
		b.WriteString("\n")
		for _, s := range block {
			fmt.Fprintf(b, "%s: %s: %s = %s %s\n", s.Label, s.Formula, s.Operands, s.Result, s.Clause)
		}
	case *report.Table:
		writeTable(b, block)
	case *report.Chart:
		writeChart(b, block)
	default:
		panic(fmt.Sprintf("no text for %T", block))
	}
}

func writeTable(b *strings.Builder, t *report.Table) {
	fmt.Fprintf(b, "\n[%s] %s\n", t.ID, t.Caption)
	var titles []string
	for _, c := range t.Columns {
		titles = append(titles, strings.TrimSuffix(c.Title+" ("+c.Note+")", " ()"))
	}
	fmt.Fprintf(b, "%s\n", strings.Join(titles, " | "))
	rows := t.Rows
	if t.Total != nil {
		rows = append(rows, t.Total)
	}
	for _, row := range rows {
		if len(row) != len(t.Columns) {
			panic(fmt.Sprintf("table %s: a row of %d cells under %d columns", t.ID, len(row), len(t.Columns)))
		}
		var cells []string
		for _, c := range row {
			cells = append(cells, cell(c))
		}
		fmt.Fprintf(b, "%s\n", strings.Join(cells, " | "))
	}
	if len(rows) == 0 {
		fmt.Fprintf(b, "%s\n", t.Empty)
	}
}

func cell(c report.Cell) string {
	switch c := c.(type) {
	case report.Text:
		return string(c)
	case report.TwoLines:
		return c.First + " / " + c.Second
	case report.Count:
		return money.Group(int64(c))
	case report.Minutes:
		return money.Group(int64(c)) + " min"
	case report.Percent:
		return money.FloorPercent(c.Share, c.Places) + " %"
	case report.Amount:
		return c.String()
	case report.Time:
		return c.At.Format(c.Layout)
	case report.Status:
		return c.Text + " (" + string(c.Tone) + ")"
	case report.Bar:
		return fmt.Sprintf("[%.3f %s %s]", c.Share, c.Label, c.Tone)
	case report.Ref:
		return c.Text + " / " + c.Note + " → " + c.Document
	case report.None:
		return "–"
	}
	panic(fmt.Sprintf("no text for %T", c))
}

// writeChart prints a chart's marks; long series as their extremes, the table
// beside it holds the figures.
func writeChart(b *strings.Builder, c *report.Chart) {
	fmt.Fprintf(b, "\n<%s> %s\n", c.ID, c.Alt)
	switch {
	case c.Timeline != nil:
		fmt.Fprintf(b, "%s – %s\n", c.Timeline.From.Format("15:04"), c.Timeline.To.Format("15:04 MST"))
		for _, m := range c.Timeline.Marks {
			fmt.Fprintf(b, "mark %s %s\n", m.At.Format("15:04"), m.Label)
		}
	case c.Rates != nil:
		fmt.Fprintf(b, "from %s, every %s, rule %q at %.3f\n", c.Rates.From.Format("15:04 MST"), c.Rates.Step, c.Rates.Rule, c.Rates.Threshold)
		for _, s := range c.Rates.Shades {
			fmt.Fprintf(b, "shade %s–%s %s\n", s.From.Format("15:04"), s.To.Format("15:04"), s.Label)
		}
		for _, s := range c.Rates.Series {
			top, none := 0.0, 0
			for _, v := range s.Values {
				if math.IsNaN(v) {
					none++
				}
				top = max(top, v)
			}
			fmt.Fprintf(b, "series %s (%s): %d values, %d without, at most %.3f\n", s.Name, s.Tone, len(s.Values), none, top)
		}
	case c.Grid != nil:
		fmt.Fprintf(b, "%d columns from %s\n", len(c.Grid.Columns), c.Grid.Columns[0])
		for i, row := range c.Grid.Rows {
			fmt.Fprintf(b, "%s: %.2f\n", row, c.Grid.Values[i])
		}
	case c.Days != nil:
		for _, r := range c.Days.Rows {
			fmt.Fprintf(b, "%s:", r.Label)
			for _, d := range r.Cells {
				fmt.Fprintf(b, " %s%s", strings.ToUpper(string(d.Tone[:2])), d.Mark)
			}
			b.WriteString("\n")
		}
	}
	if c.Table == nil || reflect.DeepEqual(*c.Table, report.Table{}) {
		panic("chart " + c.ID + " has no table")
	}
	writeTable(b, c.Table)
}
