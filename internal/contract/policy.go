package contract

import (
	"time"

	"aftermath/internal/money"
)

// Evidence says what decides the state of a minute.
type Evidence string

// The kinds of evidence.
const (
	Logs      Evidence = "logs"      // the request log alone
	Incidents Evidence = "incidents" // the declared windows alone
	Either    Evidence = "either"    // the log where it has enough requests, the declared window where it is silent
)

// A Policy is one promise and what its breach costs: one measure or several,
// how their credits are put together, and the terms that hold for the whole.
// Every parameter has a default that is its zero value (METHOD.md, "The
// promise"), so that a simple promise is a target and tiers.
//
// Target … Tiers are the promise in short. Where Measures is empty they are the
// only measure; else they repeat the first one, for those who print one target.
// Promises gives the measures either way.
type Policy struct {
	ID   string
	Name string
	From Date // the version holds for periods that begin on this day or later; zero: always

	Target         money.Percent
	Evidence       Evidence
	DegradedWeight money.Percent // the share of a degraded minute that counts as downtime; 0 % by default
	Maintenance    MaintenanceRule
	Tiers          []Tier // by descending Below, none above Target

	Measures  []Measure
	Combine   Combine    // how the credits of several measures are put together
	Exclusive [][]string // ids of measures of which only the one that pays most is paid

	Period      PeriodRule
	Base        Base // the fee that shares are of
	Day         Day  // what a day of service is worth
	Caps        []Cap
	Minimum     Minimum
	Eligibility Eligibility
	Claim       Claim
	Termination []Termination

	Versions []Policy          // later versions, by ascending From, each complete
	Clauses  map[string]string // parameter as the configuration calls it → clause of the contract
	Source   Source
	Extends  string // the preset or policy that it began from
	Examples []Example
	Place    Place // where it is written
}

// A Source says where a published text stands.
type Source struct {
	Publisher string
	Address   string
	Date      string   // of the text, as it says itself; "" where it says none
	Read      string   // how it was read: "in full", "excerpt"
	Outside   []string // terms of the text that no parameter holds
}

// A Tier is a credit that falls due when availability is below Below; the
// lowest tier that holds applies. Exactly at Below is in the better tier, unless
// the row owns its boundary (AtMost).
type Tier struct {
	Below  money.Percent
	Credit money.Percent // of the fee
	AtMost bool          // ≤ in place of <
	Pays   Pay           // in place of Credit: money or days; zero: Credit is paid
	Floor  Floor         // where the row says itself how far down it goes
}

// A Floor is the lower end of a tier. It decides nothing, the row below does; a
// table with floors is refused where they do not meet the next row.
type Floor struct {
	Set  bool
	At   money.Percent
	Open bool // At itself is not in the row
}

// String is the tier's condition: "< 99.9 %".
func (t Tier) String() string {
	if t.AtMost {
		return "≤ " + t.Below.String() + " %"
	}
	return "< " + t.Below.String() + " %"
}

// A Place is where in the configuration something is written.
type Place struct {
	File         string
	Line, Column int
}

// A Customer has contracts, and is recognised in the logs by its keys.
type Customer struct {
	ID        string
	Name      string
	Keys      []string
	Contracts []Contract
}

// A Contract gives a customer a policy for services from From until To.
type Contract struct {
	Policy   string         // policy id
	Services []string       // service ids, each judged alone
	Fee      money.Amount   // per month and for each of Services, the base of a credit
	Bill     Bill           // the other fees that a policy's credit may be a share of; Bill.Fee is not set
	Zone     *time.Location // the zone of its calendar months
	From, To time.Time      // [From, To); zero: open
}

// A Maintenance is announced work on services.
type Maintenance struct {
	ID         string
	Title      string
	Services   []string // ids; empty: all
	Start, End time.Time
	Announced  time.Time // zero: not said
	Source     string    // the incident file that announces it; "" where the configuration or a calendar does alone
	Place      Place
}

// A Book is everything that was agreed: services, policies, customers and
// maintenance, each in the order of the configuration.
type Book struct {
	Organisation string
	Contact      string
	Zone         *time.Location
	Sample       string // not empty: the inputs are made up, and this says which
	Services     []Service
	Policies     []Policy
	Customers    []Customer
	Maintenance  []Maintenance
}

// Service finds a service by id.
func (b Book) Service(id string) (Service, bool) {
	for _, s := range b.Services {
		if s.ID == id {
			return s, true
		}
	}
	return Service{}, false
}

// Policy finds a policy by id.
func (b Book) Policy(id string) (Policy, bool) {
	for _, p := range b.Policies {
		if p.ID == id {
			return p, true
		}
	}
	return Policy{}, false
}
