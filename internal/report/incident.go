package report

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/money"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// incidentName is readable by its title and unique by its id.
func incidentName(e *statement.Episode) string {
	return strings.TrimSuffix("incident-"+strings.Trim(plainSlug(e.Title, 40)+"-"+slug(e.ID), "-"), "-")
}

// Incident is one incident: declared against observed, who was hit when, what
// it costs, and why each instant is what it is.
func Incident(acc *statement.Account, e *statement.Episode) *Document {
	d := &Document{
		Name:    incidentName(e),
		Kind:    KindIncident,
		Eyebrow: strings.Join(nonEmpty("Incident", e.Provider, impactWords(e.Incident, acc.Period.Zone)), " · "),
		Title:   e.Title,
		Lead:    incidentLead(e, acc.Period.Zone),
		Badges:  incidentBadges(e),
		Sample:  acc.Sample,
		Tiles:   incidentTiles(e),
		Nav:     []Link{{Text: acc.Period.Title() + ": overview", Document: OverviewName}},
		Footer:  footer(acc),
	}
	d.Sections = append(d.Sections, timeline(acc, e))
	for i, s := range e.Services {
		if c := rates(acc, e, s.ID, "", fmt.Sprintf("rates-%d", i+1)); c != nil {
			d.Sections = append(d.Sections, Section{
				ID: c.ID + "-section", Title: "Failed and slow requests, " + s.Name,
				Lead:   "Share of each minute's valid requests, all customers together. The declared impact is shaded.",
				Blocks: []Block{c},
			})
		}
		var blocks []Block
		for _, part := range [...]struct {
			id, word string
			of       func(statement.Requests) uint64
		}{
			{"failed", "Failed", func(r statement.Requests) uint64 { return r.Failed }},
			{"slow", "Slow", func(r statement.Requests) uint64 { return r.Slow }},
		} {
			if c := grid(acc, e, s.ID, fmt.Sprintf("%s-%d", part.id, i+1), part.word, part.of); c != nil {
				blocks = append(blocks, Paragraph(part.word+" requests, as a share of the customer's valid ones:"), c)
			}
		}
		if len(blocks) > 0 {
			d.Sections = append(d.Sections, Section{
				ID: fmt.Sprintf("hit-%d", i+1), Title: "Who was hit, and when",
				Lead: "Each customer's requests to " + s.Name + ", in five-minute steps.", Blocks: blocks,
			})
		}
	}
	d.Sections = append(d.Sections, hits(e), amendments(acc, e), sources(e), instants(acc, e), doubts(e), inputs(acc, true))
	d.Sections = dropEmpty(d.Sections)
	return d
}

func nonEmpty(words ...string) []string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// incidentLead compares the declaration with the log in a sentence each.
func incidentLead(e *statement.Episode, zone *time.Location) string {
	lead := "The source does not state how long customers were harmed."
	if s, ok := e.Impact(); ok {
		lead = fmt.Sprintf("Declared: impact %s, %s down and %s degraded.", stretch(s, zone), minutesText(e.DownMinutes()), minutesText(e.DegradedMinutes()))
	}
	if len(e.Observed) == 0 {
		return lead + " The request log shows no bad minute of the service as a whole."
	}
	whole := span.New(e.Observed[0].Start, e.Observed[len(e.Observed)-1].End)
	return lead + fmt.Sprintf(" Measured: %s, %s down and %s degraded.", stretch(whole, zone),
		minutesText(observed(e, statement.Down)), minutesText(observed(e, statement.Degraded)))
}

func incidentBadges(e *statement.Episode) []Badge {
	var out []Badge
	if e.Level != "" {
		out = append(out, Badge{Text: levelWords[e.Level], Tone: levelTone(e.Level)})
	}
	if e.Open {
		return append(out, Badge{Text: "Open", Tone: ToneUnknown})
	}
	if _, ok := e.Instants[incident.Resolved]; ok {
		out = append(out, Badge{Text: "Resolved", Tone: ToneGood})
	}
	return out
}

func incidentTiles(e *statement.Episode) []Tile {
	var failed, valid uint64
	for _, h := range e.Hit {
		failed += h.Impact.Requests.Failed
		valid += h.Impact.Requests.Valid
	}
	return []Tile{
		{Label: "Downtime, measured", Value: Minutes(observed(e, statement.Down)), Note: "declared " + minutesText(e.DownMinutes()), Tone: ifAny(observed(e, statement.Down), ToneDown)},
		{Label: "Degraded, measured", Value: Minutes(observed(e, statement.Degraded)), Note: "declared " + minutesText(e.DegradedMinutes()), Tone: ifAny(observed(e, statement.Degraded), ToneDegraded)},
		{Label: "Time to detect", Value: tookCell(e.Incident, incident.Began, incident.Detected), Note: "began → detected"},
		{Label: "Time to mitigate", Value: tookCell(e.Incident, incident.Began, incident.Mitigated), Note: "began → recovery began"},
		{Label: "Time to resolve", Value: tookCell(e.Incident, incident.Began, incident.Resolved), Note: "began → resolved"},
		{Label: "Failed requests", Value: Count(int64(failed)), Note: fraction(failed, valid, 1) + " of those in bad minutes"},
		{Label: "Customers hit", Value: Count(len(customersHit(e))), Note: "with a bad minute"},
	}
}

