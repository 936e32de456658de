package terms

import (
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/parse"
)

func (d *decoder) sources(n ast.Node) {
	m := d.mapping(n, "sources",
		optional("incidents", d.list(1, d.incidentSource)),
		optional("logs", d.list(1, d.logSource)),
	)
	if _, ok := pairs(n); ok && len(m.values) == 0 {
		d.report(n, "sources names nothing to read", "write incidents, logs or both")
	}
}

func (d *decoder) incidentSource(n ast.Node) {
	s := IncidentSource{Place: d.place(n)}
	m := d.mapping(n, "a source of incidents",
		required("files", values(d, &s.Files, glob)),
		optional("format", value(d, &s.Format, text)),
		optional("zone", value(d, &s.Zone, zone)),
		optional("order", value(d, &s.Order, word("an order of day and month", parse.DayFirst, parse.MonthFirst))),
		optional("provider", value(d, &s.Provider, text)),
	)
	if s.Format != "" {
		s.FormatPlace = d.place(m.at("format"))
	}
	d.config.Incidents = append(d.config.Incidents, s)
}

func (d *decoder) logSource(n ast.Node) {
	s := LogSource{Place: d.place(n)}
	d.mapping(n, "a source of logs",
		required("files", values(d, &s.Files, glob)),
		required("format", func(n ast.Node) { s.Format = d.format(n) }),
		required("customer", value(d, &s.Customer, variable)),
		optional("service", value(d, &s.Service, d.services.refer)),
		optional("service_field", value(d, &s.ServiceField, variable)),
		optional("zone", value(d, &s.Zone, zone)),
		optional("prefix", value(d, &s.Prefix, word("a prefix of log lines", "compose", "cri", "syslog", "syslog5424"))),
	)
	d.config.Logs = append(d.config.Logs, s)
}

// variable is the name of a log field; nginx writes it with a $.
func variable(s string) (string, error) {
	return text(strings.TrimPrefix(s, "$"))
}
