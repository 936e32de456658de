package excel

import (
	"github.com/xuri/excelize/v2"

	"aftermath/internal/statement"
)

// chart places a chart at the left of a row, with the house's frame. Names of
// series are references to cells: excelize writes a literal one unescaped.
func (b *book) chart(s *sheet, row int, c *excelize.Chart, combined ...*excelize.Chart) {
	varied, font := false, axisFont()
	for _, each := range append([]*excelize.Chart{c}, combined...) {
		each.VaryColors = &varied
		each.ShowBlanksAs = "gap"
		each.Legend = excelize.ChartLegend{Position: "top", Font: &font}
	}
	s.spread()
	c.Dimension = excelize.ChartDimension{Width: 1320, Height: 330}
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

// shareChart draws the failed share as a line over the declared impact.
func (b *book) shareChart(on, from *sheet, head int, show shown) {
	cells := func(column int) string {
		return from.on(fixed(column, show.drawn) + ":" + fixed(column, show.last))
	}
	series := func(column int, color string) excelize.ChartSeries {
		return excelize.ChartSeries{
			Name: from.on(fixed(column, head)), Categories: cells(10), Values: cells(column), Fill: fill(color),
			Marker: excelize.ChartMarker{Symbol: "none"}, Line: excelize.LineOptions{Type: excelize.LineSolid, Width: 1.75},
		}
	}
	gap, overlap, zero := uint(0), 100, 0.0
	x := excelize.ChartAxis{Font: axisFont(), TickLabelSkip: labelEvery(show.last - show.first + 1)}
	y := excelize.ChartAxis{
		Font: axisFont(), MajorGridLines: true, Minimum: &zero, Maximum: &show.limit, MajorUnit: show.limit / 5,
		NumFmt: excelize.ChartNumFmt{CustomNumFmt: axisFormat(show.limit)},
	}
	alt := "Line: share of failed requests in each minute; pale columns: the declared impact. Sheet Minutes holds the figures."
	b.chart(on, on.row, &excelize.Chart{
		Type: excelize.Col, GapWidth: &gap, Overlap: &overlap, XAxis: x, YAxis: y,
		Series: []excelize.ChartSeries{series(11, "F8D3D7"), series(12, "FBE3B4")},
		Format: excelize.GraphicOptions{AltText: alt},
	}, &excelize.Chart{
		Type: excelize.Line, XAxis: x, YAxis: y,
		Series: []excelize.ChartSeries{series(8, red)},
	})
}

// ceiling is the top of a chart's axis: the next of a few round shares.
func ceiling(points []statement.Requests) float64 {
	most := 0.0
	for _, p := range points {
		if p.Valid > 0 {
			most = max(most, float64(p.Failed)/float64(p.Valid))
		}
	}
	for _, top := range [...]float64{0.05, 0.1, 0.2, 0.4, 0.6, 0.8} {
		if most <= top {
			return top
		}
	}
	return 1
}

func axisFormat(limit float64) string {
	if limit < 0.2 {
		return "0.0%"
	}
	return "0%"
}

// dayChart draws the sums as stacked columns.
func (s *sheet) dayChart(row, head, down, degraded, n int) {
	days := s.on(fixed(firstDay, head) + ":" + fixed(firstDay+n-1, head))
	series := func(row int, color string) excelize.ChartSeries {
		return excelize.ChartSeries{
			Name: s.on(fixed(1, row)), Categories: days,
			Values: s.on(fixed(firstDay, row) + ":" + fixed(firstDay+n-1, row)), Fill: fill(color),
		}
	}
	gap := uint(40)
	s.book.chart(s, row, &excelize.Chart{
		Type: excelize.ColStacked, GapWidth: &gap,
		Series: []excelize.ChartSeries{series(down, red), series(degraded, amber)},
		Format: excelize.GraphicOptions{AltText: "Stacked columns: down and degraded minutes of each day, summed over the statements. The rows above hold the same figures."},
		Title:  chartTitle("Bad minutes per day"),
		XAxis:  excelize.ChartAxis{Font: axisFont()},
		YAxis:  excelize.ChartAxis{Font: axisFont(), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
	})
}
