package excel

import (
	"strconv"

	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// credits writes the arithmetic of every statement on s, a row each, and
// returns the cell of each currency's total.
func (b *book) credits(s *sheet, at map[string]terms) map[string]string {
	all := steps()
	columns := []column{{"Customer", 28}, {"Service", 22}, {"Policy", 34}}
	for _, st := range all {
		columns = append(columns, column{st.label, 11})
	}
	columns[3+int(stepFee)].width, columns[3+int(stepCredit)].width = 16, 16
	s.section("Minutes to money", "Live formulas: change an input and every figure to its right follows. Click a cell to see how it is made.")
	var rows [][]value
	for i, st := range b.acc.Statements {
		row := []value{words(st.Customer.Name), words(st.Service.Name), words(policyLabel(st.Policy))}
		l := line{Statement: st, terms: at[policyKey(st.Policy)], at: func(w which) string { return name(4+int(w), s.row+1+i) }}
		for _, step := range all {
			row = append(row, step.value(l))
		}
		rows = append(rows, row)
	}
	table := s.table("Credits", columns, rows, "No statements.")
	s.tones(table, 4+int(stepVerdict))

	s.section("Credits by currency", "Amounts of different currencies are never added together.")
	head := s.row
	totals := map[string]string{}
	rows = nil
	for i, sum := range money.Sum(creditsOf(b.acc.Statements)...) {
		code := name(1, head+1+i)
		v := amount(sum)
		v.formula = "ROUND(SUMIF(" + table.fixed(4+int(stepCurrency)) + "," + code + "," + table.fixed(4+int(stepCredit)) + ")," + strconv.Itoa(sum.Places()) + ")"
		rows = append(rows, []value{words(sum.Currency), v})
		totals[sum.Currency] = s.on(fixed(2, head+1+i))
	}
	s.table("", []column{{"Currency", 28}, {"Credits", 20}}, rows, "No statements.")

	s.section("How each figure is made", "Where a contract counts something else than minutes, or has caps, a minimum or another shape of credit, its figures stand without formulas: sheet Arithmetic has their steps.")
	for _, st := range all {
		if st.how != "" {
			s.put(1, s.row, value{text: st.label, look: look{bold: true}})
			s.put(2, s.row, value{text: st.how})
			s.row++
		}
	}
	s.row++
	s.note("The target and the tiers are compared as whole numbers, because Excel's fractions are binary and 99.9 % is none of them: the comparison is exact at the limit itself.")
	s.finish(2, table.head, table.head)
	return totals
}

func creditsOf(list []statement.Statement) []money.Amount {
	out := make([]money.Amount, len(list))
	for i, st := range list {
		out[i] = st.Judgement.Credit
	}
	return out
}

// credit writes the arithmetic of each statement of list as a column of steps.
func (b *book) credit(s *sheet, list []statement.Statement, at map[string]terms) {
	all := steps()
	columns := []column{{"Step", 30}}
	for _, st := range list {
		columns = append(columns, column{st.Service.Name, 24})
	}
	columns = append(columns, column{"How it is made", 92})
	policies := []value{{text: "Policy", look: look{bold: true}}}
	for _, st := range list {
		v := words(policyLabel(st.Policy))
		v.look.align = "right"
		policies = append(policies, v)
	}
	rows := [][]value{policies}
	top := s.row + 2 // the first step, below the header and the policies
	for i, step := range all {
		row := []value{{text: step.label, look: look{bold: true}}}
		for k, st := range list {
			l := line{Statement: st, terms: at[policyKey(st.Policy)], at: func(w which) string { return name(2+k, top+int(w)) }}
			v := step.value(l)
			v.look.align = "right"
			row = append(row, v)
		}
		rows = append(rows, append(row, value{text: all[i].how, look: look{color: muted}}))
	}
	table := s.table("", columns, rows, "")
	for k := range list {
		s.tones(region{first: top + int(stepVerdict), last: top + int(stepVerdict)}, 2+k)
	}
	s.note("The target and the tiers are compared as whole numbers, because Excel's fractions are binary and 99.9 % is none of them: the comparison is exact at the limit itself.")
	s.finish(1, table.head, table.head)
}
