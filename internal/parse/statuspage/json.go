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
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
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
func JSON(file string, data []byte, o parse.Options) (parse.Document, error) {
	records, err := readJSON(file, data, o.Place())
	return parse.Document{Records: records}, err
}

// IsJSON says that the file holds what the API answers.
func IsJSON(s parse.Sample) bool { return s.JSON() && s.Key("incident_updates") }

func readJSON(file string, data []byte, fallback *time.Location) ([]incident.Record, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return nil, err
	}
	root, err := jsontree.Parse(file, data)
	if err != nil {
		return nil, err
	}
	list := incidentsOf(root)
	if list == nil {
		return nil, fmt.Errorf("%s:1:1: no Statuspage incident: expected {\"page\": …, \"incidents\": […]} or an incident with \"incident_updates\", as /api/v2/incidents.json answers", file)
	}
	f := source{file: file, data: data, page: root.Get("page"), digest: parse.Digest(data), fallback: fallback}
	f.index()
	doubt := f.zone()
	records, planned := []incident.Record{}, 0
	placed := map[string]string{} // where each id was read
	for i, n := range list {
		r, err := f.incident(n)
		line, column := jsontree.Position(data, n.Start)
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
	n := f.page.Get("time_zone")
	name := f.page.Str("time_zone")
	if name == "" {
		return ""
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // "Local" would be the zone of this machine
		return fmt.Sprintf("%s:%d: the page's time_zone %q is not known: taken as %s", f.file, f.inside(n).Line, parse.Clean(name), prose.ZoneAt(f.fallback).Name)
	}
	f.fallback = zone
	return ""
}

// incidentsOf finds the incidents; nil when root is nothing of the kind.
func incidentsOf(root *jsontree.Node) []*jsontree.Node {
	switch {
	case root.Get("incidents") != nil && root.Get("incidents").Kind == jsontree.Array:
		return append([]*jsontree.Node{}, root.List("incidents")...)
	case root.Get("incident").Get("incident_updates") != nil:
		return []*jsontree.Node{root.Get("incident")}
	case root.Get("incident_updates") != nil:
		return []*jsontree.Node{root}
	case root.Kind == jsontree.Array && len(root.Items) > 0 && root.Items[0].Get("incident_updates") != nil:
		return root.Items
	}
	return nil
}

