package export

import (
	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

// opsgenie is an answer of GET /v1/incidents or /v1/incidents/{id}. The start of
// the impact is the time of the entry until somebody corrects it.
var opsgenie = api{
	lists: []string{"data"},
	has:   "tinyId",
	fields: []field{
		{name: "id", role: isID},
		{name: "tinyId", role: isNumber},
		{name: "message", role: isTitle},
		{name: "links.web", role: isURL},
		{name: "priority", role: isImpact},
		{name: "status", role: isStatus},
		{name: "createdAt", role: isFiled},
		{name: "impactStartDate", role: isFilled, kind: incident.Began},
		{name: "impactDetectDate", role: isInstant, kind: incident.Detected},
		{name: "impactEndDate", role: isInstant, kind: incident.Resolved},
		{name: "description", role: isText},
	},
	expected: `an answer of Opsgenie's GET /v1/incidents: {"data": [{"id": …, "tinyId": …, "message": …, "impactStartDate": …}]}`,
}

// Opsgenie reads Opsgenie's incidents: the impact's start and end are stated,
// createdAt is a posted detection.
func Opsgenie(file string, data []byte, o parse.Options) (parse.Document, error) {
	return opsgenie.read(file, data, o)
}

// IsOpsgenie says that the file holds incidents, and not alerts, of Opsgenie.
func IsOpsgenie(s parse.Sample) bool {
	return s.JSON() && s.Key("tinyId") && (s.Key("impactStartDate") || s.Key("impactedServices"))
}
