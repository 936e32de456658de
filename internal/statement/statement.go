// Package statement holds finished accounts: what one customer's month at one
// service came to, and the month of all of them.
//
// Nothing here is computed from evidence; package assess fills it, package
// report prints it.
package statement

import (
	"math/big"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
)

// A State is what a minute was. Each minute has exactly one.
type State string

// The states. METHOD.md, "State of a minute", says when each holds.
const (
	Up       State = "up"
	Degraded State = "degraded"
	Down     State = "down"
	Excluded State = "excluded"
	Unknown  State = "unknown"
)

// Requests are numbers of requests. Failed and Slow are counted among the
// valid ones; Total = Valid + those the service's rules leave out.
type Requests struct{ Total, Valid, Failed, Slow uint64 }

// Add is the sum of r and o.
func (r Requests) Add(o Requests) Requests {
	return Requests{r.Total + o.Total, r.Valid + o.Valid, r.Failed + o.Failed, r.Slow + o.Slow}
}

// A Source says what decided a run of minutes.
type Source string

// The sources.
const (
	FromLogs     Source = "logs"     // the request log had enough requests to decide
	FromIncident Source = "incident" // the log was silent, a declared window decided
	FromRule     Source = "rule"     // an exclusion of the contract decided
	FromNothing  Source = "nothing"  // neither log nor declaration
)

// A Run is a maximal stretch of minutes of one state and source; an excluded
// one ends where another maintenance takes over.
type Run struct {
	span.Span
	State     State
	Source    Source
	Incidents []string // ids of incidents whose declared impact overlaps, in order
	Reason    string   // for excluded: the maintenance and the rule
	Service   string   // id, where the statement adds up several services and this is one's; else ""
	Requests  Requests
}

// A Day is one calendar day of the contract's zone.
type Day struct {
	span.Span
	Minutes  contract.Tally
	Requests Requests
}

// A Work is one maintenance window against the policy's rule.
type Work struct {
	contract.Maintenance
	Accepted bool
	Why      string // "announced 96 h before, at least 72 h asked"
	Excluded int64  // minutes taken out
	Overrun  int64  // bad minutes after the window's end that follow it without a break; counted
}

// An Impact is what one incident was to one customer at one service. Its
// minutes are those of every unbroken stretch of bad minutes that shares a
// minute with the declared impact or adjoins it. Two incidents that touch one
// stretch both have it: impacts do not add up to the statement's minutes.
type Impact struct {
	Incident       string
	Down, Degraded int64       // minutes
	Requests       Requests    // in those minutes
	First, Last    span.Minute // first bad minute, minute after the last; equal when there is none
}

// A Statement is one customer's month at one service under one policy.
type Statement struct {
	Customer contract.Customer
	Service  contract.Service   // where several are joined, what they are together: their ids and names put together
	Services []contract.Service // those that are joined; empty: Service alone
	Policy   contract.Policy    // in the version for the period
	Contract contract.Contract
	Period   span.Period // month, quarter, year or billing cycle in the contract's zone
	Judged   span.Span   // the part of Period in which the contract runs, as far as the month of the account goes

	// RunsUntil is when a period ends that goes on after the account's month; zero
	// for one that is over. Its figures are those so far, its verdict is undecided
	// and nothing is due.
	RunsUntil time.Time

	// Minutes are what happened, by the first measure's rules; of services that
	// are added up those of all. What of them counts says Judgement's arithmetic.
	Minutes   contract.Tally
	Requests  Requests
	Thin      Thin
	Judgement contract.Judgement
	Plain     contract.Judgement // the same without any maintenance or category excluded
	Others    []Other            // the same minutes under other rules; the first is as agreed
	Doubts    []string           // what the policy asks for and the facts cannot tell
	Days      []Day
	Bad       []Run // down and degraded runs, in order of time
	Other     []Run // excluded and unknown runs, in order of time
	Works     []Work
	Impacts   []Impact
	Samples   []Sample // of the requests behind Bad, in order of time
}

// An Other is what a statement would come to with one rule changed. A dispute is
// often about the rule and not about the minutes.
type Other struct {
	Name         string // of the rule: "units of 5 min"
	Agreed       bool   // the policy itself
	Availability *big.Rat
	Verdict      contract.Verdict
	Credit       money.Amount
}

