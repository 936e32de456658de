package html

import (
	"errors"
	"math"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"aftermath/internal/report"
)

// maxPoints bounds a series; more could not be told apart and would make the
// file large.
const maxPoints = 20_000

// ratesChart has a line per series over a time axis, stretches shaded behind
// it, instants and the threshold above it.
func ratesChart(r *report.Rates) (*chart, error) {
	steps := 0
	for _, s := range r.Series {
		steps = max(steps, len(s.Values))
	}
	if steps == 0 || r.Step <= 0 || steps > maxPoints {
		return nil, errors.New("the rates need a step and between 1 and 20,000 values")
	}
	axis, end := wall{r.From}, r.From.Add(time.Duration(steps)*r.Step)
	in := func(at time.Time) time.Time { return at.In(r.From.Location()) }
	line := charts.NewLine()
	line.SetGlobalOptions(
		charts.WithXAxisOpts(opts.XAxis{Type: "time"}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value"}),
		charts.WithDataZoomOpts(opts.DataZoom{Type: "inside"}),
	)
	series := l{}
	out := &chart{zone: axis.jumps(end), height: 280, hint: "Ctrl and scroll to zoom, shift and drag to move, double-click to see all."}
	for i, s := range r.Series {
		tone := known(s.Tone)
		line.AddSeries(clip(s.Name, labelLength), points(axis, r, s.Values))
		series = append(series, seriesStyle(tone, i == 0))
		class := "line " + toneOf(tone).Class
		if i > 0 {
			class += " dash"
		}
		out.legend = append(out.legend, key{Key: class, Text: clip(s.Name, labelLength)})
	}
	behind := charts.NewCustom()
	behind.AddSeries("Stretches", []opts.CustomData{}).AddSeries("Instants", []opts.CustomData{}).AddSeries("Threshold", []opts.CustomData{})
	line.Overlap(behind)
	series = append(series, shadeSeries(axis, r.Shades), markSeries(axis, in, r.Marks, 1), ruleSeries(axis, r))

	var err error
	out.option, err = options(line, m{
		"useUTC": true, "animation": false,
		"grid":     l{m{"left": 58, "right": 14, "top": 14, "bottom": 30}},
		"tooltip":  tooltip("axis", "minute"),
		"dataZoom": l{m{"zoomOnMouseWheel": "ctrl", "moveOnMouseMove": "shift", "moveOnMouseWheel": false, "preventDefaultMouseMove": false, "filterMode": "none", "minValueSpan": 5 * r.Step.Milliseconds()}},
		"xAxis":    l{timeAxis(axis, r.From, end)},
		"yAxis":    l{lay(shareAxis(), room(r))},
		"series":   series,
	})
	out.narrow = m{"grid": l{m{"left": 46, "right": 10}}, "yAxis": l{m{"axisLabel": m{"fontSize": 11}}}}
	shades := make([]report.Stretch, len(r.Shades))
	for i, s := range r.Shades {
		shades[i] = report.Stretch{Label: s.Label + " " + stretchWords(in(s.From), in(s.To)), Tone: s.Tone}
	}
	out.legend = append(append(out.legend, shadeKeys(shades)...), markKeys(inAll(in, r.Marks))...)
	return out, err
}

func shareAxis() m {
	return m{
		"min": 0, "splitNumber": 5, "axisLabel": lay(axisText(), m{"formatter": "@percent"}),
		"axisLine": m{"show": false}, "axisTick": m{"show": false},
		"splitLine": m{"show": true, "lineStyle": m{"color": colour("grid")}},
	}
}

// headroom is left above the lines for the labels of stretches.
const headroom = 0.14

// room is the headroom of the axis; where the lines come near 100 %, no tick
// stands above that.
func room(r *report.Rates) m {
	highest := r.Threshold
	for _, s := range r.Series {
		for _, v := range s.Values {
			if v > highest {
				highest = v
			}
		}
	}
	if highest > 0.8 {
		return m{"max": 1 + headroom, "interval": 0.2, "axisLabel": m{"showMaxLabel": false}, "splitLine": m{"showMaxLine": false}}
	}
	return m{"boundaryGap": l{0, headroom}}
}

// points are the values at the starts of their steps; one that stands alone
// between gaps gets a dot, for a line needs two.
func points(axis wall, r *report.Rates, values []float64) []opts.LineData {
	out := make([]opts.LineData, len(values))
	gap := func(i int) bool { return i < 0 || i >= len(values) || math.IsNaN(values[i]) }
	for i, v := range values {
		out[i].Value = l{axis.ms(r.From.Add(time.Duration(i) * r.Step)), drawn(v)}
		if !gap(i) && gap(i-1) && gap(i+1) {
			out[i].Symbol, out[i].SymbolSize = "circle", 4
		}
	}
	return out
}

// seriesStyle sets the first series apart by a filled area, the others by
// dashes: two lines differ by more than colour.
func seriesStyle(tone report.Tone, first bool) m {
	stroke := string(tone)
	if tone == report.ToneDegraded {
		stroke = "degraded-line"
	}
	s := m{
		"symbol": "none", "showAllSymbol": true, "z": 3, "animation": false, "connectNulls": false,
		"lineStyle": m{"color": colour(stroke), "width": 1.75}, "itemStyle": m{"color": colour(stroke)},
		"emphasis": m{"disabled": true},
	}
	if first {
		s["areaStyle"] = m{"color": colour(stroke), "opacity": 0.13}
	} else {
		s["lineStyle"] = m{"color": colour(stroke), "width": 1.75, "type": l{5, 3}}
	}
	return s
}

func shadeSeries(axis wall, shades []report.Stretch) m {
	data := l{}
	for _, s := range shades {
		data = append(data, m{"value": l{axis.ms(s.From), axis.ms(s.To)}, "name": clip(s.Label, labelLength), "tone": string(known(s.Tone))})
	}
	out := custom("shades", "shade", 1, m{"x": l{0, 1}, "y": -1})
	out["data"], out["silent"] = data, true
	return out
}

func ruleSeries(axis wall, r *report.Rates) m {
	data := l{}
	if r.Threshold > 0 {
		data = l{m{"value": l{axis.ms(r.From), r.Threshold}, "name": clip(r.Rule, labelLength)}}
	}
	out := custom("rule", "rule", 5, m{"x": 0, "y": 1})
	out["data"], out["silent"] = data, true
	return out
}

func shadeKeys(shades []report.Stretch) []key {
	keys := toneKeys(shades)
	for i := range keys {
		keys[i].Key += " pale"
	}
	return keys
}
