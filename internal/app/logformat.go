package app

import (
	"fmt"
	"strings"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
)

// compileFormat is the format that a configuration means.
func compileFormat(f terms.Format) (*accesslog.Format, error) {
	switch {
	case f.JSON != nil:
		return accesslog.JSONLines(accesslog.JSONFields{
			Time: f.JSON.Time, TimeUnit: f.JSON.TimeUnit, Status: f.JSON.Status, Latency: f.JSON.Latency, Unit: f.JSON.LatencyUnit,
			Request: f.JSON.Request, Method: f.JSON.Method, Path: f.JSON.Path, Host: f.JSON.Host, RequestID: f.JSON.RequestID,
		})
	case f.CSV != nil:
		c := f.CSV
		return accesslog.CSV(accesslog.CSVFields{
			Delimiter: c.Delimiter, NoHeader: c.NoHeader,
			Time: c.Time, TimeUnit: c.TimeUnit, Status: c.Status, Latency: c.Latency, Unit: c.LatencyUnit,
			Request: c.Request, Method: c.Method, Path: c.Path, Host: c.Host, RequestID: c.RequestID,
		})
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
