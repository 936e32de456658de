package statuspage

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"aftermath/internal/incident"
	"aftermath/internal/parse/prose"
)

// JSON reads what the API answers: incidents.json ({"page", "incidents": […]}),
// one incident ({"page", "incident": {…}}), or an incident object alone or in
// a list.
//
// A post's time is display_at, what the page shows, else created_at.
// started_at is a stated onset only if it lies apart from both created_at and
// the first post: Statuspage fills it with the time of the first post, which is
// paperwork. resolved_at and monitoring_at count only where no post has that
// status, as announcements. impact gives a level: critical outage, major
// partial, minor degraded, none no level.
func JSON(file string, data []byte, fallback *time.Location) ([]incident.Record, error) {
	if err := checkSize(file, data); err != nil {
		return nil, err
	}
	if fallback == nil {
		fallback = time.UTC
	}
	root, err := parse(file, data)
	if err != nil {
		return nil, err
	}
	list := incidentsOf(root)
	if list == nil {
		return nil, fmt.Errorf("%s:1:1: no Statuspage incident: expected {\"page\": …, \"incidents\": […]} or an incident with \"incident_updates\", as /api/v2/incidents.json answers", file)
	}
	f := source{file: file, data: data, page: root.get("page"), digest: digest(data), fallback: fallback}
	f.index()
	doubt := f.zone()
	records, planned := []incident.Record{}, 0
	placed := map[string]string{} // where each id was read
	for i, n := range list {
		r, err := f.incident(n)
		line, column := position(data, n.start)
		place := fmt.Sprintf("%s:%d:%d", file, line, column)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s: incident %d: %w", place, i+1, err)
		case r == nil:
			planned++
		case placed[r.ID] != "":
			return nil, fmt.Errorf("%s: incident %d: the id %q was read before, at %s: remove one of the two, or it would count twice", place, i+1, r.ID, placed[r.ID])
		default:
			placed[r.ID] = place
			records = append(records, *r)
		}
	}
	if doubt != "" && len(records) > 0 {
		records[0].Warnings = append(records[0].Warnings, doubt)
	}
	if planned > 0 && len(records) == 0 {
		return nil, fmt.Errorf("%s: %w: list it under maintenance in the configuration", file, ErrMaintenance)
	}
	if planned > 0 {
		records[0].Warnings = append(records[0].Warnings, fmt.Sprintf("%s: %d scheduled maintenances left out", file, planned))
	}
	return records, nil
}

// zone takes the page's time_zone for the clock times that name none; the
// warning says why it cannot.
func (f *source) zone() (warning string) {
	n := f.page.get("time_zone")
	name := f.page.str("time_zone")
	if name == "" {
		return ""
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // "Local" would be the zone of this machine
		return fmt.Sprintf("%s:%d: the page's time_zone %q is not known: taken as %s", f.file, f.inside(n).Line, clean(name), prose.ZoneAt(f.fallback).Name)
	}
	f.fallback = zone
	return ""
}

// incidentsOf finds the incidents; nil when root is nothing of the kind.
func incidentsOf(root *node) []*node {
	switch {
	case root.get("incidents") != nil && root.get("incidents").kind == array:
		return append([]*node{}, root.list("incidents")...)
	case root.get("incident").get("incident_updates") != nil:
		return []*node{root.get("incident")}
	case root.get("incident_updates") != nil:
		return []*node{root}
	case root.kind == array && len(root.items) > 0 && root.items[0].get("incident_updates") != nil:
		return root.items
	}
	return nil
}

// A source is one JSON file while it is read.
type source struct {
	file, digest string
	data         []byte
	page         *node
	fallback     *time.Location
	newlines     []int
}

func (f *source) index() {
	for i, c := range f.data {
		if c == '\n' {
			f.newlines = append(f.newlines, i)
		}
	}
}

func (f *source) place(start, end int) incident.Place {
	n := sort.SearchInts(f.newlines, start)
	column := start + 1
	if n > 0 {
		column = start - f.newlines[n-1]
	}
	return incident.Place{File: f.file, Line: n + 1, Column: column, Start: start, End: end}
}

// inside is the place of a string without its quotes.
func (f *source) inside(n *node) incident.Place { return f.place(n.start+1, n.end-1) }

