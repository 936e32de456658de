package html

import (
	"errors"
	"fmt"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"aftermath/internal/report"
)

// timelineChart has a lane per row of a category axis and a custom series of
// bars over a time axis.
func timelineChart(t *report.Timeline) (*chart, error) {
	if !t.From.Before(t.To) {
		return nil, errors.New("the timeline does not end after it starts")
	}
	axis := wall{t.From}
	in := func(at time.Time) time.Time { return at.In(t.From.Location()) }
	var lanes, bars []any
	var all []report.Stretch
	for i, lane := range t.Lanes {
		lanes = append(lanes, clip(lane.Label, labelLength))
		for _, b := range lane.Bars {
			tone := known(b.Tone)
			bars = append(bars, m{
				"value": l{i, axis.ms(b.From), axis.ms(b.To)}, "name": clip(b.Label, labelLength),
				"tone": string(tone), "shape": shapes[tone], "hint": stretchWords(in(b.From), in(b.To)),
			})
		}
		all = append(all, lane.Bars...)
	}
	if len(lanes) == 0 {
		return nil, errors.New("the timeline has no lanes")
	}
	c := charts.NewCustom()
	c.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "time"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "category"}),
	)
	c.AddSeries("Timeline", []opts.CustomData{}).AddSeries("Instants", []opts.CustomData{})
	barSeries := custom("bars", "bar", 3, m{"x": l{1, 2}, "y": 0})
	barSeries["data"] = bars
	option, err := options(c, m{
		"useUTC": true, "animation": false,
		"grid":    l{m{"left": gutter(lanes, 12), "right": 14, "top": 8, "bottom": 30}},
		"tooltip": tooltip("item", "bar"),
		"xAxis":   l{timeAxis(axis, t.From, t.To)},
		"yAxis": l{m{
			"data": lanes, "inverse": true, "z": 10, "axisLine": m{"show": false}, "axisTick": m{"show": false},
			"axisLabel": m{"color": colour("ink-2"), "fontSize": 12, "width": 170, "overflow": "truncate", "ellipsis": "…", "interval": 0},
			"splitLine": m{"show": true, "lineStyle": m{"color": colour("grid")}},
		}},
		"series": l{barSeries, markSeries(axis, in, t.Marks, 2)},
	})
	if err != nil {
		return nil, err
	}
	return &chart{
		option: option, zone: axis.jumps(t.To), height: 56 + 52*len(lanes),
		legend: append(toneKeys(all), markKeys(inAll(in, t.Marks))...),
		narrow: m{
			"grid":  l{m{"left": 4, "right": 10}},
			"yAxis": l{m{"axisLabel": m{"inside": true, "verticalAlign": "bottom", "margin": 0, "padding": l{0, 0, 7, 0}, "fontSize": 11, "width": 220}}},
		},
	}, nil
}

func timeAxis(axis wall, from, to time.Time) m {
	return m{
		"min": axis.ms(from), "max": axis.ms(to), "boundaryGap": false,
		"axisLabel": lay(axisText(), m{"formatter": "@clock"}),
		"axisLine":  m{"show": true, "lineStyle": m{"color": colour("line")}},
		"axisTick":  m{"show": false},
		"splitLine": m{"show": true, "lineStyle": m{"color": colour("grid")}},
	}
}

// markSeries are dashed lines at instants, labelled above the plot.
func markSeries(axis wall, in func(time.Time) time.Time, marks []report.Mark, z int) m {
	data := l{}
	for _, k := range marks {
		data = append(data, m{"value": l{axis.ms(k.At)}, "name": clip(k.Label, 24), "hint": in(k.At).Format("15:04")})
	}
	s := custom("marks", "mark", z, m{"x": 0, "y": -1})
	s["data"], s["silent"] = data, true
	return s
}

func inAll(in func(time.Time) time.Time, marks []report.Mark) []report.Mark {
	out := make([]report.Mark, len(marks))
	for i, k := range marks {
		out[i] = report.Mark{At: in(k.At), Label: k.Label}
	}
	return out
}

// gutter is the room in pixels for labels left of an axis.
func gutter(labels []any, size float64) int {
	longest := 0
	for _, s := range labels {
		longest = max(longest, len([]rune(fmt.Sprint(s))))
	}
	return min(20+int(float64(longest)*size*0.56), 190)
}
