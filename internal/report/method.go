package report

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }

// unassignedRows bounds the table of requests that belong to nobody: their keys
// come from outside.
const unassignedRows = 20

// quality says how far the figures can be trusted: what was not logged, what
// could not be read, what belongs to nobody.
func quality(acc *statement.Account) Section {
	s := Section{ID: "quality", Title: "Quality of the measurement",
		Lead: "Unknown minutes count neither for nor against a promise; every availability stands for the minutes that are known."}
	var lines, rejected int64
	for _, in := range acc.Inputs {
		if in.Kind == "logs" {
			lines += in.Lines
			rejected += in.Rejected
		}
	}
	total := contract.Tally{}
	for _, st := range acc.Statements {
		total = total.Add(st.Minutes)
	}
	facts := Facts{
		{Label: "Coverage", Value: coverageWords(total)},
		{Label: "Log lines read", Value: money.Group(lines)},
		{Label: "Lines rejected", Value: fmt.Sprintf("%s (%s)", money.Group(rejected), fraction(uint64(rejected), uint64(max(lines, 0)), 4))},
	}
	s.Blocks = append(s.Blocks, facts)
	if len(acc.Gaps) > 0 {
		t := &Table{ID: "gaps", Caption: "Stretches in which a service was not being logged",
			Columns: []Column{{Title: "When"}, {Title: "Service"}, {Title: "Length", Right: true}, {Title: "Counted as"}}}
		for _, g := range acc.Gaps {
			as := Status{Text: "Unknown", Tone: ToneUnknown}
			if g.Declared {
				as = Status{Text: "As declared by an incident", Tone: ToneDegraded}
			}
			t.Rows = append(t.Rows, []Cell{Text(stretch(g.Span, acc.Period.Zone)), Text(serviceName(acc, g.Service)), Minutes(g.CountMinutes()), as})
		}
		s.Blocks = append(s.Blocks, t)
	}
	if len(acc.Unassigned) > 0 {
		t := &Table{ID: "unassigned", Caption: "Requests that no contract covers",
			Columns: []Column{{Title: "Customer as logged"}, {Title: "Service"}, {Title: "Requests", Right: true}}}
		shown := slices.Clone(acc.Unassigned)
		slices.SortStableFunc(shown, func(a, b statement.Unassigned) int { return cmp.Compare(b.Requests.Total, a.Requests.Total) })
		if more := len(shown) - unassignedRows; more > 0 {
			shown = shown[:unassignedRows]
			s.Blocks = append(s.Blocks, Paragraph(fmt.Sprintf("Of the customers that no contract covers, the %d with most requests are shown; %s more are in figures.json.", unassignedRows, money.Group(int64(more)))))
		}
		for _, u := range shown {
			t.Rows = append(t.Rows, []Cell{orNone(strings.TrimPrefix(u.Customer, traffic.Unknown), "the line names none"), orNone(serviceName(acc, u.Service), "no rule matches"), Count(int64(u.Requests.Total))})
		}
		s.Blocks = append(s.Blocks, t)
	}
	for _, w := range acc.Warnings {
		s.Blocks = append(s.Blocks, Paragraph(w))
	}
	return s
}

func orNone(s, why string) Cell {
	if s == "" {
		return None{Why: why}
	}
	return Text(s)
}

func coverageWords(t contract.Tally) string {
	c := t.Coverage()
	if c == nil {
		return "no minute was promised"
	}
	return fmt.Sprintf("%s of all promised minutes are known; %s unknown", percentText(c, 4), minutesText(t.Unknown))
}

// inputs are the files that the figures rest on, with their digests. A
// customer's document has no counts: they are of everybody's requests.
func inputs(acc *statement.Account, counted bool) Section {
	t := &Table{ID: "inputs", Caption: "Files read", Empty: "No file was read.", Columns: []Column{{Title: "File"}, {Title: "Kind"}}}
	if counted {
		t.Columns = append(t.Columns, Column{Title: "Lines", Right: true}, Column{Title: "Requests", Right: true}, Column{Title: "Rejected", Right: true})
	}
	t.Columns = append(t.Columns, Column{Title: "Digest"})
	for _, in := range acc.Inputs {
		row := []Cell{Text(in.Path), Text(in.Kind)}
		switch {
		case counted && in.Kind == "logs":
			row = append(row, Count(in.Lines), Count(in.Requests), Count(in.Rejected))
		case counted:
			row = append(row, None{Why: "not counted"}, None{Why: "not counted"}, None{Why: "not counted"})
		}
		t.Rows = append(t.Rows, append(row, Text(in.Digest)))
	}
	return Section{ID: "inputs", Title: "Evidence", Lead: "Every figure rests on these files and on nothing else.", Blocks: []Block{t}}
}

