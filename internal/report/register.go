package report

import (
	"fmt"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// register lists the incidents of the period as declared, beside what the
// request log shows.
func register(acc *statement.Account) Section {
	t := &Table{
		ID: "incidents", Caption: "Incidents that began in the period", Empty: "No incident was declared.",
		Columns: []Column{
			{Title: "Incident"}, {Title: "Impact", Note: "began → resolved"}, {Title: "Level"},
			{Title: "To detect", Right: true, Note: "began → detected"}, {Title: "To mitigate", Right: true}, {Title: "To resolve", Right: true},
			{Title: "Declared down", Right: true}, {Title: "Measured down", Right: true, Note: "service as a whole"},
			{Title: "Customers hit", Right: true},
		},
	}
	for i := range acc.Incidents {
		e := &acc.Incidents[i]
		level := Cell(None{Why: "the source does not say"})
		if e.Level != "" {
			level = Status{Text: levelWords[e.Level], Tone: levelTone(e.Level)}
		}
		t.Rows = append(t.Rows, []Cell{
			Ref{Text: e.Title, Note: e.Provider, Document: incidentName(e)},
			Text(impactWords(e.Incident, acc.Period.Zone)), level,
			tookCell(e.Incident, incident.Began, incident.Detected), tookCell(e.Incident, incident.Began, incident.Mitigated), tookCell(e.Incident, incident.Began, incident.Resolved),
			minutesCell(e.DownMinutes()), minutesCell(observed(e, statement.Down)), Count(len(customersHit(e))),
		})
	}
	return Section{
		ID: "incidents", Title: "Incidents",
		Lead:   "What was declared, and what the request log measured for the service as a whole. An incident belongs to the month in which its impact began.",
		Blocks: []Block{t},
	}
}

func impactWords(inc incident.Incident, zone *time.Location) string {
	if s, ok := inc.Impact(); ok {
		return stretch(s, zone)
	}
	if at, ok := inc.Anchor(); ok && inc.Open {
		return "since " + at.In(zone).Format(fullTime) + ", not resolved"
	} else if ok {
		return at.In(zone).Format(fullTime) + ", duration not known"
	}
	return "not known"
}

func observed(e *statement.Episode, state statement.State) int64 {
	var n int64
	for _, r := range e.Observed {
		if r.State == state {
			n += r.CountMinutes()
		}
	}
	return n
}

// customersHit are the ids of the customers with a bad minute in the episode,
// in order of the hits.
func customersHit(e *statement.Episode) []string {
	var ids []string
	seen := map[string]bool{}
	for _, h := range e.Hit {
		if h.Impact.Down+h.Impact.Degraded > 0 && !seen[h.Customer.ID] {
			seen[h.Customer.ID] = true
			ids = append(ids, h.Customer.ID)
		}
	}
	return ids
}

// undeclared lists the bad spells that no incident and no maintenance covers.
func undeclared(acc *statement.Account) Section {
	if len(acc.Undeclared) == 0 {
		return Section{}
	}
	t := &Table{
		ID: "undeclared", Caption: "Bad spells without an incident",
		Columns: []Column{
			{Title: "When"}, {Title: "Service"}, {Title: "State"}, {Title: "Length", Right: true},
			{Title: "Failed", Right: true, Note: "of requests in the spell"}, {Title: "Slow", Right: true}, {Title: "Customers hit", Right: true},
		},
	}
	for _, u := range acc.Undeclared {
		t.Rows = append(t.Rows, []Cell{
			Text(stretch(u.Span, acc.Period.Zone)), Text(serviceName(acc, u.Service)), stateCell(u.State), Minutes(u.CountMinutes()),
			Text(fmt.Sprintf("%s (%s)", money.Group(int64(u.Requests.Failed)), fraction(u.Requests.Failed, u.Requests.Valid, 1))),
			Text(fmt.Sprintf("%s (%s)", money.Group(int64(u.Requests.Slow)), fraction(u.Requests.Slow, u.Requests.Valid, 1))),
			Count(len(u.Customer)),
		})
	}
	return Section{
		ID: "undeclared", Title: "What nobody declared",
		Lead:   "Stretches in which requests failed or were slow, and that no incident and no announced maintenance covers. They count for the customers all the same.",
		Blocks: []Block{t},
	}
}

func serviceName(acc *statement.Account, id string) string {
	for _, s := range acc.Statements {
		if s.Service.ID == id {
			return s.Service.Name
		}
	}
	return id
}

// response is how fast incidents were noticed and mended.
func response(acc *statement.Account) Section {
	if len(acc.Incidents) == 0 {
		return Section{}
	}
	t := &Table{
		ID: "response", Caption: "Durations over the incidents of the period",
		Columns: []Column{
			{Title: "Duration"}, {Title: "Incidents", Right: true, Note: "n"}, {Title: "Median", Right: true},
			{Title: "Mean", Right: true, Note: "95 % interval"}, {Title: "Not stated", Right: true}, {Title: "Open", Right: true},
		},
	}
	for _, d := range [...]struct {
		label TwoLines
		of    statement.Duration
	}{
		{TwoLines{"Time to detect (MTTD)", "began → detected"}, acc.Reliability.TTD},
		{TwoLines{"Time to resolve (MTTR)", "began → resolved"}, acc.Reliability.TTR},
	} {
		median, mean := Cell(None{Why: "no incident states both ends"}), Cell(None{Why: "no incident states both ends"})
		if d.of.N > 0 {
			median = Text(fmt.Sprintf("%.1f min", d.of.Median))
			mean = Text(fmt.Sprintf("%.1f min", d.of.Mean))
		}
		if d.of.N > 1 {
			mean = TwoLines{fmt.Sprintf("%.1f min", d.of.Mean), fmt.Sprintf("%.1f to %.1f", d.of.Low, d.of.High)}
		}
		t.Rows = append(t.Rows, []Cell{d.label, Count(d.of.N), median, mean, Count(d.of.Missing), Count(d.of.Open)})
	}
	lead := "With so few incidents a month, a change from one month to the next is chance unless the intervals lie apart."
	if n := acc.Reliability.Alike; n > 0 {
		lead += fmt.Sprintf(" %s of incidents may be one and the same each, and count as two here until a person settles it: see “Quality of the measurement”.", count(n, "pair", "pairs"))
	}
	return Section{
		ID: "response", Title: "How fast we noticed and mended",
		Lead:   lead,
		Blocks: []Block{t},
	}
}
