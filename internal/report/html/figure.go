package html

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"time"

	"aftermath/internal/report"
)

// figure is the view of a chart.
type figure struct {
	ID, Alt, Hint string
	SpecID        string // of the live chart; "" for a day strip
	Height        int    // CSS pixels of the live chart
	Legend        []key
	Days          *days
	Picture       template.HTML // the chart as SVG
	Table         *table
}

// key is an entry of a legend: Key are its classes, Tone the shape inside.
type key struct {
	Key  string
	Tone *tone
	Text string
}

// chart is what draws a figure: data for page/draw.js and its legend.
type chart struct {
	option map[string]any
	narrow map[string]any // laid over option on a narrow screen
	zone   []any          // jumps of the clock
	height int
	legend []key
	hint   string
}

// labelLength bounds texts inside drawings, where nothing wraps; the tables
// hold them whole.
const labelLength = 48

func (p *page) figureOf(c *report.Chart) (*figure, error) {
	f := &figure{ID: p.ids.unique("c_", c.ID), Alt: clean(c.Alt)}
	var drawing *chart
	var err error
	switch {
	case c.Timeline != nil:
		drawing, err = timelineChart(c.Timeline)
	case c.Rates != nil:
		drawing, err = ratesChart(c.Rates)
	case c.Grid != nil:
		drawing, err = gridChart(c.Grid)
	case c.Days != nil:
		f.Days, f.Legend = daysOf(c.Days, f.Alt)
	default:
		err = errors.New("it says nothing to draw")
	}
	if err != nil {
		return nil, err
	}
	if drawing != nil {
		f.SpecID, f.Legend, f.Hint = f.ID+"__o", drawing.legend, drawing.hint
		if f.Height = drawing.height; c.Height > 0 {
			f.Height = min(max(c.Height, 120), 4000)
		}
		p.Specs = append(p.Specs, spec{f.SpecID, m{"option": drawing.option, "narrow": drawing.narrow, "zone": drawing.zone}})
		p.figures = append(p.figures, f)
	}
	if c.Table != nil {
		if f.Table, err = p.tableOf(c.Table, false); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// toneKeys are legend entries for the tones of stretches, each with the words
// that they stand for there.
func toneKeys(stretches []report.Stretch) []key {
	labels := map[report.Tone][]string{}
	seen := map[string]bool{}
	for _, s := range stretches {
		t, label := known(s.Tone), clip(s.Label, labelLength)
		if id := string(t) + label; label != "" && !seen[id] {
			seen[id] = true
			labels[t] = append(labels[t], label)
		}
	}
	var out []key
	for _, t := range tones {
		if words := labels[t]; len(words) > 0 {
			if len(words) > 4 {
				words = append(words[:4:4], "…")
			}
			shape := toneOf(t)
			out = append(out, key{Key: shape.Class, Tone: &shape, Text: strings.Join(words, ", ")})
		}
	}
	return out
}

func markKeys(marks []report.Mark) []key {
	var out []key
	for _, k := range marks {
		out = append(out, key{Key: "instant", Text: clip(k.Label, labelLength) + " " + k.At.Format("15:04")})
	}
	return out
}

// stretchWords are both ends of [from, to) and its length: "30 Apr 15:49–16:38
// CEST, 49 min".
func stretchWords(from, to time.Time) string {
	last := "15:04 MST"
	if from.Format(time.DateOnly) != to.Format(time.DateOnly) {
		last = "2 Jan 15:04 MST"
	}
	length := to.Sub(from).Round(time.Minute)
	words := fmt.Sprintf("%d min", length/time.Minute)
	if length >= 2*time.Hour {
		words = fmt.Sprintf("%d h %d min", length/time.Hour, length%time.Hour/time.Minute)
	}
	return clean(from.Format("2 Jan 15:04") + "–" + to.Format(last) + ", " + words)
}
