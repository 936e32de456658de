package contract

import (
	"time"

	"aftermath/internal/money"
)

// Eligibility are the gates before any credit.
type Eligibility struct {
	Consecutive int           // paid only from the k-th missed period in a row; 0 and 1: from the first
	MinAge      time.Duration // what the contract is about has existed at least this long
	Plan        []string      // plans or support tiers that have the promise; it only informs
	Also        []string      // other conditions in words, which a person must check: "account paid up"
}

// A Claim says how a credit is asked for.
type Claim struct {
	Automatic bool
	Deadlines []Deadline
	Evidence  []string // what must be handed in
	Decisive  string   // whose measurement decides, in the contract's words
}

// A Deadline is a stage of a claim.
type Deadline struct {
	Anchor Anchor
	N      int
	Unit   DeadlineUnit
	What   string // "claim", "notice"
	Clause string
}

// An Anchor is what a deadline runs from.
type Anchor string

// The anchors.
const (
	PeriodEnd   Anchor = "period end"
	OutageStart Anchor = "incident"
	OutageEnd   Anchor = "incident end"
	Awareness   Anchor = "awareness"
	InvoiceDate Anchor = "invoice"
	NextEnd     Anchor = "next period end" // the end of the period after
)

// A DeadlineUnit is what a deadline is counted in.
type DeadlineUnit string

// The units.
const (
	InHours        DeadlineUnit = "hours"
	InDays         DeadlineUnit = "days"
	InBusinessDays DeadlineUnit = "business days"
	InCycles       DeadlineUnit = "billing cycles"
	InMonths       DeadlineUnit = "months"
)

// A Termination is a right to leave, when all of its parts that are set hold.
type Termination struct {
	Misses, Of  int           // Misses of the last Of periods were missed, this one included
	Below       money.Percent // this period's availability is below
	Down        time.Duration // more than this was lost in this period
	MissedBelow money.Percent // a period counts as missed when its availability is below; zero: when the promise was missed
	MissedDown  time.Duration // … or when more than this was lost in it
	Clause      string
	Remedy      string // in the contract's words: "pro-rata refund"
}
