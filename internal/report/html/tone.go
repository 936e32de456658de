package html

import (
	"regexp"

	"aftermath/internal/report"
)

// tone is what a page shows of a report.Tone: a class that sets the colours and
// a shape, so that colour is never the only sign.
type tone struct {
	Class string
	Shape string // path data in a box of 12 by 12
}

// shapes are the signs of the tones.
var shapes = map[report.Tone]string{
	report.ToneNeutral:  "M6 3A3 3 0 1 1 6 9A3 3 0 1 1 6 3Z",                                                             // dot
	report.ToneGood:     "M.9 6.4 2.6 4.7 4.8 6.9 9.5 2 11.2 3.7 4.8 10.3Z",                                              // tick
	report.ToneDegraded: "M6 1 11.5 11H.5Z",                                                                              // triangle
	report.ToneDown:     "M3 1.3 6 4.3 9 1.3 10.7 3 7.7 6 10.7 9 9 10.7 6 7.7 3 10.7 1.3 9 4.3 6 1.3 3Z",                 // cross
	report.ToneExcluded: "M2 1.5H5V10.5H2ZM7 1.5H10V10.5H7Z",                                                             // pause
	report.ToneUnknown:  "M6 .3 11.7 6 6 11.7 .3 6ZM6 3.1 3.1 6 6 8.9 8.9 6Z",                                            // hollow diamond
	report.ToneProgress: "M2.5 1 10.5 6 2.5 11Z",                                                                         // play
	report.ToneWatch:    "M6 .6A5.4 5.4 0 1 1 6 11.4A5.4 5.4 0 1 1 6 .6ZM6 2.8A3.2 3.2 0 1 0 6 9.2A3.2 3.2 0 1 0 6 2.8Z", // ring
}

// toneWords name a tone where the document has no word of its own.
var toneWords = map[report.Tone]string{
	report.ToneNeutral: "Outside the contract", report.ToneGood: "Up", report.ToneDegraded: "Degraded", report.ToneDown: "Down",
	report.ToneExcluded: "Excluded", report.ToneUnknown: "Unknown", report.ToneProgress: "In progress", report.ToneWatch: "Watched",
}

// tones is the order of legends.
var tones = []report.Tone{
	report.ToneDown, report.ToneDegraded, report.ToneProgress, report.ToneWatch,
	report.ToneExcluded, report.ToneUnknown, report.ToneGood, report.ToneNeutral,
}

// known is t, or neutral for a tone that is none.
func known(t report.Tone) report.Tone {
	if _, ok := shapes[t]; ok {
		return t
	}
	return report.ToneNeutral
}

func toneOf(t report.Tone) tone {
	t = known(t)
	return tone{Class: "t-" + string(t), Shape: shapes[t]}
}

var declaration = regexp.MustCompile(`--([a-z0-9-]+):`)

// tokenNames are the names of the custom properties of a style sheet, each
// once, in order.
func tokenNames(css string) []string {
	var names []string
	seen := map[string]bool{}
	for _, m := range declaration.FindAllStringSubmatch(css, -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			names = append(names, m[1])
		}
	}
	return names
}
