package excel

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// headRows are the rows of a sheet's head that each printed page repeats.
const headRows = 4

var sampleMark = look{bold: true, size: 11, fill: amber, format: asText, wrap: true}

// sheet adds a sheet with its head: the sample mark, where we are, the title
// and a sentence that says what stands here. Names of sheets are our own words.
func (b *book) sheet(title, heading, lead string) *sheet {
	b.sheets++
	if b.sheets == 1 {
		b.fail(b.file.SetSheetName("Sheet1", title))
	} else {
		_, err := b.file.NewSheet(title)
		b.fail(err)
	}
	s := &sheet{book: b, name: title, part: fmt.Sprintf("xl/worksheets/sheet%d.xml", b.sheets), widths: map[int]float64{}}
	if b.acc.Sample != "" {
		s.put(1, 1, value{text: "SAMPLE DATA – not a real account: " + b.acc.Sample, look: sampleMark})
	}
	where := b.acc.Organisation + " · " + b.acc.Period.Title()
	if b.customer != "" {
		where += " · " + b.customer
	}
	s.put(1, 2, value{text: where, look: look{size: 9, color: muted, format: asText}})
	s.put(1, 3, value{text: heading, look: look{size: 16, bold: true}})
	s.height(3, 24)
	s.put(1, 4, value{text: lead, look: look{color: muted}})
	s.row = headRows + 2
	return s
}

func (s *sheet) height(row int, points float64) {
	s.book.fail(s.book.file.SetRowHeight(s.name, row, points))
}

// section writes a heading and, below it, a sentence.
func (s *sheet) section(heading, lead string) {
	s.put(1, s.row, value{text: heading, look: look{size: 12, bold: true}})
	s.height(s.row, 18)
	s.row++
	if lead != "" {
		s.put(1, s.row, value{text: lead, look: look{size: 9, color: muted}})
		s.row++
	}
}

// note writes a line of small print.
func (s *sheet) note(text string) {
	s.put(1, s.row, value{text: text, look: look{size: 9, color: muted, format: asText}})
	s.row++
}

// spread gives the columns their widths. A chart is anchored to cells, so
// that they need them before it is placed.
func (s *sheet) spread() {
	for _, column := range slices.Sorted(maps.Keys(s.widths)) {
		letter, err := excelize.ColumnNumberToName(column)
		s.book.fail(err)
		s.book.fail(s.book.file.SetColWidth(s.name, letter, letter, s.widths[column]))
	}
}

// markSample stretches the sample mark over the columns in use, as high as its
// words need: text that overflows would make the printed page small.
func (s *sheet) markSample() {
	if s.book.acc.Sample == "" {
		return
	}
	last, chars := 1, 0.0
	for column, width := range s.widths {
		last = max(last, column)
		chars += width
	}
	s.book.fail(s.book.file.MergeCell(s.name, name(1, 1), name(last, 1)))
	const wide = 1.25 // a bold letter of 11 points against the digit that column widths count in
	lines := math.Ceil(wide * float64(utf8.RuneCountInString(s.book.acc.Sample)+40) / max(chars, 20))
	s.height(1, min(16*lines+8, 200))
}

// finish sets widths, what stays in view, and how the sheet prints: landscape
// A4, as wide as the page, rows 1 … repeat on top of each page.
func (s *sheet) finish(freezeColumns, freezeRows, repeat int) {
	b := s.book
	s.spread()
	s.markSample()
	if freezeColumns+freezeRows > 0 {
		pane := "bottomRight"
		if freezeColumns == 0 {
			pane = "bottomLeft"
		} else if freezeRows == 0 {
			pane = "topRight"
		}
		b.fail(b.file.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: freezeColumns, YSplit: freezeRows,
			TopLeftCell: name(freezeColumns+1, freezeRows+1), ActivePane: pane,
		}))
	}
	b.fail(b.file.SetSheetDimension(s.name, area(1, 1, max(1, len(s.widths)), s.row)))
	no, yes, orientation, a4, wide, high := false, true, "landscape", 9, 1, 0
	b.fail(b.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &no}))
	b.fail(b.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.fail(b.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &a4, FitToWidth: &wide, FitToHeight: &high}))
	side, end, edge := 0.4, 0.6, 0.3
	b.fail(b.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &end, Bottom: &end, Header: &edge, Footer: &edge}))
	header := ""
	if b.acc.Sample != "" {
		header = `&C&"Arial,Bold"SAMPLE DATA`
	}
	// '&' begins a code here, so nothing from outside stands in these lines.
	b.fail(b.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
		OddHeader: header,
		OddFooter: "&Laftermath, " + b.acc.Period.Title() + "&C&A&RPage &P of &N",
	}))
	b.fail(b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: s.on(fmt.Sprintf("$1:$%d", max(repeat, headRows))), Scope: s.name,
	}))
}
