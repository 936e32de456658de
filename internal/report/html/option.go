package html

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"time"
)

// plain is a chart of go-echarts: its Validate fills in the axes, its JSON is
// the option. Its renderers are never used: they link to a server, draw random
// ids and let text become markup.
type plain interface {
	Validate()
	JSON() map[string]any
}

// options is a chart's option as plain data with patch laid over it, for what
// the types of go-echarts cannot say.
func options(c plain, patch map[string]any) (map[string]any, error) {
	c.Validate()
	b, err := json.Marshal(c.JSON())
	if err != nil {
		return nil, fmt.Errorf("encode option: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var option map[string]any
	if err := d.Decode(&option); err != nil {
		return nil, fmt.Errorf("decode option: %w", err)
	}
	for _, unasked := range []string{"color", "toolbox", "title", "legend"} {
		delete(option, unasked)
	}
	return lay(option, patch).(map[string]any), nil
}

// lay puts over on under: maps by key, lists by position, all else replaced.
func lay(under, over any) any {
	switch over := over.(type) {
	case map[string]any:
		out, ok := under.(map[string]any)
		if !ok {
			return over
		}
		for k, v := range over {
			out[k] = lay(out[k], v)
		}
		return out
	case []any:
		out, ok := under.([]any)
		if !ok {
			return over
		}
		for i, v := range over {
			if i < len(out) {
				out[i] = lay(out[i], v)
			} else {
				out = append(out, v)
			}
		}
		return out
	}
	return over
}

// Short forms of option trees.
type (
	m = map[string]any
	l = []any
)

// colour is a token of tokens.css; draw.js puts its value in.
func colour(token string) string { return "var(--" + token + ")" }

// axisText is the text of an axis.
func axisText() m { return m{"color": colour("ink-2"), "fontSize": 12, "hideOverlap": true} }

// tooltip is the box that follows the pointer; the functions that fill it make
// elements, not markup.
func tooltip(trigger, formatter string) m {
	return m{
		"trigger": trigger, "formatter": "@" + formatter, "confine": true, "className": "tip", "transitionDuration": 0,
		"backgroundColor": colour("card"), "borderColor": colour("line"), "borderWidth": 1, "padding": l{8, 11},
		"textStyle":   m{"color": colour("ink"), "fontSize": 13},
		"axisPointer": m{"type": "line", "animation": false, "lineStyle": m{"color": colour("ink-3"), "type": "solid"}},
	}
}

// custom is what every series that draws itself has in common.
func custom(id, render string, z int, encode m) m {
	return m{"id": id, "renderItem": "@" + render, "z": z, "encode": encode, "clip": false, "animation": false, "emphasis": m{"disabled": true}}
}

// wall puts instants on an axis that shows the wall clock of the start's
// location: milliseconds since 1970 as if that clock were UTC.
type wall struct{ start time.Time }

func (w wall) ms(t time.Time) int64 {
	_, offset := w.start.Zone()
	return t.UnixMilli() + int64(offset)*1000
}

// jumps are the instants of the axis up to end at which the clock of the
// location changes, each with the whole change since the start in milliseconds.
func (w wall) jumps(end time.Time) []any {
	_, first := w.start.Zone()
	out := []any{}
	for at := w.start; ; {
		_, next := at.ZoneBounds()
		if next.IsZero() || !next.Before(end) {
			return out
		}
		_, offset := next.Zone()
		out = append(out, l{w.ms(next), int64(offset-first) * 1000})
		at = next
	}
}

// drawn is share short enough to draw, nil for no value.
func drawn(share float64) any {
	if math.IsNaN(share) || math.IsInf(share, 0) {
		return nil
	}
	return math.Round(share*1e6) / 1e6
}
