package export

import (
	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// fireHydrant is an answer of GET /v1/incidents or /v1/incidents/{id}.
var fireHydrant = api{
	lists: []string{"data"},
	has:   "milestones",
	fields: []field{
		{name: "id", role: isID},
		{name: "number", role: isNumber},
		{name: "name", role: isTitle},
		{name: "incident_url", role: isURL},
		{name: "impacts[].impact.name", role: isComponent},
		{name: "services[].name", role: isComponent},
		{name: "severity", role: isImpact},
		{name: "current_milestone", role: isStatus},
		{name: "created_at", role: isFiled},
		{name: "description", role: isText},
		{name: "summary", role: isText},
		{name: "customer_impact_summary", role: isText},
	},
	more:     fireHydrantMilestones,
	expected: `an answer of FireHydrant's GET /v1/incidents: {"data": [{"id": …, "milestones": [{"type": "started", "occurred_at": …}]}]}`,
}

// milestones are FireHydrant's. Started is the time of the entry until somebody
// corrects it. Acknowledged and investigating tell of people; what follows
// resolved is paperwork.
var milestones = map[string]field{
	"started":    {role: isFilled, kind: incident.Began},
	"detected":   {role: isInstant, kind: incident.Detected},
	"identified": {role: isInstant, kind: incident.Identified},
	"mitigated":  {role: isInstant, kind: incident.Mitigated},
	"resolved":   {role: isInstant, kind: incident.Resolved},
}

// FireHydrant reads FireHydrant's incidents: their milestones are stated,
// created_at is a posted detection.
func FireHydrant(file string, data []byte, o parse.Options) (parse.Document, error) {
	return fireHydrant.read(file, data, o)
}

// IsFireHydrant says that the file holds incidents of FireHydrant.
func IsFireHydrant(s parse.Sample) bool {
	return s.JSON() && s.Key("milestones") && s.Key("occurred_at")
}

func fireHydrantMilestones(f *answer, d *draft, n *jsontree.Node) {
	for _, m := range n.List("milestones") {
		kind := m.Str("type")
		if kind == "" {
			kind = m.Str("slug")
		}
		row, known := milestones[kind]
		at := m.Get("occurred_at")
		if !known || at == nil {
			continue
		}
		row.name = kind
		if s, ok := f.time(d, kind, at); ok {
			d.instant(row, s, f.Node(at))
		}
	}
}
