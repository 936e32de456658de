package contract

import (
	"math/big"
	"time"

	"aftermath/internal/money"
)

// A Given is what one measure is judged on. What a measure does not ask for may
// be missing; what it asks for and is missing (nil) is unknown and leaves the
// measure undecided.
type Given struct {
	// Minutes by state, after the run rule, with what is excluded taken out.
	// Where units are longer than a minute every minute has its unit's state.
	Minutes Tally

	// What the excluded minutes would have been, for Forgive and Count; both are
	// parts of Minutes.Excluded. Forgiven is the part of Minutes.Excluded whose
	// exclusion says Forgive, Counted the part that says Count, where that
	// differs from the measure's own Subtract.
	ExcludedDown, ExcludedDegraded int64
	Excluded                       []Taken // by category and reason, their minutes sum to Minutes.Excluded; nil: not told apart

	Units    *Units
	Requests *Served
	Users    *UserMinutes
	Outages  []Outage        // after run rule and clock, in order of time; nil: not known
	Repairs  []time.Duration // one for each repair; nil: not known
	Days     []time.Duration // when each calendar day begins, from the period's start; nil: every 24 hours
	Misses   *int64
	Metric   *big.Rat // the measured value, in its unit

	// Lost are the minutes that count as lost where they are no whole minutes of
	// a state: affected share × length. nil: down + weight × degraded.
	Lost *big.Rat
}

// A Taken is the minutes that one reason took out.
type Taken struct {
	Category string // "maintenance", "service hours", or an Exclusion's
	Reason   string
	Clause   string
	Minutes  int64
	Down     int64 // of them
	Degraded int64 // of them
	Subtract Subtract
}

// Units are the intervals of a period. Total = judged ones + Excluded + Unknown.
type Units struct {
	Total    int64
	Bad      int64
	Excluded int64
	Unknown  int64
	Idle     int64    // judged units without a valid request
	Errors   *big.Rat // Σ of the judged units' error rates, each failed / valid; nil: not known
}

// Served are valid requests and those of them that failed.
type Served struct{ Valid, Failed uint64 }

// UserMinutes are minutes × users.
type UserMinutes struct{ Total, Lost *big.Rat }

// An Outage is one unbroken stretch of bad time.
type Outage struct {
	Start    time.Duration // from the period's start; negative where it began before
	Length   time.Duration
	Level    OutageLevel
	Affected *big.Rat // share of customers; nil: all

	// After how long from Start: nil, not known.
	Reported, Ticket, Confirmed *time.Duration
}

// An OutageLevel is how bad an outage was.
type OutageLevel string

// The levels, worst first.
const (
	FullOutage    OutageLevel = ""
	PartialOutage OutageLevel = "partial"
	DegradedOnly  OutageLevel = "degraded"
)

// A Case is what a policy is judged on: a period, its measures' inputs, the
// fees and what happened before.
type Case struct {
	Period string  // its name: "2025-03"; it only informs
	Days   int64   // calendar days of the period; 0: Minutes.Period / 1,440
	Givens []Given // one for each of Policy.Promises, in their order

	Bill    Bill
	Earlier []Earlier     // periods before this one, oldest first; missing ones are unknown and end a row of misses
	Age     time.Duration // of what the contract is about; 0: not known
	Carried money.Amount  // credits below the minimum, kept from earlier periods
}

// A Bill is what is paid. The zero Amount is not known; only Fee is always.
type Bill struct {
	Fee       money.Amount            // for the service and the period that is judged
	Invoice   money.Amount            // the whole invoice of the period
	Preceding money.Amount            // the fee of the period before
	Annual    money.Amount            // the fee of twelve months
	Next      money.Amount            // the invoice on which the credit would stand
	Twelve    money.Amount            // paid in the twelve months up to the period's end
	Named     map[string]money.Amount // the part that a policy's base names
}

// An Earlier is what an earlier period came to.
type Earlier struct {
	Period       string
	Verdict      Verdict
	Availability *big.Rat // nil: not known
	Down         int64    // minutes
	Credit       money.Amount
	Days         *big.Rat // credited as time; nil: none
}
