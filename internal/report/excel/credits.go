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
	columns := []column{{"Customer", 28}, {"Service", 20}, {"Policy", 20}}
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

	s.section("How each figure is made", "")
	for _, st := range all {
		if st.how != "" {
			s.put(1, s.row, value{text: st.label, look: look{bold: true}})
			s.put(2, s.row, value{text: st.how})
			s.row++
		}
	}
	s.row++
	s.note("The target and the tiers are compared as whole numbers, because Excel's own 99.9 % is a binary fraction near 0.999: the comparison is exact at the limit itself.")
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
