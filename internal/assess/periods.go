package assess

import (
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
)

// periodOf is the period that is judged with a month: the one that holds its
// last minute. A month, and a billing cycle that begins on the first, are the
// month itself; another cycle is that which ends in the month, so that none is
// judged before it is over. A quarter or a year may go on after the month.
func periodOf(rule contract.PeriodRule, month span.Period) span.Period {
	last := month.End.Add(-time.Minute)
	switch rule.Kind {
	case contract.Quarter:
		return span.QuarterOf(last, month.Zone)
	case contract.Year:
		return span.YearOf(last, month.Zone)
	case contract.Cycle:
		if rule.Anchor > 1 {
			return before(rule, span.CycleOf(last, rule.Anchor, month.Zone))
		}
	}
	return month
}

// before is the period before p.
func before(rule contract.PeriodRule, p span.Period) span.Period {
	last := p.Start.Add(-time.Minute)
	switch rule.Kind {
	case contract.Quarter:
		return span.QuarterOf(last, p.Zone)
	case contract.Year:
		return span.YearOf(last, p.Zone)
	case contract.Cycle:
		return span.CycleOf(last, max(1, rule.Anchor), p.Zone)
	}
	return p.Previous()
}
