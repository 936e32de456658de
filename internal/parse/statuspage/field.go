package statuspage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse/jsontree"
	"aftermath/internal/span"
)

// apart is how far two fields must lie apart to be two statements.
const apart = time.Minute

// stated reads the fields that stand beside the posts.
func (f *answer) stated(r *incident.Record, n *jsontree.Node) error {
	mark := func(key string, kind incident.Kind, basis incident.Basis) error {
		v := n.Get(key)
		if v == nil {
			return nil
		}
		t, err := instant(v)
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		if kind == incident.Began {
			if created, err := instant(n.Get("created_at")); err == nil && t.Sub(created).Abs() < apart {
				return nil
			}
			if len(r.Posts) > 0 && t.Sub(r.Posts[0].At).Abs() < apart {
				return nil
			}
		}
		words := f.inside(v)
		r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: t, Precision: postPrecision(t), Basis: basis,
			Quote: f.said(words), Rule: strings.ReplaceAll(key, "_", "-"), Place: f.at(words)})
		return nil
	}
	if err := mark("started_at", incident.Began, incident.Stated); err != nil {
		return err
	}
	told := slices.ContainsFunc(r.Marks, func(m incident.Mark) bool { return m.Kind == incident.AnnouncedResolved })
	if !told && !r.Open {
		if err := mark("resolved_at", incident.AnnouncedResolved, incident.Posted); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(r.Posts, func(p incident.Post) bool { return strings.EqualFold(p.Status, "monitoring") }) {
		return mark("monitoring_at", incident.Mitigated, incident.Posted)
	}
	return nil
}

// planned reads the window of planned work, and when it was created: it was
// not announced before that, whatever its posts display.
func (f *answer) planned(d *draft, n *jsontree.Node) error {
	var ends [2]time.Time
	for i, key := range [...]string{"scheduled_for", "scheduled_until"} {
		if n.Get(key) == nil {
			return nil
		}
		t, err := instant(n.Get(key))
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
		ends[i] = t
	}
	d.window = window{Span: span.New(ends[0], ends[1]), Place: f.at(f.inside(n.Get("scheduled_for")))}
	if created, err := instant(n.Get("created_at")); err == nil {
		d.created = created
	}
	if status := strings.ToLower(n.Str("status")); status == "cancelled" || status == "canceled" {
		d.cancelled = true
	}
	return nil
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
