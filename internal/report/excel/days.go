package excel

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

const (
	firstDay  = 4 // the column of the first day; before it customer, service, total
	chartRows = 17
)

// days writes bad minutes by statement and calendar day of the contract's
// zone, their sums over the statements, and a chart of the sums.
func (b *book) days() {
	s := b.sheet("Days", "Days: bad minutes by calendar day", "Calendar days of each contract's zone. A dot is a day without bad minutes, an empty cell a day outside the contract.")
	n := len(b.acc.Period.Days())
	for _, st := range b.acc.Statements {
		n = max(n, len(st.Period.Days()))
	}
	s.widths[1], s.widths[2], s.widths[3] = 30, 26, 12
	for day := range n {
		s.widths[firstDay+day] = 5.2
	}
	sums := s.row
	s.row += 4 + chartRows + 1 // filled below, when the parts have their rows
	downAt := s.dayGrid("Down minutes", n, redPale, "E8636F", func(t contract.Tally) int64 { return t.Down })
	degradedAt := s.dayGrid("Degraded minutes", n, amberPale, "F0B35A", func(t contract.Tally) int64 { return t.Degraded })
	end := s.row

	s.row = sums
	s.section(fmt.Sprintf("Sum over %s", plural(len(b.acc.Statements), "statement")), "")
	s.dayHead(n)
	down, degraded := s.row, s.row+1
	s.daySums("Down", downAt, n, func(t contract.Tally) int64 { return t.Down })
	s.daySums("Degraded", degradedAt, n, func(t contract.Tally) int64 { return t.Degraded })
	if len(b.acc.Statements) > 0 {
		s.dayChart(s.row+1, down-1, down, degraded, n)
	}
	s.row = end
	s.finish(2, 0, headRows)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// dayHead writes the header of a grid of days.
func (s *sheet) dayHead(n int) {
	head := look{size: 9, bold: true, color: muted, fill: pale, rule: hairline}
	s.height(s.row, 18)
	for i, title := range [...]string{"Customer", "Service", "Total"} {
		if title == "Total" {
			head.align = "right"
		}
		s.put(i+1, s.row, value{text: title, look: head})
	}
	head.align = "center"
	for day := range n {
		s.put(firstDay+day, s.row, value{text: fmt.Sprint(day + 1), look: head})
	}
	s.row++
}

// dayGrid writes one number per statement and day, coloured by size, and
// returns its body.
func (s *sheet) dayGrid(title string, n int, few, many string, of func(contract.Tally) int64) region {
	s.section(title, "")
	s.dayHead(n)
	r := region{head: s.row - 1, first: s.row, last: s.row + len(s.book.acc.Statements) - 1}
	most := int64(1)
	for _, st := range s.book.acc.Statements {
		total := int64(0)
		for day := range n {
			s.put(firstDay+day, s.row, value{look: look{rule: hairline}})
		}
		for _, d := range st.Days {
			v := whole(of(d.Minutes), asDotted)
			v.look.align, v.look.size, v.look.rule = "center", 9, hairline
			s.put(firstDay+dayOf(st, d), s.row, v) // days outside the contract stay empty
			total += of(d.Minutes)
			most = max(most, of(d.Minutes))
		}
		sum := minutes(total)
		sum.formula = "SUM(" + area(firstDay, s.row, firstDay+n-1, s.row) + ")"
		for i, v := range [...]value{words(st.Customer.Name), words(st.Service.Name), sum} {
			v.look.rule = hairline
			s.put(i+1, s.row, v)
		}
		s.height(s.row, 17)
		s.row++
	}
	if len(s.book.acc.Statements) > 0 {
		// Zero stays white; the scale begins at one bad minute.
		cells := area(firstDay, r.first, firstDay+n-1, r.last)
		b := s.book
		b.fail(b.file.SetConditionalFormat(s.name, cells, []excelize.ConditionalFormatOptions{{
			Type: "3_color_scale", Criteria: "=", MinType: "num", MinValue: "0", MinColor: "#" + paper,
			MidType: "num", MidValue: "1", MidColor: "#" + few, MaxType: "num", MaxValue: fmt.Sprint(max(most, 2)), MaxColor: "#" + many,
		}}))
	}
	s.row++
	return r
}

// dayOf is the place of d in its month, from 0.
func dayOf(st statement.Statement, d statement.Day) int {
	zone := st.Period.Zone
	if zone == nil {
		zone = d.Start.Location()
	}
	return d.Start.In(zone).Day() - 1
}

// daySums writes a row of live sums over the rows of a grid.
func (s *sheet) daySums(label string, of region, n int, minutesOf func(contract.Tally) int64) {
	sums := make([]int64, n)
	total := int64(0)
	for _, st := range s.book.acc.Statements {
		for _, d := range st.Days {
			sums[dayOf(st, d)] += minutesOf(d.Minutes)
			total += minutesOf(d.Minutes)
		}
	}
	live := func(column int, v value) value {
		if len(s.book.acc.Statements) > 0 {
			v.formula = "SUM(" + of.column(column) + ")"
		}
		v.look.rule = hairline
		return v
	}
	s.put(1, s.row, value{text: label, look: look{bold: true, rule: hairline}})
	s.put(2, s.row, value{look: look{rule: hairline}})
	s.put(3, s.row, live(3, minutes(total)))
	for day, n := range sums {
		v := whole(n, asDotted)
		v.look.align, v.look.size = "center", 9
		s.put(firstDay+day, s.row, live(firstDay+day, v))
	}
	s.row++
}
