package own

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
)

// A post is a status update while it is read.
type post struct {
	incident.Post
	when   stamp.Stamp
	status incident.Place
	body   ast.Node
}

// posts reads what was posted to customers. As on a status page, the first post
// is the detection at the latest, Identified the cause, Monitoring the
// mitigation, Resolved the announcement; their times are posted.
func (d *decoder) posts(r *incident.Record) reader {
	return func(n ast.Node) {
		var all []post
		d.list(func(n ast.Node) {
			if p, ok := d.post(n); ok {
				all = append(all, p)
			}
		})(n)
		slices.SortStableFunc(all, func(a, b post) int { return a.At.Compare(b.At) })
		for i, p := range all {
			r.Posts = append(r.Posts, p.Post)
			role := strings.ToLower(p.Status)
			kind := roles[role]
			if i == 0 && role != "resolved" && role != "postmortem" {
				d.posted(r, p, incident.Detected, "first-post")
			}
			if kind != "" {
				d.posted(r, p, kind, "status-"+role)
			}
			if p.body == nil {
				continue
			}
			if text, at, ok := d.align(p.body); ok {
				d.file.Prose(r, text, at, prose.Context{Anchor: p.At, Past: role != "postmortem", Until: p.At, Zone: d.zone.Place, Order: d.order})
			}
		}
	}
}

func (d *decoder) posted(r *incident.Record, p post, kind incident.Kind, rule string) {
	r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: p.At, Precision: p.when.Precision, Basis: incident.Posted,
		Quote: d.file.Words(p.status), Rule: rule, Place: p.status, Warning: p.when.Warning})
}

func (d *decoder) post(n ast.Node) (p post, ok bool) {
	var words incident.Place
	before := len(d.problems)
	d.mapping(n, "a post",
		field{key: "at", required: true, read: d.time(&p.when, &words)},
		field{key: "status", required: true, read: func(n ast.Node) {
			d.text(&p.Status)(n)
			p.status = d.words(n)
			if _, known := roles[strings.ToLower(p.Status)]; !known {
				d.report(n, fmt.Sprintf("the status %.40q is not known", p.Status), parse.Meant(strings.ToLower(p.Status), slices.Sorted(maps.Keys(roles))))
			}
		}},
		field{key: "text", read: func(n ast.Node) {
			if d.text(&p.Body)(n); p.Body != "" {
				p.body = n
			}
		}},
	)
	p.At = p.when.At
	p.Place = d.file.Span(min(words.Start, p.status.Start), max(words.End, p.status.End))
	return p, len(d.problems) == before
}
