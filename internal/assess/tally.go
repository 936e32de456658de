package assess

import (
	"fmt"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// tally counts runs by state against the minutes of judged, and refuses when
// they do not add up.
func tally(codes []code, judged stretch) (contract.Tally, error) {
	t := contract.Tally{Period: judged.count()}
	for s, c := range runs(codes, judged.from) {
		enter(&t, c, s.count())
	}
	return t, t.Check()
}

func enter(t *contract.Tally, c code, minutes int64) {
	switch meaning[c].state {
	case statement.Up:
		t.Up += minutes
	case statement.Degraded:
		t.Degraded += minutes
	case statement.Down:
		t.Down += minutes
	case statement.Excluded:
		t.Excluded += minutes
	case statement.Unknown:
		t.Unknown += minutes
	}
}

// daily counts each calendar day of the term minute by minute, apart from the
// runs.
func (h *hearing) daily(codes []code) []contract.Tally {
	out := make([]contract.Tally, len(h.days))
	for i, day := range h.days {
		s := minutesOf(day)
		var count [codeCount]int64
		for _, c := range of(codes, h.judged.from, s) {
			count[c]++
		}
		out[i].Period = s.count()
		for c, minutes := range count {
			enter(&out[i], code(c), minutes)
		}
	}
	return out
}

// calendar puts the days of the term together from the codes of each of its
// services, or of all of them joined, and refuses when they do not sum to the
// whole.
func (h *hearing) calendar(all [][]code, total contract.Tally) ([]statement.Day, error) {
	out := make([]statement.Day, len(h.days))
	var sum contract.Tally
	for i, day := range h.days {
		out[i] = statement.Day{Span: day.In(h.period.Zone), Requests: h.between(minutesOf(day))}
	}
	for _, codes := range all {
		for i, t := range h.daily(codes) {
			out[i].Minutes = out[i].Minutes.Add(t)
		}
	}
	for _, d := range out {
		if err := d.Minutes.Check(); err != nil {
			return nil, fmt.Errorf("day %s: %w", d.Start.Format("2006-01-02"), err)
		}
		sum = sum.Add(d.Minutes)
	}
	if sum != total {
		return nil, fmt.Errorf("the days sum to %+v, the month to %+v", sum, total)
	}
	return out, nil
}
