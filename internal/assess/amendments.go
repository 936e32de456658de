package assess

import (
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
)

// amend adds to r the corrections that name it, as marks of the strongest
// basis; the readings that they overrule stay beside them.
func amend(r incident.Record, amendments []contract.Amendment) incident.Record {
	r.Marks = slices.Clone(r.Marks)
	for _, a := range amendments {
		if a.Incident != r.ID {
			continue
		}
		precision := incident.Minute
		if a.At.Second() != 0 || a.At.Nanosecond() != 0 {
			precision = incident.Second
		}
		r.Marks = append(r.Marks, incident.Mark{
			Kind: incident.Kind(a.Instant), At: a.At, Precision: precision, Basis: incident.Amended, Rule: "amendment",
			Place:  incident.Place{File: a.Place.File, Line: a.Place.Line, Column: a.Place.Column},
			Author: a.Author, Reason: a.Reason, Ticket: a.Ticket,
		})
	}
	return r
}

// stray warns of amendments that change nothing, and of ids given twice.
func (m *month) stray() {
	seen := map[string]string{}
	for _, r := range m.facts.Incidents {
		if file, twice := seen[r.ID]; twice {
			m.warn("two records have the incident id %s (%s and %s): both are counted", r.ID, file, r.File)
		}
		seen[r.ID] = r.File
	}
	for _, a := range m.facts.Book.Amendments {
		if _, ok := seen[a.Incident]; !ok {
			m.warn("%s:%d: the amendment names the incident %s, which no source has", a.Place.File, a.Place.Line, a.Incident)
		}
		if !slices.Contains(incident.Kinds[:], incident.Kind(a.Instant)) {
			m.warn("%s:%d: the amendment of incident %s names the instant %q, which there is not", a.Place.File, a.Place.Line, a.Incident, a.Instant)
		}
	}
}
