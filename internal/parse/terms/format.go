package terms

import (
	"fmt"
	"strconv"

	"github.com/goccy/go-yaml/ast"
)

// format is a text, or a mapping whose only key is the kind of the format.
func (d *decoder) format(n ast.Node) Format {
	f := Format{Place: d.place(n)}
	if _, ok := pairs(n); !ok {
		value(d, &f.Text, text)(n)
		return f
	}
	m := d.mapping(n, "a format",
		optional("json", func(n ast.Node) {
			f.JSON = &JSONFields{}
			d.fields(n, "json", f.JSON)
		}),
		optional("csv", func(n ast.Node) {
			f.CSV = &CSVFields{Delimiter: ","}
			d.table(n, "csv", f.CSV, optional("delimiter", value(d, &f.CSV.Delimiter, delimiter)))
		}),
		optional("tsv", func(n ast.Node) {
			f.CSV = &CSVFields{Delimiter: "\t"}
			d.table(n, "tsv", f.CSV)
		}),
		optional("w3c", func(n ast.Node) {
			f.W3C = &W3CFields{}
			d.mapping(n, "w3c", required("latency_unit", value(d, &f.W3C.LatencyUnit, timeUnit)))
		}),
	)
	if len(m.values) != 1 {
		d.report(n, fmt.Sprintf("a format has one kind, here are %d", len(m.values)), "write one of json, csv, tsv or w3c, or a text: a preset or the server's format")
	}
	return f
}

// fields reads the names of the fields of a log line, and more.
func (d *decoder) fields(n ast.Node, kind string, f *JSONFields, more ...field) mapping {
	m := d.mapping(n, kind, append([]field{
		required("time", value(d, &f.Time, text)),
		optional("time_unit", value(d, &f.TimeUnit, timeUnit)),
		required("status", value(d, &f.Status, text)),
		optional("latency", value(d, &f.Latency, text)),
		optional("latency_unit", value(d, &f.LatencyUnit, timeUnit)),
		optional("request", value(d, &f.Request, text)),
		optional("method", value(d, &f.Method, text)),
		optional("path", value(d, &f.Path, text)),
		optional("host", value(d, &f.Host, text)),
		optional("request_id", value(d, &f.RequestID, text)),
	}, more...)...)
	latency, its := m.values["latency"], m.values["latency_unit"]
	if latency != nil && its == nil {
		d.report(latency, "nothing says in which unit the latency is", "write latency_unit: s, ms, us or ns")
	}
	if latency == nil && its != nil {
		d.report(its, "latency_unit is set, but no latency", "write latency: and the name of the field")
	}
	return m
}

// table reads the columns of a table; without a header they have numbers.
func (d *decoder) table(n ast.Node, kind string, f *CSVFields, more ...field) {
	header := "true"
	m := d.fields(n, kind, &f.JSONFields, append(more, optional("header", value(d, &header, word("a truth value", "true", "false"))))...)
	if f.NoHeader = header == "false"; !f.NoHeader {
		return
	}
	for _, key := range []string{"time", "status", "latency", "request", "method", "path", "host", "request_id"} {
		if column := m.values[key]; column != nil {
			var number int
			value(d, &number, columnNumber)(column)
		}
	}
}

// columnNumber is the number of a column from 1.
func columnNumber(s string) (int, error) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1000 {
		return 0, advice{fmt.Sprintf("%q is not the number of a column", s), "without a header, columns have numbers from 1 to 1000"}
	}
	return n, nil
}

// delimiter is what stands between the values of a table.
func delimiter(s string) (string, error) {
	if len(s) != 1 || s[0] < '!' || s[0] > '~' || s == `"` {
		return "", advice{fmt.Sprintf("%q is not a delimiter", s), `write one character, like ";"; for tabs, write tsv in place of csv`}
	}
	return s, nil
}

// timeUnit is the unit of a number that is a time or a latency.
func timeUnit(s string) (string, error) { return word("a unit of time", "s", "ms", "us", "ns")(s) }
