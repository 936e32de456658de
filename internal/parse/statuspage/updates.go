package statuspage

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// The keys of a plain list of incidents with their updates, the first that is
// there counts.
var (
	titleKeys  = []string{"name", "title"}
	idKeys     = []string{"id", "code", "slug"}
	linkKeys   = []string{"url", "link", "permalink"}
	postKeys   = []string{"updates", "posts", "events"}
	bodyKeys   = []string{"content", "body", "message", "text", "description"}
	statusKeys = []string{"status", "state"}
	timeKeys   = []string{"date", "at", "time", "timestamp", "created_at", "createdAt"}
)

// key is the value of the first of keys that n has, nil for none.
func key(n *jsontree.Node, keys []string) *jsontree.Node {
	for _, k := range keys {
		if v := n.Get(k); v != nil {
			return v
		}
	}
	return nil
}

// IsUpdates says that the file holds a list of incidents, each with a list of
// updates, that no API of Statuspage gave.
func IsUpdates(s parse.Sample) bool {
	return s.JSON() && !s.Key("incident_updates") && slices.ContainsFunc(postKeys, s.Key) &&
		slices.ContainsFunc(statusKeys, s.Key) && slices.ContainsFunc(timeKeys, s.Key) && slices.ContainsFunc(bodyKeys, s.Key) &&
		!bytes.Contains(s.Data, []byte(`"log_entries"`))
}

// Updates reads a plain history as JSON: a list of incidents, or an object that
// holds it under "incidents", each with a name and a list of updates, each with
// a status, a time (RFC 3339) and a body. The status words are Statuspage's.
func Updates(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	root, err := jsontree.Parse(file, data)
	if err != nil {
		return parse.Document{}, err
	}
	list := root.Items
	if root.Kind == jsontree.Object {
		list = root.List("incidents")
	}
	f := answer{source: newSource(file, data, o)}
	var doc parse.Document
	for i, n := range list {
		d := draft{head: f.inside(key(n, titleKeys)), impact: f.inside(n.Get("impact"))}
		d.title = parse.Clean(d.head.text)
		if d.head.text == "" {
			d.head.start = n.Start
		}
		if v := key(n, idKeys); v != nil && v.Kind != jsontree.Object && v.Kind != jsontree.Array {
			d.id = v.Text
		}
		if v := key(n, linkKeys); v != nil && web(v.Text) != "" {
			d.url, d.links = web(v.Text), []string{web(v.Text)}
		}
		posts := key(n, postKeys)
		if posts == nil || posts.Kind != jsontree.Array {
			return parse.Document{}, fmt.Errorf("%s:%d: incident %d: no list of updates: expected {\"name\": …, \"updates\": [{\"status\": …, \"date\": …, \"content\": …}]}", file, f.line(n.Start), i+1)
		}
		var entries []entry
		for _, u := range posts.Items {
			e, err := f.plainUpdate(u)
			if err != nil {
				return parse.Document{}, fmt.Errorf("%s:%d: incident %d: %w", file, f.line(u.Start), i+1, err)
			}
			entries = append(entries, e)
		}
		d.entries = newestFirst(entries)
		f.put(&doc, d, f.fallback)
	}
	if len(list) == 0 {
		return doc, fmt.Errorf("%s:1:1: no incident: expected a list of {\"name\": …, \"updates\": [{\"status\": …, \"date\": …, \"content\": …}]}", file)
	}
	return doc, nil
}

// plainUpdate reads one update of a plain history.
func (f *answer) plainUpdate(u *jsontree.Node) (entry, error) {
	status, at := key(u, statusKeys), key(u, timeKeys)
	if status == nil || status.Kind != jsontree.String {
		return entry{}, fmt.Errorf("an update without a status")
	}
	t, err := instant(at)
	if err != nil {
		return entry{}, fmt.Errorf("update %q: %w", status.Text, err)
	}
	word, body := f.inside(status), f.inside(key(u, bodyKeys))
	e := entry{role: strings.ToLower(status.Text), said: f.said(word), word: f.at(word), body: body}
	e.Post = incident.Post{Status: capital(status.Text), At: t, Body: parse.Clean(body.text), Place: f.place(u.Start, u.End)}
	return e, nil
}

// newestFirst is entries as pages show them; a history may list them either way.
func newestFirst(entries []entry) []entry {
	if n := len(entries); n > 1 && entries[0].At.Before(entries[n-1].At) || oldestFirst(entries) {
		slices.Reverse(entries)
	}
	return entries
}

// oldestFirst says that posts of one instant stand in the order of an
// incident's life: the one that closes it last.
func oldestFirst(entries []entry) bool {
	n := len(entries)
	if n < 2 || !entries[0].At.Equal(entries[n-1].At) {
		return false
	}
	return roles[entries[n-1].role].closes && !roles[entries[0].role].closes
}
