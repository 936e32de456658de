package statuspage

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// carried reads the incidents that a page carries as JSON in its scripts; ok is
// false where it carries none.
func (s *source) carried(page saved) (doc parse.Document, ok bool, err error) {
	for _, script := range page.scripts {
		root, err := jsontree.Parse(s.file, []byte(script.text))
		if err != nil {
			continue // a script, not JSON
		}
		shift(root, script.start)
		f := answer{source: s, page: find(root, "page")}
		seen := map[string]bool{}
		for _, n := range holders(root, "incident_updates", nil) {
			if id := n.Str("id"); id != "" && seen[id] {
				continue // a page carries some of its incidents in two places
			} else if id != "" {
				seen[id] = true
			}
			if _, err := f.incident(&doc, n); err != nil {
				return parse.Document{}, true, fmt.Errorf("%s:%d: %w", s.file, s.line(n.Start), err)
			}
			ok = true
		}
	}
	return doc, ok, nil
}

// shift moves the places of a tree by a number of bytes.
func shift(n *jsontree.Node, by int) {
	n.Start, n.End = n.Start+by, n.End+by
	for _, v := range n.Items {
		shift(v, by)
	}
	for _, v := range n.Fields {
		shift(v, by)
	}
}

// holders are the objects of a tree that have a key, in order of place.
func holders(n *jsontree.Node, key string, out []*jsontree.Node) []*jsontree.Node {
	if n.Get(key) != nil {
		return append(out, n)
	}
	for _, v := range n.Inner() {
		out = holders(v, key, out)
	}
	return out
}

// find is the first object of a tree under that key, nil for none.
func find(n *jsontree.Node, key string) *jsontree.Node {
	if v := n.Get(key); v != nil && v.Kind == jsontree.Object {
		return v
	}
	for _, v := range n.Inner() {
		if found := find(v, key); found != nil {
			return found
		}
	}
	return nil
}

// months reads the months of a history that a page's props carry; ok is false
// where they carry none.
func (s *source) months(page saved) (doc parse.Document, ok bool) {
	for _, props := range page.props {
		root, err := jsontree.Parse(s.file, []byte(props.text))
		if err != nil {
			continue
		}
		f := answer{source: &source{data: []byte(props.text)}}
		for _, m := range root.List("months") {
			ok = true
			ref := monthOf(m.Str("name"))
			year := 0
			if n := m.Get("year"); n != nil && len(n.Text) == 4 && strings.Trim(n.Text, "0123456789") == "" {
				year = number(n.Text)
			}
			for _, n := range m.List("incidents") {
				html := func(key string) passage { return plain(f.inside(n.Get(key)).through(props)) }
				s.putShown(&doc, page, n, time.Date(year, max(ref, time.January), 15, 0, 0, 0, 0, time.UTC), html)
			}
		}
	}
	return doc, ok
}

// putShown adds one incident of a history's month.
func (s *source) putShown(doc *parse.Document, page saved, n *jsontree.Node, ref time.Time, html func(key string) passage) {
	d := draft{head: html("name"), id: n.Str("code")}
	d.title = parse.Clean(d.head.text)
	if link, id := address(page.base(), "/incidents/"+d.id); id == d.id && link != "" {
		d.url, d.links = link, []string{link}
	}
	stamp := html("timestamp")
	out := func(what string) {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q: %s", s.file, s.line(d.head.start), d.title, what))
	}
	if n.Str("impact") == "maintenance" {
		out("scheduled maintenance, of which the history shows no window: left out; its own page says it")
		return
	}
	m := lasted.FindStringSubmatch(stamp.text)
	if m == nil {
		out(fmt.Sprintf("%q is no stretch of time, as \"Apr 30, 15:49 - 17:41 CEST\": left out", stamp.text))
		return
	}
	stretch, zone, warning, ok := stretchOf(m, ref, s.fallback)
	if !ok || ref.Year() < 1990 {
		out(fmt.Sprintf("nothing says of which year %q is: left out", stamp.text))
		return
	}
	if zone == nil {
		zone = s.fallback
	}
	d.span = &shown{Span: stretch, words: stamp, message: html("message"), warning: warning}
	d.warnings = []string{fmt.Sprintf("%s:%d: the history shows the last update only: its own page says more", s.file, s.line(d.head.start))}
	d.impact = html("impact")
	s.put(doc, d, zone)
}
