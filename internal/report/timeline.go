package report

import (
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// timeline draws what the team did and declared beside what the log measured.
func timeline(acc *statement.Account, e *statement.Episode) Section {
	zone := acc.Period.Zone
	chart := &Timeline{}
	table := &Table{ID: "timeline-table", Caption: "The bars of the timeline", Columns: []Column{{Title: "Lane"}, {Title: "What"}, {Title: "From"}, {Title: "To"}}}
	lane := func(label string, bars []Stretch) {
		if len(bars) == 0 {
			return
		}
		chart.Lanes = append(chart.Lanes, Lane{Label: label, Bars: bars})
		for _, b := range bars {
			table.Rows = append(table.Rows, []Cell{Text(label), Status{b.Label, b.Tone}, Time{b.From, fullTime}, Time{b.To, fullTime}})
		}
	}
	lane("Response", phases(e, zone))
	lane("Declared impact", declared(e, zone))
	var measured []Stretch
	for _, r := range e.Observed {
		measured = append(measured, Stretch{r.Start.In(zone), r.End.In(zone), stateWords[r.State], toneOf(r.State)})
	}
	lane("Measured impact", measured)
	lane("Status page", posted(e, zone))
	if len(chart.Lanes) == 0 {
		return Section{}
	}
	all := extent(chart.Lanes)
	for _, kind := range [...]incident.Kind{incident.Began, incident.Detected, incident.Mitigated, incident.Resolved} {
		if c, ok := e.Instants[kind]; ok {
			chart.Marks = append(chart.Marks, Mark{c.At.In(zone), kindWords[kind]})
		}
	}
	margin := max(all.Duration()/12, 5*time.Minute).Round(time.Minute)
	chart.From, chart.To = all.Start.Add(-margin), all.End.Add(margin)
	return Section{
		ID: "timeline", Title: "What happened, when",
		Lead: "What the team declared next to what the request log measured. Dashed lines: began, detected, recovery began, resolved.",
		Blocks: []Block{&Chart{ID: "timeline-chart", Height: 60 + 58*len(chart.Lanes), Timeline: chart, Table: table,
			Alt: "Lanes for response, declared impact, measured impact and status page over the time of the incident."}},
	}
}

func extent(lanes []Lane) span.Span {
	all := span.New(lanes[0].Bars[0].From, lanes[0].Bars[0].To)
	for _, l := range lanes {
		for _, b := range l.Bars {
			if b.From.Before(all.Start) {
				all.Start = b.From
			}
			if b.To.After(all.End) {
				all.End = b.To
			}
		}
	}
	return all
}

// phases are the stretches between the instants of the response, as far as
// they are known and in order.
func phases(e *statement.Episode, zone *time.Location) []Stretch {
	steps := [...]struct {
		kind  incident.Kind
		label string
		tone  Tone
	}{
		{incident.Began, "Not yet noticed", ToneDown},
		{incident.Detected, "Investigating", ToneDegraded},
		{incident.Identified, "Mitigating", ToneProgress},
		{incident.Mitigated, "Watching recovery", ToneWatch},
		{incident.Resolved, "", ToneGood},
	}
	var out []Stretch
	last := -1
	for i, s := range steps {
		c, ok := e.Instants[s.kind]
		if !ok {
			continue
		}
		if last >= 0 {
			from := e.Instants[steps[last].kind].At
			if !c.At.After(from) {
				continue
			}
			out = append(out, Stretch{from.In(zone), c.At.In(zone), steps[last].label, steps[last].tone})
		}
		last = i
	}
	return out
}

// declared are the declared windows.
func declared(e *statement.Episode, zone *time.Location) []Stretch {
	var out []Stretch
	for _, w := range e.Windows {
		out = append(out, Stretch{w.Start.In(zone), w.End.In(zone), levelWords[w.Level], levelTone(w.Level)})
	}
	return out
}

// posted is the stretch in which the status page showed the incident: from its
// first post to the announcement of the end.
func posted(e *statement.Episode, zone *time.Location) []Stretch {
	end, ok := e.Instants[incident.AnnouncedResolved]
	if !ok || len(e.Posts) == 0 {
		return nil
	}
	first := e.Posts[0].At
	if !first.Before(end.At) {
		return nil
	}
	return []Stretch{{first.In(zone), end.At.In(zone), "Incident posted", ToneProgress}}
}
