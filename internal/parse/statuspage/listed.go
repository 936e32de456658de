package statuspage

import (
	"fmt"
	"slices"

	"aftermath/internal/incident"
)

// listed adds an incident of which a list shows the title, the last update and
// from when to when it was open.
func (g *pager) listed(block []line, l line) {
	rest := g.after(block)
	at := slices.IndexFunc(rest, func(l line) bool { return l.kind == words })
	if last := lastOf(rest, heading); last >= 0 {
		if at = slices.IndexFunc(rest[last:], func(l line) bool { return l.kind == words }); at >= 0 {
			at += last
		}
	}
	m := lasted.FindStringSubmatch(l.text)
	if at < 0 {
		return
	}
	d := g.begin(rest[at])
	if m == nil {
		g.warn(l, fmt.Sprintf("%q: the list shows one time and not of what: left out", d.title))
		g.drafts = g.drafts[:len(g.drafts)-1]
		return
	}
	stretch, place, warning, ok := stretchOf(m, g.ref, g.fallback)
	if !ok {
		g.drafts = g.drafts[:len(g.drafts)-1]
		g.warn(l, fmt.Sprintf("%q: nothing says of which year %q is: left out", d.title, l.text))
		return
	}
	if place != nil && !g.named {
		g.zone, g.named = place, true
	}
	message := g.cut(rest[at].end, max(rest[at].end, l.start)).trim()
	d.span = &shown{Span: stretch, words: g.of(l), message: message, warning: warning}
	d.warnings = append(d.warnings, fmt.Sprintf("%s:%d: the list shows the last update only: its own page says more", g.file, g.source.line(d.head.start)))
}

// marks are what a list says of an incident: when the first and the last post
// were written.
func (w shown) marks(s *source) []incident.Mark {
	m := incident.Mark{Kind: incident.Detected, At: w.Start, Precision: incident.Minute, Basis: incident.Posted,
		Quote: s.said(w.words), Rule: "listed", Place: s.at(w.words), Warning: w.warning}
	last := m
	last.Kind, last.At = incident.AnnouncedResolved, w.End
	return []incident.Mark{m, last}
}
