package html

import (
	"errors"
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"aftermath/internal/report"
)

// heats is the number of heat tokens in tokens.css.
const heats = 7

// gridChart is a heat map coloured by classes; cells without a value are drawn
// by a series of their own, hatched.
func gridChart(g *report.Grid) (*chart, error) {
	if len(g.Rows) == 0 || len(g.Columns) == 0 || len(g.Values) != len(g.Rows) {
		return nil, errors.New("the grid needs rows, columns and a line of values for each row")
	}
	if len(g.Classes) == 0 || len(g.Classes) > heats {
		return nil, fmt.Errorf("the grid has %d classes: between 1 and %d can be told apart", len(g.Classes), heats)
	}
	var cells []opts.HeatMapData
	none := []opts.CustomData{}
	for y, row := range g.Values {
		if len(row) != len(g.Columns) {
			return nil, fmt.Errorf("row %d of the grid has %d values for %d columns", y+1, len(row), len(g.Columns))
		}
		for x, v := range row {
			if share := drawn(v); share != nil {
				cells = append(cells, opts.HeatMapData{Value: l{x, y, share}})
			} else {
				none = append(none, opts.CustomData{Value: l{x, y}})
			}
		}
	}
	rows, columns := labels(g.Rows), labels(g.Columns)
	c := charts.NewHeatMap()
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "category", Data: columns}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category", Data: rows}),
		charts.WithVisualMapOpts(opts.VisualMap{Type: "piecewise"}),
	)
	c.AddSeries("Share", cells)
	empty := charts.NewCustom()
	empty.AddSeries(clip(g.None, labelLength), none)
	c.Overlap(empty)
	pieces, legend := classes(g)
	bare := func(extra m) m {
		return lay(m{"axisLine": m{"show": false}, "axisTick": m{"show": false}, "splitLine": m{"show": false}, "splitArea": m{"show": false}}, extra).(m)
	}
	option, err := options(c, m{
		"animation": false,
		"grid":      l{m{"left": gutter(rows, 12), "right": 14, "top": 4, "bottom": 28}},
		"tooltip":   tooltip("item", "cell"),
		"visualMap": l{m{"show": false, "seriesIndex": 0, "dimension": 2, "pieces": pieces}},
		"xAxis":     l{bare(m{"axisLabel": axisText()})},
		"yAxis":     l{bare(m{"inverse": true, "axisLabel": m{"color": colour("ink-2"), "fontSize": 12, "width": 170, "overflow": "truncate", "ellipsis": "…", "interval": 0}})},
		"series": l{
			m{"animation": false, "z": 3, "itemStyle": m{"borderColor": colour("card"), "borderWidth": 2, "borderRadius": 4}, "emphasis": m{"disabled": true}},
			custom("none", "none", 3, m{"x": 0, "y": 1}),
		},
	})
	if err != nil {
		return nil, err
	}
	if len(none) > 0 {
		legend = append(legend, key{Key: "hatch", Text: clip(g.None, labelLength)})
	}
	return &chart{
		option: option, height: 60 + 34*len(rows), legend: legend,
		narrow: m{
			"grid":   l{m{"left": 92, "right": 6}},
			"yAxis":  l{m{"axisLabel": m{"fontSize": 10.5, "width": 84, "overflow": "break", "lineHeight": 12}}},
			"series": l{m{"itemStyle": m{"borderWidth": 1, "borderRadius": 2}}},
		},
	}, nil
}

// classes are the pieces of the colour scale and its legend. Fewer classes
// than heats are spread over all of them.
func classes(g *report.Grid) (pieces []any, legend []key) {
	for i, c := range g.Classes {
		heat := heats - 1
		if n := len(g.Classes); n > 1 {
			heat = i * (heats - 1) / (n - 1)
		}
		piece := m{"gte": c.Min, "color": colour(fmt.Sprintf("heat-%d", heat))}
		if i == 0 {
			delete(piece, "gte") // nothing lies below the first class
		}
		if i+1 < len(g.Classes) {
			piece["lt"] = g.Classes[i+1].Min
		}
		pieces = append(pieces, piece)
		legend = append(legend, key{Key: fmt.Sprintf("heat heat-%d", heat), Text: clip(c.Label, labelLength)})
	}
	return pieces, legend
}

func labels(in []string) []any {
	out := make([]any, len(in))
	for i, s := range in {
		out[i] = clip(s, labelLength)
	}
	return out
}
