package export

import (
	"cmp"
	"fmt"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
)

// An api is how one tool answers with incidents.
type api struct {
	lists  []string // the keys under which they stand, in a list or alone
	has    string   // a key that each has
	inner  string   // an object of each under which its fields may stand; "": none
	fields []field  // names are paths: "severity.name", "services[].name"
	// more reads what no path says; nil: nothing.
	more func(f *answer, d *draft, n *jsontree.Node)
	// skip says why an entry is no incident, "" when it is; nil: all are.
	skip func(n *jsontree.Node) string
	// work reads an entry that is planned work; nil: none is.
	work     func(f *answer, n *jsontree.Node) (w incident.Work, is bool, err error)
	expected string // for the error where there are none
}

// An answer is one file while it is read.
type answer struct {
	*place.File
	digest string
	zone   stamp.Zone
	order  parse.DateOrder
}

// open reads a file of JSON.
func open(file string, data []byte, o parse.Options) (*answer, *jsontree.Node, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return nil, nil, err
	}
	root, err := jsontree.Parse(file, data)
	if err != nil {
		return nil, nil, err
	}
	return &answer{File: place.In(file, data), digest: parse.Digest(data), zone: stamp.Zone{Place: o.Place()}, order: o.Order}, root, nil
}

// read reads a file by the table of a tool.
func (a api) read(file string, data []byte, o parse.Options) (parse.Document, error) {
	f, root, err := open(file, data, o)
	if err != nil {
		return parse.Document{}, err
	}
	f.zoned(root)
	entries := listed(root, a.lists, func(n *jsontree.Node) bool {
		v := cmp.Or(n.Get(a.has), n.Get(a.inner).Get(a.has))
		return v != nil && v.Kind != jsontree.Object // an object: a schema, not an answer
	})
	if entries == nil {
		return parse.Document{}, fmt.Errorf("%s:1:1: expected %s", file, a.expected)
	}
	var out pile
	f.paged(&out, root)
	for _, n := range entries {
		if err := a.entry(&out, f, n); err != nil {
			return parse.Document{}, err
		}
	}
	return out.Document, nil
}

func (a api) entry(out *pile, f *answer, n *jsontree.Node) error {
	where := f.Node(n)
	if n.Kind != jsontree.Object || n.Get(a.has) == nil && n.Get(a.inner).Get(a.has) == nil {
		out.warn(where, "no incident: it has no %q: left out", a.has)
		return nil
	}
	if a.work != nil {
		switch w, is, err := a.work(f, n); {
		case err != nil:
			out.warn(where, "planned work: %v: left out", err)
			return nil
		case is:
			out.Works = append(out.Works, w)
			return nil
		}
	}
	if a.skip != nil {
		if why := a.skip(n); why != "" {
			out.warn(where, "%s: left out", why)
			return nil
		}
	}
	d := newDraft(f.File, f.digest, f.zone, f.order)
	for _, row := range a.fields {
		found := follow(n, row.name)
		if len(found) == 0 && a.inner != "" {
			found = follow(n.Get(a.inner), row.name)
		}
		for _, v := range found {
			f.take(d, row, v)
		}
	}
	if a.more != nil {
		a.more(f, d, n)
	}
	if void[d.state()] {
		out.warn(where, "its status is %s: left out", d.status)
		return nil
	}
	return out.add(d.done(), where)
}

// take gives a value to the draft.
func (f *answer) take(d *draft, row field, v *jsontree.Node) {
	switch row.role {
	case isText:
		if v.Kind == jsontree.String {
			d.texts = append(d.texts, func(c prose.Context) { f.ProseNode(&d.Record, v, c) })
		}
	case isInstant, isFilled, isTrigger, isFiled, isClosed:
		if s, ok := f.time(d, row.name, v); ok {
			d.instant(row, s, f.Node(v))
		}
	default:
		if v.Kind == jsontree.String || v.Kind == jsontree.Other {
			d.word(row.role, v.Text)
		}
	}
}

// time reads a time; what is none is a warning of the incident.
func (f *answer) time(d *draft, name string, v *jsontree.Node) (stamp.Stamp, bool) {
	s, err := stamp.Read(v.Text, f.zone, f.order)
	if err != nil && v.Text != "" {
		d.warn(f.Node(v), refused(name, err))
	}
	return s, err == nil
}

// zoned takes the zone that the answer names for its times.
func (f *answer) zoned(root *jsontree.Node) {
	if name := root.Str("time_zone"); strings.Contains(name, "/") || name == "UTC" {
		if z, ok := stamp.Named(name); ok {
			f.zone = stamp.Zone{Place: z, Said: true}
		}
	}
}

// pages are where tools say that the answer goes on.
var pages = [...]string{"more", "links.next", "pagination.next", "pagination_meta.after", "paging.next"}

// paged warns of an answer that is not the last.
func (f *answer) paged(out *pile, root *jsontree.Node) {
	for _, path := range pages {
		for _, v := range follow(root, path) {
			if v.Text != "" && v.Text != "false" {
				out.warn(f.Node(v), "this is one page of several: save the others beside it")
			}
		}
	}
}

// listed are the entries under the first of keys that is there, or root itself
// where it is a list of entries or an entry; nil where it is neither.
func listed(root *jsontree.Node, keys []string, entry func(*jsontree.Node) bool) []*jsontree.Node {
	for _, key := range keys {
		switch v := root.Get(key); {
		case v == nil:
		case v.Kind == jsontree.Array:
			return append([]*jsontree.Node{}, v.Items...)
		case entry(v):
			return []*jsontree.Node{v}
		}
	}
	switch {
	case root.Kind == jsontree.Array && len(root.Items) > 0 && entry(root.Items[0]):
		return root.Items
	case entry(root):
		return []*jsontree.Node{root}
	}
	return nil
}

// has says that an entry has a key.
func has(key string) func(*jsontree.Node) bool {
	return func(n *jsontree.Node) bool { return n.Get(key) != nil }
}

// follow are the values at a path from n: "a.b" descends, "a[].b" into each
// entry of a list.
func follow(n *jsontree.Node, path string) []*jsontree.Node {
	key, rest, more := strings.Cut(path, ".")
	name, each := strings.CutSuffix(key, "[]")
	v := n.Get(name)
	switch {
	case v == nil:
		return nil
	case each:
		var out []*jsontree.Node
		for _, item := range v.Items {
			if !more {
				out = append(out, item)
			} else {
				out = append(out, follow(item, rest)...)
			}
		}
		return out
	case more:
		return follow(v, rest)
	}
	return []*jsontree.Node{v}
}
