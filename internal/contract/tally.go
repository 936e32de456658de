package contract

import (
	"fmt"
	"math/big"

	"aftermath/internal/money"
)

// A Tally is the minutes of a period by state. The five states sum to Period
// (METHOD.md, "State of a minute").
type Tally struct {
	Period, Up, Degraded, Down, Excluded, Unknown int64
}

// Check says whether the five states sum to the period and none is negative.
func (t Tally) Check() error {
	sum := t.Up + t.Degraded + t.Down + t.Excluded + t.Unknown
	if sum != t.Period || min(t.Up, t.Degraded, t.Down, t.Excluded, t.Unknown) < 0 {
		return fmt.Errorf("minutes do not add up: up %d + degraded %d + down %d + excluded %d + unknown %d = %d, the period has %d",
			t.Up, t.Degraded, t.Down, t.Excluded, t.Unknown, sum, t.Period)
	}
	return nil
}

// Add adds the minutes of o.
func (t Tally) Add(o Tally) Tally {
	return Tally{t.Period + o.Period, t.Up + o.Up, t.Degraded + o.Degraded, t.Down + o.Down, t.Excluded + o.Excluded, t.Unknown + o.Unknown}
}

// Eligible is the minutes that the promise is judged on: the period without
// the excluded and without the unknown ones. Unknown minutes count neither
// for nor against.
func (t Tally) Eligible() int64 { return t.Period - t.Excluded - t.Unknown }

// Coverage is the share of the period that is known; nil for an empty period.
func (t Tally) Coverage() *big.Rat { return money.Share(t.Period-t.Unknown, t.Period) }

// A Verdict says whether a promise was kept.
type Verdict string

// The verdicts.
const (
	Met       Verdict = "met"
	Missed    Verdict = "missed"
	Undecided Verdict = "undecided" // no minute could be judged
)
