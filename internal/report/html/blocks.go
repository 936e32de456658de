package html

import (
	"fmt"

	"aftermath/internal/report"
)

// block is one of its fields.
type block struct {
	Paragraph string
	Facts     []report.Fact
	Steps     []report.Step
	Table     *table
	Figure    *figure
}

type table struct {
	ID      string
	Caption string
	Quiet   bool // the section's title says it all; the caption is for screen readers
	Columns []report.Column
	Rows    [][]cell
	Total   []cell
	Empty   string
}

// blockOf turns a block of the document into its view.
func (p *page) blockOf(b report.Block, alone bool) (block, error) {
	switch b := b.(type) {
	case report.Paragraph:
		return block{Paragraph: clean(string(b))}, nil
	case report.Facts:
		return block{Facts: facts(b)}, nil
	case report.Steps:
		steps := make([]report.Step, len(b))
		for i, s := range b {
			steps[i] = report.Step{Label: clean(s.Label), Formula: clean(s.Formula), Operands: clean(s.Operands), Result: clean(s.Result), Clause: clean(s.Clause)}
		}
		return block{Steps: steps}, nil
	case *report.Table:
		t, err := p.tableOf(b, alone)
		return block{Table: t}, err
	case *report.Chart:
		f, err := p.figureOf(b)
		if err != nil {
			return block{}, fmt.Errorf("chart %q: %w", b.ID, err)
		}
		return block{Figure: f}, nil
	}
	return block{}, fmt.Errorf("a block of type %T cannot be printed", b)
}

func facts(in []report.Fact) []report.Fact {
	out := make([]report.Fact, len(in))
	for i, f := range in {
		out[i] = report.Fact{Label: clean(f.Label), Value: clean(f.Value)}
	}
	return out
}

func (p *page) tableOf(t *report.Table, quiet bool) (*table, error) {
	out := &table{ID: p.ids.unique("t_", t.ID), Caption: clean(t.Caption), Quiet: quiet, Empty: clean(t.Empty)}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, report.Column{Title: clean(c.Title), Note: clean(c.Note), Right: c.Right})
	}
	for i, row := range t.Rows {
		if len(row) != len(t.Columns) {
			return nil, fmt.Errorf("table %q: row %d has %d cells for %d columns", t.ID, i+1, len(row), len(t.Columns))
		}
		out.Rows = append(out.Rows, rowOf(t.Columns, row))
	}
	if t.Total != nil {
		if len(t.Total) != len(t.Columns) {
			return nil, fmt.Errorf("table %q: the total has %d cells for %d columns", t.ID, len(t.Total), len(t.Columns))
		}
		out.Total = totalOf(rowOf(t.Columns, t.Total), t.Total)
	}
	return out, nil
}

func rowOf(columns []report.Column, row []report.Cell) []cell {
	out := make([]cell, len(row))
	for i, c := range row {
		out[i] = printed(c)
		out[i].Head = i == 0
		if columns[i].Right {
			out[i].Class = "r"
		}
	}
	return out
}

// totalOf lets the label of a total run over the columns that it says nothing
// about, and leaves the others empty.
func totalOf(cells []cell, total []report.Cell) []cell {
	if len(cells) == 0 {
		return cells
	}
	silent := func(i int) bool { none, ok := total[i].(report.None); return ok && none.Why == "" }
	next := 1
	for next < len(total) && silent(next) {
		next++
	}
	if next > 1 {
		cells[0].Span = next
	}
	out := cells[:1]
	for i := next; i < len(cells); i++ {
		if silent(i) {
			cells[i] = cell{}
		}
		out = append(out, cells[i])
	}
	return out
}
