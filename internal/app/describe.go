package app

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
)

// describe writes what reads file best; src is its source where it has one.
func describe(w io.Writer, file string, found []accesslog.Detection, src terms.LogSource) {
	best := &found[0]
	fmt.Fprintf(w, "%s: %s, %d of %d lines %s read", file, best.Format.Name(), best.Requests, best.Lines, are(best.Requests))
	if n := best.NotRequests; n > 0 {
		fmt.Fprintf(w, ", %d %s about no request", n, are(n))
	}
	fmt.Fprintln(w)
	format, customer := src.Format, src.Customer
	if !best.Given {
		format, customer = guessedFormat(best), best.Options.Customer
		if best.Fields != nil {
			customer = best.Fields.Customer
		}
	}
	// Indented as below sources.logs, to be pasted there.
	fmt.Fprintf(w, "      format: %s\n      %s\n", formatWords(format), customerWords(found, customer))
	if best.Options.Prefix != "" {
		fmt.Fprintf(w, "      prefix: %s\n", best.Options.Prefix)
	}
	if !best.Given && best.Options.Zone != nil {
		fmt.Fprintf(w, "      zone: %s # write the zone of the clock that wrote the times\n", best.Options.Zone)
	}
	readings(w, best.First)
	if best.Text != "" {
		fmt.Fprintln(w, "  the lines are as combined has them and go on: better than these guessed names is the server's own log_format")
	}
	for _, remark := range best.Remarks {
		fmt.Fprintf(w, "  %s\n", remark)
	}
	if p := best.Problem; p != nil {
		fmt.Fprintf(w, "  first line that is not: %s\n    %s\n", p, p.Text)
	}
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// readings writes lines as read, in columns.
func readings(w io.Writer, first []accesslog.Reading) {
	rows := [][]string{{"line", "time", "status", "latency", "customer", "method", "host", "path"}}
	for _, r := range first {
		latency := ""
		if r.HasLatency {
			latency = r.Latency.String()
		}
		rows = append(rows, []string{
			fmt.Sprint(r.Line), r.At.Format("2006-01-02 15:04:05Z"), fmt.Sprint(r.Status), latency, r.Customer, r.Method, r.Host, r.Path,
		})
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		for i, cell := range row {
			row[i] = cmp.Or(cell, "–")
		}
		fmt.Fprintf(table, "  %s\n", strings.Join(row, "\t"))
	}
	table.Flush()
}

// describeRequestless is for a file all of whose lines d knows, and none as a
// request.
func describeRequestless(w io.Writer, file string, d *accesslog.Detection) {
	fmt.Fprintf(w, "%s: no request in it\n  its %s: known from the format %s, which has such beside requests\n",
		file, number(int64(d.Lines), "line"), d.Format.Name())
}

// describeUnread says how far formats come in a file that none reads, that which
// comes furthest first. names are those of its JSON, if it holds any.
func describeUnread(w io.Writer, file string, names []string, found []accesslog.Detection) {
	if found[0].Lines == 0 {
		fmt.Fprintf(w, "%s: no format reads it: it holds no line\n", file)
		return
	}
	unnamed := len(names) > 0 && !slices.ContainsFunc(found, func(d accesslog.Detection) bool { return d.Fields != nil })
	if unnamed {
		fmt.Fprintf(w, "%s: no format reads it: it is JSON without names that are known for a time and a status\n  write format: {json: {time: …, status: …}} with names among: %s\n",
			file, strings.Join(shortened(names), ", "))
	} else {
		fmt.Fprintf(w, "%s: no format reads it; the first line that stops each:\n", file)
	}
	var problems []*accesslog.Rejection
	formats := map[string][]string{} // by their first problem
	for _, d := range found {
		if d.Problem == nil || d.Options.Prefix != "" || unnamed && !d.Given {
			continue
		}
		problem := d.Problem.String()
		if formats[problem] == nil {
			problems = append(problems, d.Problem)
		}
		formats[problem] = append(formats[problem], d.Format.Name())
	}
	slices.SortStableFunc(problems, func(a, b *accesslog.Rejection) int {
		return cmp.Or(cmp.Compare(b.Line, a.Line), cmp.Compare(b.Column, a.Column))
	})
	for _, p := range problems {
		all := formats[p.String()]
		slices.Sort(all)
		fmt.Fprintf(w, "  %s\n    %s\n", strings.Join(all, ", "), p)
	}
}

// customerWords is the line of the customer field, a comment where the field
// that is asked for, if any, has no value.
func customerWords(found []accesslog.Detection, asked string) string {
	best := &found[0]
	if best.Customers > 0 {
		return "customer: " + quoted(asked)
	}
	words := "# customer: no line names one"
	if asked != "" {
		words = "# customer: no line has a value in " + quoted(asked)
	}
	var names []string
	add := func(all ...string) {
		for _, name := range all {
			if name != "" && name != asked && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if best.Text != "" {
		add(best.Others...)
	}
	if !best.Given {
		add(accesslog.CustomerFields(best.Format.Name())...)
	}
	for _, d := range found {
		if d.Fields != nil && d.Requests > 0 {
			add(d.Fields.Customer)
			add(d.Others...)
		}
	}
	switch {
	case len(names) > 0:
		return words + "; name the field that does, perhaps one of: " + strings.Join(shortened(names), ", ")
	case best.Fields == nil:
		return words + `; add a variable that does to the server's log_format, like "$http_x_customer"`
	}
	return words + "; add a field that does to the log"
}

// shortened are the first names as YAML takes them.
func shortened(names []string) []string {
	const most = 10
	var out []string
	for _, name := range names[:min(len(names), most)] {
		out = append(out, quoted(name))
	}
	if len(names) > most {
		out = append(out, "…")
	}
	return out
}
