package excel

import (
	"aftermath/internal/report"
	"aftermath/internal/statement"
)

// arithmetic writes the steps of every statement's judgement as they are, each
// with its formula in words, operands, result and clause.
func (b *book) arithmetic() {
	s := b.sheet("Arithmetic", "Arithmetic: how each figure was worked out", "Every step of every statement, in order, as the contract asks for it. “default” in the column Clause: the contract says nothing, and the usual rule holds.")
	var rows [][]value
	for _, st := range b.acc.Statements {
		for _, step := range st.Judgement.Arithmetic {
			rows = append(rows, append(b.whose(st),
				words(step.Measure), value{text: step.Label, look: look{bold: true, format: asText}}, prose(step.Formula),
				prose(report.OperandWords(step.Operands)), prose(step.Result.Printed), words(step.Clause)))
		}
	}
	table := s.table("Arithmetic", append(b.whoseColumns(),
		column{"Measure", 14}, column{"Step", 22}, column{"Formula", 46}, column{"Values", 60}, column{"Result", 26}, column{"Clause", 24}), rows, "No statements.")
	s.finish(len(b.whoseColumns()), table.head, table.head)
}

// otherRules writes each statement under other rules, the agreed one first.
func (b *book) otherRules() {
	s := b.sheet("Other rules", "Other rules: the same evidence with one rule changed", "It informs and decides nothing: what is owed is what is agreed.")
	var rows [][]value
	for _, st := range b.acc.Statements {
		for _, o := range st.Others {
			available := none("none")
			if o.Availability != nil {
				available = floored(o.Availability, 4)
			}
			rows = append(rows, append(b.whose(st), words(o.Name), available, value{text: string(o.Verdict), look: look{bold: true}}, amount(o.Credit)))
		}
	}
	own := len(b.whoseColumns())
	table := s.table("Rules", append(b.whoseColumns(), column{"Rule", 46}, column{"Availability", 14}, column{"Verdict", 13}, column{"Credit", 17}), rows, "No statement can be compared.")
	s.tones(table, own+3)
	s.section("What differs", "")
	rows = nil
	for _, st := range b.acc.Statements {
		rows = append(rows, append(b.whose(st), prose(report.Differs(st))))
	}
	s.table("", append(b.whoseColumns(), column{"In a sentence", 46}), rows, "No statements.")
	s.finish(own, table.head, table.head)
}

// whose are the first cells of a row about a statement: in a customer's own
// workbook the customer need not stand.
func (b *book) whose(st statement.Statement) []value {
	if b.customer != "" {
		return []value{words(st.Service.Name)}
	}
	return []value{words(st.Customer.Name), words(st.Service.Name)}
}

func (b *book) whoseColumns() []column {
	if b.customer != "" {
		return []column{{"Service", 24}}
	}
	return []column{{"Customer", 28}, {"Service", 24}}
}
