package assess

import (
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/incident"
)

// announce adds to the configured maintenance what documents announce. Their
// components mean services as those of incidents do; work that names none, or
// none that a service lists, takes no minute out: a doubt may not lower what a
// customer is owed.
//
// One id is one piece of work: where the configuration or a calendar has it,
// its services and announcement stand; a window that differs is not taken over.
// Work that any document calls off is none: the others are older. Documents
// that differ about the window are not believed at all.
func (m *month) announce() {
	m.works = slices.Clone(m.facts.Book.Maintenance)
	for _, list := range sameWorks(m.facts.Works) {
		w := list[0]
		if i := slices.IndexFunc(list, func(o incident.Work) bool { return o.Cancelled }); i >= 0 {
			m.calledOff(list, list[i])
			continue
		}
		if i := slices.IndexFunc(list, func(o incident.Work) bool { return !o.Span.Start.Equal(w.Span.Start) || !o.Span.End.Equal(w.Span.End) }); i >= 0 {
			m.warnOfWork(w, "%s announces another window under this id: it takes no minute out; name only one of the two files", list[i].File)
			continue
		}
		for _, o := range list[1:] {
			if o.Announced.After(w.Announced) {
				w.Announced = o.Announced // of two announcements the one that gives less notice
			}
		}
		m.announceOne(w)
	}
}

// calledOff warns where work that off cancels is announced by another document
// too, or configured: what is configured counts all the same.
func (m *month) calledOff(list []incident.Work, off incident.Work) {
	if i := slices.IndexFunc(m.works, func(o contract.Maintenance) bool { return o.ID == off.ID }); i >= 0 {
		m.warnOfWork(off, "it is cancelled, but %s:%d has it: that counts", m.works[i].Place.File, m.works[i].Place.Line)
	} else if i := slices.IndexFunc(list, func(o incident.Work) bool { return !o.Cancelled }); i >= 0 {
		m.warnOfWork(list[i], "%s says that it was cancelled: it takes no minute out", off.File)
	}
}

// sameWorks are the works that last, those of one id together, each list in
// order of file.
func sameWorks(works []incident.Work) [][]incident.Work {
	var out [][]incident.Work
	at := map[string]int{}
	for _, w := range works {
		if w.Span.Empty() {
			continue
		}
		i, ok := at[w.ID]
		if !ok {
			i, at[w.ID] = len(out), len(out)
			out = append(out, nil)
		}
		out[i] = append(out[i], w)
	}
	return out
}

func (m *month) announceOne(w incident.Work) {
	own := contract.Maintenance{
		ID: w.ID, Title: w.Title, Start: w.Span.Start, End: w.Span.End, Announced: w.Announced, Source: w.File,
		Place: contract.Place{File: w.File, Line: w.Line, Column: w.Column},
	}
	if i := slices.IndexFunc(m.works, func(o contract.Maintenance) bool { return o.ID == w.ID }); i >= 0 {
		switch known := &m.works[i]; {
		case !known.Start.Equal(own.Start) || !known.End.Equal(own.End):
			m.warnOfWork(w, "%s:%d has another window under this id: that one counts", known.Place.File, known.Place.Line)
		case known.Announced.IsZero():
			known.Announced, known.Source = own.Announced, own.Source
		case !own.Announced.IsZero() && !known.Announced.Equal(own.Announced):
			m.warnOfWork(w, "%s:%d says that it was announced at %s, not %s: the former counts", known.Place.File, known.Place.Line,
				known.Announced.Format(time.RFC3339), own.Announced.Format(time.RFC3339))
		}
		return
	}
	for _, s := range m.meant(w.Components) {
		own.Services = append(own.Services, s.ID)
	}
	switch {
	case len(own.Services) > 0:
		m.works = append(m.works, own)
	case len(w.Components) == 0:
		m.warnOfWork(w, "it names no component: it takes no minute out; write it under maintenance with its services, if it should")
	default:
		m.warnOfWork(w, "it names %s, which no service lists among its components: it takes no minute out", strings.Join(w.Components, ", "))
	}
}

// warnOfWork warns where the work touches what is assessed.
func (m *month) warnOfWork(w incident.Work, format string, args ...any) {
	if minutesOf(w.Span).overlaps(m.axis) {
		m.warn("maintenance %s (%s:%d): "+format, append([]any{w.ID, w.File, w.Line}, args...)...)
	}
}
