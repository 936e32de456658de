package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/statement"
)

// An event is an incident with what the month needs to know of it.
type event struct {
	incident.Incident
	anchor   time.Time
	services []contract.Service
	impact   stretch            // from onset to resolution; empty while either is unknown
	known    stretch            // impact, else from the first to the last instant known
	reach    stretch            // what a trace shows
	episode  *statement.Episode // set when the incident belongs to the month
}

// A trace shows an hour before and after, and at most a day, from its start.
const (
	traceMargin  = 60
	traceLongest = 24 * 60
)

func (e *event) concerns(service string) bool {
	return slices.ContainsFunc(e.services, func(s contract.Service) bool { return s.ID == service })
}

// declare settles every incident and finds those that belong to the month.
// Incidents of other months stay: their windows may reach into it.
func (m *month) declare() {
	settled := m.settle()
	m.amended(settled)
	for _, inc := range settled {
		e := &event{Incident: inc}
		at, ok := e.Anchor()
		if !ok {
			m.warn("incident %s (%s) states no instant at all: it belongs to no month", e.ID, e.File)
			continue
		}
		e.anchor = at
		if s, ok := e.Impact(); ok {
			e.impact = minutesOf(s)
		}
		e.known = e.impact
		if e.known.empty() {
			e.known = instants(e.Incident)
		}
		e.reach = stretch{e.known.from - traceMargin, e.known.to + traceMargin}
		e.reach.to = min(e.reach.to, e.reach.from+traceLongest)
		e.reach = e.reach.clip(m.axis)
		belongs := m.account.Period.Contains(at)
		m.attach(e, belongs || e.impact.overlaps(m.axis))
		if belongs {
			e.episode = &statement.Episode{Incident: e.Incident, Services: e.services}
		}
		m.unresolved(e)
		m.powerless(e)
		m.events = append(m.events, e)
	}
	slices.SortStableFunc(m.events, func(a, b *event) int {
		return cmp.Or(a.anchor.Compare(b.anchor), cmp.Compare(a.ID, b.ID))
	})
	m.twice()
}

// doubt notes with the incident what a person should look at.
func (e *event) doubt(format string, args ...any) {
	e.Doubts = append(e.Doubts, fmt.Sprintf(format, args...))
	if e.episode != nil {
		e.episode.Doubts = e.Doubts
	}
}

// attach finds the services that the incident is about.
func (m *month) attach(e *event, matters bool) {
	e.services = m.about(e.Incident)
	if len(e.Components) == 0 {
		e.Doubts = append(e.Doubts, "it names no component: it is taken to concern every service")
		return
	}
	if len(e.services) == 0 && matters {
		m.warn("incident %s names %s, which no service lists among its components: it counts for none", e.ID, strings.Join(e.Components, ", "))
	}
}

// about are the services that the incident's components mean. An incident that
// names none is taken to concern every service.
func (m *month) about(inc incident.Incident) []contract.Service {
	if len(inc.Components) == 0 {
		return m.facts.Book.Services
	}
	return m.meant(inc.Components)
}

// meant are the services that list one of the components.
func (m *month) meant(components []string) []contract.Service {
	named := map[string]bool{}
	for _, c := range components {
		named[fold(c)] = true
	}
	var out []contract.Service
	for _, s := range m.facts.Book.Services {
		if slices.ContainsFunc(s.Components, func(c string) bool { return named[fold(c)] }) {
			out = append(out, s)
		}
	}
	return out
}

// fold makes component names comparable: case and spacing do not matter.
func fold(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }

// unresolved warns of an incident of the month that declares no window, and of
// one of an earlier month that is still open.
func (m *month) unresolved(e *event) {
	_, began := e.Instants[incident.Began]
	_, resolved := e.Instants[incident.Resolved]
	switch {
	case e.episode != nil && open(e.Incident):
		m.warn("incident %s is not resolved: it declares no minute and counts as open", e.ID)
	case e.episode != nil && e.Absent[incident.Resolved].Absent:
		m.warn("incident %s: %s says that nobody knows when it was resolved: it declares no minute", e.ID, e.Absent[incident.Resolved].Author)
	case e.episode != nil && !resolved:
		m.warn("incident %s: no source states when it was resolved (the Resolved post does not say): it declares no minute", e.ID)
	case e.episode != nil && !began:
		m.warn("incident %s: no source states when it began: it declares no minute", e.ID)
	case e.episode != nil && e.impact.empty():
		m.warn("incident %s: its onset and its resolution leave no whole minute between them: it declares none", e.ID)
	case e.episode == nil && open(e.Incident) && e.anchor.Before(m.account.Period.Start):
		m.warn("incident %s of %s is still not resolved", e.ID, e.anchor.In(m.zone()).Format(time.DateOnly))
	}
}

// open says that an incident is not over as far as its source tells: neither a
// resolution nor a Resolved post, nor a person who says that nobody knows its
// end.
func open(inc incident.Incident) bool {
	_, resolved := inc.Instants[incident.Resolved]
	_, announced := inc.Instants[incident.AnnouncedResolved]
	_, unknown := inc.Absent[incident.Resolved]
	return !resolved && (inc.Open || !announced && !unknown)
}

// instants is the stretch from the first to the last instant known, else that
// of the posts up to the postmortem, which may come weeks later.
func instants(inc incident.Incident) stretch {
	var at []time.Time
	for _, c := range inc.Instants {
		at = append(at, c.At)
	}
	if len(at) == 0 {
		for _, p := range inc.Posts {
			if fold(p.Status) != "postmortem" {
				at = append(at, p.At)
			}
		}
	}
	if len(at) == 0 {
		return stretch{}
	}
	return stretch{span.MinuteOf(slices.MinFunc(at, time.Time.Compare)), span.MinuteOf(slices.MaxFunc(at, time.Time.Compare)) + 1}
}
