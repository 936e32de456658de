// Package terms reads the configuration: who promises what to whom, and where
// the evidence lies.
//
//  1. The document (document.go) becomes a tree whose nodes know their line and
//     column; its size, depth and width are bounded first.
//  2. Each part (services.go, policies.go, customers.go, sources.go, format.go,
//     maintenance.go, amendment.go) is a table of fields: key, required or optional, reader.
//     The decoder (decoder.go) walks table and tree together.
//  3. Each reader turns text into a value (scalar.go) or adds a Problem. Nothing
//     stops at the first one.
//  4. What is referred to is read before what refers to it: the order of the
//     table in Parse, whatever the order of the file.
//
// A new key is one row in a table and, for a new kind of value, one function in
// scalar.go.
package terms

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/parse"
)

// A Config is what a configuration file says.
type Config struct {
	File           string // as given to Parse
	Book           contract.Book
	Store, Reports string // as written, relative to the file
	Incidents      []IncidentSource
	Logs           []LogSource
	Calendars      []CalendarSource
	Amendments     []incident.Amendment // those written in the configuration itself
	AmendmentFiles []AmendmentSource
	MaxRejected    money.Percent // more rejected log lines than this stop a run
	MinCoverage    money.Percent // less known time than this is exit code 4
	OtherRules     bool          // customers' statements show their month under other rules, too
}

// An IncidentSource is files that hold incidents.
type IncidentSource struct {
	Files       []string // patterns as in path.Match, relative to the configuration
	Format      string   // the name of a format; "": the content shows it
	FormatPlace contract.Place
	Zone        *time.Location  // of clock times that name none; nil: the organisation's
	Order       parse.DateOrder // of dates in numbers that the document leaves open
	Provider    string          // who publishes them, in place of what the files say; "": as they say
	Place       contract.Place
}

// An AmendmentSource is files that hold lists of amendments.
type AmendmentSource struct {
	Files []string // patterns as in path.Match, relative to the configuration
	Place contract.Place
}

// A LogSource is request logs of one format.
type LogSource struct {
	Files    []string // patterns as in path.Match, relative to the configuration
	Format   Format
	Customer string // the field that names the customer, without a leading $
	Service  string // service id of every line; "" where the services' matches decide

	ServiceField string         // the field that a match's field is compared with; "" where none is
	Zone         *time.Location // of times that carry none; nil: not said
	Prefix       string         // what a collector wrote before each line: compose, cri, syslog, syslog5424; "": nothing
	Place        contract.Place
}

// A Format is how a log line is written. One of its parts is set.
type Format struct {
	Text  string      // a log_format or LogFormat string, or the name of a preset
	JSON  *JSONFields // lines of JSON
	CSV   *CSVFields  // lines of separated values
	W3C   *W3CFields  // the W3C's extended log format, with settings
	Place contract.Place
}

// JSONFields are the names of the fields of a JSON log line; dots descend into
// objects. Only Time and Status are never empty.
type JSONFields struct {
	Time, Status       string
	TimeUnit           string // of a number: s, ms, us or ns; "": by its size
	Latency            string
	LatencyUnit        string // s, ms, us or ns; set where Latency is
	Request            string // "METHOD target PROTOCOL"
	Method, Path, Host string
	RequestID          string
}

// CSVFields are the names of the columns of a table, or, with NoHeader, their
// numbers from 1.
type CSVFields struct {
	JSONFields
	Delimiter string // one ASCII character
	NoHeader  bool   // no line names the columns
}

// W3CFields are the settings of the W3C's extended log format.
type W3CFields struct {
	LatencyUnit string // of time-taken: s, ms, us or ns
}

// A CalendarSource is iCalendar files that announce maintenance.
type CalendarSource struct {
	Files    []string // patterns as in path.Match, relative to the configuration
	Services []string // service ids; empty: all
	Place    contract.Place
}

// Parse reads a configuration. Its error is Problems: everything that is wrong
// with the file, in order of place. It does not run the policies' worked
// examples: contract.Policy.CheckExamples does.
func Parse(file string, data []byte) (*Config, error) {
	c := &Config{
		File: file, Store: "aftermath.db", Reports: "reports",
		MaxRejected: money.MustPercent("1%"), MinCoverage: money.MustPercent("0%"),
	}
	d := newDecoder(c)
	if root := d.document(data); root != nil {
		d.configuration(root)
	}
	if len(d.problems) > 0 {
		return nil, d.problems.Sorted()
	}
	return c, nil
}

func (d *decoder) configuration(n ast.Node) {
	c, b := d.config, &d.config.Book
	d.mapping(n, "the configuration",
		required("organisation", value(d, &b.Organisation, text)),
		optional("contact", value(d, &b.Contact, text)),
		required("zone", value(d, &b.Zone, zone)),
		optional("store", value(d, &c.Store, text)),
		optional("reports", value(d, &c.Reports, text)),
		optional("sample", value(d, &b.Sample, text)),
		optional("quality", d.quality),
		optional("statements", d.statements),
		required("services", d.list(1, d.service)),
		required("policies", d.list(1, d.policy)),
		required("customers", d.list(1, d.customer)),
		required("sources", d.sources),
		optional("maintenance", d.list(1, d.maintenance)),
		optional("amendments", d.list(1, d.amendment)),
	)
}

func (d *decoder) statements(n ast.Node) {
	d.mapping(n, "statements", optional("other_rules", value(d, &d.config.OtherRules, named(truths))))
}

func (d *decoder) quality(n ast.Node) {
	d.mapping(n, "quality",
		optional("max_rejected", value(d, &d.config.MaxRejected, money.ParsePercent)),
		optional("min_coverage", value(d, &d.config.MinCoverage, money.ParsePercent)),
	)
}
