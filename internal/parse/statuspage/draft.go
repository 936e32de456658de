package statuspage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
	"aftermath/internal/span"
)

// A draft is what a page, a feed or an answer of the API tells of one thing,
// before it is known to be an incident or planned work.
type draft struct {
	id, title, provider string
	url                 string
	impact              passage // the source's own word
	links               []string
	components          []string
	head                passage // the words of the title
	entries             []entry // the newest first, as pages show them
	span                *shown  // of a list that shows no posts
	planned             bool    // called maintenance
	window              window  // of planned work
	created             time.Time
	cancelled           bool
	warnings            []string
}

// A shown is what a list of past incidents tells instead of posts: from the
// first to the last post, and the words of the last.
type shown struct {
	span.Span
	words, message passage
	warning        string
}

// put adds d to doc: as a record, or as work where its posts tell of it. Zone
// is that of the page.
func (s *source) put(doc *parse.Document, d draft, zone *time.Location) {
	if d.planned || isMaintenance(d.entries) || d.span != nil && tellsOfWork(d.span.message) {
		s.putWork(doc, d)
		return
	}
	r := s.record(d, zone)
	if len(r.Posts) == 0 && len(r.Marks) == 0 {
		doc.Warnings = append(doc.Warnings, r.Warnings...)
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q: no post with a time: left out", s.file, s.line(d.head.start), d.title))
		return
	}
	line := s.line(d.head.start)
	if at, twice := s.ids[r.ID]; twice {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q was read before, at line %d: left out, or it would count twice", s.file, line, d.title, at))
		return
	}
	s.ids[r.ID] = line
	doc.Records = append(doc.Records, r)
}

// record is the record of an incident: its posts, their marks, and what their
// words say.
func (s *source) record(d draft, zone *time.Location) incident.Record {
	r := incident.Record{ID: d.id, Title: d.title, Provider: d.provider, URL: d.url, Links: d.links, Impact: d.impact.text, Components: d.components,
		File: s.file, Digest: s.digest, Warnings: d.warnings}
	entries := slices.Clone(d.entries)
	slices.Reverse(entries) // as they were written
	announce(&r, entries)
	if r.ID == "" {
		first := ""
		if d.span != nil {
			first = d.span.Start.UTC().Format(time.RFC3339)
		} else if len(entries) > 0 {
			first = entries[0].At.UTC().Format(time.RFC3339)
		}
		r.ID = parse.Identity(r.Provider, r.Title, first)
	}
	if len(entries) > 0 {
		s.read(&r, d.head, accountContext(entries, zone))
	}
	for _, e := range entries {
		s.read(&r, e.body, bodyContext(entries, e, zone))
	}
	if w := d.span; w != nil {
		r.Open = false
		r.Marks = append(r.Marks, w.marks(s)...)
		s.read(&r, d.head, prose.Context{Anchor: w.Start, Until: w.End, Zone: zone})
		s.read(&r, w.message, prose.Context{Anchor: w.End, Past: true, Until: w.End, Zone: zone})
	}
	if level, ok := impacts[strings.ToLower(d.impact.text)]; ok {
		r.Levels = append(r.Levels, incident.Reading{Level: level, Quote: s.said(d.impact), Rule: "impact", Place: s.at(d.impact)})
	}
	parse.Finish(&r)
	return r
}

// impacts are the page's own words for how much was taken.
var impacts = map[string]incident.Level{"critical": incident.Outage, "major": incident.Partial, "minor": incident.Degraded}

// A window is the time that planned work was announced for.
type window struct {
	span.Span
	incident.Place
	warning string
}

// putWork adds planned work to doc, or a warning where its window is not said.
func (s *source) putWork(doc *parse.Document, d draft) {
	doc.Warnings = append(doc.Warnings, d.warnings...)
	line := s.line(d.head.start)
	for _, e := range d.entries {
		if w, ok := s.windowIn(e.body, e.At); ok && d.window.Empty() && e.role == "scheduled" {
			d.window = w
		}
	}
	if d.window.Empty() {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q is scheduled maintenance, and its window cannot be read: list it under maintenance in the configuration", s.file, line, d.title))
		return
	}
	if d.window.warning != "" {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %s", s.file, d.window.Line, d.window.warning))
	}
	w := incident.Work{ID: d.id, Title: d.title, Provider: d.provider, URL: d.url, Components: d.components,
		Span: d.window.Span, Announced: s.announced(d), Cancelled: d.cancelled || calledOff(d), Place: d.window.Place, Digest: s.digest}
	if w.ID == "" {
		w.ID = parse.Identity(w.Provider, w.Title, w.Span.Start.UTC().Format(time.RFC3339))
	}
	if i := slices.IndexFunc(d.entries, func(e entry) bool { return says(e, movedWords[:]) || says(e, extendedWords[:]) }); i >= 0 {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: the window of %q was moved or extended: look whether its notice is right", s.file, d.entries[i].Line, d.title))
	}
	if at, twice := s.ids["work "+w.ID]; twice {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q was read before, at line %d: left out", s.file, line, d.title, at))
		return
	}
	s.ids["work "+w.ID] = line
	doc.Works = append(doc.Works, w)
}

// Words of posts about planned work.
var (
	movedWords    = [...]string{"reschedul", "postpone"}
	extendedWords = [...]string{"extend"}
	workWords     = [...]string{"scheduled maintenance has been completed", "scheduled maintenance is currently in progress"}
)

func says(e entry, words []string) bool { return contains(e.Body, words) }

func contains(text string, words []string) bool {
	low := strings.ToLower(prose.Blanks(text))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(low, w) })
}

// tellsOfWork says that the last words of what a list shows are those that a
// page closes planned work with.
func tellsOfWork(message passage) bool { return contains(message.text, workWords[:]) }

// announced is when the window of planned work was made known: the time of the
// first post that announces it and names no other window, or that of its
// creation where a post is dated back behind it; not before the last post that
// moves it. Zero when none of them is known.
func (s *source) announced(d draft) time.Time {
	var first, last time.Time
	for _, e := range d.entries {
		if says(e, movedWords[:]) && e.At.After(last) {
			last = e.At
		}
		if e.role != "scheduled" || !first.IsZero() && !e.At.Before(first) {
			continue
		}
		if w, ok := s.windowIn(e.body, e.At); !ok || w.Span.Start.Equal(d.window.Span.Start) && w.Span.End.Equal(d.window.Span.End) {
			first = e.At
		}
	}
	if d.created.After(first) {
		first = d.created
	}
	if !first.IsZero() && last.After(first) {
		return last
	}
	return first
}

// calledOff says that planned work was called off: in so many words, or by a
// post that closes it before it was to begin.
func calledOff(d draft) bool {
	for _, e := range d.entries {
		switch e.role {
		case "cancelled", "canceled":
			return true
		case "completed", "resolved":
			if e.At.Before(d.window.Span.Start) {
				return true
			}
		}
		low := strings.ToLower(prose.Blanks(e.Body))
		for _, words := range [...]string{"has been cancelled", "has been canceled", "is cancelled", "is canceled", "was cancelled", "was canceled", "been called off"} {
			if strings.Contains(low, words) {
				return true
			}
		}
	}
	return false
}
