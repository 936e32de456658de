package main

import (
	"context"
	"fmt"
	"strings"

	"aftermath/internal/app"
)

// commands is the command line: a field is a command or a flag, its help tag
// the text that --help prints.
type commands struct {
	Quiet bool `help:"Print nothing but errors and what was asked for." short:"q"`

	Run       runCommand       `cmd:"" help:"Read what the configuration names, assess the month, write its reports (and remove those of its statements and incidents that no longer exist)."`
	Ingest    ingestCommand    `cmd:"" help:"Only read."`
	Forget    forgetCommand    `cmd:"" help:"Take back what was read from a log, exactly; the next run reads it again where it is still named."`
	Report    reportCommand    `cmd:"" help:"Write reports from what was read before."`
	Incidents incidentsCommand `cmd:"" help:"The register of incidents, with each instant's basis and words."`
	Logs      logsCommand      `cmd:"" help:"Look at request logs."`
	Policy    policyCommand    `cmd:"" help:"Look at promises, and try them on a case."`
	Check     checkCommand     `cmd:"" help:"Check configuration, contracts, sources and store: everything wrong at once."`
	Init      initCommand      `cmd:"" help:"Write a commented configuration to start from."`
	Version   versionCommand   `cmd:"" help:"Print the version."`
}

// configFlag is common to the commands that need a configuration.
type configFlag struct {
	Config string `short:"c" placeholder:"FILE" help:"Configuration file. Default: aftermath.yaml here, else data/aftermath.yaml."`
}

type periodFlag struct {
	Period string `placeholder:"2025-04" help:"Calendar month. Default: the last full month with data."`
}

type runCommand struct {
	configFlag
	periodFlag
	Out        string `placeholder:"DIR" help:"Where reports go. Default: as configured."`
	ExitBreach bool   `help:"Exit with 3 when a promise was missed."`
}

type ingestCommand struct {
	configFlag
	Path []string `arg:"" optional:"" help:"Read only these files, as the configuration describes them; - is standard input."`
}

type forgetCommand struct {
	configFlag
	Log []string `arg:"" help:"Logs by the path they were read from, or by their digest."`
}

type reportCommand struct {
	configFlag
	periodFlag
	Customer   []string `placeholder:"ID" sep:"none" help:"Only this customer's documents; may be repeated."`
	Format     []string `placeholder:"html,xlsx,json" enum:"html,xlsx,json" default:"html,xlsx,json" help:"Which files to write."`
	Out        string   `placeholder:"DIR" help:"Where reports go. Default: as configured."`
	ExitBreach bool     `help:"Exit with 3 when a promise was missed."`
}

type incidentsCommand struct {
	List    incidentsList    `cmd:"" default:"withargs" help:"Print the register (the default)."`
	Parse   incidentsParse   `cmd:"" help:"Read incident files and print what they say; store nothing."`
	Review  incidentsReview  `cmd:"" help:"List what deserves a person's eye, worst first, each with an amendment to start from."`
	Formats incidentsFormats `cmd:"" help:"List the formats that incidents are read from."`
}

type incidentsList struct {
	configFlag
	periodFlag
	JSON bool `help:"Print JSON."`
}

type incidentsParse struct {
	JSON   bool     `help:"Print JSON."`
	Format string   `placeholder:"NAME" help:"Read the files in this format: see aftermath incidents formats. Default: as their content shows."`
	Zone   string   `default:"UTC" help:"Zone of clock times that name none."`
	Order  string   `placeholder:"dmy|mdy" enum:",dmy,mdy" default:"" help:"Order of day and month in dates that read both ways. Default: such dates give nothing."`
	File   []string `arg:"" help:"Incident histories: status pages, exports, feeds, postmortems; - is standard input."`
}

type incidentsReview struct {
	configFlag
	Period string `placeholder:"2025-04" help:"Only incidents of this calendar month. Default: all."`
	JSON   bool   `help:"Print JSON."`
}

type incidentsFormats struct{}

type logsCommand struct {
	Detect logsDetect `cmd:"" help:"Say which format a log has, and show five lines as read."`
}

type logsDetect struct {
	configFlag
	File []string `arg:"" help:"Request logs: plain, .gz or .zst."`
}

type policyCommand struct {
	List policyList `cmd:"" help:"Name the policies of the configuration and the presets."`
	Show policyShow `cmd:"" help:"Print a policy with what it extends, and what it says in words."`
	Try  policyTry  `cmd:"" help:"Say what a policy makes of a case, step by step."`
}

type policyList struct{ configFlag }

