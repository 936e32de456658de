package export

import (
	"fmt"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// incidentIO is an answer of GET /v2/incidents or /v2/incidents/{id}.
var incidentIO = api{
	lists: []string{"incidents", "incident"},
	has:   "incident_timestamp_values",
	fields: []field{
		{name: "id", role: isID},
		{name: "reference", role: isNumber},
		{name: "name", role: isTitle},
		{name: "permalink", role: isURL},
		{name: "severity.name", role: isImpact},
		{name: "incident_status.category", role: isStatus},
		{name: "incident_status.name", role: isStatus},
		{name: "summary", role: isText},
	},
	more: incidentIOTimes,
	skip: func(n *jsontree.Node) string {
		if mode := n.Str("mode"); mode == "test" || mode == "tutorial" {
			return fmt.Sprintf("its mode is %s", mode)
		}
		return ""
	},
	expected: `an answer of incident.io's GET /v2/incidents: {"incidents": [{"id": …, "incident_timestamp_values": [{"incident_timestamp": {"name": "Reported at"}, "value": {"value": …}}]}]}`,
}

// timestamps are the names of times that incident.io gives an incident, without
// "at" at their end. Organisations add others, which are named in a warning.
var timestamps = map[string]field{
	"impact started": {role: isInstant, kind: incident.Began},
	"impact start":   {role: isInstant, kind: incident.Began},
	"detected":       {role: isInstant, kind: incident.Detected},
	"identified":     {role: isInstant, kind: incident.Identified},
	"mitigated":      {role: isInstant, kind: incident.Mitigated},
	"fixed":          {role: isInstant, kind: incident.Mitigated}, // the fix is in and being watched
	"impact ended":   {role: isInstant, kind: incident.Resolved},
	"impact end":     {role: isInstant, kind: incident.Resolved},
	"resolved":       {role: isInstant, kind: incident.Resolved},
	"reported":       {role: isFiled},
	"declared":       {role: isFiled},
	// these tell of people and of the entry: what is closed was over long before
	"closed": {}, "acknowledged": {}, "accepted": {}, "declined": {}, "merged": {}, "canceled": {}, "cancelled": {}, "paused": {}, "investigating": {},
}

func timestampOf(name string) (field, bool) {
	name = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(name, "_", " ")))
	row, ok := timestamps[strings.TrimSuffix(name, " at")]
	row.name = name
	return row, ok
}

// IncidentIO reads incident.io's incidents: their timestamps are stated, the
// report is a posted detection.
func IncidentIO(file string, data []byte, o parse.Options) (parse.Document, error) {
	return incidentIO.read(file, data, o)
}

// IsIncidentIO says that the file holds incidents of incident.io.
func IsIncidentIO(s parse.Sample) bool { return s.JSON() && s.Key("incident_timestamp_values") }

func incidentIOTimes(f *answer, d *draft, n *jsontree.Node) {
	for _, v := range n.List("incident_timestamp_values") {
		name := v.Get("incident_timestamp").Get("name")
		at := v.Get("value")
		if at != nil && at.Kind == jsontree.Object {
			at = at.Get("value")
		}
		if name == nil || at == nil {
			continue
		}
		row, known := timestampOf(name.Text)
		if !known {
			d.warn(f.Node(name), fmt.Sprintf("the timestamp %.60q is not known: not used", parse.Clean(name.Text)))
			continue
		}
		if row.role == isFiled && n.Str("mode") == "retrospective" {
			continue // it was entered when it was over
		}
		if s, ok := f.time(d, name.Text, at); ok && row.role != "" {
			d.instant(row, s, f.Node(at))
		}
	}
}
