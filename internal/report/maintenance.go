package report

import (
	"cmp"
	"slices"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/statement"
)

const maintenanceRule = "Maintenance is taken out only inside its announced window, only with the notice that the contract asks for, and only up to its cap. An overrun counts."

// maintenance lists announced work against the rule of a customer's policies.
func maintenance(own *statement.Account) Section {
	t := workTable()
	for _, s := range own.Statements {
		for _, w := range s.Works {
			t.Rows = append(t.Rows, workRow(w, s.Service.Name, w.ID, s.Period.Zone))
		}
	}
	return workSection(t, maintenanceRule)
}

// maintenanceByPolicy lists announced work once for each policy that it meets:
// the rule is the policy's, the overrun the longest of any of its customers.
func maintenanceByPolicy(acc *statement.Account) Section {
	type entry struct {
		work            statement.Work
		service, policy string
	}
	var entries []entry
	for _, s := range acc.Statements {
		for _, w := range s.Works {
			i := slices.IndexFunc(entries, func(e entry) bool {
				return e.work.ID == w.ID && e.service == s.Service.Name && e.policy == s.Policy.Name
			})
			if i < 0 {
				entries = append(entries, entry{w, s.Service.Name, s.Policy.Name})
				continue
			}
			entries[i].work.Overrun = max(entries[i].work.Overrun, w.Overrun)
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(a.work.Start.Compare(b.work.Start), cmp.Compare(a.service, b.service), cmp.Compare(a.policy, b.policy))
	})
	t := workTable()
	for _, e := range entries {
		t.Rows = append(t.Rows, workRow(e.work, e.service, e.policy, acc.Period.Zone))
	}
	return workSection(t, maintenanceRule+" Overrun: the longest of any customer.")
}

func workTable() *Table {
	return &Table{ID: "maintenance", Caption: "Announced maintenance", Columns: []Column{
		{Title: "Window"}, {Title: "Work"}, {Title: "Service"}, {Title: "Rule"},
		{Title: "Excluded", Right: true}, {Title: "Overrun", Right: true, Note: "counted"},
	}}
}

func workRow(w statement.Work, service, second string, zone *time.Location) []Cell {
	rule := Status{Text: "Excluded: " + w.Why, Tone: ToneExcluded}
	if !w.Accepted {
		rule = Status{Text: "Counted: " + w.Why, Tone: ToneNeutral}
	}
	return []Cell{
		Text(stretch(span.New(w.Start, w.End), zone)), TwoLines{w.Title, announcedIn(second, w)}, Text(service), rule,
		minutesCell(w.Excluded), minutesCell(w.Overrun),
	}
}

// announcedIn adds to a second line which incident file announces the work.
func announcedIn(line string, w statement.Work) string {
	if w.Source == "" {
		return line
	}
	return line + " · announced in " + base(w.Source)
}

func workSection(t *Table, lead string) Section {
	if len(t.Rows) == 0 {
		return Section{}
	}
	return Section{ID: "maintenance", Title: "Maintenance", Lead: lead, Blocks: []Block{t}}
}
