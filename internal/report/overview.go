package report

import (
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// OverviewName is the document name of the month's overview.
const OverviewName = "overview"

// Overview is the month for whoever answers for it: the answer first, then
// each promise, each incident, what nobody declared, and how far the figures
// can be trusted.
func Overview(acc *statement.Account) *Document {
	n := tally(acc.Statements)
	due, owed := credits(acc.Statements)
	d := &Document{
		Name:    OverviewName,
		Kind:    KindOverview,
		Eyebrow: "Monthly SLA report · " + acc.Organisation + " · internal",
		Title:   fmt.Sprintf("%s: %d of %s kept", acc.Period.Title(), n[contract.Met], count(len(acc.Statements), "promise", "promises")),
		Lead:    overviewLead(acc, n, owed, due),
		Badges:  overviewBadges(n),
		Sample:  acc.Sample,
		Nav:     overviewNav(acc),
	}
	d.Tiles = overviewTiles(acc, n, due, owed)
	d.Sections = append(d.Sections,
		promises(acc),
		contracts(acc),
		sameOutage(acc),
		calendar(acc.Statements, "Bad minutes, day by day", "Each promise with a minute that was not up, the worst first. The number in a cell is its bad minutes, in the contract's zone."),
		register(acc),
		amended(acc, true),
		undeclared(acc),
		maintenanceByPolicy(acc),
		disputes(acc),
		response(acc),
		quality(acc),
		inputs(acc, true),
	)
	d.Sections = dropEmpty(d.Sections)
	d.Sections = append(d.Sections, method(acc, acc.Statements))
	d.Footer = footer(acc)
	return d
}

func overviewLead(acc *statement.Account, n map[contract.Verdict]int, owed int, due []money.Amount) string {
	lead := "Every promise was kept and no credit is due."
	switch {
	case n[contract.Undecided] == len(acc.Statements) && len(acc.Statements) > 0:
		return "Nothing is known of this month: no promise could be judged."
	case n[contract.Undecided] > 0 && n[contract.Missed] == 0:
		lead = "No promise that could be judged was missed, and no credit is due."
	case owed > 0:
		lead = fmt.Sprintf("Credits of %s are due to %s.", amounts(due), count(owed, "customer", "customers"))
	case n[contract.Missed] > 0:
		lead = fmt.Sprintf("%s missed, but no credit falls due.", count(n[contract.Missed], "promise was", "promises were"))
	case len(acc.Statements) == 0:
		lead = "No contract runs in this month."
	}
	if u := n[contract.Undecided]; u > 0 {
		lead += fmt.Sprintf(" %s could not be judged.", count(u, "promise", "promises"))
	}
	if len(acc.Undeclared) > 0 {
		lead += fmt.Sprintf(" %s no incident declares.", count(len(acc.Undeclared), "bad spell stands in the request log that", "bad spells stand in the request log that"))
	}
	return lead
}

func overviewBadges(n map[contract.Verdict]int) []Badge {
	var out []Badge
	if n[contract.Missed] > 0 {
		out = append(out, Badge{Text: fmt.Sprintf("%d missed", n[contract.Missed]), Tone: ToneDown})
	}
	if n[contract.Undecided] > 0 {
		out = append(out, Badge{Text: fmt.Sprintf("%d undecided", n[contract.Undecided]), Tone: ToneUnknown})
	}
	return append(out, Badge{Text: fmt.Sprintf("%d met", n[contract.Met]), Tone: ToneGood})
}

func overviewNav(acc *statement.Account) []Link {
	out := []Link{}
	if slices.ContainsFunc(acc.Statements, func(s statement.Statement) bool { return len(s.Others) > 1 }) {
		out = append(out, Link{Text: acc.Period.Title() + " under other rules", Document: OtherRulesName})
	}
	for i := range acc.Incidents {
		out = append(out, Link{Text: acc.Incidents[i].Title, Document: incidentName(&acc.Incidents[i])})
	}
	return out
}

func overviewTiles(acc *statement.Account, n map[contract.Verdict]int, due []money.Amount, owed int) []Tile {
	tone := ToneGood
	if n[contract.Missed] > 0 {
		tone = ToneDown
	}
	tiles := []Tile{{
		Label: "Promises kept",
		Value: Text(fmt.Sprintf("%d of %d", n[contract.Met], len(acc.Statements))),
		Note:  fmt.Sprintf("%d missed", n[contract.Missed]), Tone: tone,
	}}
	shown := false
	for _, a := range due {
		if !a.IsZero() {
			tiles = append(tiles, Tile{Label: "Credits due in " + a.Currency, Value: Amount{a}, Note: "to " + count(owedIn(acc.Statements, a.Currency), "customer", "customers"), Tone: ToneDown})
			shown = true
		}
	}
	if !shown {
		tiles = append(tiles, Tile{Label: "Credits due", Value: None{Why: "no credit falls due"}, Tone: ToneGood})
	}
	if worst := worstFirst(acc.Statements); len(worst) > 0 {
		w := worst[0]
		tiles = append(tiles, Tile{Label: "Lowest availability", Value: measured(w), Note: w.Customer.Name + ", " + w.Service.Name})
	}
	var hit int
	var down, degraded int64
	seen := map[string]bool{}
	for _, s := range acc.Statements {
		down += s.Minutes.Down
		degraded += s.Minutes.Degraded
		if s.Minutes.Down+s.Minutes.Degraded > 0 && !seen[s.Customer.ID] {
			seen[s.Customer.ID] = true
			hit++
		}
	}
	return append(tiles,
		Tile{Label: "Customers with a bad minute", Value: Count(hit), Note: "of " + fmt.Sprint(len(CustomerIDs(acc)))},
		Tile{Label: "Customer-minutes down", Value: Count(down), Note: "and " + money.Group(degraded) + " degraded, over all promises"},
	)
}

// promises is the table that the month is about.
func promises(acc *statement.Account) Section {
	t := &Table{
		ID: "promises", Caption: "Every promise, the worst first", Empty: "No contract runs in this month.",
		Columns: []Column{
			{Title: "Customer"}, {Title: "Promise"},
			{Title: "Availability", Right: true, Note: "and target"},
			{Title: "Down", Right: true}, {Title: "Degraded", Right: true},
			{Title: "Error budget used"}, {Title: "Monthly fee", Right: true}, {Title: "Credit", Right: true},
		},
	}
	for _, s := range worstFirst(acc.Statements) {
		t.Rows = append(t.Rows, []Cell{
			Ref{Text: s.Customer.Name, Note: s.Service.Name + " · " + s.Policy.Name, Document: CustomerName(s.Customer.ID)},
			verdict(s.Judgement.Verdict),
			against(s),
			minutesCell(s.Minutes.Down), minutesCell(s.Minutes.Degraded),
			budget(s.Judgement), Amount{s.Contract.Fee}, creditCell(s.Judgement),
		})
	}
	due, _ := credits(acc.Statements)
	if len(t.Rows) > 0 {
		t.Total = totals("Credits due", len(t.Columns), due)
	}
	return Section{
		ID: "promises", Title: "Promises and credits",
		Lead:   "Availability over each contract's period in its zone; the unrounded value is compared. What each contract counts stands in the next table.",
		Blocks: []Block{t},
	}
}

// against is the availability above its target.
func against(s statement.Statement) Cell {
	return TwoLines{measuredWords(s), strings.TrimPrefix(targetWords(s.Policy), "a ")}
}

// totals is a last row of width cells with sums in its last cell, the second
// currency below the first.
func totals(label string, width int, sums []money.Amount) []Cell {
	row := make([]Cell, width)
	for i := range row {
		row[i] = Text("")
	}
	row[0] = Text(label)
	sums = slices.DeleteFunc(slices.Clone(sums), money.Amount.IsZero)
	switch len(sums) {
	case 0:
		row[width-1] = None{Why: "no credit falls due"}
	case 1:
		row[width-1] = Amount{sums[0]}
	default:
		row[width-1] = TwoLines{sums[0].String(), amounts(sums[1:])}
	}
	return row
}

func creditCell(j contract.Judgement) Cell {
	if j.Credit.IsZero() {
		return None{Why: "no credit falls due"}
	}
	return Amount{j.Credit}
}

// places is the number of decimals that a percentage was written with.
func places(written string) int {
	for i := range written {
		if written[i] == '.' {
			return len(written) - i - 1
		}
	}
	return 0
}

func dropEmpty(sections []Section) []Section {
	var out []Section
	for _, s := range sections {
		if len(s.Blocks) > 0 {
			out = append(out, s)
		}
	}
	return out
}