type policyShow struct {
	configFlag
	Policy string `arg:"" help:"A policy of the configuration, presets/NAME, or a file with one policy."`
}

type policyTry struct {
	configFlag
	Policy    string   `arg:"" help:"A policy of the configuration, presets/NAME, or a file with one policy."`
	Period    string   `placeholder:"2025-03" help:"A month, a quarter (2025-Q1), a year, or a length (30 days, 43200m)."`
	Zone      string   `placeholder:"ZONE" help:"Zone of the period. Default: the organisation's, else UTC."`
	Fee       string   `placeholder:"'744 GBP'" help:"The fee of the period."`
	Down      string   `placeholder:"120m" help:"Minutes down."`
	Degraded  string   `placeholder:"20m" help:"Minutes degraded."`
	Excluded  string   `placeholder:"60m" help:"Minutes excluded."`
	Unknown   string   `placeholder:"5m" help:"Minutes unknown."`
	Outage    []string `placeholder:"30m" sep:"none" help:"An outage's length, or {at: 3h, lasts: 30m, level: partial, affected: 10%}; may be repeated."`
	Intervals string   `placeholder:"8640,864,1000,100" help:"Intervals: all, bad ones, and in each bad one the valid and the failed requests."`
	Requests  string   `placeholder:"N" help:"Valid requests."`
	Failed    string   `placeholder:"M" help:"Of them failed."`
	Given     []string `placeholder:"'repairs: [5h]'" sep:"none" help:"Anything else that an example can give; may be repeated."`
	JSON      bool     `help:"Print JSON."`
}

type checkCommand struct{ configFlag }

type initCommand struct {
	Dir string `arg:"" optional:"" default:"." help:"Where to write aftermath.yaml."`
}

type versionCommand struct{}

// carryOut calls the use case that the parsed command names.
func (c *commands) carryOut(ctx context.Context, command string, a *app.App) (app.Outcome, error) {
	name, _, _ := strings.Cut(command, " <")
	switch name {
	case "run":
		r := c.Run
		return a.Run(ctx, app.Selection{Config: r.Config, Period: r.Period, Out: r.Out, ExitBreach: r.ExitBreach})
	case "ingest":
		return app.Outcome{}, a.Ingest(ctx, c.Ingest.Config, c.Ingest.Path)
	case "forget":
		return app.Outcome{}, a.Forget(ctx, c.Forget.Config, c.Forget.Log)
	case "report":
		r := c.Report
		return a.Report(ctx, app.Selection{Config: r.Config, Period: r.Period, Customers: r.Customer, Formats: r.Format, Out: r.Out, ExitBreach: r.ExitBreach})
	case "incidents", "incidents list":
		l := c.Incidents.List
		return app.Outcome{}, a.Incidents(ctx, l.Config, l.Period, l.JSON)
	case "incidents parse":
		p := c.Incidents.Parse
		return a.ParseIncidents(ctx, app.Reading{Files: p.File, Format: p.Format, Zone: p.Zone, Order: p.Order, JSON: p.JSON})
	case "incidents review":
		r := c.Incidents.Review
		return app.Outcome{}, a.Review(ctx, r.Config, r.Period, r.JSON)
	case "incidents formats":
		return app.Outcome{}, a.IncidentFormats()
	case "logs detect":
		return app.Outcome{}, a.DetectLogs(ctx, c.Logs.Detect.Config, c.Logs.Detect.File)
	case "policy list":
		return app.Outcome{}, a.ListPolicies(c.Policy.List.Config)
	case "policy show":
		return app.Outcome{}, a.ShowPolicy(c.Policy.Show.Config, c.Policy.Show.Policy)
	case "policy try":
		t := c.Policy.Try
		return app.Outcome{}, a.TryPolicy(app.Question{Config: t.Config, Policy: t.Policy, Period: t.Period, Zone: t.Zone, Fee: t.Fee,
			Down: t.Down, Degraded: t.Degraded, Excluded: t.Excluded, Unknown: t.Unknown, Outages: t.Outage,
			Intervals: t.Intervals, Requests: t.Requests, Failed: t.Failed, Given: t.Given, JSON: t.JSON})
	case "check":
		return app.Outcome{}, a.Check(ctx, c.Check.Config)
	case "init":
		return app.Outcome{}, a.Init(c.Init.Dir)
	case "version":
		_, err := fmt.Fprintln(a.Out, "aftermath", a.Version)
		return app.Outcome{}, err
	}
	return app.Outcome{}, fmt.Errorf("command %q has no use case", command)
}
