package terms

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
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
	d.mapping(n, "a source of incidents",
		required("files", values(d, &s.Files, glob)),
	)
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

// format is a text, or a mapping whose only key is the kind of the format.
func (d *decoder) format(n ast.Node) Format {
	f := Format{Place: d.place(n)}
	if _, ok := pairs(n); !ok {
		value(d, &f.Text, text)(n)
		return f
	}
	d.mapping(n, "a format",
		required("json", func(n ast.Node) { f.JSON = d.jsonFields(n) }),
	)
	return f
}

func (d *decoder) jsonFields(n ast.Node) *JSONFields {
	var f JSONFields
	unit := word("a unit of time", "s", "ms", "us", "ns")
	m := d.mapping(n, "json",
		required("time", value(d, &f.Time, text)),
		optional("time_unit", value(d, &f.TimeUnit, unit)),
		required("status", value(d, &f.Status, text)),
		optional("latency", value(d, &f.Latency, text)),
		optional("latency_unit", value(d, &f.LatencyUnit, unit)),
		optional("request", value(d, &f.Request, text)),
		optional("method", value(d, &f.Method, text)),
		optional("path", value(d, &f.Path, text)),
		optional("host", value(d, &f.Host, text)),
		optional("request_id", value(d, &f.RequestID, text)),
	)
	latency, its := m.values["latency"], m.values["latency_unit"]
	if latency != nil && its == nil {
		d.report(latency, "nothing says in which unit the latency is", "write latency_unit: s, ms, us or ns")
	}
	if latency == nil && its != nil {
		d.report(its, "latency_unit is set, but no latency", "write latency: and the name of the field")
	}
	return &f
}

// variable is the name of a log field; nginx writes it with a $.
func variable(s string) (string, error) {
	return text(strings.TrimPrefix(s, "$"))
}
