package excel

import (
	"fmt"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/report"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// monthSheets fills the month's workbook. The sheets stand in the order in
// which they are begun; the summary is filled once the totals have their cells.
func (b *book) monthSheets() {
	summary := b.sheet("Summary", "SLA report: "+b.acc.Period.Title(), periodLine(b.acc.Period)+" · made by aftermath "+b.acc.Version)
	arithmetic := b.sheet("Credits", "Credits: from minutes to money", "Target, availability and credit of each statement, worked out step by step.")
	at := b.policies()
	totals := b.credits(arithmetic, at)
	b.summary(summary, totals)
	b.arithmetic()
	b.otherRules()
	b.days()
	b.outages()
	b.incidents()
	b.inputs()
}

// periodLine says which stretch of time is meant, in which zone.
func periodLine(p span.Period) string {
	zone := p.Zone
	if zone == nil {
		zone = p.Start.Location()
	}
	const layout = "2 January 2006 15:04 -07:00"
	return fmt.Sprintf("%s to %s, %s · %s min", p.Start.In(zone).Format(layout), p.End.In(zone).Format(layout), zone, money.Group(p.CountMinutes()))
}

func (b *book) summary(s *sheet, totals map[string]string) {
	s.tiles(b.headlines(totals), [][2]int{{1, 1}, {2, 2}, {3, 3}, {4, 5}, {6, 7}, {8, 9}, {10, 11}, {12, 12}, {13, 14}})
	s.section("Statements", "One line per customer and service. Availability is rounded down; the verdict compares the exact figure.")
	columns := []column{
		{"Customer", 30}, {"Service", 24}, {"Policy", 34}, {"Target", 10}, {"Availability", 12}, {"Verdict", 12}, {"Down", 11}, {"Degraded", 11},
		{"Excluded", 11}, {"Unknown", 11}, {"Budget used", 11}, {"Fee", 16}, {"Credit, of the fee", 10}, {"Credit", 16},
	}
	var rows [][]value
	for _, st := range b.acc.Statements {
		rows = append(rows, append([]value{words(st.Customer.Name), words(st.Service.Name), words(policyLabel(st.Policy))}, figures(st)...))
	}
	table := s.table("Statements", columns, rows, "No contract runs in this month.")
	s.tones(table, 6)
	if !table.empty {
		s.when(table.column(11), "AND(ISNUMBER("+name(11, table.first)+"),"+name(11, table.first)+">1)", redInk, redPale)
	}
	s.row--
	for _, sum := range money.Sum(creditsOf(b.acc.Statements)...) {
		v := amount(sum)
		v.formula = totals[sum.Currency]
		line := make([]value, 14)
		line[0], line[13] = value{text: "Credits in " + sum.Currency}, v
		s.totals(s.row, line...)
		s.row++
	}
	s.row++
	s.note("Down, degraded, excluded and unknown minutes, with the minutes that were up, add up to each statement's period. Unknown minutes count neither for nor against.")
	s.note("Budget used: lost minutes as a share of the minutes that may be lost; – where nothing may be lost. Credits: sheet Credits. Definitions: METHOD.md of aftermath.")
	s.finish(1, 0, headRows)
}

// figures are a statement's columns from target to credit.
func figures(st statement.Statement) []value {
	j := st.Judgement
	available, used, creditShare := none("none"), none("–"), none("–")
	if j.Availability != nil {
		available = floored(j.Availability, 4)
	} else if j.Verdict != contract.Undecided {
		available = figure(report.Measured(st))
	}
	if u := j.BudgetUsed(); u != nil {
		used = floored(u, 1)
	}
	switch {
	case live(st) && j.Tier != nil:
		creditShare = percent(j.Tier.Credit)
	case j.Percent != nil:
		creditShare = paid(j.Percent)
	}
	target := figure(report.Goal(st.Policy))
	if st.Policy.Promises()[0].Aggregate.Shares() {
		target = percent(st.Policy.Target)
	}
	t := st.Minutes
	return []value{
		target, available, {text: string(j.Verdict), look: look{bold: true}},
		minutes(t.Down), minutes(t.Degraded), minutes(t.Excluded), minutes(t.Unknown), used,
		amount(st.Contract.Fee), creditShare, amount(j.Credit),
	}
}
