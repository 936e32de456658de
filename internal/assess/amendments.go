package assess

import (
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
)

// settle joins the records that are of one incident, judges each with what
// people decided about it, and warns of what nobody has decided.
func (m *month) settle() []incident.Incident {
	amendments := m.facts.Amendments
	cases, clashes := incident.Merge(m.facts.Incidents, amendments)
	for _, c := range clashes {
		if c.SameID {
			m.warn("two records have the incident id %s (%s and %s): both are counted; %s", c.A.ID, c.A.File, c.B.File, c.Why)
		} else {
			m.warn("incidents %s (%s) and %s (%s) share an address and are not joined: %s", c.A.ID, c.A.File, c.B.ID, c.B.File, c.Why)
		}
	}
	var out []incident.Incident
	for _, c := range cases {
		inc := incident.Settle(c, amendments)
		m.decidedTwice(inc)
		out = append(out, inc)
	}
	m.stray()
	return out
}

// decidedTwice warns of amendments that name an incident by different ids of
// its records and decide the same thing.
func (m *month) decidedTwice(inc incident.Incident) {
	first := map[string]incident.Amendment{}
	for _, a := range inc.Amendments {
		what := string(a.Instant)
		if a.Cause != "" {
			what = "the cause"
		}
		if what == "" && a.Level != "" && a.Window.Empty() {
			what = "level"
		}
		one, twice := first[what]
		switch {
		case what == "":
		case twice:
			m.warn("%s:%d and %s:%d both decide %s of what was joined as incident %s: keep one of the two", one.File, one.Line, a.File, a.Line, what, inc.ID)
		default:
			first[what] = a
		}
	}
}

// powerless warns of an incident of the month whose cause no policy in force
// excludes: it changes nothing, and may be a slip.
func (m *month) powerless(e *event) {
	cause := e.Cause()
	if e.episode == nil || cause == "" || slices.ContainsFunc(m.terms, func(t *term) bool {
		return slices.ContainsFunc(t.measures, func(p contract.Measure) bool {
			return slices.ContainsFunc(p.Exclusions, func(x contract.Exclusion) bool { return x.Category == cause })
		})
	}) {
		return
	}
	m.warn("incident %s: an amendment gives it the cause %s, which no policy in force excludes: it changes no figure", e.ID, cause)
}

// twice warns of incidents of the month that are likely one, and notes it with
// both.
func (m *month) twice() {
	var list []incident.Incident
	for _, e := range m.events {
		list = append(list, e.Incident)
	}
	for _, p := range incident.Likely(list, m.facts.Amendments) {
		a, b := m.event(p.A), m.event(p.B)
		if a.episode == nil && b.episode == nil {
			continue
		}
		if a.episode != nil && b.episode != nil {
			m.alike++
		}
		m.warn("incidents %s (%s) and %s (%s) are likely one (%s): each counts among incidents, time to detect and time to resolve; minutes count once. Settle it with what aftermath incidents review prints",
			p.A.ID, p.A.File, p.B.ID, p.B.File, p.Why)
		a.doubt("likely the same as incident %s (%s): %s", p.B.ID, p.B.File, p.Why)
		b.doubt("likely the same as incident %s (%s): %s", p.A.ID, p.A.File, p.Why)
	}
}

func (m *month) event(inc incident.Incident) *event {
	i := slices.IndexFunc(m.events, func(e *event) bool { return e.ID == inc.ID && e.File == inc.File })
	return m.events[i]
}

// stray warns of amendments that change nothing.
func (m *month) stray() {
	known := map[string]bool{}
	for _, r := range m.facts.Incidents {
		known[r.ID] = true
	}
	for _, a := range m.facts.Amendments {
		for _, id := range [...]string{a.Incident, a.SameAs, a.DistinctFrom} {
			if id != "" && !known[id] {
				m.warn("%s:%d: the amendment names the incident %s, which no source has", a.File, a.Line, id)
			}
		}
		if a.Instant != "" && !slices.Contains(incident.Kinds[:], a.Instant) {
			m.warn("%s:%d: the amendment of incident %s names the instant %q, which there is not", a.File, a.Line, a.Incident, a.Instant)
		}
	}
}
