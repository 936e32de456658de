package contract

import (
	"math/big"
	"time"

	"aftermath/internal/money"
)

// A Measure is one thing that is promised and how it is measured: on what
// evidence, in which units, which of them are bad, what they come to, and what
// falling short pays.
type Measure struct {
	ID   string // unique in its policy; "" for an only one
	Name string

	// Target is the least availability. For the aggregates that are no share
	// (Repair, Longest, Misses, Metric) Limit is the most that is allowed.
	Target   money.Percent
	Limit    *big.Rat // minutes, a number, or the metric's own unit; nil: not set
	AtLeast  bool     // Limit is the least that is allowed: a throughput
	Exceed   bool     // availability must be more than Target; by default Target itself is met
	Evidence Evidence
	Clock    Clock
	Scope    Scope
	Requests RequestRule
	Unit     Unit
	Bad      UnitRule
	Thin     ThinRule
	Run      RunRule

	Calendar    Calendar
	Maintenance MaintenanceRule
	Exclusions  []Exclusion
	Subtract    Subtract // how excluded time is taken out
	Unknown     Assumed  // what an unknown minute counts as
	Life        Life

	Aggregate Aggregate
	Round     Rounding // of the availability, before it is compared
	Credit    Credit   // nil: falling short pays nothing
}

// An Aggregate says what units and minutes come to (METHOD.md, "Aggregate").
type Aggregate string

// The aggregates. Those up to Users give an availability, the others a number
// that Limit bounds.
const (
	ByMinutes Aggregate = ""        // (eligible − lost) / eligible minutes
	ByMean    Aggregate = "mean"    // 1 − the mean of the units' error rates; idle units count as the thin rule says
	ByRatio   Aggregate = "ratio"   // 1 − all failed / all valid requests
	ByUnits   Aggregate = "units"   // good units / all units
	ByUsers   Aggregate = "users"   // 1 − Σ user-minutes lost / Σ user-minutes
	ByRepair  Aggregate = "repair"  // the mean time to repair, in minutes
	ByLongest Aggregate = "longest" // the longest single outage, in minutes
	ByMisses  Aggregate = "misses"  // the number of misses: tickets answered late, days over the bound
	ByMetric  Aggregate = "metric"  // a measured value, in its own unit: latency, loss
)

// Shares says that the aggregate gives an availability.
func (a Aggregate) Shares() bool {
	switch a {
	case ByRepair, ByLongest, ByMisses, ByMetric:
		return false
	}
	return true
}

// A Clock says when an outage begins to count.
type Clock string

// The clocks. A clock whose instant an incident does not have leaves the
// outage's length unknown.
const (
	FromImpact    Clock = ""          // customers were harmed
	FromReport    Clock = "report"    // the customer reported it
	FromTicket    Clock = "ticket"    // a ticket was opened
	FromConfirmed Clock = "confirmed" // the provider confirmed it
	FromLater     Clock = "later"     // the later of report and ticket
)

// A Scope says which of a contract's services a measure joins, and how.
type Scope struct {
	Combine Joined
	Per     string // what is judged apart, in the contract's word: "region", "project", "cluster"; it only informs
}

// Joined says how several services become one promise.
type Joined string

// The ways to join services.
const (
	Each   Joined = ""       // each service has a statement of its own
	Pooled Joined = "pooled" // their requests, and their minutes, are added
	Any    Joined = "any"    // a minute is bad when it is bad at any of them (union)
	All    Joined = "all"    // a minute is bad when it is bad at all of them (intersection)
	Worst  Joined = "worst"  // the one with the lowest availability counts for all
)

// A RequestRule overrides, for one measure, which of a service's requests are
// valid and which of these failed; what is zero is as the service says. A status
// that Failed names is valid, whatever the service ignores.
type RequestRule struct {
	Ignored Statuses
	Failed  Statuses
	Timeout time.Duration // a valid request that takes longer failed
	Valid   string        // the contract's words for a valid request: "authenticated, within quota"; it only informs
}

// A Rounding is how a value is rounded before it is used; the zero Rounding
// leaves it exact.
type Rounding struct {
	Mode   RoundMode
	Places int // decimals of a percentage
}

// A RoundMode says which way is rounded.
type RoundMode string

// The ways to round.
const (
	Exact  RoundMode = ""
	HalfUp RoundMode = "half-up" // to the nearest, the middle away from zero
	Down   RoundMode = "down"
	Up     RoundMode = "up"
)

// Combine says what the credits of several measures come to. The verdict is
// always that every measure must be met.
type Combine string

// The combinations.
const (
	Greatest Combine = ""      // the largest credit alone
	Sum      Combine = "sum"   // all together
	First    Combine = "first" // that of the first measure that pays
)

// Promises are the policy's measures: those it lists, or the one that its short
// form makes.
func (p Policy) Promises() []Measure {
	if len(p.Measures) > 0 {
		return p.Measures
	}
	m := Measure{
		Target: p.Target, Evidence: p.Evidence, Maintenance: p.Maintenance,
		Bad: UnitRule{DegradedWeight: p.DegradedWeight, PartialWeight: money.MustPercent("100%")},
	}
	if len(p.Tiers) > 0 {
		m.Credit = Tiers(p.Tiers)
	}
	return []Measure{m}
}
