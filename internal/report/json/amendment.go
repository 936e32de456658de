package json

import (
	"time"

	"aftermath/internal/incident"
)

// An amendment is what a person decided. Of the fields from Instant to
// DistinctFrom those stand that it is about.
type amendment struct {
	Incident     string    `json:"incident"`
	Instant      string    `json:"instant,omitempty"`
	At           string    `json:"at,omitempty"`
	Absent       bool      `json:"absent,omitempty"`
	Window       *window   `json:"window,omitempty"`
	Level        string    `json:"level,omitempty"`
	Cause        string    `json:"cause,omitempty"`
	SameAs       string    `json:"same_as,omitempty"`
	DistinctFrom string    `json:"distinct_from,omitempty"`
	Author       string    `json:"author"`
	Reason       string    `json:"reason"`
	Ticket       string    `json:"ticket,omitempty"`
	Date         string    `json:"date,omitempty"`
	File         string    `json:"file"`
	Line         int       `json:"line"`
	Overruled    []instant `json:"overruled,omitempty"` // of an absent instant; else see the instant's rivals
}

type sourceOf struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Provider string `json:"provider"`
	File     string `json:"file"`
}

func sourcesOf(inc incident.Incident) []sourceOf {
	var out []sourceOf
	if len(inc.Sources) > 1 {
		for _, s := range inc.Sources {
			out = append(out, sourceOf{s.ID, s.Title, s.Provider, s.File})
		}
	}
	return out
}

func amendmentsOf(inc incident.Incident, in func(time.Time) string) []amendment {
	var out []amendment
	for _, a := range inc.Amendments {
		one := amendment{
			Incident: a.Incident, Instant: string(a.Instant), Absent: a.Absent, Cause: a.Cause, SameAs: a.SameAs, DistinctFrom: a.DistinctFrom,
			Author: a.Author, Reason: a.Reason, Ticket: a.Ticket, File: a.File, Line: a.Line,
		}
		switch {
		case a.Absent:
			for _, m := range inc.Absent[a.Instant].Overruled {
				one.Overruled = append(one.Overruled, instantOf(m, in))
			}
		case a.Instant != "":
			one.At = in(a.At)
		case !a.Window.Start.IsZero():
			one.Window = &window{in(a.Window.Start), in(a.Window.End), string(a.Level)}
		default:
			one.Level = string(a.Level)
		}
		if !a.Date.IsZero() {
			one.Date = a.Date.Format(time.DateOnly)
		}
		out = append(out, one)
	}
	return out
}
