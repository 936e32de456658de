package report

import (
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// Only is the part of acc that the customer id may see, and all that its
// documents are made from: own statements, the
// incidents that reached it with own figures, what people decided about
// incidents that concern it, gaps of own services, and the names and digests of
// the inputs. Sizes of inputs, sums over services and
// warnings count others' traffic or may name them; they stay out.
func Only(acc *statement.Account, id string) *statement.Account {
	hush := discretion(acc, id)
	own := &statement.Account{
		Organisation: acc.Organisation, Contact: acc.Contact, Sample: acc.Sample, Period: acc.Period, Version: acc.Version,
		OtherRules: acc.OtherRules,
	}
	services := map[string]bool{}
	for _, st := range acc.Statements {
		if st.Customer.ID != id {
			continue
		}
		services[st.Service.ID] = true
		own.Statements = append(own.Statements, quiet(st, hush))
		own.Period = st.Period // the customer reads its own zone
	}
	for _, ep := range acc.Incidents {
		mine := statement.Episode{Incident: quietIncident(ep.Incident, hush), Services: ep.Services}
		for _, h := range ep.Hit {
			if h.Customer.ID == id {
				mine.Hit = append(mine.Hit, h)
			}
		}
		for _, t := range ep.Traces {
			if t.Customer == id {
				mine.Traces = append(mine.Traces, t)
			}
		}
		if len(mine.Hit) > 0 {
			own.Incidents = append(own.Incidents, mine)
		}
	}
	for _, a := range acc.Amended {
		if slices.Contains(a.Customers, id) {
			own.Amended = append(own.Amended, statement.Amended{Incident: quietIncident(a.Incident, hush), Customers: []string{id}})
		}
	}
	for _, g := range acc.Gaps {
		if services[g.Service] {
			own.Gaps = append(own.Gaps, g)
		}
	}
	for _, in := range acc.Inputs {
		own.Inputs = append(own.Inputs, statement.Input{Path: hush(in.Path), Kind: in.Kind, Digest: in.Digest})
	}
	return own
}

func quiet(st statement.Statement, hush func(string) string) statement.Statement {
	runs := func(in []statement.Run) []statement.Run {
		out := slices.Clone(in)
		for i := range out {
			out[i].Reason, out[i].Incidents = hush(out[i].Reason), each(out[i].Incidents, hush)
		}
		return out
	}
	st.Bad, st.Other, st.Works = runs(st.Bad), runs(st.Other), slices.Clone(st.Works)
	st.Samples = slices.Clone(st.Samples)
	for i := range st.Samples {
		e := &st.Samples[i]
		e.File, e.Path, e.Method, e.RequestID = hush(e.File), hush(e.Path), hush(e.Method), hush(e.RequestID)
	}
	for i := range st.Works {
		w := &st.Works[i]
		w.ID, w.Title, w.Why, w.Source = hush(w.ID), hush(w.Title), hush(w.Why), hush(w.Source)
	}
	return st
}

func quietIncident(inc incident.Incident, hush func(string) string) incident.Incident {
	instants := map[incident.Kind]incident.Choice{}
	for kind, c := range inc.Instants {
		instants[kind] = incident.Choice{Mark: incident.Mark{
			Kind: c.Kind, At: c.At, Precision: c.Precision, Basis: c.Basis, Quote: hush(c.Quote),
			Author: hush(c.Author), Reason: hush(c.Reason), Ticket: hush(c.Ticket),
		}, Why: hush(c.Why)}
		if c.Basis == incident.Amended { // what a decision overruled is shown beside it
			instants[kind] = incident.Choice{Mark: instants[kind].Mark, Rivals: quietMarks(c.Rivals, hush), Why: instants[kind].Why}
		}
	}
	absent := map[incident.Kind]incident.Absence{}
	for kind, a := range inc.Absent {
		absent[kind] = incident.Absence{Amendment: quietAmendment(a.Amendment, hush), Overruled: quietMarks(a.Overruled, hush)}
	}
	var amendments []incident.Amendment
	for _, a := range inc.Amendments {
		amendments = append(amendments, quietAmendment(a, hush))
	}
	return incident.Incident{
		Record:   incident.Record{ID: hush(inc.ID), Title: hush(inc.Title), Components: each(inc.Components, hush), Open: inc.Open},
		Instants: instants, Level: inc.Level, Windows: inc.Windows, Doubts: each(inc.Doubts, hush),
		Amendments: amendments, Absent: absent,
	}
}

func quietAmendment(a incident.Amendment, hush func(string) string) incident.Amendment {
	a.Incident, a.SameAs, a.DistinctFrom = hush(a.Incident), hush(a.SameAs), hush(a.DistinctFrom)
	a.Cause = hush(a.Cause)
	a.Author, a.Reason, a.Ticket, a.Place = hush(a.Author), hush(a.Reason), hush(a.Ticket), incident.Place{}
	return a
}

func quietMarks(marks []incident.Mark, hush func(string) string) []incident.Mark {
	var out []incident.Mark
	for _, m := range marks {
		out = append(out, incident.Mark{Kind: m.Kind, At: m.At, Precision: m.Precision, Basis: m.Basis, Quote: hush(m.Quote)})
	}
	return out
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}
