package excel

import "github.com/xuri/excelize/v2"

// chart places a chart at the left of a row, with the house's frame. Names of
// series are references to cells: excelize writes a literal one unescaped.
func (b *book) chart(s *sheet, row int, c *excelize.Chart, combined ...*excelize.Chart) {
	varied, font := false, axisFont()
	for _, each := range append([]*excelize.Chart{c}, combined...) {
		each.VaryColors = &varied
		each.ShowBlanksAs = "gap"
		each.Legend = excelize.ChartLegend{Position: "top", Font: &font}
	}
	c.Dimension = excelize.ChartDimension{Width: 1080, Height: 320}
	c.Border = excelize.LineOptions{Type: excelize.LineNone}
	b.fail(b.file.AddChart(s.name, name(1, row), c, combined...))
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// axisFont is set everywhere: the library's own is near white.
func axisFont() excelize.Font { return excelize.Font{Family: typeface, Size: 9, Color: muted} }

func chartTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{
		{Text: text, Font: &excelize.Font{Family: typeface, Size: 11, Bold: true, Color: ink}},
	}}
}
