package export

import (
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// pagerDuty is an answer of GET /incidents or /incidents/{id}. An incident is
// created by the alert that triggers it, which is the detection; it is resolved
// when somebody, or the alert's end, closes it.
var pagerDuty = api{
	lists: []string{"incidents", "incident"},
	has:   "incident_number",
	fields: []field{
		{name: "id", role: isID},
		{name: "title", role: isTitle},
		{name: "summary", role: isTitle},
		{name: "description", role: isTitle},
		{name: "html_url", role: isURL},
		{name: "service.summary", role: isComponent},
		{name: "service.name", role: isComponent},
		{name: "priority.summary", role: isImpact},
		{name: "priority.name", role: isImpact},
		{name: "urgency", role: isImpact},
		{name: "status", role: isStatus},
		{name: "created_at", role: isTrigger},
		{name: "resolved_at", role: isClosed},
	},
	more: func(f *answer, d *draft, n *jsontree.Node) {
		d.Title = unnumbered(d.Title)
		if at := n.Get("last_status_change_at"); n.Get("resolved_at") == nil && d.state() == "resolved" && at != nil {
			f.take(d, field{name: "last_status_change_at", role: isClosed}, at) // older answers have no resolved_at
		}
	},
	expected: `an answer of PagerDuty's GET /incidents: {"incidents": [{"id": …, "incident_number": …, "created_at": …}]}`,
}

// PagerDuty reads PagerDuty's incidents: created_at is a stated detection,
// resolved_at an announcement.
func PagerDuty(file string, data []byte, o parse.Options) (parse.Document, error) {
	return pagerDuty.read(file, data, o)
}

// IsPagerDuty says that the file holds incidents of PagerDuty's REST API.
func IsPagerDuty(s parse.Sample) bool {
	return s.JSON() && s.Key("incident_number") && (s.Key("escalation_policy") || s.Key("incident_key")) && !s.Key("log_entries")
}

// pagerDutyAnalytics is an answer of POST /analytics/raw/incidents. Its times
// have no offset and are in the answer's time_zone.
var pagerDutyAnalytics = api{
	lists: []string{"data"},
	has:   "incident_number",
	fields: []field{
		{name: "id", role: isID},
		{name: "description", role: isTitle},
		{name: "service_name", role: isComponent},
		{name: "priority_name", role: isImpact},
		{name: "urgency", role: isImpact},
		{name: "status", role: isStatus},
		{name: "created_at", role: isTrigger},
		{name: "resolved_at", role: isClosed},
	},
	expected: `an answer of PagerDuty's analytics: {"data": [{"incident_number": …, "created_at": …, "seconds_to_resolve": …}]}`,
}

// PagerDutyAnalytics reads the raw incidents of PagerDuty's analytics, as
// PagerDuty does the incidents themselves.
func PagerDutyAnalytics(file string, data []byte, o parse.Options) (parse.Document, error) {
	return pagerDutyAnalytics.read(file, data, o)
}

// IsPagerDutyAnalytics says that the file holds raw incidents of the analytics.
func IsPagerDutyAnalytics(s parse.Sample) bool {
	return s.JSON() && s.Key("incident_number") && s.Key("seconds_to_resolve")
}
