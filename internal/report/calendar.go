package report

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// calendarRows bounds the day strip; the table of promises and the workbook
// hold all.
const calendarRows = 40

// calendar is a strip of days for each statement that has a bad minute, the
// worst first; with none, for every statement.
func calendar(statements []statement.Statement, title, lead string) Section {
	shown := worstFirst(statements)
	var bad []statement.Statement
	for _, s := range shown {
		if s.Minutes.Up < s.Minutes.Period {
			bad = append(bad, s)
		}
	}
	if len(bad) > 0 {
		shown = bad
	}
	var notes []Block
	if len(shown) > calendarRows {
		notes = append(notes, Paragraph(fmt.Sprintf("%d more are in the workbook.", len(shown)-calendarRows)))
		shown = shown[:calendarRows]
	}
	if len(shown) == 0 {
		return Section{}
	}
	days, cut := &Days{}, 0
	table := &Table{ID: "days-table", Caption: "Days with a minute that was not up", Empty: "Every day was up.",
		Columns: []Column{{Title: "Of"}, {Title: "Day"}, {Title: "Down", Right: true}, {Title: "Degraded", Right: true}, {Title: "Excluded", Right: true}, {Title: "Unknown", Right: true}}}
	for _, s := range shown {
		row := DayRow{Label: label(s, statements)}
		own, offset := lastMonth(s)
		for len(own) > 0 && len(row.Cells) < own[0].Start.In(s.Period.Zone).Day()-1 {
			row.Cells = append(row.Cells, DayCell{})
		}
		if len(own) < len(s.Period.Days()) {
			cut++
		}
		for _, all := range own {
			cell := DayCell{Tone: ToneNeutral, Hint: all.Start.Format("2 January") + ": outside the contract"}
			if offset < len(s.Days) && s.Days[offset].Start.Before(all.End) {
				cell = dayCell(s.Days[offset], s.Policy.Promises()[0].Calendar.Always())
				table.Rows = appendDay(table.Rows, row.Label, s, s.Days[offset])
				offset++
			}
			row.Cells = append(row.Cells, cell)
		}
		for len(days.Columns) < len(row.Cells) {
			days.Columns = append(days.Columns, fmt.Sprint(len(days.Columns)+1))
		}
		days.Rows = append(days.Rows, row)
	}
	if cut > 0 {
		notes = append(notes, Paragraph("Of a period that is no calendar month only the days of its last month are drawn; the workbook holds all."))
	}
	chart := &Chart{ID: "days", Alt: "One cell for each day and promise, with the bad minutes of that day.", Days: days, Table: table}
	return Section{ID: "days", Title: title, Lead: lead, Blocks: append([]Block{chart}, notes...)}
}

// label names a statement among others: by its service alone where all are one
// customer's.
func label(s statement.Statement, among []statement.Statement) string {
	for _, other := range among {
		if other.Customer.ID != s.Customer.ID {
			return s.Customer.Name + " · " + s.Service.Name
		}
	}
	return s.Service.Name
}

func appendDay(rows [][]Cell, name string, s statement.Statement, d statement.Day) [][]Cell {
	always := s.Policy.Promises()[0].Calendar.Always()
	if m := d.Minutes; m.Up == m.Period || !always && m.Down+m.Degraded+m.Unknown == 0 {
		return rows // time outside the service hours is no news
	}
	return append(rows, []Cell{
		Text(name), Text(d.Start.In(s.Period.Zone).Format("Mon 2 January")),
		minutesCell(d.Minutes.Down), minutesCell(d.Minutes.Degraded), minutesCell(d.Minutes.Excluded), minutesCell(d.Minutes.Unknown),
	})
}

// lastMonth is the days of the calendar month in which the judged part of s
// ends, and the place of the first of them, or of the first after it, in s.Days.
func lastMonth(s statement.Statement) (days []span.Span, offset int) {
	last := s.Judged.End.In(s.Period.Zone).Add(-time.Second)
	first := contract.StartOfDay(last.Year(), last.Month(), 1, s.Period.Zone)
	for _, d := range s.Period.Days() {
		if start := d.Start.In(s.Period.Zone); !start.Before(first) && start.Month() == last.Month() {
			days = append(days, d)
		}
	}
	for offset < len(s.Days) && s.Days[offset].Start.Before(first) {
		offset++
	}
	return days, offset
}

// dayCell has the tone of the worst state of the day and its minutes. A promise
// that does not hold around the clock is up on a day that was up in its hours.
func dayCell(d statement.Day, always bool) DayCell {
	m := d.Minutes
	cell := DayCell{Tone: ToneGood, Hint: d.Start.Format("2 January") + ": " + dayWords(m)}
	switch bad := m.Down + m.Degraded; {
	case m.Down > 0:
		cell.Tone, cell.Mark = ToneDown, money.Group(bad)
	case m.Degraded > 0:
		cell.Tone, cell.Mark = ToneDegraded, money.Group(bad)
	case m.Unknown > 0:
		cell.Tone = ToneUnknown
	case m.Excluded > 0 && (always || m.Up == 0):
		cell.Tone = ToneExcluded
	}
	if m.Unknown > 0 && cell.Mark != "" {
		cell.Mark += "?"
	}
	return cell
}

func dayWords(m contract.Tally) string {
	var words []string
	for _, part := range [...]struct {
		n    int64
		word string
	}{{m.Down, "down"}, {m.Degraded, "degraded"}, {m.Excluded, "excluded"}, {m.Unknown, "unknown"}} {
		if part.n > 0 {
			words = append(words, minutesText(part.n)+" "+part.word)
		}
	}
	if len(words) == 0 {
		return "up all day"
	}
	return strings.Join(words, ", ")
}