// method defines the words and figures of a document for its reader; METHOD.md
// holds the same at length.
func method(acc *statement.Account, statements []statement.Statement) Section {
	f := Facts{
		{"Availability", "By minutes: (eligible − down − weight × degraded) / eligible minutes. Eligible is the period without excluded and without unknown minutes. A contract may count something else: its arithmetic shows each step. The exact value is compared with the target; what is printed is rounded down."},
		{"State of a minute", "down, degraded or up by the share of a customer's valid requests that failed or were slow; excluded by a rule of the contract; unknown where the service was not being logged and no incident was declared. Each minute has exactly one state."},
		{"Time to resolve", "From the onset of impact to full function, as the postmortem states them; the time of the Resolved post is shown but decides nothing."},
		{"Error budget", "What may be lost before the target is missed: minutes, intervals or requests, as the contract counts."},
		{"Credit", "What the contract's table or formula gives for the measured value, of its base, rounded half-up once; then caps and minimum."},
	}
	seen := map[string]bool{}
	for _, s := range statements {
		if key := "policy " + s.Policy.ID; !seen[key] {
			seen[key] = true
			f = append(f, Fact{s.Policy.Name, policyWords(s.Policy)})
		}
		if key := s.Service.ID; !seen[key] {
			seen[key] = true
			f = append(f, Fact{"A minute of " + s.Service.Name, thresholdWords(s.Service)})
		}
	}
	f = append(f, Fact{"Zone", "Months and days are those of the contract's zone; this document prints " + acc.Period.Zone.String() + " unless it says otherwise."})
	return Section{ID: "method", Title: "How these figures are made", Blocks: []Block{f}}
}

// policyWords is what a policy says, parameter by parameter: what its contract
// sets, not the defaults.
func policyWords(p contract.Policy) string {
	var words []string
	for _, l := range p.Definition() {
		if l.Clause == "default" {
			continue
		}
		line := strings.ReplaceAll(l.Parameter, "_", " ") + ": " + l.Words
		if l.Measure != "" {
			line = l.Measure + ", " + line
		}
		if l.Clause != "" {
			line += " (" + l.Clause + ")"
		}
		words = append(words, line)
	}
	return upper(strings.Join(words, "; ")) + "."
}

func thresholdWords(s contract.Service) string {
	m := s.Minute
	words := fmt.Sprintf("Down when %s of its valid requests fail", m.Down.Words())
	if m.Degraded != m.Down {
		words += fmt.Sprintf("; degraded when %s fail", m.Degraded.Words())
	}
	if s.Slow > 0 && !m.DegradedSlow.IsZero() {
		words += fmt.Sprintf("; degraded when %s take longer than %s", m.DegradedSlow.Words(), durationWords(s.Slow))
	}
	return words + fmt.Sprintf(". A minute with fewer than %s is too thin to decide. Failed: status %s; not counted: status %s. No line for %s or longer: not logged.",
		count(int(m.MinRequests), "valid request", "valid requests"), s.Failed, s.Ignored, durationWords(s.Gap))
}

// durationWords prints 2s as "2 s", 300s as "5 min".
func durationWords(d time.Duration) string {
	switch {
	case d >= time.Hour && d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	case d >= time.Minute && d%time.Minute == 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d%time.Second == 0:
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return fmt.Sprintf("%d ms", d/time.Millisecond)
}

func footer(acc *statement.Account) []Fact {
	f := []Fact{{"Period", fmt.Sprintf("%s, %s (%s)", acc.Period.Title(), stretch(acc.Period.Span, acc.Period.Zone), acc.Period.Zone)}}
	if acc.Contact != "" {
		f = append(f, Fact{"Questions", acc.Contact})
	}
	return append(f,
		Fact{"Made by", "aftermath " + acc.Version},
		Fact{"Offline", "This file is self-contained and makes no network requests."})
}
