package excel

import (
	"fmt"
	"math/big"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// incidents writes the register: when each incident was what, on which
// evidence, what it was to each customer, and the failures per minute.
func (b *book) incidents() {
	s := b.sheet("Incidents", "Incidents: declared and measured", "Durations name their two ends. An instant that no source states stays empty.")
	var register, instants, hits [][]value
	for _, ep := range b.acc.Incidents {
		register = append(register, b.registerRow(ep))
		instants = append(instants, b.instantRows(ep)...)
		for _, h := range ep.Hit {
			hits = append(hits, b.hitRow(ep, h))
		}
	}
	s.section("Register", "")
	table := s.table("Incidents", []column{
		{"Incident", 26}, {"Title", 40}, {"Level", 24}, {"Began", 24}, {"Resolved", 22}, {"began → detected", 14}, {"began → identified", 14},
		{"began → mitigated", 14}, {"began → resolved", 14}, {"Declared down", 14}, {"Declared degraded", 14}, {"To look at", 40},
	}, register, "No incident began in this month.")
	freeze := table.head
	s.section("What each customer had", "Bad minutes and requests of the customer within the incident's reach: its declared impact and the runs of bad minutes that touch it.")
	s.table("Hits", []column{
		{"Incident", 26}, {"Customer", 40}, {"Service", 24}, {"First bad minute", 24}, {"After the last", 22}, {"Down", 14}, {"Degraded", 14},
		{"Requests", 14}, {"Failed", 14}, {"Slow", 14}, {"Failed share", 14}, {"Requests in the declared impact", 40},
	}, hits, "No customer was hit.")
	b.amendments(s)
	s.section("Instants and their evidence", "Of several readings the strongest stands here: amended, stated, prose, posted, observed.")
	s.table("Instants", []column{
		{"Incident", 26}, {"Words", 40}, {"Instant", 24}, {"Local", 24}, {"UTC", 22}, {"Precision", 14}, {"Basis", 14}, {"Why this reading", 14},
	}, instants, "No instant is stated.")
	b.minutes(s)
	s.finish(1, 0, min(freeze, headRows))
}

func (b *book) registerRow(ep statement.Episode) []value {
	row := []value{words(ep.ID), lines(ep.Title), lines(level(ep.Incident)), none("not stated"), none("not stated")}
	for i, kind := range [...]incident.Kind{incident.Began, incident.Resolved} {
		if c, ok := ep.Instants[kind]; ok {
			row[3+i] = local(c.At, b.zone)
		}
	}
	for _, to := range [...]incident.Kind{incident.Detected, incident.Identified, incident.Mitigated, incident.Resolved} {
		v := none("not stated")
		if d, ok := ep.Took(incident.Began, to); ok {
			v = fraction(big.NewRat(int64(d/time.Second), 60))
		}
		row = append(row, v)
	}
	return append(row, minutes(ep.DownMinutes()), minutes(ep.DegradedMinutes()), lines(strings.Join(ep.Doubts, "; ")))
}

func level(inc incident.Incident) string {
	out := string(inc.Level)
	if out == "" {
		out = "not stated"
	}
	if len(inc.Components) > 0 {
		out += ": " + strings.Join(inc.Components, ", ")
	}
	if inc.Open {
		out += " (open)"
	}
	return out
}

func (b *book) instantRows(ep statement.Episode) [][]value {
	var rows [][]value
	for _, kind := range incident.Kinds {
		c, ok := ep.Instants[kind]
		if !ok {
			continue
		}
		why := c.Why
		if b.customer == "" && c.Line > 0 {
			why += fmt.Sprintf(" · %s:%d", c.File, c.Line)
		}
		rows = append(rows, []value{
			words(ep.ID), lines(c.Quote), words(strings.ReplaceAll(string(kind), "_", " ")), local(c.At, b.zone), instant(c.At),
			words(string(c.Precision)), words(string(c.Basis)), words(why),
		})
	}
	return rows
}

func (b *book) hitRow(ep statement.Episode, h statement.Hit) []value {
	first, last := none("–"), none("–")
	if h.Impact.First != h.Impact.Last {
		first, last = local(h.Impact.First.Time(), b.zone), local(h.Impact.Last.Time(), b.zone)
	}
	row := append([]value{
		words(ep.ID), words(h.Customer.Name), words(h.Service.Name), first, last, minutes(h.Impact.Down), minutes(h.Impact.Degraded),
	}, requests(h.Impact.Requests)...)
	return append(row, tally(h.Served.Valid))
}