// A source is one JSON file while it is read.
type source struct {
	file, digest string
	data         []byte
	page         *jsontree.Node
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
func (f *source) inside(n *jsontree.Node) incident.Place { return f.place(n.Start+1, n.End-1) }

// incident reads one incident; nil is scheduled maintenance.
func (f *source) incident(n *jsontree.Node) (*incident.Record, error) {
	if n.Kind != jsontree.Object {
		return nil, fmt.Errorf("expected an object")
	}
	r := &incident.Record{ID: n.Str("id"), Title: n.Str("name"), Provider: f.page.Str("name"), URL: n.Str("shortlink"),
		Impact: n.Str("impact"), File: f.file, Digest: f.digest, Components: names(n)}
	if r.Impact == "maintenance" || n.Get("scheduled_for") != nil {
		return nil, nil
	}
	var entries []entry
	for _, u := range n.List("incident_updates") {
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
	if status := strings.ToLower(n.Str("status")); status != "" {
		r.Open = !roles[status].closes
	}
	if err := f.stated(r, n, entries); err != nil {
		return nil, err
	}
	if r.ID == "" {
		r.ID = parse.Identity(r.Provider, r.Title, n.Str("created_at"))
	}
	for _, u := range n.List("incident_updates") {
		if e, err := f.update(u); err == nil && u.Get("body") != nil {
			f.read(r, u.Get("body"), bodyContext(entries, e, f.fallback))
		}
	}
	if len(entries) > 0 {
		context := accountContext(entries, f.fallback)
		f.read(r, n.Get("postmortem_body"), context)
		f.read(r, n.Get("name"), context)
	}
	f.level(r, n.Get("impact"))
	parse.Finish(r)
	return r, nil
}

// postmortem is the post of an incident's own postmortem_body.
func (f *source) postmortem(n *jsontree.Node) (entry, bool) {
	at, err := instant(n.Get("postmortem_published_at"))
	body := n.Get("postmortem_body")
	if err != nil || body == nil || body.Kind != jsontree.String || body.Text == "" {
		return entry{}, false
	}
	e := entry{role: "postmortem", said: "postmortem_body", word: f.inside(body)}
	e.Post = incident.Post{Status: "Postmortem", At: at, Body: body.Text, Place: f.inside(body)}
	return e, true
}

// update reads one post.
func (f *source) update(u *jsontree.Node) (entry, error) {
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
	e := entry{role: strings.ToLower(status.Text), said: string(f.data[status.Start+1 : status.End-1]), word: f.inside(status)}
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
		return time.Time{}, fmt.Errorf("no time: expected display_at or created_at")
	}
	t, err := time.Parse(time.RFC3339, n.Text)
	if err != nil || t.Year() < 1990 || t.Year() > 2100 {
		return t, fmt.Errorf("%q is no time: expected RFC 3339, as 2025-04-30T16:09:00+02:00", n.Text)
	}
	return t, nil
}

// apart is how far two fields must lie apart to be two statements.
const apart = time.Minute

// stated reads the fields that stand beside the posts.
func (f *source) stated(r *incident.Record, n *jsontree.Node, entries []entry) error {
	mark := func(key string, kind incident.Kind, basis incident.Basis) error {
		v := n.Get(key)
		if v == nil {
			return nil
		}
		t, err := instant(v)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		place := f.inside(v)
		if kind == incident.Began {
			if created, err := instant(n.Get("created_at")); err == nil && t.Sub(created).Abs() < apart {
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
func (f *source) read(r *incident.Record, n *jsontree.Node, context prose.Context) {
	if n == nil || n.Kind != jsontree.String {
		return
	}
	raw := f.data[n.Start+1 : n.End-1]
	body, at := jsontree.Decode(raw)
	context.File = f.file
	marks, levels, warnings := prose.Extract(string(body), context)
	back := func(p *incident.Place, quote *string) {
		*p = f.place(n.Start+1+at[p.Start], n.Start+1+at[p.End])
		*quote = string(f.data[p.Start:p.End])
	}
	for i := range marks {
		back(&marks[i].Place, &marks[i].Quote)
	}
	for i := range levels {
		back(&levels[i].Place, &levels[i].Quote)
	}
	parse.Take(r, marks, levels, warnings)
}

// impacts are the page's own words for how much was taken.
var impacts = map[string]incident.Level{"critical": incident.Outage, "major": incident.Partial, "minor": incident.Degraded}

func (f *source) level(r *incident.Record, n *jsontree.Node) {
	if n == nil || n.Kind != jsontree.String {
		return
	}
	if level, ok := impacts[strings.ToLower(n.Text)]; ok {
		place := f.inside(n)
		r.Levels = append(r.Levels, incident.Reading{Level: level, Quote: string(f.data[place.Start:place.End]), Rule: "impact", Place: place})
	}
}

// names are the components of an incident: its list, else those that its posts
// name, in order and each once.
func names(n *jsontree.Node) []string {
	var out []string
	seen := map[string]bool{}
	add := func(components []*jsontree.Node) {
		for _, c := range components {
			// older pages put a sentence in the place of no component
			if name := c.Str("name"); name != "" && !seen[name] && !strings.HasPrefix(name, "No components were affected") {
				seen[name] = true
				out = append(out, name)
			}
		}
	}
	add(n.List("components"))
	if len(out) == 0 {
		for _, u := range n.List("incident_updates") {
			add(u.List("affected_components"))
		}
	}
	return out
}
