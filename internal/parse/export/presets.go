package export

import (
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/table"
)

// head is the first row of a file that may be a table.
func head(s parse.Sample) []string {
	if s.JSON() || s.Markup() {
		return nil
	}
	return table.Head(s.Data)
}

var pagerDutyTable = preset{
	title: "an export of PagerDuty",
	signs: [][]string{
		{"incidentnumber"},
		{"createdon", "createdat", "created"},
		{"servicename", "service", "secondstoresolve"},
	},
	fields: []field{
		{name: "id", role: isID},
		{name: "incidentid", role: isID},
		{name: "incidentnumber", role: isNumber},
		{name: "title", role: isTitle},
		{name: "description", role: isTitle},
		{name: "htmlurl", role: isURL},
		{name: "servicename", role: isComponent},
		{name: "service", role: isComponent},
		{name: "priorityname", role: isImpact},
		{name: "priority", role: isImpact},
		{name: "urgency", role: isImpact},
		{name: "status", role: isStatus},
		{name: "createdon", role: isTrigger},
		{name: "createdat", role: isTrigger},
		{name: "created", role: isTrigger},
		{name: "resolvedon", role: isClosed},
		{name: "resolvedat", role: isClosed},
		{name: "resolved", role: isClosed},
	},
}

// PagerDutyTable reads a CSV export of PagerDuty, its columns as the API's
// fields.
func PagerDutyTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return pagerDutyTable.read(file, data, o)
}

// IsPagerDutyTable says that the columns are PagerDuty's.
func IsPagerDutyTable(s parse.Sample) bool { return pagerDutyTable.is(head(s)) }

var opsgenieTable = preset{
	title: "an export of Opsgenie",
	signs: [][]string{{"tinyid"}, {"message"}, {"createdat", "createdatdate", "impactstartdate", "impactstart"}},
	fields: []field{
		{name: "incidentid", role: isID},
		{name: "alertid", role: isID},
		{name: "id", role: isID},
		{name: "tinyid", role: isNumber},
		{name: "message", role: isTitle},
		{name: "impactedservices", role: isComponent},
		{name: "services", role: isComponent},
		{name: "priority", role: isImpact},
		{name: "status", role: isStatus},
		{name: "createdat", role: isFiled},
		{name: "createdatdate", role: isFiled},
		{name: "impactstartdate", role: isFilled, kind: incident.Began},
		{name: "impactstart", role: isFilled, kind: incident.Began},
		{name: "impactdetectdate", role: isInstant, kind: incident.Detected},
		{name: "impactenddate", role: isInstant, kind: incident.Resolved},
		{name: "impactend", role: isInstant, kind: incident.Resolved},
		{name: "resolvedat", role: isClosed},
		{name: "closedat", role: isClosed},
		{name: "description", role: isText},
	},
}

// OpsgenieTable reads a CSV export of Opsgenie.
func OpsgenieTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return opsgenieTable.read(file, data, o)
}

// IsOpsgenieTable says that the columns are Opsgenie's.
func IsOpsgenieTable(s parse.Sample) bool { return opsgenieTable.is(head(s)) }

var incidentIOTable = preset{
	title: "an export of incident.io",
	signs: [][]string{
		{"reference", "permalink"},
		{"name"},
		{"reportedat", "reported", "declaredat", "declared", "impactstartedat", "impactstarted", "createdat"},
	},
	fields: []field{
		{name: "id", role: isID},
		{name: "reference", role: isNumber},
		{name: "name", role: isTitle},
		{name: "permalink", role: isURL},
		{name: "url", role: isURL},
		{name: "affectedservices", role: isComponent},
		{name: "severity", role: isImpact},
		{name: "statuscategory", role: isStatus},
		{name: "status", role: isStatus},
		{name: "createdat", role: isFiled},
		{name: "summary", role: isText},
		{name: "postmortem", role: isText},
	},
	other: func(header string) (field, bool) { return timestampOf(header) },
}

// IncidentIOTable reads a CSV export of incident.io, its times by their names as
// in the API.
func IncidentIOTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return incidentIOTable.read(file, data, o)
}

// IsIncidentIOTable says that the columns are incident.io's.
func IsIncidentIOTable(s parse.Sample) bool { return incidentIOTable.is(head(s)) }

// staged are the columns of tools that keep a time for each stage.
var staged = []field{
	{name: "startedat", role: isFilled, kind: incident.Began},
	{name: "started", role: isFilled, kind: incident.Began},
	{name: "detectedat", role: isInstant, kind: incident.Detected},
	{name: "detected", role: isInstant, kind: incident.Detected},
	{name: "identifiedat", role: isInstant, kind: incident.Identified},
	{name: "identified", role: isInstant, kind: incident.Identified},
	{name: "mitigatedat", role: isInstant, kind: incident.Mitigated},
	{name: "mitigated", role: isInstant, kind: incident.Mitigated},
	{name: "resolvedat", role: isInstant, kind: incident.Resolved},
	{name: "resolved", role: isInstant, kind: incident.Resolved},
	{name: "createdat", role: isFiled},
	{name: "created", role: isFiled},
	{name: "summary", role: isText},
	{name: "description", role: isText},
	{name: "postmortem", role: isText},
}

