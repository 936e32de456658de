// Package incident holds what went wrong, when, and on what evidence.
//
//  1. A parser reads a document into a Record: posts, and marks that each
//     point at the words they were read from. It chooses nothing.
//  2. Merge joins the records of several documents that are of one incident
//     into a Case.
//  3. Settle turns a Case and what people have decided into an Incident: for
//     each kind of instant one chosen reading, by one written precedence, with
//     its rivals beside it. Judge is Settle of a single document.
//  4. The incident's windows, durations and month follow from the instants.
//  5. Review finds what a person should look at.
package incident

import (
	"time"

	"aftermath/internal/span"
)

// A Kind names an instant in the life of an incident.
type Kind string

// The instants of an incident, in the order in which they usually come.
const (
	Began             Kind = "began"              // customers first harmed
	Detected          Kind = "detected"           // the operator knew
	Identified        Kind = "identified"         // the cause was known
	Mitigated         Kind = "mitigated"          // recovery began, the severe part was over
	Resolved          Kind = "resolved"           // full function confirmed
	AnnouncedResolved Kind = "announced_resolved" // the "Resolved" post on the status page
)

// Kinds are all kinds, in order.
var Kinds = [...]Kind{Began, Detected, Identified, Mitigated, Resolved, AnnouncedResolved}

// A Basis says on what an instant rests, see Judge for their order.
type Basis string

// The bases, strongest first.
const (
	Amended  Basis = "amended"  // a person's correction, with author and reason
	Stated   Basis = "stated"   // a structured field, or a timeline row of a postmortem
	Prose    Basis = "prose"    // a sentence of a postmortem
	Posted   Basis = "posted"   // the time a status update was posted
	Observed Basis = "observed" // request logs
)

// A Precision is how finely an instant was given.
type Precision string

// The precisions.
const (
	Second Precision = "second"
	Minute Precision = "minute"
	Hour   Precision = "hour"
	Day    Precision = "day"
	About  Precision = "about" // "around 14:00"
)

// A Place is where in a file something was read. Line and Column count from 1,
// Column in bytes; Start and End are byte offsets of the words. A zero Line
// means that the place is the file as a whole.
type Place struct {
	File       string
	Line       int
	Column     int
	Start, End int
}

// A Mark is one reading of one instant: its value and the words it came from.
type Mark struct {
	Kind      Kind
	At        time.Time // with the offset that was read or assumed
	Precision Precision
	Basis     Basis
	Quote     string // the words, as they stand in the file
	Rule      string // the name of the rule that read it, e.g. "between-and"
	Place
	Warning string // a doubt about this reading, e.g. a zone that does not fit the season
	Author  string // for amended: who, why and under which ticket
	Reason  string
	Ticket  string
}

// A Level is how much of the service an incident took.
type Level string

// The levels, worst first.
const (
	Outage   Level = "outage"   // nothing worked
	Partial  Level = "partial"  // part of the calls, or of the customers, failed
	Degraded Level = "degraded" // slow or flawed, but working
)

// Down says that the level counts as downtime.
func (l Level) Down() bool { return l == Outage || l == Partial }

// A Window is a stretch of time at one level, as declared.
type Window struct {
	span.Span
	Level Level
	Basis Basis
	Quote string
}

// A Post is one entry of a status page.
type Post struct {
	Status string // Investigating, Identified, Monitoring, Update, Resolved, Postmortem …, as written
	At     time.Time
	Body   string
	Place
}

// A Record is what one document says of one incident. Nothing in it is chosen:
// Marks may contradict each other.
type Record struct {
	ID         string // the source's id, or one derived from the file's content
	Title      string
	Provider   string
	URL        string
	Links      []string // addresses that the document names as this incident's own
	Components []string
	Impact     string // the source's own word: none, minor, major, critical; "" when it has none
	Posts      []Post // in order of time
	Marks      []Mark // in order of place
	Levels     []Reading
	Open       bool   // the source says that it is not over
	File       string // where it was read
	Digest     string // SHA-256 of the file, lower-case hex
	Warnings   []string
}

// A Reading is a level of the severe part, and the words that say so.
type Reading struct {
	Level Level
	Quote string
	Rule  string
	Place
}
