package report

import (
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// touched are the incidents in which this customer had a bad minute: what was
// declared beside what its own requests show.
func touched(own *statement.Account) Section {
	t := &Table{ID: "touched", Caption: "Incidents and what they were to you",
		Columns: []Column{
			{Title: "Incident"}, {Title: "Declared impact"}, {Title: "Your bad minutes", Note: "first to last"},
			{Title: "Down", Right: true}, {Title: "Degraded", Right: true}, {Title: "Failed requests", Right: true},
		}}
	section := Section{ID: "touched", Title: "Incidents that touched you", Lead: "Incidents are declared for everybody; what counts is what happened to your requests."}
	var charts []Block
	for _, s := range own.Statements {
		for _, imp := range s.Impacts {
			e := episode(own, imp.Incident)
			if e == nil || imp.Down+imp.Degraded == 0 {
				continue
			}
			t.Rows = append(t.Rows, []Cell{
				TwoLines{e.Title, s.Service.Name}, Text(impactWords(e.Incident, s.Period.Zone)),
				Text(stretch(span.FromMinutes(imp.First, imp.Last), s.Period.Zone)),
				minutesCell(imp.Down), minutesCell(imp.Degraded),
				Text(fmt.Sprintf("%s of %s", money.Group(int64(imp.Requests.Failed)), money.Group(int64(imp.Requests.Valid)))),
			})
			if c := rates(own, e, s.Service.ID, s.Customer.ID, fmt.Sprintf("rates-%d", len(charts)+1)); c != nil {
				charts = append(charts, Paragraph(e.Title+", "+s.Service.Name+": the share of your requests that failed or were slow, minute by minute, with the declared impact shaded."), c)
			}
		}
	}
	if len(t.Rows) == 0 {
		return Section{}
	}
	section.Blocks = append([]Block{t}, charts...)
	return section
}

func episode(acc *statement.Account, id string) *statement.Episode {
	for i := range acc.Incidents {
		if acc.Incidents[i].ID == id {
			return &acc.Incidents[i]
		}
	}
	return nil
}

// trace finds the trace of a service and customer; "" is all customers. It
// begins at a full step of the clock, so that steps read 15:45, 15:50.
func trace(e *statement.Episode, service, customer string) (statement.Trace, bool) {
	for _, t := range e.Traces {
		if t.Service == service && t.Customer == customer {
			skip := min(int((gridStep-t.From%gridStep)%gridStep), len(t.Points))
			t.From, t.Points = t.From+span.Minute(skip), t.Points[skip:]
			return t, true
		}
	}
	return statement.Trace{}, false
}

var kindWords = map[incident.Kind]string{
	incident.Began: "Began", incident.Detected: "Detected", incident.Identified: "Cause identified",
	incident.Mitigated: "Recovery began", incident.Resolved: "Resolved", incident.AnnouncedResolved: "Announced as resolved",
}
