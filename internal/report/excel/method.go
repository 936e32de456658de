package excel

import (
	"fmt"
	"strings"

	"aftermath/internal/contract"
)

// method writes what the words and figures mean, and which inputs they rest on.
func (b *book) method() {
	s := b.sheet("Method & inputs", "Method and inputs", "What each figure means, and the digests of what it was made from, by aftermath "+b.acc.Version+".")
	s.section("Definitions", "")
	definitions := [...][2]string{
		{"Minute", "Each minute of the month has exactly one state: up, degraded, down, excluded or unknown. The five add up to the period."},
		{"Down, degraded", "The share of failed or slow requests in the minute reaches the service's limit below, in your requests. Where the log is silent, the declared incident decides if the policy says so."},
		{"Up", "Otherwise, including minutes in which you sent nothing while the service was being logged."},
		{"Excluded", "Taken out by a rule of the contract, such as maintenance announced in time. Sheet Outages lists each."},
		{"Unknown", "Not logged, and no declared incident covers it. Counts neither for nor against the promise."},
		{"Availability", "(eligible − lost) / eligible, where eligible = period − excluded − unknown and lost = down + weight × degraded."},
		{"Verdict", "The exact figure against the target; exactly at the target is met. Printed percentages are rounded down."},
		{"Credit", "Fee × the credit of the lowest tier that availability falls below, rounded half-up once."},
		{"Period", periodLine(b.acc.Period) + ". Days are calendar days of this zone."},
	}
	var rows [][]value
	for _, d := range definitions {
		rows = append(rows, []value{{text: d[0], look: look{bold: true}}, prose(d[1])})
	}
	s.table("", []column{{"Word", 34}, {"Meaning", 90}}, rows, "")

	s.section("Limits of the services", "")
	rows = nil
	seen := map[string]bool{}
	for _, st := range b.acc.Statements {
		if !seen[st.Service.ID] {
			seen[st.Service.ID] = true
			rows = append(rows, []value{words(st.Service.Name), prose(limits(st.Service))})
		}
	}
	s.table("", []column{{"Service", 34}, {"A minute is …", 90}}, rows, "")

	s.section("Inputs", "The figures rest on files with these bytes; the digest of a file is the same wherever it lies.")
	rows = nil
	for _, in := range b.acc.Inputs {
		rows = append(rows, []value{words(in.Kind), words(in.Path), words(in.Digest)})
	}
	s.table("", []column{{"Kind", 34}, {"File", 90}, {"Digest", 75}}, rows, "No input.")

	rows = nil
	for _, g := range b.acc.Gaps {
		covered := "unknown"
		if g.Declared {
			covered = "covered by a declared incident"
		}
		rows = append(rows, []value{words(b.serviceName(g.Service)), words(local(g.Start, b.zone).text + " to " + local(g.End, b.zone).text + ": " + covered)})
	}
	s.section("Gaps", "Stretches in which a service was not being logged.")
	s.table("", []column{{"Service", 34}, {"Stretch", 90}}, rows, "None.")
	s.finish(0, 0, headRows)
}

// limits says in words when a minute of s is bad.
func limits(s contract.Service) string {
	m := s.Minute
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	add("down when %s of its requests fail", m.Down.Words())
	if !m.Degraded.Percent.IsZero() {
		add("degraded when %s fail", m.Degraded.Words())
	}
	if !m.DegradedSlow.IsZero() && s.Slow > 0 {
		add("degraded when %s take longer than %s", m.DegradedSlow.Words(), s.Slow)
	}
	if m.MinRequests > 0 {
		add("not decided by the log with fewer than %d requests", m.MinRequests)
	}
	if len(s.Failed) > 0 {
		add("failed: status %s", s.Failed)
	}
	if len(s.Ignored) > 0 {
		add("not counted: status %s", s.Ignored)
	}
	return strings.Join(out, "; ")
}
