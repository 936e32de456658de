package html

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"aftermath/internal/money"
	"aftermath/internal/report"
)

// cell is a report.Cell in words. Kind is "", "status", "bar" or "none".
type cell struct {
	Kind  string
	Text  string
	Unit  string // of a headline figure, set smaller; Text is without it then
	Note  string // second line, or why there is no value
	Href  string
	Tone  tone
	Width string // of a bar, per cent
	Class string
	Head  bool // names its row
	Span  int  // columns, 0 for one
}

// printed is c as it stands in a table.
func printed(c report.Cell) cell {
	switch c := c.(type) {
	case report.Text:
		return words(string(c), "")
	case report.TwoLines:
		return words(c.First, c.Second)
	case report.Ref:
		out := words(c.Text, c.Note)
		if out.Href = href(c.Document, ""); out.Class == "n" {
			out.Class = "" // a name may stand on two lines
		}
		return out
	case report.Count:
		return cell{Text: money.Group(int64(c)), Class: "n"}
	case report.Minutes:
		return cell{Text: money.Group(int64(c)) + " min", Class: "n"}
	case report.Percent:
		if c.Share == nil {
			return cell{Kind: "none", Note: "no value"}
		}
		return cell{Text: money.FloorPercent(c.Share, c.Places) + " %", Class: "n"}
	case report.Amount:
		return cell{Text: clean(c.Amount.String()), Class: "n"}
	case report.Time:
		return cell{Text: clean(c.At.Format(c.Layout)), Class: "n"}
	case report.Status:
		out := words(c.Text, "")
		out.Kind, out.Tone = "status", toneOf(c.Tone)
		return out
	case report.Bar:
		return cell{Kind: "bar", Text: clean(c.Label), Tone: toneOf(c.Tone), Width: percentOfBar(c.Share)}
	case report.None:
		return cell{Kind: "none", Note: clean(c.Why)}
	}
	return cell{Kind: "none"}
}

// headline is c as it stands in a tile: figure and unit apart.
func headline(c report.Cell) cell {
	out := printed(c)
	switch c.(type) {
	case report.Minutes, report.Percent, report.Amount:
		if i := strings.LastIndexByte(out.Text, ' '); i > 0 {
			out.Text, out.Unit = out.Text[:i], out.Text[i+1:]
		}
	}
	return out
}

// short is the length up to which text stands on one line: a stretch of time
// with its zone, "30 Apr 15:49–17:03 CEST".
const short = 24

// words is text of any length: long prose gets room, a long unbroken run may be
// broken anywhere.
func words(first, second string) cell {
	c := cell{Text: clean(first), Note: clean(second)}
	for _, w := range strings.Fields(c.Text + " " + c.Note) {
		if len(w) > 24 {
			c.Class = "run"
			return c
		}
	}
	switch n := utf8.RuneCountInString(c.Text); {
	case n > 48:
		c.Class = "prose"
	case n <= short:
		c.Class = "n"
	}
	return c
}

// percentOfBar is the length of a bar; a share that is there is seen.
func percentOfBar(share float64) string {
	switch {
	case math.IsNaN(share) || share <= 0:
		return "0"
	case share >= 1:
		return "100"
	}
	return fmt.Sprintf("%.1f", math.Max(share*100, 2))
}
