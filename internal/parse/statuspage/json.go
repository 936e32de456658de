package statuspage

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/prose"
)

// JSON reads what the API answers: incidents.json and unresolved.json ({"page",
// "incidents": […]}), summary.json, scheduled-maintenances.json and its kin
// ({"page", "scheduled_maintenances": […]}), one incident ({"page", "incident":
// {…}}), or an incident object alone or in a list.
//
// A post's time is display_at, what the page shows, else created_at.
// started_at is a stated onset only if it lies apart from both created_at and
// the first post: Statuspage fills it with the time of the first post, which is
// paperwork. resolved_at and monitoring_at count only where no post has that
// status, as announcements. impact gives a level: critical outage, major
// partial, minor degraded, none no level.
func JSON(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	root, err := jsontree.Parse(file, data)
	if err != nil {
		return parse.Document{}, err
	}
	list, ok := incidentsOf(root)
	if !ok {
		return parse.Document{}, fmt.Errorf("%s:1:1: no Statuspage incident: expected {\"page\": …, \"incidents\": […]} or an incident with \"incident_updates\"\n    save what /api/v2/incidents.json answers; components and status alone tell of none", file)
	}
	f := answer{source: newSource(file, data, o), page: root.Get("page")}
	var doc parse.Document
	if doubt := f.zone(); doubt != "" {
		doc.Warnings = append(doc.Warnings, doubt)
	}
	placed := map[string]string{} // where each id was read
	for i, n := range list {
		at := f.place(n.Start, n.End)
		place := fmt.Sprintf("%s:%d:%d", file, at.Line, at.Column)
		id, err := f.incident(&doc, n)
		switch {
		case err != nil:
			return parse.Document{}, fmt.Errorf("%s: incident %d: %w", place, i+1, err)
		case placed[id] != "":
			return parse.Document{}, fmt.Errorf("%s: incident %d: the id %q was read before, at %s: remove one of the two, or it would count twice", place, i+1, id, placed[id])
		case id != "":
			placed[id] = place
		}
	}
	return doc, nil
}

// IsJSON says that the file holds what the API answers.
func IsJSON(s parse.Sample) bool {
	return s.JSON() && (s.Key("incident_updates") || s.Key("scheduled_maintenances") ||
		s.Data[0] == '{' && s.Key("page") && (s.Key("time_zone") || s.Key("incidents") || s.Key("components") || s.Key("status")))
}

// incidentsOf finds incidents and planned work; ok is false when root is
// nothing of the kind.
func incidentsOf(root *jsontree.Node) (list []*jsontree.Node, ok bool) {
	for _, key := range [...]string{"incidents", "scheduled_maintenances"} {
		if n := root.Get(key); n != nil && n.Kind == jsontree.Array {
			list, ok = append(list, n.Items...), true
		}
	}
	switch {
	case ok:
		return list, true
	case root.Get("incident").Get("incident_updates") != nil:
		return []*jsontree.Node{root.Get("incident")}, true
	case root.Get("scheduled_maintenance").Get("incident_updates") != nil:
		return []*jsontree.Node{root.Get("scheduled_maintenance")}, true
	case root.Get("incident_updates") != nil:
		return []*jsontree.Node{root}, true
	case root.Kind == jsontree.Array && len(root.Items) > 0 && root.Items[0].Get("incident_updates") != nil:
		return root.Items, true
	}
	return nil, false
}

// An answer is one answer of the API while it is read.
type answer struct {
	*source
	page *jsontree.Node
}

// zone takes the page's time_zone for the clock times that name none; the
// warning says why it cannot.
func (f *answer) zone() (warning string) {
	name := f.page.Str("time_zone")
	if name == "" {
		return ""
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // "Local" would be the zone of this machine
		return fmt.Sprintf("%s:%d: the page's time_zone %q is not known: taken as %s", f.file, f.line(f.page.Get("time_zone").Start), parse.Clean(name), prose.ZoneAt(f.fallback).Name)
	}
	f.fallback = zone
	return ""
}

