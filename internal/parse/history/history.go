// Package history reads any incident history: it knows the formats, tells from
// a file's content which one it is, and hands it to that format's reader.
package history

import (
	"fmt"
	"slices"

	"aftermath/internal/parse"
	"aftermath/internal/parse/export"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/own"
	"aftermath/internal/parse/postmortem"
	"aftermath/internal/parse/statuspage"
)

// Revision changes whenever the same file would say something else than
// before, so that incident files are read again.
const Revision = 7

// A Format is one way to write incidents down.
type Format struct {
	Name  string // as the configuration and the command line name it
	Title string // what a person calls it
	// Is says that a file looks like this format; nil: it is only read by name.
	Is   func(parse.Sample) bool
	Read func(file string, data []byte, o parse.Options) (parse.Document, error)
}

// formats in order of detection: the first whose Is agrees reads the file. A
// new format is a new row here, and a line in its test and in METHOD.md.
var formats = []Format{
	{"pagerduty-json", "PagerDuty incidents (JSON)", export.IsPagerDuty, export.PagerDuty},
	{"pagerduty-analytics-json", "PagerDuty analytics, raw incidents (JSON)", export.IsPagerDutyAnalytics, export.PagerDutyAnalytics},
	{"pagerduty-log-json", "PagerDuty log entries (JSON)", export.IsPagerDutyLog, export.PagerDutyLog},
	{"pagerduty-maintenance-json", "PagerDuty maintenance windows (JSON)", export.IsPagerDutyWork, export.PagerDutyWork},
	{"incidentio-json", "incident.io incidents (JSON)", export.IsIncidentIO, export.IncidentIO},
	{"firehydrant-json", "FireHydrant incidents (JSON)", export.IsFireHydrant, export.FireHydrant},
	{"rootly-json", "Rootly incidents (JSON)", export.IsRootly, export.Rootly},
	{"opsgenie-json", "Opsgenie incidents (JSON)", export.IsOpsgenie, export.Opsgenie},
	{"pagerduty-csv", "PagerDuty export (CSV)", export.IsPagerDutyTable, export.PagerDutyTable},
	{"opsgenie-csv", "Opsgenie export (CSV)", export.IsOpsgenieTable, export.OpsgenieTable},
	{"incidentio-csv", "incident.io export (CSV)", export.IsIncidentIOTable, export.IncidentIOTable},
	{"firehydrant-csv", "FireHydrant export (CSV)", export.IsFireHydrantTable, export.FireHydrantTable},
	{"rootly-csv", "Rootly export (CSV)", export.IsRootlyTable, export.RootlyTable},
	{"jira-csv", "Jira export (CSV)", export.IsJiraTable, export.JiraTable},
	{"servicenow-csv", "ServiceNow export (CSV)", export.IsServiceNowTable, export.ServiceNowTable},
	{"aftermath-yaml", "aftermath's own (YAML)", own.IsYAML, own.YAML},
	{"aftermath-csv", "aftermath's own (CSV)", own.IsTable, own.Table},
	{"statuspage-json", "Statuspage API (JSON)", statuspage.IsJSON, statuspage.JSON},
	{"updates-json", "incidents with their updates (JSON)", statuspage.IsUpdates, statuspage.Updates},
	{"empty-json", "answer of a tool that found nothing (JSON)", export.IsEmpty, export.Empty},
	{"statuspage-atom", "Atom feed of a Statuspage", statuspage.IsAtom, statuspage.Feed},
	{"statuspage-rss", "RSS feed of a Statuspage", statuspage.IsRSS, statuspage.Feed},
	{"statuspage-html", "saved page of a Statuspage (HTML)", statuspage.IsHTML, statuspage.HTML},
	{"statuspage-text", "text of a Statuspage page", statuspage.IsText, statuspage.Text},
	{"cstate", "issue of a cState status page", postmortem.IsCState, postmortem.CState},
	{"time-led", "updates that begin with their time", postmortem.IsTimeLed, postmortem.TimeLed},
	{"markdown", "postmortem in Markdown", postmortem.IsMarkdown, postmortem.Markdown},
	{"postmortem", "postmortem as plain text", postmortem.IsText, postmortem.Text},
}

// Formats are all formats, in order of detection.
func Formats() []Format { return slices.Clone(formats) }

// Named finds a format by name.
func Named(name string) (Format, bool) {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Detect tells which format a file is in.
func Detect(file string, data []byte) (Format, bool) {
	s := parse.NewSample(file, data)
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Is != nil && f.Is(s) })
	if i < 0 {
		return Format{}, false
	}
	return formats[i], true
}

// Read reads a file in the format of that name, or, where name is "", in the
// one that its content shows.
func Read(file string, data []byte, name string, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	f, ok := Named(name)
	if name == "" {
		f, ok = Detect(file, data)
	}
	if !ok {
		if parse.NewSample(file, data).JSON() {
			if _, err := jsontree.Parse(file, data); err != nil {
				return parse.Document{}, err
			}
		}
		return parse.Document{}, fmt.Errorf("%s: no incident document that aftermath knows\n    name its format: aftermath incidents formats lists the %d that it reads", file, len(formats))
	}
	d, err := f.Read(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	d.Format = f.Name
	return d, nil
}
