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

// A Policy is one promise and what its breach costs.
type Policy struct {
	ID             string
	Name           string
	Target         money.Percent
	Evidence       Evidence
	DegradedWeight money.Percent // the share of a degraded minute that counts as downtime; 0 % by default
	Maintenance    MaintenanceRule
	Tiers          []Tier // by descending Below, none above Target
	Examples       []Example
	Place          Place // where it is written
}

// A MaintenanceRule says which announced maintenance is excluded; the zero rule
// excludes none.
type MaintenanceRule struct {
	Excluded bool
	Notice   time.Duration // announced at least this long before it begins
	Cap      time.Duration // at most this much per period; 0: no cap
}

// A Tier is a credit that falls due when availability is below Below; the
// lowest tier that holds applies. Exactly at Below is in the better tier.
type Tier struct {
	Below  money.Percent
	Credit money.Percent // of the monthly fee
}

// String is the tier's condition: "< 99.9 %".
func (t Tier) String() string { return "< " + t.Below.String() + " %" }

// A Place is where in the configuration something is written.
type Place struct {
	File         string
	Line, Column int
}

// An Example is a worked example from the contract: for these minutes and this
// fee the policy must give this availability and this credit.
type Example struct {
	Minutes      Tally
	Fee          money.Amount
	Availability string // in percent as printed, rounded down, 4 decimals: "99.8865"; "" is not checked
	Credit       money.Amount
	Place        Place
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