// Add is the sum of t and o.
func (t Thin) Add(o Thin) Thin {
	return Thin{t.Minutes + o.Minutes, t.Requests.Add(o.Requests), t.Decided + o.Decided}
}

// Thin is what the log could not decide: minutes in which the customer sent
// requests, but fewer than the service's thresholds ask for.
type Thin struct {
	Minutes  int64
	Requests Requests // in those minutes
	Decided  int64    // minutes that had enough
}

// A Sample is one failed or slow request of the customer, with the place of its
// line. A bounded number is kept of each day, see METHOD.md, "Evidence lines".
type Sample struct {
	At           time.Time // UTC
	Failed       bool      // else slow
	Status       int
	Latency      time.Duration // 0 where the log does not say
	Method, Path string        // Path without query string
	RequestID    string
	File         string
	Line         int
}

// An Account is a month: all statements and what happened.
type Account struct {
	Organisation string
	Contact      string
	Sample       string
	Period       span.Period // in the organisation's zone
	Statements   []Statement // by customer name, then service
	Incidents    []Episode   // that began in the period, in order of time
	Amended      []Amended   // in order of time
	Undeclared   []Undeclared
	Gaps         []Gap
	Reliability  Reliability
	Unassigned   []Unassigned // traffic of unknown customers or services
	Inputs       []Input
	Customers    []contract.Customer // all of the book, with or without a statement
	Version      string              // of aftermath
	OtherRules   bool                // customers' documents show their month under other rules, too
	Warnings     []string
}

// An Episode is an incident as declared, beside what the log shows.
type Episode struct {
	incident.Incident
	Services []contract.Service // that its components mean
	Traces   []Trace            // per service: all customers, then each customer under contract by name
	Observed []Run              // what the log shows within the traces: a minute is what the worst of Services was as a whole
	Hit      []Hit              // by customer name and service: each statement that the impact overlaps, also where it hit nothing
}

// An Amended is an incident about which people decided something, also where
// it no longer hits anybody or has left the month because of that.
type Amended struct {
	incident.Incident
	Customers []string // ids of those whose statements it concerns, as amended or without amendments
}

// A Trace is the requests of each minute of a stretch: the incident's impact
// and an hour before and after, a day at most.
type Trace struct {
	Service  string
	Customer string // "" for all customers together
	From     span.Minute
	Points   []Requests
}

// A Hit is what an episode was to one customer.
type Hit struct {
	Customer contract.Customer
	Service  contract.Service
	Impact   Impact
	Served   Requests           // all requests in the declared impact, within the statement's judged part
	Credit   contract.Judgement // of the month
}

// An Undeclared is at least five bad minutes of a service as a whole, or of
// one customer apart from that, by the log alone, at most five minutes from one
// to the next, that no incident and no maintenance touches. Its state is the
// worst in it; its requests are all of those between its ends. It belongs to
// the month in which it begins.
type Undeclared struct {
	Run
	Service  string
	Customer []string // ids of the customers hit
}

// A Gap is a stretch in which a service was not being logged, cut where a
// declared window begins or ends.
type Gap struct {
	span.Span
	Service  string
	Declared bool // a declared incident covers it, so that it is not unknown
}

// An Unassigned is traffic that no contract covers.
type Unassigned struct {
	Service, Customer string // as counted by the log reader; "" for none
	Requests          Requests
}

// An Input is a file that figures rest on.
type Input struct {
	Path     string // as the configuration reaches it, with '/' between parts
	Kind     string // "logs", "incidents", "configuration"
	Digest   string // of the file's bytes: the algorithm, a colon, lower-case hex
	Bytes    int64
	Lines    int64
	Requests int64
	Rejected int64
	Zone     string // the zone in which times without offset were read; "" where all carry one
}

// A Reliability is the durations over the incidents of the period.
type Reliability struct {
	TTD, TTR Duration // began → detected, began → resolved
	Alike    int      // pairs of incidents that are likely one and count as two
}

// A Duration is a sample of durations in minutes, one for each incident whose
// two ends are known. Of the others, Open counts those that are not over and
// Missing the rest, so that N + Missing + Open is every incident.
type Duration struct {
	Median, Mean float64 // NaN when N is 0; they only inform
	Low, High    float64 // 95 % bootstrap interval of the mean; NaN when N < 2
	N            int
	Missing      int
	Open         int
}
