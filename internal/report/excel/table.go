package excel

import (
	"slices"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A column is one column of a table.
type column struct {
	title string
	width float64 // characters; the widest table of a sheet decides
}

// A region is where the body of a table stands.
type region struct {
	head, first, last int // rows
	empty             bool
}

// column is the body of one column, B7:B12.
func (r region) column(c int) string { return area(c, r.first, c, r.last) }

// fixed is the same for formulas elsewhere, $B$7:$B$12.
func (r region) fixed(c int) string { return fixed(c, r.first) + ":" + fixed(c, r.last) }

// table writes columns and rows from column 1 of the next free row. With an
// id, unique in the workbook, it is a table that Excel sorts and filters;
// without one it stays as it is, for formulas that point into it.
func (s *sheet) table(id string, columns []column, rows [][]value, empty string) region {
	r := region{head: s.row, first: s.row + 1, last: s.row + len(rows), empty: len(rows) == 0}
	for i, c := range columns {
		s.widths[i+1] = max(s.widths[i+1], c.width)
		// The filter's button covers the bottom right corner of a header.
		head := look{size: 9, bold: true, color: muted, fill: pale, wrap: true, rule: hairline, format: asText, top: id != ""}
		if right(rows, i) {
			head.align = "right"
		} else if i > 0 {
			head.align, head.indent = "left", 1
		}
		s.put(i+1, r.head, value{text: c.title, look: head})
	}
	s.height(r.head, 30)
	for i, row := range rows {
		high := 1
		for j, v := range row {
			if v.look.wrap {
				high = max(high, linesOf(v.text, s.widths[j+1]))
			}
			v.look.rule = hairline
			if j > 0 && v.look.align != "right" {
				v.look.align, v.look.indent = "left", 1
			}
			s.put(j+1, r.first+i, v)
		}
		s.height(r.first+i, min(4+13*float64(high), 400))
	}
	s.row = r.last + 2
	if r.empty {
		s.put(1, r.first, value{text: empty, look: look{color: muted}})
		s.row = r.first + 2
		return r
	}
	if id != "" {
		stripes := false
		s.book.fail(s.book.file.AddTable(s.name, &excelize.Table{
			Range: area(1, r.head, len(columns), r.last), Name: id, ShowRowStripes: &stripes,
		}))
	}
	return r
}

// linesOf is about how many lines text takes in a column: not every program
// makes a row as high as its text by itself.
func linesOf(text string, width float64) int {
	return 1 + int(float64(utf8.RuneCountInString(text))*0.92/width)
}

// right says that a column's values stand right.
func right(rows [][]value, column int) bool {
	return slices.ContainsFunc(rows, func(row []value) bool { return column < len(row) && row[column].look.align == "right" })
}

// totals writes a bold line right below a table.
func (s *sheet) totals(row int, values ...value) {
	for i, v := range values {
		v.look.bold = true
		s.put(i+1, row, v)
	}
	s.height(row, 19)
}
