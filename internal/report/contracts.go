package report

import (
	"slices"
	"strings"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
)

// contracts says of each policy in force what it counts, in a line, and for how
// many promises.
func contracts(acc *statement.Account) Section {
	type entry struct {
		statement.Statement
		promises int
	}
	var entries []entry
	for _, s := range worstFirst(acc.Statements) {
		i := slices.IndexFunc(entries, func(e entry) bool {
			return e.Policy.ID == s.Policy.ID && e.Policy.From == s.Policy.From
		})
		if i < 0 {
			entries, i = append(entries, entry{Statement: s}), len(entries)
		}
		entries[i].promises++
	}
	if len(entries) == 0 {
		return Section{}
	}
	t := &Table{ID: "contracts", Caption: "What each contract counts", Columns: []Column{
		{Title: "Contract"}, {Title: "What counts"}, {Title: "Target", Right: true}, {Title: "Maintenance"}, {Title: "Credits"}, {Title: "Promises", Right: true},
	}}
	for _, e := range entries {
		m := e.Policy.Promises()[0]
		credits := Cell(None{Why: "falling short pays nothing"})
		if m.Credit != nil {
			credits = Text(together(m.Credit.Words()))
		}
		t.Rows = append(t.Rows, []Cell{Text(e.Policy.Name), Text(upper(InOneLine(e.Policy))), Text(measureTarget(m)), Text(taken(m.Maintenance)), credits, Count(int64(e.promises))})
	}
	return Section{ID: "contracts", Title: "What each contract counts", Lead: "Each contract in a line; a customer's statement has its whole arithmetic.", Blocks: []Block{t}}
}

// taken is a rule of maintenance in a few words.
func taken(r contract.MaintenanceRule) string {
	if !r.Excluded {
		return "counts"
	}
	var limits []string
	if r.Notice > 0 {
		limits = append(limits, durationWords(r.Notice)+" notice")
	}
	if r.Cap > 0 {
		limits = append(limits, "up to "+durationWords(r.Cap))
	}
	if len(limits) == 0 {
		return "taken out"
	}
	return "taken out: " + strings.Join(limits, ", ")
}

// together keeps a sign and its number on one line.
func together(words string) string {
	return strings.NewReplacer(" %", "\u00a0%", "< ", "<\u00a0", "≤ ", "≤\u00a0").Replace(words)
}