var fireHydrantTable = preset{
	title: "an export of FireHydrant",
	signs: [][]string{{"currentmilestone", "milestone"}, {"name"}, {"startedat", "started", "createdat", "created"}},
	fields: append([]field{
		{name: "id", role: isID},
		{name: "incidentid", role: isID},
		{name: "number", role: isNumber},
		{name: "incidentnumber", role: isNumber},
		{name: "name", role: isTitle},
		{name: "incidenturl", role: isURL},
		{name: "url", role: isURL},
		{name: "services", role: isComponent},
		{name: "impactedservices", role: isComponent},
		{name: "impactedinfrastructure", role: isComponent},
		{name: "severity", role: isImpact},
		{name: "priority", role: isImpact},
		{name: "currentmilestone", role: isStatus},
		{name: "milestone", role: isStatus},
		{name: "customerimpactsummary", role: isText},
	}, staged...),
}

// FireHydrantTable reads a CSV export of FireHydrant.
func FireHydrantTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return fireHydrantTable.read(file, data, o)
}

// IsFireHydrantTable says that the columns are FireHydrant's.
func IsFireHydrantTable(s parse.Sample) bool { return fireHydrantTable.is(head(s)) }

var rootlyTable = preset{
	title: "an export of Rootly",
	signs: [][]string{{"title"}, {"startedat"}, {"mitigatedat", "acknowledgedat", "intriageat"}},
	fields: append([]field{
		{name: "id", role: isID},
		{name: "incidentid", role: isID},
		{name: "sequentialid", role: isNumber},
		{name: "slug", role: isNumber},
		{name: "title", role: isTitle},
		{name: "url", role: isURL},
		{name: "shorturl", role: isURL},
		{name: "services", role: isComponent},
		{name: "severity", role: isImpact},
		{name: "status", role: isStatus},
		{name: "mitigationmessage", role: isText},
		{name: "resolutionmessage", role: isText},
	}, staged...),
}

// RootlyTable reads a CSV export of Rootly.
func RootlyTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return rootlyTable.read(file, data, o)
}

// IsRootlyTable says that the columns are Rootly's.
func IsRootlyTable(s parse.Sample) bool { return rootlyTable.is(head(s)) }

var jiraTable = preset{
	title: "an export of Jira",
	signs: [][]string{{"issuekey"}, {"summary"}, {"created"}},
	fields: []field{
		{name: "issuekey", role: isID},
		{name: "summary", role: isTitle},
		{name: "components", role: isComponent},
		{name: "affectedservices", role: isComponent},
		{name: "priority", role: isImpact},
		{name: "status", role: isStatus},
		{name: "created", role: isFiled},
		{name: "resolved", role: isClosed},
		{name: "description", role: isText},
	},
	// an organisation's own times are columns like "Custom field (Impact started)"
	other: func(words string) (field, bool) {
		name, custom := strings.CutPrefix(words, "Custom field (")
		if !custom {
			return field{}, false
		}
		return timestampOf(strings.TrimSuffix(name, ")"))
	},
}

// JiraTable reads a CSV export of Jira, of which Jira Service Management is a
// part.
func JiraTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return jiraTable.read(file, data, o)
}

// IsJiraTable says that the columns are Jira's.
func IsJiraTable(s parse.Sample) bool { return jiraTable.is(head(s)) }

var serviceNowTable = preset{
	title: "an export of ServiceNow",
	signs: [][]string{{"number"}, {"shortdescription"}, {"opened", "openedat", "syscreatedon", "created"}},
	fields: []field{
		{name: "number", role: isID},
		{name: "shortdescription", role: isTitle},
		{name: "businessservice", role: isComponent},
		{name: "service", role: isComponent},
		{name: "cmdbci", role: isComponent},
		{name: "configurationitem", role: isComponent},
		{name: "priority", role: isImpact},
		{name: "state", role: isStatus},
		{name: "incidentstate", role: isStatus},
		{name: "openedat", role: isFiled},
		{name: "opened", role: isFiled},
		{name: "syscreatedon", role: isFiled},
		{name: "created", role: isFiled},
		{name: "resolvedat", role: isClosed},
		{name: "resolved", role: isClosed},
		{name: "description", role: isText},
		{name: "closenotes", role: isText},
	},
}

// ServiceNowTable reads a CSV export of ServiceNow's incident table.
func ServiceNowTable(file string, data []byte, o parse.Options) (parse.Document, error) {
	return serviceNowTable.read(file, data, o)
}

// IsServiceNowTable says that the columns are ServiceNow's.
func IsServiceNowTable(s parse.Sample) bool { return serviceNowTable.is(head(s)) }
