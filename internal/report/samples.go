package report

import (
	"fmt"
	"time"

	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// samplesShown bounds the lines that a statement prints for each promise.
const samplesShown = 6

// samples are requests behind the bad minutes, with the line that each stands
// in: what a doubt about a figure can be checked against.
func samples(own *statement.Account) Section {
	t := &Table{ID: "samples", Caption: "A sample of failed and slow requests", Columns: []Column{
		{Title: "Time"}, {Title: "Service"}, {Title: "Outcome"}, {Title: "Took", Right: true}, {Title: "Request", Note: "and its id"}, {Title: "Line"},
	}}
	for _, s := range own.Statements {
		for _, e := range spread(s.Samples, samplesShown) {
			outcome := Status{Text: "Slow", Tone: ToneDegraded}
			if e.Failed {
				outcome = Status{Text: fmt.Sprintf("Failed, %d", e.Status), Tone: ToneDown}
			}
			took := Cell(None{Why: "the log does not say"})
			if e.Latency > 0 {
				took = Text(fmt.Sprintf("%.2f s", e.Latency.Seconds()))
			}
			t.Rows = append(t.Rows, []Cell{
				Time{e.At.In(s.Period.Zone).Truncate(time.Second), "2 Jan 15:04:05"}, Text(s.Service.Name), outcome, took,
				TwoLines{e.Method + " " + e.Path, e.RequestID}, TwoLines{base(e.File), "line " + money.Group(int64(e.Line))},
			})
		}
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	return Section{ID: "samples", Title: "Requests behind these minutes",
		Lead:   "A sample of your requests that failed or were slow in the bad minutes, each with its line in the log. Query strings and client addresses are never kept.",
		Blocks: []Block{t}}
}

// spread picks at most n of list, evenly from its beginning to its end.
func spread(list []statement.Sample, n int) []statement.Sample {
	if len(list) <= n {
		return list
	}
	out := make([]statement.Sample, n)
	for i := range out {
		out[i] = list[i*(len(list)-1)/(n-1)]
	}
	return out
}
