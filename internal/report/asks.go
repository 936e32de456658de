package report

import (
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// askedOf are the parameters that say who may ask for a credit, how, until when
// and up to what, in the order in which a reader needs them.
var askedOf = []string{"claim", "eligibility", "minimum", "caps", "termination"}

var askedWords = map[string]string{
	"claim": "Claim", "eligibility": "Condition", "minimum": "Minimum", "caps": "Cap", "termination": "Right to leave",
}

// asks is what the contracts ask before a credit is paid, and what bounds it:
// nothing where a policy says nothing of the kind.
func asks(own *statement.Account) Section {
	t := &Table{ID: "asks", Caption: "What the contract asks", Columns: []Column{
		{Title: "Service"}, {Title: "Term"}, {Title: "What it says"}, {Title: "Here", Note: "for this period"}, {Title: "Clause"},
	}}
	for _, s := range own.Statements {
		for _, parameter := range askedOf {
			if parameter == "claim" {
				claims(t, s)
				continue
			}
			for _, l := range s.Policy.Definition() {
				if l.Parameter == parameter && l.Clause != "default" {
					t.Rows = append(t.Rows, askRow(s, askedWords[parameter], l.Words, here(s, parameter), l.Clause))
				}
			}
		}
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	return Section{ID: "asks", Title: "What the contract asks", Lead: "Terms that a claim must keep, and that bound what is paid. A date is the last day on which it is in time, by the period's zone.", Blocks: []Block{t}}
}

func askRow(s statement.Statement, term, says, here, clause string) []Cell {
	cells := []Cell{Text(s.Service.Name), Text(term), Text(upper(says)), Text(here), Text(clause)}
	if here == "" {
		cells[3] = None{Why: "nothing to say for this period"}
	}
	if clause == "" {
		cells[4] = None{Why: "no clause is named"}
	}
	return cells
}

// claims are the rows of a policy's claim terms.
func claims(t *Table, s statement.Statement) {
	c := s.Policy.Claim
	clause := s.Policy.Clauses["claim"]
	if c.Automatic {
		t.Rows = append(t.Rows, askRow(s, "Claim", "paid without a claim", "", clause))
	}
	for _, d := range c.Deadlines {
		own := d.Clause
		if own == "" {
			own = clause
		}
		t.Rows = append(t.Rows, askRow(s, "Claim", d.Words(), due(s, d), own))
	}
	if len(c.Evidence) > 0 {
		t.Rows = append(t.Rows, askRow(s, "To hand in", strings.Join(c.Evidence, "; "), "", clause))
	}
	if c.Decisive != "" {
		t.Rows = append(t.Rows, askRow(s, "What decides", c.Decisive, "", clause))
	}
}

// due is until when a deadline of s runs: "until 30 May 2025"; in words where
// what it runs from is not known here, "" where nothing is to be claimed.
func due(s statement.Statement, d contract.Deadline) string {
	if s.Judgement.Verdict != contract.Missed {
		return "nothing to claim"
	}
	anchor, ok := anchorOf(s, d.Anchor)
	if !ok {
		return "runs from " + string(d.Anchor) + ", which is not known here"
	}
	end := d.Due(anchor, s.Policy.Promises()[0].Calendar.Holidays)
	words := "until " + end.Add(-time.Second).In(s.Period.Zone).Format("2 January 2006")
	if d.Unit == contract.InHours {
		words = "until " + end.In(s.Period.Zone).Format(fullTime)
	}
	if d.Anchor == contract.OutageStart || d.Anchor == contract.OutageEnd {
		words += ", for the last outage"
	}
	return words
}

// anchorOf is what a deadline runs from: the last day of the period, or the ends
// of the last outage; earlier ones have earlier deadlines. What happens outside,
// an invoice or that somebody noticed, is not known.
func anchorOf(s statement.Statement, a contract.Anchor) (time.Time, bool) {
	zone := s.Period.Zone
	last := s.Period.End.In(zone).Add(-time.Second)
	switch a {
	case contract.PeriodEnd:
		return last, true
	case contract.NextEnd:
		end := s.Period.End.In(zone)
		return contract.StartOfDay(end.Year(), end.Month()+time.Month(s.Policy.Period.Kind.Months()), end.Day(), zone).Add(-time.Second), true
	case contract.OutageStart, contract.OutageEnd:
		outage, ok := lastOutage(s)
		if a == contract.OutageStart {
			return outage.Start.In(zone), ok
		}
		return outage.End.In(zone), ok
	}
	return time.Time{}, false
}

// lastOutage is the last unbroken stretch of bad minutes with one that was down
// in it; where none was down the last of all.
func lastOutage(s statement.Statement) (last span.Span, found bool) {
	var now span.Span
	down := false
	for _, r := range s.Bad {
		if !now.End.Equal(r.Start) || now.Empty() {
			now.Start, down = r.Start, false
		}
		now.End, down = r.End, down || r.State == statement.Down
		if down || !found || s.Minutes.Down == 0 {
			last, found = now, true
		}
	}
	return last, found
}

// here is what a term comes to for the period, from the judgement's own steps.
func here(s statement.Statement, parameter string) string {
	key := map[string]string{"caps": "cap", "minimum": "minimum", "eligibility": "consecutive"}[parameter]
	if parameter == "termination" {
		if s.Judgement.Terminate != "" {
			return "given"
		}
		return "not given"
	}
	for _, step := range s.Judgement.Arithmetic {
		if step.Key == key && parameter != "eligibility" && len(step.Operands) > 0 {
			if before := step.Operands[0]; before.Exact != nil && step.Result.Exact != nil && before.Exact.Cmp(step.Result.Exact) != 0 {
				return "leaves " + step.Result.Printed + " of " + before.Printed
			}
			return "not reached"
		}
		if step.Key == key && parameter == "eligibility" {
			return step.Result.Printed + " in a row"
		}
	}
	return ""
}
