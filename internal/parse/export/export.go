// Package export reads what tools for incidents and alerts give out, as JSON
// of their APIs or as CSV, into records.
//
//  1. A table for each tool says what its fields are: an instant, a name, a
//     text. A milestone that people set by hand (impact started, mitigated) is
//     stated. The entry's own times are paperwork: an incident was known by the
//     time at which it was entered, and announced to be over when it was closed.
//  2. Texts are read as prose.
//
// A severity such as P2 or SEV1 means what its organisation makes of it: it is
// kept as the tool's word and gives no level.
package export

import "aftermath/internal/incident"

// A role is what a field of a tool is to an incident.
type role string

const (
	isID        role = "id"
	isNumber    role = "number" // the id, where there is no other
	isTitle     role = "title"
	isURL       role = "url"
	isComponent role = "component" // of several values, or one list with commas
	isImpact    role = "impact"
	isStatus    role = "status"
	isText      role = "text"    // prose on the whole incident
	isInstant   role = "instant" // set by a person, or measured: stated
	isFilled    role = "filled"  // as isInstant, but the tool fills in the time of the entry
	isTrigger   role = "trigger" // an alert was raised: the operator knew
	isFiled     role = "filed"   // the incident was entered: the operator knew by then
	isClosed    role = "closed"  // the entry was closed: paperwork
)

// A field is one row of a tool's table: its name, and for instants which.
type field struct {
	name string
	role role
	kind incident.Kind
}
