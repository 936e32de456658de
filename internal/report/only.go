package report

import (
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/statement"
)

// Only is the part of acc that the customer id may see, and all that its
// documents are made from: own statements, the
// incidents that reached it with own figures, gaps of own services, and the
// names and digests of the inputs. Sizes of inputs, sums over services and
// warnings count others' traffic or may name them; they stay out.
func Only(acc *statement.Account, id string) *statement.Account {
	hush := discretion(acc, id)
	own := &statement.Account{
		Organisation: acc.Organisation, Contact: acc.Contact, Sample: acc.Sample, Period: acc.Period, Version: acc.Version,
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
		w.ID, w.Title, w.Why = hush(w.ID), hush(w.Title), hush(w.Why)
	}
	return st
}

func quietIncident(inc incident.Incident, hush func(string) string) incident.Incident {
	instants := map[incident.Kind]incident.Choice{}
	for kind, c := range inc.Instants {
		instants[kind] = incident.Choice{Mark: incident.Mark{
			Kind: c.Kind, At: c.At, Precision: c.Precision, Basis: c.Basis, Quote: hush(c.Quote),
		}, Why: hush(c.Why)}
	}
	return incident.Incident{
		Record:   incident.Record{ID: hush(inc.ID), Title: hush(inc.Title), Components: each(inc.Components, hush), Open: inc.Open},
		Instants: instants, Level: inc.Level, Windows: inc.Windows, Doubts: each(inc.Doubts, hush),
	}
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}
