package contract

import (
	"time"
)

// A Calendar is when a promise holds. The zero Calendar is always. What lies
// outside is excluded.
type Calendar struct {
	Zone     *time.Location // nil: the contract's
	Hours    []Hours        // empty: around the clock
	Holidays []Date         // whole days without service hours
	Files    []string       // .ics files of holidays, relative to the configuration; whoever loads adds their days to Holidays
	Clause   string
}

// Always says that the calendar takes nothing out.
func (c Calendar) Always() bool {
	return len(c.Hours) == 0 && len(c.Holidays) == 0 && len(c.Files) == 0
}

// Hours are service hours on some days of the week: [From, To) on the wall
// clock, To 24 h at most. Two entries make a night.
type Hours struct {
	Days     [7]bool // by time.Weekday: Sunday is 0
	From, To time.Duration
}

// A Date is a calendar day in the calendar's zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// A MaintenanceRule says which announced maintenance is excluded; the zero rule
// excludes none.
type MaintenanceRule struct {
	Excluded bool
	Notice   time.Duration // announced at least this long before it begins
	Cap      time.Duration // at most this much; 0: no cap
	Per      Span          // what Cap and Windows are for: the period by default
	Windows  int           // at most so many windows; 0: no bound
	Overrun  bool          // work that goes on after the announced end is excluded too; by default it is downtime
	Clause   string
}

// A Span is the stretch that a cap is for.
type Span string

// The spans of caps.
const (
	PerPeriod   Span = ""
	PerMonth    Span = "month"
	PerQuarter  Span = "quarter"
	PerYear     Span = "year"      // calendar year
	PerTwelve   Span = "12 months" // the period and those before it, 12 months in all
	PerTerm     Span = "term"      // since the contract began
	PerIncident Span = "incident"
	PerDay      Span = "day"
)

// An Exclusion takes incidents of a category out.
type Exclusion struct {
	Category string // of an incident, as an amendment names its cause: "force-majeure", "third-party", "customer", "emergency-maintenance"
	Reason   string // the contract's words
	Clause   string
	Subtract Subtract
}

// Subtract says how M excluded minutes, D_M of them downtime, leave an
// availability of D minutes down in T (METHOD.md, "Exclusions").
type Subtract string

// The ways to subtract.
const (
	Remove  Subtract = ""        // (T − M − (D − D_M)) / (T − M)
	Forgive Subtract = "forgive" // (T − (D − D_M)) / T: also "added back"
	Count   Subtract = "count"   // (T − D) / T: shown, not excluded
)

// Assumed is what an unknown minute counts as.
type Assumed string

// The assumptions.
const (
	LeftOut     Assumed = ""     // neither for nor against
	AssumedUp   Assumed = "up"   // no evidence is no downtime
	AssumedDown Assumed = "down" // no evidence is downtime
)

// Life says what the part of a period is in which the contract, or the thing it
// is about, did not exist.
type Life string

// The kinds of life.
const (
	OwnPart Life = ""       // no part of the period
	FullUp  Life = "filled" // up: the period is whole (Confluent, MongoDB)
)

// A PeriodRule says over which stretch a promise is judged.
type PeriodRule struct {
	Kind   PeriodKind
	Anchor int           // Cycle: the day of the month on which it begins, 1 to 28
	Basis  time.Duration // the length that the period counts as, whatever the calendar: 720h, 730h; 0: its own
}

// A PeriodKind is a kind of period.
type PeriodKind string

// The kinds. All run by the contract's zone.
const (
	Month   PeriodKind = ""
	Quarter PeriodKind = "quarter" // from 1 January, April, July, October
	Year    PeriodKind = "year"
	Cycle   PeriodKind = "cycle" // a billing month that begins on the Anchor day
)

// Months is the number of months in a period of the kind.
func (k PeriodKind) Months() int {
	switch k {
	case Quarter:
		return 3
	case Year:
		return 12
	}
	return 1
}
