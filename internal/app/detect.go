package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/tabwriter"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
	"aftermath/internal/source"
)

// sampled is how much of a log DetectLogs and Check look at, in bytes.
const sampled = 1 << 20

// DetectLogs says of each file which format reads it best, as the configuration
// would write it, and shows five lines as read. Formats of the configuration
// are tried first; without a configuration the presets and JSON are. A file
// that no format reads is an error, after all are described.
func (a *App) DetectLogs(ctx context.Context, config string, files []string) error {
	var text bytes.Buffer
	configured, err := load(config)
	if err != nil && config != "" {
		return err
	}
	if err != nil {
		if path, _, err := readConfig(""); err == nil {
			fmt.Fprintf(&text, "%s has problems, so its formats are not tried: aftermath check names them\n", path)
		}
		configured = nil
	}
	given, sources, err := configured.candidates()
	if err != nil {
		return err
	}
	var unread []string
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		sample, err := beginning(file)
		if err != nil {
			return err
		}
		found := accesslog.Detect(sample, file, given)
		if found[0].Requests == 0 {
			describeUnread(&text, file, found)
			unread = append(unread, file)
			continue
		}
		describe(&text, file, found, sources[found[0].Format])
	}
	if _, err := a.Out.Write(text.Bytes()); err != nil || len(unread) == 0 {
		return err
	}
	return noFormat(configured, unread)
}

// candidates are the formats of the configuration, if there is one, and the
// source of each.
func (s *settings) candidates() (given []accesslog.Candidate, sources map[*accesslog.Format]terms.LogSource, err error) {
	if s == nil {
		return nil, nil, nil
	}
	sources = map[*accesslog.Format]terms.LogSource{}
	for _, l := range s.Logs {
		at := l.Format.Place
		src, err := s.compile(l)
		if err != nil {
			return nil, nil, &UsageError{placed(at.File, at.Line, at.Column, err)}
		}
		f := src.format.Named(fmt.Sprintf("the format at %s:%d", at.File, at.Line))
		given = append(given, accesslog.Candidate{Format: f, Options: src.options})
		sources[f] = l
	}
	return given, sources, nil
}

func noFormat(configured *settings, files []string) error {
	where, config := "a configuration (aftermath init writes one to start from)", "FILE"
	if configured != nil {
		where, config = configured.File, configured.File
	}
	return fmt.Errorf("no format reads %s\n    put its nginx log_format string, its Apache LogFormat, or the names of its fields, under sources.logs of %s, then: %s",
		few(files), where, detectCommand(config, files[0]))
}

func detectCommand(config, file string) string {
	return fmt.Sprintf("aftermath logs detect -c %s %s", config, file)
}

// few are the first names, and how many more there are.
func few(names []string) string {
	if more := len(names) - worst; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:worst], ", "), more)
	}
	return strings.Join(names, ", ")
}

func beginning(file string) ([]byte, error) {
	f, err := source.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Head(sampled)
}

func describeUnread(w io.Writer, file string, found []accesslog.Detection) {
	if found[0].Lines == 0 {
		fmt.Fprintf(w, "%s: no format reads it: it holds no line\n", file)
		return
	}
	fmt.Fprintf(w, "%s: no format reads it\n", file)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	var problems []string
	names := map[string][]string{} // of formats, by their first problem
	for _, d := range found {
		if d.Problem == nil || d.Options.Prefix != "" {
			continue
		}
		problem := d.Problem.String()
		if names[problem] == nil {
			problems = append(problems, problem)
		}
		names[problem] = append(names[problem], d.Format.Name())
	}
	for _, problem := range problems {
		fmt.Fprintf(table, "  %s\t%s\n", strings.Join(names[problem], ", "), problem)
	}
	table.Flush()
}

// describe writes what reads file best; src is its source where it has one.
func describe(w io.Writer, file string, found []accesslog.Detection, src terms.LogSource) {
	best := found[0]
	fmt.Fprintf(w, "%s: %s, %d of %d lines are read", file, best.Format.Name(), best.Requests, best.Lines)
	if n := best.NotRequests; n > 0 {
		fmt.Fprintf(w, ", %d are about no request", n)
	}
	fmt.Fprintln(w)
	format, customer := src.Format, src.Customer
	switch f := best.Fields; {
	case f != nil:
		format.JSON = &terms.JSONFields{
			Time: f.Time, TimeUnit: f.TimeUnit, Status: f.Status, Latency: f.Latency, LatencyUnit: f.Unit,
			Request: f.Request, Method: f.Method, Path: f.Path, Host: f.Host, RequestID: f.RequestID,
		}
		customer = f.Customer
	case !best.Given:
		format.Text, customer = best.Format.Name(), best.Options.Customer
	}
	// Indented as below sources.logs, to be pasted there.
	fmt.Fprintf(w, "      format: %s\n      %s\n", formatWords(format), customerWords(found, customer))
	if best.Options.Prefix != "" {
		fmt.Fprintf(w, "      prefix: %s\n", best.Options.Prefix)
	}
	if !best.Given && best.Options.Zone != nil {
		fmt.Fprintf(w, "      zone: %s # the times carry no offset: write their zone\n", best.Options.Zone)
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
	for _, remark := range best.Remarks {
		fmt.Fprintf(w, "  %s\n", remark)
	}
	if best.Problem != nil {
		fmt.Fprintf(w, "  first line that is not: %s\n    %s\n", best.Problem, best.Problem.Text)
	}
}

// customerWords is the line of the customer field, a comment where the field
// that is asked for, if any, has no value.
func customerWords(found []accesslog.Detection, asked string) string {
	best := found[0]
	if best.Customers > 0 {
		return "customer: " + quoted(asked)
	}
	words := "# customer: no line names one"
	if asked != "" {
		words = "# customer: no line has a value in " + quoted(asked)
	}
	var names []string
	for _, d := range found {
		if d.Fields == nil || d.Requests == 0 {
			continue
		}
		for _, name := range append([]string{d.Fields.Customer}, d.Others...) {
			if name != "" && name != asked {
				names = append(names, quoted(name))
			}
		}
	}
	switch {
	case len(names) > 0:
		return words + "; name the field that does, perhaps one of: " + strings.Join(names[:min(len(names), 10)], ", ")
	case best.Fields == nil:
		return words + `; add a variable that does to the server's log_format, like "$http_x_customer"`
	}
	return words + "; add a field that does to the log"
}

var bare = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)

// quoted is name as YAML takes it in any place.
func quoted(name string) string {
	if bare.MatchString(name) {
		return name
	}
	return strconv.Quote(name)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
