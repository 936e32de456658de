package html

import (
	"unicode/utf8"

	"aftermath/internal/report"
)

// days is a strip of one cell per day, made of elements and style alone. For
// screen readers it is one picture; its table has the words.
type days struct {
	Alt     string
	Columns []string
	Rows    []dayRow
}

type dayRow struct {
	Label string
	Cells []dayCell
}

type dayCell struct {
	Class, Mark, Hint string
	Sign              *tone // of a cell without a mark: the sign that the legend shows
}

func daysOf(d *report.Days, alt string) (*days, []key) {
	out := &days{Alt: alt}
	for _, c := range d.Columns {
		out.Columns = append(out.Columns, clip(c, 6))
	}
	seen := map[report.Tone]bool{}
	for _, r := range d.Rows {
		row := dayRow{Label: clip(r.Label, 2*labelLength)}
		for _, c := range r.Cells {
			if c.Tone == "" {
				row.Cells = append(row.Cells, dayCell{})
				continue
			}
			t := known(c.Tone)
			seen[t] = true
			cell := dayCell{Class: toneOf(t).Class, Mark: clip(c.Mark, 6), Hint: clean(c.Hint)}
			if cell.Mark == "" && t != report.ToneNeutral {
				sign := toneOf(t)
				cell.Sign = &sign
			}
			switch n := utf8.RuneCountInString(cell.Mark); {
			case n == 4:
				cell.Class += " m4"
			case n > 4:
				cell.Class += " m5"
			}
			row.Cells = append(row.Cells, cell)
		}
		out.Rows = append(out.Rows, row)
	}
	var legend []key
	for _, t := range tones {
		if seen[t] {
			sign := toneOf(t)
			k := key{Key: "day " + sign.Class, Tone: &sign, Text: toneWords[t]}
			if t == report.ToneNeutral {
				k.Tone = nil // its cells are empty
			}
			legend = append(legend, k)
		}
	}
	return out, legend
}
