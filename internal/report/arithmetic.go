package report

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// arithmetic is a section per promise: the ordered steps of the judgement as
// they are, from minutes to the credit, with the credit table beside them.
func arithmetic(own *statement.Account) []Section {
	var out []Section
	for _, s := range own.Statements {
		section := Section{
			ID: "credit-" + anchor(s), Title: "How this was worked out: " + s.Service.Name,
			Lead:   fmt.Sprintf("%s: %s. %s, a monthly fee of %s.", s.Policy.Name, InOneLine(s.Policy), upper(targetWords(s.Policy)), s.Contract.Fee),
			Blocks: []Block{steps(s.Judgement, true)},
		}
		if !s.RunsUntil.IsZero() {
			section.Lead += " The period is not over: these are the steps so far, and nothing is decided or due."
		}
		if note := usual(s.Judgement); note != "" {
			section.Blocks = append(section.Blocks, Paragraph(note))
		}
		if t := parts(s); t != nil {
			section.Blocks = append(section.Blocks, t)
		}
		if t := tiers(s); t != nil {
			section.Blocks = append(section.Blocks, t)
		}
		if missing := s.Judgement.Missing; len(missing) > 0 {
			section.Blocks = append(section.Blocks, Paragraph("Not known: "+strings.Join(each(missing, withoutHint), "; ")+"."))
		}
		out = append(out, section)
	}
	return out
}

// withoutHint is what is not known without what to do about it, which is for
// whoever runs aftermath and not for a customer.
func withoutHint(missing string) string {
	words, _, _ := strings.Cut(missing, " (")
	return words
}

// anchor tells the statements of one customer apart: a policy may change within
// the month.
func anchor(s statement.Statement) string {
	return slug(s.Service.ID) + "-" + slug(s.Policy.ID) + "-" + s.Judged.Start.Format(time.DateOnly)
}

// steps are the judgement's, each as it is; quiet leaves out those that only
// say that a default holds and change nothing.
func steps(j contract.Judgement, quiet bool) Steps {
	var out Steps
	measure := ""
	for _, s := range j.Arithmetic {
		if quiet && idle(s) {
			continue
		}
		label := s.Label
		if s.Measure != "" && s.Measure != measure {
			label += " (" + s.Measure + ")"
		}
		measure = s.Measure
		clause := s.Clause
		if clause == "default" {
			clause = "" // the note below says so once
		}
		out = append(out, Step{Label: label, Formula: s.Formula, Operands: OperandWords(s.Operands), Result: s.Result.Printed, Clause: clause})
	}
	return out
}

// idle says that a step only repeats its operand: the base is the fee, a cap or
// a minimum leaves the credit as it was.
func idle(s contract.Step) bool {
	if len(s.Operands) == 0 || s.Result.Exact == nil || s.Operands[0].Exact == nil || s.Clause != "default" {
		return false
	}
	return s.Key == "base" && s.Result.Exact.Cmp(s.Operands[0].Exact) == 0
}

// usual names the steps that rest on a default, in a sentence; "" for none.
func usual(j contract.Judgement) string {
	var names []string
	for _, s := range j.Arithmetic {
		if s.Clause == "default" {
			names = union(names, []string{strings.ToLower(s.Label)})
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "On " + list(names) + " the contract says nothing of its own: the usual rule holds, which METHOD.md defines."
}

// OperandWords is the operands of a step in a line: "eligible 43,200 min, lost
// 49 min".
func OperandWords(operands []contract.Operand) string {
	words := make([]string, len(operands))
	for i, o := range operands {
		words[i] = strings.TrimSpace(o.Name + " " + o.Printed)
	}
	return strings.Join(words, " · ")
}

// parts is each measure of a policy that has several.
func parts(s statement.Statement) *Table {
	promises := s.Policy.Promises()
	if len(promises) < 2 {
		return nil
	}
	t := &Table{ID: "measures-" + anchor(s), Caption: "What is promised, each by itself",
		Columns: []Column{{Title: "Measure"}, {Title: "Promise"}, {Title: "Measured", Right: true}, {Title: "Verdict"}, {Title: "Credit", Right: true}, {Title: "Paid"}}}
	for i, p := range s.Judgement.Parts {
		m := promises[i]
		name := m.Name
		if name == "" {
			name = m.ID
		}
		credit, paid := Cell(None{Why: "pays nothing"}), Cell(None{Why: "pays nothing"})
		if !p.Credit.IsZero() {
			credit, paid = Amount{p.Credit}, Text("not beside a greater one")
			if p.Counted {
				paid = Text("yes: " + p.Reason)
			}
		}
		t.Rows = append(t.Rows, []Cell{Text(name), Text(measureTarget(m)), Text(partWords(m, p.Exact)), verdict(p.Verdict), credit, paid})
	}
	return t
}

// tiers is the credit table of a policy whose first measure has one by
// availability, with the row that applies marked.
func tiers(s statement.Statement) *Table {
	rows, ok := s.Policy.Promises()[0].Credit.(contract.Tiers)
	if !ok || len(rows) == 0 {
		return nil
	}
	t := &Table{ID: "tiers-" + anchor(s), Caption: "Credit tiers of " + s.Policy.Name,
		Columns: []Column{{Title: "Availability"}, {Title: "Credit", Right: true}, {Title: "Applies"}}}
	for i, tier := range rows {
		words := tierWords(tier)
		if i+1 < len(rows) {
			words = tierFloor(rows[i+1]) + ", " + words
		}
		applies := Cell(None{Why: "does not apply"})
		if j := s.Judgement; j.Tier != nil && j.Tier.Below.Cmp(tier.Below) == 0 {
			applies = Status{Text: "This month", Tone: ToneDown}
		}
		t.Rows = append(t.Rows, []Cell{Text(words), payCell(tier), applies})
	}
	return t
}

func tierWords(t contract.Tier) string {
	if t.AtMost {
		return t.Below.String() + " % or less"
	}
	return "below " + t.Below.String() + " %"
}

// tierFloor is where the row above t ends.
func tierFloor(t contract.Tier) string {
	if t.AtMost {
		return "more than " + t.Below.String() + " %"
	}
	return t.Below.String() + " % or more"
}

func payCell(t contract.Tier) Cell {
	if t.Pays != (contract.Pay{}) {
		return Text(t.Pays.String())
	}
	return Percent{Share: new(big.Rat).Set(t.Credit.Share()), Places: places(t.Credit.String())}
}