// incident reads one incident; nil is scheduled maintenance.
func (f *source) incident(n *node) (*incident.Record, error) {
	if n.kind != object {
		return nil, fmt.Errorf("expected an object")
	}
	r := &incident.Record{ID: n.str("id"), Title: n.str("name"), Provider: f.page.str("name"), URL: n.str("shortlink"),
		Impact: n.str("impact"), File: f.file, Digest: f.digest, Components: names(n)}
	if r.Impact == "maintenance" || n.get("scheduled_for") != nil {
		return nil, nil
	}
	var entries []entry
	for _, u := range n.list("incident_updates") {
		e, err := f.update(u)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	slices.Reverse(entries) // the newest stands first; posts of one instant keep that order
	if e, ok := f.postmortem(n); ok {
		entries = append(entries, e)
	}
	if isMaintenance(entries) {
		return nil, nil
	}
	announce(r, entries)
	if status := strings.ToLower(n.str("status")); status != "" {
		r.Open = !roles[status].closes
	}
	if err := f.stated(r, n, entries); err != nil {
		return nil, err
	}
	if r.ID == "" {
		r.ID = identity(r.Provider, r.Title, n.str("created_at"))
	}
	for _, u := range n.list("incident_updates") {
		if e, err := f.update(u); err == nil && u.get("body") != nil {
			f.read(r, u.get("body"), bodyContext(entries, e, f.fallback))
		}
	}
	if len(entries) > 0 {
		context := accountContext(entries, f.fallback)
		f.read(r, n.get("postmortem_body"), context)
		f.read(r, n.get("name"), context)
	}
	f.level(r, n.get("impact"))
	finish(r)
	return r, nil
}

// postmortem is the post of an incident's own postmortem_body.
func (f *source) postmortem(n *node) (entry, bool) {
	at, err := instant(n.get("postmortem_published_at"))
	body := n.get("postmortem_body")
	if err != nil || body == nil || body.kind != text || body.text == "" {
		return entry{}, false
	}
	e := entry{role: "postmortem", said: "postmortem_body", word: f.inside(body)}
	e.Post = incident.Post{Status: "Postmortem", At: at, Body: body.text, Place: f.inside(body)}
	return e, true
}

// update reads one post.
func (f *source) update(u *node) (entry, error) {
	status := u.get("status")
	if status == nil || status.kind != text {
		return entry{}, fmt.Errorf("an update without a status")
	}
	at := u.get("display_at")
	if at == nil {
		at = u.get("created_at")
	}
	t, err := instant(at)
	if err != nil {
		return entry{}, fmt.Errorf("update %q: %w", status.text, err)
	}
	e := entry{role: strings.ToLower(status.text), said: string(f.data[status.start+1 : status.end-1]), word: f.inside(status)}
	e.Post = incident.Post{Status: capital(status.text), At: t, Body: u.str("body"), Place: f.place(u.start, u.end)}
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

func instant(n *node) (time.Time, error) {
	if n == nil || n.kind != text {
		return time.Time{}, fmt.Errorf("no time: expected display_at or created_at")
	}
	t, err := time.Parse(time.RFC3339, n.text)
	if err != nil || t.Year() < 1990 || t.Year() > 2100 {
		return t, fmt.Errorf("%q is no time: expected RFC 3339, as 2025-04-30T16:09:00+02:00", n.text)
	}
	return t, nil
}

// apart is how far two fields must lie apart to be two statements.
const apart = time.Minute

// stated reads the fields that stand beside the posts.
func (f *source) stated(r *incident.Record, n *node, entries []entry) error {
	mark := func(key string, kind incident.Kind, basis incident.Basis) error {
		v := n.get(key)
		if v == nil {
			return nil
		}
		t, err := instant(v)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		place := f.inside(v)
		if kind == incident.Began {
			if created, err := instant(n.get("created_at")); err == nil && t.Sub(created).Abs() < apart {
				return nil
			}
			if len(entries) > 0 && t.Sub(entries[0].At).Abs() < apart {
				return nil
			}
		}
		r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: t, Precision: postPrecision(t), Basis: basis,
			Quote: string(f.data[place.Start:place.End]), Rule: strings.ReplaceAll(key, "_", "-"), Place: place})
		return nil
	}
	if err := mark("started_at", incident.Began, incident.Stated); err != nil {
		return err
	}
	has := map[string]bool{}
	for _, e := range entries {
		has[e.role] = true
	}
	if !has["resolved"] {
		if err := mark("resolved_at", incident.AnnouncedResolved, incident.Posted); err != nil {
			return err
		}
	}
	if !has["monitoring"] {
		return mark("monitoring_at", incident.Mitigated, incident.Posted)
	}
	return nil
}

// read reads a string as prose and puts what it finds at its place in the file.
func (f *source) read(r *incident.Record, n *node, context prose.Context) {
	if n == nil || n.kind != text {
		return
	}
	raw := f.data[n.start+1 : n.end-1]
	body, at := decode(raw)
	context.File = f.file
	marks, levels, warnings := prose.Extract(string(body), context)
	back := func(p *incident.Place, quote *string) {
		*p = f.place(n.start+1+at[p.Start], n.start+1+at[p.End])
		*quote = string(f.data[p.Start:p.End])
	}
	for i := range marks {
		back(&marks[i].Place, &marks[i].Quote)
	}
	for i := range levels {
		back(&levels[i].Place, &levels[i].Quote)
	}
	take(r, marks, levels, warnings)
}

// impacts are the page's own words for how much was taken.
var impacts = map[string]incident.Level{"critical": incident.Outage, "major": incident.Partial, "minor": incident.Degraded}

func (f *source) level(r *incident.Record, n *node) {
	if n == nil || n.kind != text {
		return
	}
	if level, ok := impacts[strings.ToLower(n.text)]; ok {
		place := f.inside(n)
		r.Levels = append(r.Levels, incident.Reading{Level: level, Quote: string(f.data[place.Start:place.End]), Rule: "impact", Place: place})
	}
}

// names are the components of an incident: its list, else those that its posts
// name, in order and each once.
func names(n *node) []string {
	var out []string
	seen := map[string]bool{}
	add := func(components []*node) {
		for _, c := range components {
			// older pages put a sentence in the place of no component
			if name := c.str("name"); name != "" && !seen[name] && !strings.HasPrefix(name, "No components were affected") {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	add(n.list("components"))
	if len(out) == 0 {
		for _, u := range n.list("incident_updates") {
			add(u.list("affected_components"))
		}
	}
	return out
}
