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

// days counts each calendar day of the term minute by minute, apart from the
// runs, and refuses when the days do not sum to the month.
func days(codes []code, judged stretch, t term, own *lane, total contract.Tally) ([]statement.Day, error) {
	var out []statement.Day
	var sum contract.Tally
	for _, day := range t.period.Days() {
		day = day.Intersect(t.judged)
		s := minutesOf(day)
		if s.empty() {
			continue
		}
		var count [codeCount]int64
		for _, c := range of(codes, judged.from, s) {
			count[c]++
		}
		d := statement.Day{Span: day.In(t.period.Zone), Requests: own.between(s), Minutes: contract.Tally{Period: s.count()}}
		for c, minutes := range count {
			enter(&d.Minutes, code(c), minutes)
		}
		if err := d.Minutes.Check(); err != nil {
			return nil, fmt.Errorf("day %s: %w", d.Start.Format("2006-01-02"), err)
		}
		sum = sum.Add(d.Minutes)
		out = append(out, d)
	}
	if sum != total {
		return nil, fmt.Errorf("the days sum to %+v, the month to %+v", sum, total)
	}
	return out, nil
}
