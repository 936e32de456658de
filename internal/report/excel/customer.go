package excel

import (
	"fmt"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/report"
	"aftermath/internal/statement"
)

// Customer is the workbook of one customer, given by id, as XLSX and fit to
// mail: it holds nothing of any other customer. Times are in the zone of the
// customer's first contract and in UTC. A customer without a statement in acc
// is an error.
func Customer(acc *statement.Account, customer string) ([]byte, error) {
	own := report.Only(acc, customer)
	if len(own.Statements) == 0 {
		return nil, fmt.Errorf("workbook of customer %s: no contract of this customer runs in %s", customer, acc.Period.Name)
	}
	first := own.Statements[0]
	b, err := open(own, first.Customer.Name)
	if err != nil {
		return nil, fmt.Errorf("workbook of customer %s: %w", customer, err)
	}
	answer := b.sheet("Statement", "Service statement: "+own.Period.Title(), periodLine(own.Period))
	if exact := formulaic(own.Statements); len(exact) > 0 {
		steps := b.sheet("Credit", "Credit: from minutes to money", "Live formulas: every figure follows from those above it and from the sheet Policies.")
		b.credit(steps, exact, b.policies())
	} else {
		b.policies()
	}
	b.answer(answer)
	b.arithmetic()
	if own.OtherRules {
		b.otherRules()
	}
	b.outages()
	b.days()
	b.incidents()
	b.method()
	data, err := b.write()
	if err != nil {
		return nil, fmt.Errorf("workbook of customer %s: %w", customer, err)
	}
	return data, nil
}

// answer writes the verdict of each promise, what is owed, and what the
// figures would be under other readings of the evidence.
func (b *book) answer(s *sheet) {
	s.put(1, s.row, value{text: lead(b.acc.Statements), look: look{size: 13, bold: true, format: asText}})
	s.height(s.row, 22)
	s.row += 2
	columns := []column{
		{"Service", 30}, {"Target", 12}, {"Availability", 14}, {"Verdict", 13}, {"Down", 13}, {"Degraded", 13},
		{"Excluded", 13}, {"Unknown", 13}, {"Budget used", 13}, {"Fee", 17}, {"Credit, of the fee", 12}, {"Credit", 17},
	}
	var rows [][]value
	for _, st := range b.acc.Statements {
		rows = append(rows, append([]value{words(st.Service.Name)}, figures(st)...))
	}
	table := s.table("Statements", columns, rows, "")
	s.tones(table, 4)
	s.row--
	for _, sum := range money.Sum(creditsOf(b.acc.Statements)...) {
		line := make([]value, len(columns))
		line[0], line[len(columns)-1] = value{text: "Credit in " + sum.Currency}, amount(sum)
		s.totals(s.row, line...)
		s.row++
	}
	s.row++
	s.section("What the figure rests on", "")
	rows = nil
	for _, st := range b.acc.Statements {
		j, t := st.Judgement, st.Minutes
		coverage := none("–")
		if c := t.Coverage(); c != nil {
			coverage = floored(c, 4)
		}
		row := []value{words(st.Service.Name), minutes(t.Period), minutes(t.Eligible()), coverage}
		for _, other := range [...]contract.Judgement{st.Plain, {Availability: j.Lowest}, {Availability: j.Highest}} {
			v := none("none")
			if other.Availability != nil {
				v = floored(other.Availability, 4)
			}
			row = append(row, v)
		}
		rows = append(rows, append(row, tally(st.Requests.Valid), tally(st.Requests.Failed), share(st.Requests.Failed, st.Requests.Valid, 2)))
	}
	s.table("Basis", []column{
		{"Service", 30}, {"Minutes", 12}, {"Judged", 14}, {"Known", 13}, {"Without exclusions", 13}, {"If unknown were down", 13}, {"If unknown were up", 13},
		{"Requests", 13}, {"Failed", 13}, {"Failed share", 17},
	}, rows, "")
	s.note("Availability is rounded down to 4 decimals; the verdict compares the exact figure. Sheet Arithmetic shows every step, sheet Outages every minute that counts.")
	if b.acc.Contact != "" {
		s.note("Questions: " + b.acc.Contact)
	}
	s.finish(1, 0, headRows)
}

// lead is the answer in a sentence.
func lead(list []statement.Statement) string {
	var missed, undecided []string
	for _, st := range list {
		switch st.Judgement.Verdict {
		case contract.Missed:
			missed = append(missed, st.Service.Name)
		case contract.Undecided:
			undecided = append(undecided, st.Service.Name)
		}
	}
	out := "Every promise was kept."
	switch {
	case len(missed) > 0:
		out = fmt.Sprintf("Missed: %s.", strings.Join(missed, ", "))
	case len(undecided) > 0:
		out = "No promise was missed."
	}
	if len(undecided) > 0 {
		out += fmt.Sprintf(" Undecided, as no minute could be judged: %s.", strings.Join(undecided, ", "))
	}
	var due []string
	for _, sum := range money.Sum(creditsOf(list)...) {
		if !sum.IsZero() {
			due = append(due, sum.String())
		}
	}
	if len(due) == 0 {
		return out + " No credit is due."
	}
	return out + " Credit due: " + strings.Join(due, ", ") + "."
}
