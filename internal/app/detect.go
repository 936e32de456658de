package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/source"
)

// sampled is how much of a log DetectLogs looks at, in bytes.
const sampled = 1 << 20

// DetectLogs says of each file which format reads it best, and shows five
// lines as read. Formats of the configuration are tried first; without a
// configuration the presets and JSON are.
func (a *App) DetectLogs(ctx context.Context, config string, files []string) error {
	var given []*accesslog.Format
	var options accesslog.Options
	s, err := load(config)
	if err != nil && config != "" {
		return err
	}
	if err == nil {
		for _, l := range s.Logs {
			src, err := s.compile(l)
			if err != nil {
				return &UsageError{placed(l.Format.Place.File, l.Format.Place.Line, l.Format.Place.Column, err)}
			}
			given = append(given, src.format)
			if options.Customer == "" {
				options = src.options
			}
		}
	}
	var text bytes.Buffer
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		sample, err := beginning(file)
		if err != nil {
			return err
		}
		describe(&text, file, accesslog.Detect(sample, file, given, options))
	}
	_, err = a.Out.Write(text.Bytes())
	return err
}

func beginning(file string) ([]byte, error) {
	f, err := source.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sample, err := io.ReadAll(io.LimitReader(f, sampled))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return sample, nil
}

func describe(w io.Writer, file string, found []accesslog.Detection) {
	if len(found) == 0 || found[0].Requests == 0 {
		fmt.Fprintf(w, "%s: no format reads it\n", file)
		for _, d := range found {
			if d.Problem != nil {
				fmt.Fprintf(w, "  %-10s %s\n", d.Format.Name(), d.Problem)
			}
		}
		fmt.Fprintf(w, "  write its nginx log_format string, or the names of its JSON fields, under sources.logs\n")
		return
	}
	best := found[0]
	fmt.Fprintf(w, "%s: %s, %d of %d lines are read\n", file, best.Format.Name(), best.Requests, best.Lines)
	if f := best.Fields; f != nil {
		fmt.Fprintf(w, "  format: {json: {time: %s, status: %s, latency: %s, latency_unit: %s, method: %s, path: %s, host: %s, request_id: %s}}\n",
			f.Time, f.Status, f.Latency, f.Unit, f.Method, f.Path, f.Host, f.RequestID)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  line\ttime\tstatus\tlatency\tcustomer\tmethod\thost\tpath")
	for _, r := range best.First {
		latency := "–"
		if r.HasLatency {
			latency = r.Latency.String()
		}
		fmt.Fprintf(table, "  %d\t%s\t%d\t%s\t%s\t%s\t%s\t%s\n", r.Line, r.At.Format("2006-01-02 15:04:05Z"), r.Status, latency, dash(r.Customer), dash(r.Method), dash(r.Host), dash(r.Path))
	}
	table.Flush()
	if best.Problem != nil {
		fmt.Fprintf(w, "  first line that is not: %s\n    %s\n", best.Problem, best.Problem.Text)
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
