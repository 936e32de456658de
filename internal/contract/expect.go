package contract

import (
	"math/big"

	"aftermath/internal/money"
)

// An Expect is what an example says must come out; what is not set is not
// checked.
type Expect struct {
	Availability *big.Rat // share; compared at Places decimals of a percentage
	Places       int
	Cut          bool // rounded down for the comparison; by default half-up
	None         bool // no availability at all

	Credit  *money.Amount
	Net     *money.Amount // fee − credit
	Percent *money.Percent
	Days    *big.Rat
	Verdict Verdict
	Reason  string // the row, as Judgement.Reason has it
	Lost    *big.Rat
	Allowed *big.Rat
	Target  *money.Percent

	Terminate *bool
	Bad       *bool // the verdict on a unit, with Unit
	Unit      *UnitGiven
}

// A UnitGiven is one unit's evidence.
type UnitGiven struct {
	Valid, Failed uint64
	Declared      *OutageLevel
}
