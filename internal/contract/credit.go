package contract

import (
	"math/big"
	"time"

	"aftermath/internal/money"
)

// A Credit is the shape of what falling short pays. Its kinds are Tiers, Bands,
// Steps, Linear, TimeLost, Blocks, PerOutage, PerMiss, Flat, and Several of
// them.
type Credit interface {
	// Words is the shape in a sentence, without its end.
	Words() string

	// pay is what it pays for a loss; a payment of nothing where it pays nothing.
	pay(loss) payment
}

// A Pay is a share of the fee, an amount, or days of service: at most one of
// them. The zero Pay is nothing.
type Pay struct {
	Percent money.Percent // of the base; may be over 100 %
	Amount  money.Amount
	Days    *big.Rat // days of service, see Day; an hour is 1/24; nil: none
}

// Tiers pay by availability: the lowest row that holds applies.
type Tiers []Tier

// Bands pay by a quantity that grows with the loss: the last row that is passed
// applies.
type Bands struct {
	Of   Quantity
	Rows []Band // by ascending Over
}

// A Band is a row of Bands: more than Over (or Over and more) pays Pays.
type Band struct {
	Over    *big.Rat // in the quantity's unit
	AtLeast bool     // Over itself is in this row
	Pays    Pay
}

// A Quantity is what a Bands table looks at.
type Quantity string

// The quantities.
const (
	DownMinutes   Quantity = ""        // minutes lost
	LongestOutage Quantity = "longest" // minutes of the longest outage
	MeanRepair    Quantity = "repair"  // mean minutes to repair
	MissCount     Quantity = "misses"
	Excess        Quantity = "excess"    // (measured − limit) / limit, in percent
	Shortfall     Quantity = "shortfall" // target − availability, in percentage points
	Measured      Quantity = "measured"  // the aggregate itself
)

// Steps pay for each Every percentage points that availability is below From.
type Steps struct {
	From  money.Percent // zero: the target
	Every money.Percent // points
	Round RoundMode     // of the number of steps: Up ("or part thereof"), Down, HalfUp, Exact
	Pays  Pay           // for one step
}

// Linear pays Factor × (target − availability) of the base.
type Linear struct{ Factor *big.Rat }

// TimeLost pays Factor × time lost / period of the base.
type TimeLost struct {
	Factor *big.Rat
	Beyond bool // only the time beyond what the target allows
	Within bool // of the eligible time in place of the period: what is excluded costs nothing
	Always bool // also when the target is kept; by default nothing is paid then
}

// Blocks pay for each Length of time lost.
type Blocks struct {
	Length    time.Duration
	Round     RoundMode // of the number of blocks: Up ("or part"), Down, HalfUp, Exact
	Free      time.Duration
	FreeShare money.Percent // of the period, free as well
	Pays      Pay           // for one block
	Always    bool          // also when the target is kept
}

// PerOutage pays for each outage by itself, as Each says of its length.
type PerOutage struct {
	AtLeast time.Duration // shorter outages pay nothing
	Longer  bool          // more than AtLeast
	PerDay  int           // at most so many outages of one day are paid, the dearest; 0: all
	Each    Credit
}

// PerMiss pays for each miss beyond the limit.
type PerMiss struct {
	Pays Pay
	Most int64 // misses that are paid; 0: all
}

// Flat pays the same whenever the promise is missed.
type Flat struct{ Pays Pay }

// Several pays the largest of its parts, their sum, or the first that pays.
type Several struct {
	Combine Combine
	Of      []Credit
}

// Rounded rounds the share that Of pays, in percent.
type Rounded struct {
	Round Rounding
	Of    Credit
}
