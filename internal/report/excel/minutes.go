package excel

import (
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// mostMinutes bounds the sheet of minutes: a month of minutes of one service
// fits, an incident left open for years does not stop the report.
const mostMinutes = 50_000

// A shown is a trace whose minutes stand on the sheet of minutes.
type shown struct {
	about       string
	service     string
	first, last int // rows
	drawn       int // the first row of the chart
	limit       float64
}

// minutes writes the requests of each minute of the traces, and for each
// trace a chart on the sheet of incidents. The month shows services as a
// whole, a customer's workbook the customer's own requests.
func (b *book) minutes(charts *sheet) {
	s := b.sheet("Minutes", "Minutes: requests around each incident", "One line per minute, UTC and local. The grey columns at the right shade the charts of sheet Incidents.")
	var rows [][]value
	var list []shown
	cut := false
	for _, ep := range b.acc.Incidents {
		for _, trace := range ep.Traces {
			if b.customer == "" && trace.Customer != "" || len(trace.Points) == 0 {
				continue
			}
			if len(rows)+len(trace.Points) > mostMinutes {
				cut = true
				continue
			}
			limit := ceiling(trace.Points)
			show := shown{about: ep.ID, service: b.serviceName(trace.Service), first: s.row + 1 + len(rows), limit: limit}
			show.last = show.first + len(trace.Points) - 1
			show.drawn = show.first + b.skip(ep, trace)
			rows = append(rows, b.minuteRows(ep, trace, show)...)
			list = append(list, show)
		}
	}
	table := s.table("Minutes", []column{
		{"Incident", 28}, {"Service", 26}, {"Local", 24}, {"UTC", 20}, {"Requests", 12}, {"Failed", 12}, {"Slow", 12},
		{"Failed share", 12}, {"Declared", 14}, {"Axis", 8}, {"Declared outage", 11}, {"Declared degraded", 11},
	}, rows, "No requests were traced.")
	if cut {
		s.note(fmt.Sprintf("Traces that would go over %d minutes in all are left out here.", mostMinutes))
	}
	s.finish(2, table.head, table.head)
	if len(list) == 0 {
		return
	}
	whose := "Of all customers' requests"
	if b.customer != "" {
		whose = "Of your requests"
	}
	charts.section("Failed share per minute", whose+". Shaded: the declared impact. The figures stand on sheet Minutes.")
	for _, show := range list {
		charts.put(1, charts.row, value{text: show.about + " · " + show.service, look: look{bold: true, format: asText}})
		charts.row++
		b.shareChart(charts, s, table.head, show)
		charts.row += chartRows
	}
}

func (b *book) serviceName(id string) string {
	for _, st := range b.acc.Statements {
		if st.Service.ID == id {
			return st.Service.Name
		}
	}
	return id
}

func (b *book) minuteRows(ep statement.Episode, trace statement.Trace, show shown) [][]value {
	severe, mild := ep.Declared(incident.Outage, incident.Partial), ep.Declared(incident.Degraded)
	grey := value{number: trimmed(fmt.Sprintf("%.3f", show.limit)), look: look{format: "0%", align: "right", color: muted}}
	every, clock := labelEvery(len(trace.Points)), "15:04"
	if len(trace.Points) > 24*60 {
		clock = "2 Jan 15:04"
	}
	rows := make([][]value, len(trace.Points))
	for i, p := range trace.Points {
		at := (trace.From + span.Minute(i)).Time()
		word, shadeSevere, shadeMild, label := value{}, value{}, value{}, value{}
		if n := i - show.drawn + show.first; n >= 0 && n%every == 0 {
			label = value{text: at.In(b.zone).Format(clock), look: look{format: asText, color: muted}}
		}
		switch {
		case severe.Contains(at):
			word, shadeSevere = value{text: "down"}, grey
		case mild.Contains(at):
			word, shadeMild = value{text: "degraded"}, grey
		}
		rows[i] = []value{
			words(ep.ID), words(show.service), local(at, b.zone), instant(at),
			tally(p.Valid), tally(p.Failed), tally(p.Slow), share(p.Failed, p.Valid, 2), word, label, shadeSevere, shadeMild,
		}
		if p.Valid == 0 {
			rows[i][7] = value{} // empty, so that the line has a gap
		}
	}
	return rows
}

// skip is how many minutes of a trace its chart leaves out at the start, so
// that its first label is a round time: none that the incident declares.
func (b *book) skip(ep statement.Episode, trace statement.Trace) int {
	every := labelEvery(len(trace.Points))
	start := trace.From.Time().In(b.zone)
	n := (every - (start.Hour()*60+start.Minute())%every) % every
	skipped := span.NewSet(span.FromMinutes(trace.From, trace.From+span.Minute(n)))
	if n >= len(trace.Points) || !skipped.Intersect(ep.Declared(incident.Outage, incident.Partial, incident.Degraded)).Empty() {
		return 0
	}
	return n
}

// labelEvery is how many minutes lie between two labels of an axis, so that
// about a dozen stand there.
func labelEvery(n int) int {
	for _, step := range [...]int{1, 5, 10, 15, 30, 60, 120, 240, 480} {
		if n/step <= 14 {
			return step
		}
	}
	return 1440
}
