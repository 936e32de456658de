package report

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// amended lists what people decided about the incidents of acc, and what each
// decision overruled; no section where there is no decision.
func amended(acc *statement.Account, linked bool) Section {
	t := amendmentTable()
	for _, a := range acc.Amended {
		name := Cell(Text(a.Title))
		if e := episode(acc, a.ID); e != nil && linked {
			name = Ref{Text: a.Title, Document: incidentName(e)}
		}
		t.Rows = append(t.Rows, amendmentRows(a.Incident, name, acc.Period.Zone)...)
	}
	return amendmentSection(t)
}

// amendments is the same of one incident.
func amendments(acc *statement.Account, e *statement.Episode) Section {
	t := amendmentTable()
	t.Rows = amendmentRows(e.Incident, Text(e.Title), acc.Period.Zone)
	return amendmentSection(t)
}

func amendmentTable() *Table {
	return &Table{ID: "amendments", Caption: "Decisions of people", Columns: []Column{
		{Title: "Incident"}, {Title: "Decided"}, {Title: "Overruled"}, {Title: "By"}, {Title: "Why"}, {Title: "Ticket", Note: "and day"},
	}}
}

func amendmentSection(t *Table) Section {
	if len(t.Rows) == 0 {
		return Section{}
	}
	return Section{ID: "amendments", Title: "Amended by people",
		Lead: "A person's decision wins over every reading. What it overrules stands beside it.", Blocks: []Block{t}}
}

func amendmentRows(inc incident.Incident, name Cell, zone *time.Location) [][]Cell {
	var rows [][]Cell
	for _, a := range inc.Amendments {
		over := Cell(None{Why: "no reading"})
		if words := Overruled(inc, a, zone); words != "" {
			over = Text(words)
		}
		day := ""
		if !a.Date.IsZero() {
			day = a.Date.Format(time.DateOnly)
		}
		ticket := Cell(TwoLines{a.Ticket, day})
		if a.Ticket == "" || day == "" {
			ticket = orNone(a.Ticket+day, "none given")
		}
		rows = append(rows, []Cell{name, Text(a.Says(zone)), over, Text(a.Author), Text(a.Reason), ticket})
	}
	return rows
}

// Overruled are the readings that a decision about an instant, or the ends of
// a window, overruled, each value once; "" where there are none.
func Overruled(inc incident.Incident, a incident.Amendment, zone *time.Location) string {
	var marks []incident.Mark
	switch {
	case a.Absent:
		marks = inc.Absent[a.Instant].Overruled
	case a.Instant != "":
		marks = inc.Instants[a.Instant].Rivals
	case !a.Window.Start.IsZero():
		marks = append(append(marks, inc.Instants[incident.Began].Rivals...), inc.Instants[incident.Resolved].Rivals...)
	}
	var out []string
	seen := map[string]bool{}
	for _, m := range marks {
		words := fmt.Sprintf("%s (%s)", m.At.In(zone).Format("2 Jan 15:04"), m.Basis)
		if m.Quote != "" {
			words = fmt.Sprintf("%s (%s, “%s”)", m.At.In(zone).Format("2 Jan 15:04"), m.Basis, m.Quote)
		}
		if m.Basis != incident.Amended && !seen[words] {
			seen[words] = true
			out = append(out, words)
		}
	}
	return strings.Join(out, "; ")
}

// sources names the documents that an incident was joined from.
func sources(e *statement.Episode) Section {
	if len(e.Sources) < 2 {
		return Section{}
	}
	t := &Table{ID: "sources", Caption: "Documents that tell of this incident", Columns: []Column{{Title: "File"}, {Title: "Its id there"}, {Title: "Its title there"}}}
	for _, s := range e.Sources {
		t.Rows = append(t.Rows, []Cell{Text(s.File), Text(s.ID), orNone(s.Title, "none")})
	}
	return Section{ID: "sources", Title: "Joined from several documents",
		Lead: "Their readings stand side by side below; the first document gives title and provider.", Blocks: []Block{t}}
}