// inside is a string without its quotes, as it reads.
func (f *answer) inside(n *jsontree.Node) passage {
	if n == nil || n.Kind != jsontree.String || n.End-n.Start < 2 {
		return passage{}
	}
	raw := f.data[n.Start+1 : n.End-1]
	if len(raw) == len(n.Text) && string(raw) == n.Text {
		return passage{text: n.Text, start: n.Start + 1}
	}
	text, at := jsontree.Decode(raw)
	p := passage{text: string(text), start: n.Start + 1, from: make([]int32, len(text)), to: make([]int32, len(text))}
	next := len(raw) // where what comes after a byte's own source begins
	for i := len(text) - 1; i >= 0; i-- {
		if i+1 < len(text) && at[i+1] != at[i] {
			next = at[i+1]
		}
		p.from[i], p.to[i] = int32(n.Start+1+at[i]), int32(n.Start+1+next)
	}
	return p
}

// incident reads one incident or planned work and gives its id.
func (f *answer) incident(doc *parse.Document, n *jsontree.Node) (id string, err error) {
	if n.Kind != jsontree.Object {
		return "", fmt.Errorf("expected an object")
	}
	d := draft{id: n.Str("id"), title: n.Str("name"), provider: f.page.Str("name"), url: web(n.Str("shortlink")), impact: f.inside(n.Get("impact")), head: f.inside(n.Get("name")), components: names(n)}
	if d.url != "" {
		d.links = []string{d.url}
	}
	if link, of := address(f.page.Str("url"), "/incidents/"+d.id); link != "" && of == d.id {
		d.url, d.links = link, append([]string{link}, d.links...)
	}
	if d.head.text == "" {
		d.head.start = n.Start
	}
	for _, u := range n.List("incident_updates") {
		e, err := f.update(u)
		if err != nil {
			return "", err
		}
		d.entries = append(d.entries, e)
	}
	if n.Str("impact") == "maintenance" || n.Get("scheduled_for") != nil || isMaintenance(d.entries) {
		if err := f.planned(&d, n); err != nil {
			return "", err
		}
		had := len(doc.Works)
		f.putWork(doc, d)
		if len(doc.Works) > had {
			id = doc.Works[had].ID
		}
		return id, nil
	}
	if e, ok := f.postmortem(n); ok {
		d.entries = slices.Insert(d.entries, 0, e)
	}
	if d.id == "" {
		d.id = parse.Identity(d.provider, d.title, n.Str("created_at"))
	}
	r := f.record(d, f.fallback)
	if status := strings.ToLower(n.Str("status")); status != "" {
		r.Open = !roles[status].closes
	}
	if err := f.stated(&r, n); err != nil {
		return "", err
	}
	parse.Finish(&r)
	doc.Records = append(doc.Records, r)
	return r.ID, nil
}

// postmortem is the post of an incident's own postmortem_body.
func (f *answer) postmortem(n *jsontree.Node) (entry, bool) {
	at, err := instant(n.Get("postmortem_published_at"))
	body := f.inside(n.Get("postmortem_body"))
	if err != nil || body.text == "" {
		return entry{}, false
	}
	e := entry{role: "postmortem", said: "postmortem_body", word: f.at(body), body: body}
	e.Post = incident.Post{Status: "Postmortem", At: at, Body: body.text, Place: f.at(body)}
	return e, true
}

// update reads one post.
func (f *answer) update(u *jsontree.Node) (entry, error) {
	status := u.Get("status")
	if status == nil || status.Kind != jsontree.String {
		return entry{}, fmt.Errorf("an update without a status")
	}
	at := u.Get("display_at")
	if at == nil {
		at = u.Get("created_at")
	}
	t, err := instant(at)
	if err != nil {
		return entry{}, fmt.Errorf("update %q: %w", status.Text, err)
	}
	word := f.inside(status)
	e := entry{role: strings.ToLower(status.Text), said: f.said(word), word: f.at(word), body: f.inside(u.Get("body"))}
	e.Post = incident.Post{Status: capital(status.Text), At: t, Body: u.Str("body"), Place: f.place(u.Start, u.End)}
	return e, nil
}

// capital is s with its first letter in upper case.
func capital(s string) string {
	first, width := utf8.DecodeRuneInString(s)
	if width == 0 || first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[width:]
}

func instant(n *jsontree.Node) (time.Time, error) {
	if n == nil || n.Kind != jsontree.String {
		return time.Time{}, fmt.Errorf("no time: expected one as 2025-04-30T16:09:00+02:00, in display_at or created_at")
	}
	t, err := time.Parse(time.RFC3339, n.Text)
	if err != nil || t.Year() < 1990 || t.Year() > 2100 {
		return t, fmt.Errorf("%q is no time: expected RFC 3339, as 2025-04-30T16:09:00+02:00", n.Text)
	}
	return t, nil
}
