// Package parse says what every reader of an incident document takes and gives.
// internal/parse/history has the table of formats.
package parse

import (
	"time"

	"aftermath/internal/incident"
)

// Options are what a document does not say itself.
type Options struct {
	// Zone is that of clock times for which neither text nor page names one;
	// such readings carry a warning. Nil is UTC.
	Zone *time.Location
	// Order is that of dates in numbers, such as 06/04/2023, which the document's
	// own dates do not decide.
	Order DateOrder
}

// Place is the zone of clock times that name none, never nil.
func (o Options) Place() *time.Location {
	if o.Zone == nil {
		return time.UTC
	}
	return o.Zone
}

// A DateOrder is the order of day and month in a date in numbers.
type DateOrder string

// The orders.
const (
	Undecided  DateOrder = ""    // a date that reads both ways gives nothing
	DayFirst   DateOrder = "dmy" // 06/04/2023 is 6 April
	MonthFirst DateOrder = "mdy" // 06/04/2023 is 4 June
)

// A Document is what one file says.
type Document struct {
	Format   string            // the name of the format it was read as
	Records  []incident.Record // of incidents, in the order of the file
	Works    []incident.Work   // announced maintenance
	Warnings []string          // what was left out, with file and line
}