// ifAny is the tone of a figure that is not zero.
func ifAny(n int64, tone Tone) Tone {
	if n == 0 {
		return ToneNeutral
	}
	return tone
}

// hits is the table of customers: their bad minutes in the incident, and the
// month that these were part of.
func hits(e *statement.Episode) Section {
	t := &Table{ID: "hits", Caption: "Customers under contract", Empty: "No customer under contract uses the services of this incident.",
		Columns: []Column{
			{Title: "Customer"}, {Title: "Bad minutes", Note: "first to last"}, {Title: "Down", Right: true}, {Title: "Degraded", Right: true},
			{Title: "Requests", Right: true, Note: "in the declared impact"}, {Title: "Failed", Right: true}, {Title: "Slow", Right: true},
			{Title: "Month", Right: true, Note: "availability"}, {Title: "Credit of the month", Right: true},
		}}
	var due []money.Amount
	for _, h := range e.Hit {
		when := Cell(None{Why: "no bad minute"})
		if h.Impact.Last > h.Impact.First {
			when = Text(h.Impact.First.Time().In(zoneOf(e)).Format("15:04") + "–" + h.Impact.Last.Time().In(zoneOf(e)).Format("15:04"))
		}
		if h.Impact.Down+h.Impact.Degraded > 0 {
			due = append(due, h.Credit.Credit)
		}
		t.Rows = append(t.Rows, []Cell{
			Ref{Text: h.Customer.Name, Note: h.Service.Name, Document: CustomerName(h.Customer.ID)}, when,
			minutesCell(h.Impact.Down), minutesCell(h.Impact.Degraded),
			Count(int64(h.Served.Total)), Count(int64(h.Served.Failed)), Count(int64(h.Served.Slow)),
			percent(h.Credit.Availability), creditCell(h.Credit),
		})
	}
	if len(t.Rows) > 0 {
		t.Total = totals("Credits of those hit", len(t.Columns), money.Sum(due...))
	}
	return Section{ID: "hits", Title: "Customers and credits",
		Lead:   "A credit follows from the whole month, not from this incident alone. The sum is that of the customers with a bad minute here.",
		Blocks: []Block{t}}
}

// zoneOf is the zone that the source itself speaks in.
func zoneOf(e *statement.Episode) *time.Location {
	if c, ok := e.Instants[incident.Began]; ok {
		return c.At.Location()
	}
	return time.UTC
}

// instants is the register of the incident: each instant with its basis, the
// words it was read from, and the readings it was preferred to.
func instants(acc *statement.Account, e *statement.Episode) Section {
	t := &Table{ID: "instants", Caption: "Instants and what they rest on",
		Columns: []Column{{Title: "Instant"}, {Title: "Time"}, {Title: "Basis"}, {Title: "Words"}, {Title: "Where"}, {Title: "Why this reading"}}}
	for _, kind := range incident.Kinds {
		c, ok := e.Instants[kind]
		if gone, said := e.Absent[kind]; said {
			t.Rows = append(t.Rows, []Cell{Text(kindWords[kind]), None{Why: "not known"}, Text(string(incident.Amended)), None{},
				Text(fmt.Sprintf("%s:%d", base(gone.File), gone.Line)), Text(fmt.Sprintf("not known, says %s: %s", gone.Author, gone.Reason))})
			continue
		}
		if !ok {
			t.Rows = append(t.Rows, []Cell{Text(kindWords[kind]), None{Why: "not stated"}, None{}, None{}, None{}, Text("not stated")})
			continue
		}
		reason := c.Why
		for _, r := range c.Rivals {
			if !r.At.Equal(c.At) {
				reason += fmt.Sprintf("; not %s (%s, “%s”)", r.At.In(acc.Period.Zone).Format("15:04"), r.Basis, r.Quote)
			}
		}
		if c.Warning != "" {
			reason += "; " + c.Warning
		}
		words := Cell(Text("“" + c.Quote + "”"))
		if c.Basis == incident.Amended {
			reason = strings.TrimSpace(fmt.Sprintf("amended by %s: %s %s", c.Author, c.Reason, c.Ticket))
			words = None{Why: "a person's decision"}
		}
		t.Rows = append(t.Rows, []Cell{
			Text(kindWords[kind]), TwoLines{c.At.In(acc.Period.Zone).Format("2 Jan 15:04 MST"), c.At.UTC().Format("15:04 UTC")},
			Text(string(c.Basis)), words, Text(fmt.Sprintf("%s:%d", base(c.File), c.Line)), Text(reason),
		})
	}
	return Section{ID: "instants", Title: "Where each time comes from",
		Lead:   "Read from the words of the source. A stronger basis wins: amended, stated, prose, posted, observed.",
		Blocks: []Block{t}}
}

func base(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

func doubts(e *statement.Episode) Section {
	s := Section{ID: "doubts", Title: "What a person should look at"}
	for _, d := range e.Doubts {
		s.Blocks = append(s.Blocks, Paragraph(d))
	}
	for _, w := range e.Warnings {
		s.Blocks = append(s.Blocks, Paragraph(w))
	}
	return s
}
