package excel

import "github.com/xuri/excelize/v2"

// The palette, one with the HTML reports. White never stands on amber: its
// contrast is under 3.
const (
	ink       = "161A22"
	muted     = "566074"
	hairline  = "D9DEE6"
	paper     = "FFFFFF"
	pale      = "F4F6F8"
	red       = "C92A3B"
	redInk    = "A61E2B"
	redPale   = "FDECEE"
	amber     = "D97706"
	amberInk  = "7A4300"
	amberPale = "FEF3DC"
	green     = "1D6B48"
	greenPale = "E6F4EC"
	blue      = "3557D6"
	typeface  = "Arial" // on every machine that opens workbooks, or with a face of the same widths
)

// A look is how a cell is drawn. The zero look is a text in the body of a
// table without a line below.
type look struct {
	size   float64 // points; 0 is 10
	bold   bool
	color  string // of the text; "" is ink
	fill   string
	format string // number format; "" is General
	align  string // left, right, center; "" as the type of the value has it
	wrap   bool
	top    bool // stands at the top of its row, else in the middle
	indent int
	rule   string // colour of the line below
}

// formats of numbers, with their units
const (
	asText    = "@" // a cell of this format stays a text when somebody edits it
	asCount   = `#,##0`
	asMinutes = `#,##0 "min"`
	asTenths  = `#,##0.0## "min"`
	asDotted  = `#,##0;-#,##0;"·"`
	asUTC     = `yyyy-mm-dd hh:mm:ss`
)

// style is the number of l among the workbook's styles.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	size, color := l.size, l.color
	if size == 0 {
		size = 10
	}
	if color == "" {
		color = ink
	}
	st := &excelize.Style{
		Font:      &excelize.Font{Family: typeface, Size: size, Bold: l.bold, Color: color},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap, Indent: l.indent},
	}
	if l.top {
		st.Alignment.Vertical = "top"
	}
	if l.fill != "" {
		st.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.rule != "" {
		st.Border = []excelize.Border{{Type: "bottom", Color: l.rule, Style: 1}}
	}
	switch l.format {
	case "":
	case asText:
		st.NumFmt = 49
	default:
		st.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(st)
	b.fail(err)
	b.styles[l] = id
	return id
}

// when colours the cells of a range that fulfil a formula, which is relative
// to the range's first cell. The words in the cells say the same.
func (s *sheet) when(cells, formula, color, fill string) {
	key := look{color: color, fill: fill}
	id, ok := s.book.conditional[key]
	if !ok {
		var err error
		id, err = s.book.file.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: color, Bold: true},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
		})
		s.book.fail(err)
		s.book.conditional[key] = id
	}
	s.book.fail(s.book.file.SetConditionalFormat(s.name, cells, []excelize.ConditionalFormatOptions{
		{Type: "formula", Criteria: formula, Format: &id},
	}))
}

// tones colours words of state in a range of one column.
func (s *sheet) tones(r region, column int) {
	if r.empty {
		return
	}
	cells, first := r.column(column), name(column, r.first)
	for _, tone := range [...]struct{ word, color, fill string }{
		{"missed", redInk, redPale}, {"down", redInk, redPale},
		{"degraded", amberInk, amberPale}, {"undecided", amberInk, amberPale},
		{"met", green, greenPale},
	} {
		s.when(cells, first+`="`+tone.word+`"`, tone.color, tone.fill)
	}
}
