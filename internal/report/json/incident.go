package json

import (
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// An Incident is an incident as figures.json and `incidents --json` print it.
type Incident struct {
	ID         string                    `json:"id"`
	Title      string                    `json:"title"`
	Provider   string                    `json:"provider"`
	Components []string                  `json:"components"`
	Level      string                    `json:"level"`
	Open       bool                      `json:"open"`
	File       string                    `json:"file"`
	Instants   map[incident.Kind]instant `json:"instants"` // encoding/json sorts the keys
	Windows    []window                  `json:"windows"`
	Minutes    took                      `json:"minutes"`
	Doubts     []string                  `json:"doubts"`
	Warnings   []string                  `json:"warnings"`
	Sources    []sourceOf                `json:"sources,omitempty"` // where several documents tell of it
	Amendments []amendment               `json:"amendments,omitempty"`
	Measured   []outage                  `json:"measured,omitempty"`
	Customers  []impactOf                `json:"customers,omitempty"`
}

type instant struct {
	At        string    `json:"at"`
	Precision string    `json:"precision"`
	Basis     string    `json:"basis"`
	Quote     string    `json:"quote"`
	File      string    `json:"file"`
	Line      int       `json:"line"`
	Column    int       `json:"column"`
	Start     int       `json:"start_byte"`
	End       int       `json:"end_byte"`
	Rule      string    `json:"rule"`
	Why       string    `json:"why,omitempty"`
	Warning   string    `json:"warning,omitempty"`
	Author    string    `json:"author,omitempty"`
	Reason    string    `json:"reason,omitempty"`
	Ticket    string    `json:"ticket,omitempty"`
	Rivals    []instant `json:"rivals,omitempty"`
}

type window struct {
	Start string `json:"start"`
	End   string `json:"end"`
	Level string `json:"level"`
}

// took holds durations in whole minutes, null where an end is not known.
type took struct {
	Detect   *int64 `json:"to_detect"`
	Identify *int64 `json:"to_identify"`
	Mitigate *int64 `json:"to_mitigate"`
	Resolve  *int64 `json:"to_resolve"`
	Down     int64  `json:"down"`
	Degraded int64  `json:"degraded"`
}

type impactOf struct {
	Customer string `json:"customer"`
	Service  string `json:"service"`
	impact
}

// FromIncident is inc as JSON shows it; instants keep the offset they were
// read with, or the zone's where zone is not nil.
func FromIncident(inc incident.Incident, zone *time.Location) Incident {
	in := func(t time.Time) string {
		if zone != nil {
			t = t.In(zone)
		}
		return stamp(t)
	}
	out := Incident{
		ID: inc.ID, Title: inc.Title, Provider: inc.Provider, Components: append([]string{}, inc.Components...), Level: string(inc.Level),
		Open: inc.Open, File: inc.File, Instants: map[incident.Kind]instant{}, Windows: []window{},
		Doubts: append([]string{}, inc.Doubts...), Warnings: append([]string{}, inc.Warnings...),
		Minutes: took{
			Detect: minutesBetween(inc, incident.Detected), Identify: minutesBetween(inc, incident.Identified),
			Mitigate: minutesBetween(inc, incident.Mitigated), Resolve: minutesBetween(inc, incident.Resolved),
			Down: inc.DownMinutes(), Degraded: inc.DegradedMinutes(),
		},
	}
	for kind, c := range inc.Instants {
		i := instantOf(c.Mark, in)
		i.Why = c.Why
		for _, r := range c.Rivals {
			i.Rivals = append(i.Rivals, instantOf(r, in))
		}
		out.Instants[kind] = i
	}
	out.Sources, out.Amendments = sourcesOf(inc), amendmentsOf(inc, in)
	for _, w := range inc.Windows {
		out.Windows = append(out.Windows, window{in(w.Start), in(w.End), string(w.Level)})
	}
	return out
}

func instantOf(m incident.Mark, in func(time.Time) string) instant {
	return instant{
		At: in(m.At), Precision: string(m.Precision), Basis: string(m.Basis), Quote: m.Quote, File: m.File, Line: m.Line, Column: m.Column,
		Start: m.Start, End: m.End, Rule: m.Rule, Warning: m.Warning, Author: m.Author, Reason: m.Reason, Ticket: m.Ticket,
	}
}

func minutesBetween(inc incident.Incident, to incident.Kind) *int64 {
	d, ok := inc.Took(incident.Began, to)
	if !ok {
		return nil
	}
	n := int64(d / time.Minute)
	return &n
}

// FromEpisode is FromIncident with what the request log measured.
func FromEpisode(e statement.Episode, zone *time.Location) Incident {
	out := FromIncident(e.Incident, zone)
	for _, r := range e.Observed {
		out.Measured = append(out.Measured, outageOf(r, zone))
	}
	for _, h := range e.Hit {
		out.Customers = append(out.Customers, impactOf{h.Customer.ID, h.Service.ID, impactFor(h.Impact, zone)})
	}
	return out
}

// Incidents is an array of incidents, as `aftermath incidents --json` and
// `aftermath incidents parse --json` print it.
func Incidents(list []incident.Incident, zone *time.Location) ([]byte, error) {
	out := []Incident{}
	for _, inc := range list {
		out = append(out, FromIncident(inc, zone))
	}
	return encode(out)
}
