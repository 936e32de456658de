package app

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
)

// compileFormat is the format that a configuration means.
func compileFormat(f terms.Format) (*accesslog.Format, error) {
	switch {
	case f.JSON != nil:
		return accesslog.JSONLines(namedFields(f.JSON))
	case f.CSV != nil:
		return accesslog.CSV(accesslog.CSVFields{Fields: namedFields(&f.CSV.JSONFields), Delimiter: f.CSV.Delimiter, NoHeader: f.CSV.NoHeader})
	case f.W3C != nil:
		return accesslog.W3C(accesslog.W3CFields{LatencyUnit: f.W3C.LatencyUnit})
	}
	if preset, ok := accesslog.Preset(f.Text); ok {
		return preset, nil
	}
	if !strings.ContainsAny(f.Text, "$%") {
		return nil, noPreset(f.Text)
	}
	return accesslog.Pattern(f.Text)
}

// namedFields are the names that a configuration gives.
func namedFields(f *terms.JSONFields) accesslog.Fields {
	return accesslog.Fields{
		Time: f.Time, TimeUnit: f.TimeUnit, Status: f.Status, Latency: f.Latency, Unit: f.LatencyUnit,
		Request: f.Request, Method: f.Method, Path: f.Path, Host: f.Host, RequestID: f.RequestID,
	}
}

// guessedFormat is a guess as the configuration would hold it.
func guessedFormat(d *accesslog.Detection) terms.Format {
	if d.Text != "" || d.Fields == nil {
		return terms.Format{Text: cmp.Or(d.Text, d.Format.Name())}
	}
	f := d.Fields
	fields := terms.JSONFields{
		Time: f.Time, TimeUnit: f.TimeUnit, Status: f.Status, Latency: f.Latency, LatencyUnit: f.Unit,
		Request: f.Request, Method: f.Method, Path: f.Path, Host: f.Host, RequestID: f.RequestID,
	}
	if d.Delimiter != "" {
		return terms.Format{CSV: &terms.CSVFields{JSONFields: fields, Delimiter: d.Delimiter}}
	}
	return terms.Format{JSON: &fields}
}

// noPreset is the error of a text that is no server's format either.
func noPreset(name string) error {
	names := accesslog.Presets()
	hint := terms.Meant(name, names)
	if !strings.HasPrefix(hint, "did you mean") {
		hint = "write an nginx log_format, an Apache LogFormat, or one of: " + strings.Join(names, ", ")
	}
	return fmt.Errorf("there is no log format %q\n    %s", name, hint)
}

// formatWords is f as the configuration writes it.
func formatWords(f terms.Format) string {
	switch {
	case f.JSON != nil:
		return "{json: {" + fieldWords(f.JSON) + "}}"
	case f.CSV != nil:
		return tableWords(f.CSV)
	case f.W3C != nil:
		return "{w3c: {latency_unit: " + f.W3C.LatencyUnit + "}}"
	}
	if _, preset := accesslog.Preset(f.Text); preset {
		return f.Text
	}
	return "'" + strings.ReplaceAll(f.Text, "'", "''") + "'"
}

func tableWords(f *terms.CSVFields) string {
	kind, more := "csv", ""
	if f.Delimiter == "\t" {
		kind = "tsv"
	} else if f.Delimiter != "," {
		more = ", delimiter: " + quoted(f.Delimiter)
	}
	if f.NoHeader {
		more += ", header: false"
	}
	return "{" + kind + ": {" + fieldWords(&f.JSONFields) + more + "}}"
}

func fieldWords(f *terms.JSONFields) string {
	var keys []string
	for _, k := range [...]struct{ key, name string }{
		{"time", f.Time}, {"time_unit", f.TimeUnit}, {"status", f.Status}, {"latency", f.Latency}, {"latency_unit", f.LatencyUnit},
		{"request", f.Request}, {"method", f.Method}, {"path", f.Path}, {"host", f.Host}, {"request_id", f.RequestID},
	} {
		if k.name != "" {
			keys = append(keys, k.key+": "+quoted(k.name))
		}
	}
	return strings.Join(keys, ", ")
}

var bare = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// quoted is name as YAML takes it in any place.
func quoted(name string) string {
	if bare.MatchString(name) && !slices.Contains([]string{"true", "false", "null"}, strings.ToLower(name)) {
		return name
	}
	return strconv.Quote(name)
}
