package report

import (
	"time"

	"aftermath/internal/statement"
)

// maintenance lists announced work against the rule of each policy; pooled
// adds up the same window over customers.
func maintenance(statements []statement.Statement, pooled bool) Section {
	t := &Table{
		ID: "maintenance", Caption: "Announced maintenance",
		Columns: []Column{
			{Title: "Window"}, {Title: "Work"}, {Title: "Service"}, {Title: "Rule"},
			{Title: "Excluded", Right: true}, {Title: "Overrun", Right: true, Note: "bad minutes after the end, counted"},
		},
	}
	type key struct{ id, service, policy string }
	seen := map[key]int{}
	for _, s := range statements {
		for _, w := range s.Works {
			k := key{w.ID, s.Service.ID, s.Policy.ID}
			if i, ok := seen[k]; ok && pooled {
				row := t.Rows[i]
				row[5] = worse(row[5], w.Overrun)
				continue
			}
			seen[k] = len(t.Rows)
			rule := Status{Text: "Excluded: " + w.Why, Tone: ToneExcluded}
			if !w.Accepted {
				rule = Status{Text: "Counted: " + w.Why, Tone: ToneNeutral}
			}
			title := TwoLines{First: w.Title, Second: w.ID}
			if pooled {
				title.Second = s.Policy.Name
			}
			t.Rows = append(t.Rows, []Cell{
				Text(workWords(w, s.Period.Zone)), title, Text(s.Service.Name), rule, minutesCell(w.Excluded), minutesCell(w.Overrun),
			})
		}
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	lead := "Maintenance is taken out only inside its announced window, only with the notice that the contract asks for, and only up to its cap. An overrun counts."
	if pooled {
		lead += " Overrun: the longest of any customer."
	}
	return Section{ID: "maintenance", Title: "Maintenance", Lead: lead, Blocks: []Block{t}}
}

func worse(cell Cell, overrun int64) Cell {
	if m, ok := cell.(Minutes); ok && int64(m) >= overrun {
		return cell
	}
	return minutesCell(overrun)
}

func workWords(w statement.Work, zone *time.Location) string {
	return stretch(contractSpan(w.Maintenance), zone)
}
