package own

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/place"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/parse/yamltree"
)

// IsYAML says that the file's first key is one of those that this format has at
// its top.
func IsYAML(s parse.Sample) bool {
	for line := range strings.Lines(string(s.Data[:min(len(s.Data), 64<<10)])) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" || line == "---" || line[0] == '#' {
			continue
		}
		key, rest, ok := strings.Cut(line, ":")
		if !ok || key == "zone" || key == "provider" {
			if ok && strings.HasPrefix(rest, " ") {
				continue
			}
			return false
		}
		rest, _, _ = strings.Cut(rest, "#")
		rest = strings.TrimSpace(rest)
		return (key == "incidents" || key == "maintenance") && (rest == "" || rest[0] == '[')
	}
	return false
}

// YAML reads a file of incidents and announced maintenance.
func YAML(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	root, problems := yamltree.Parse(file, "a file of incidents", data)
	if len(problems) > 0 {
		return parse.Document{}, problems
	}
	if root == nil {
		return parse.Document{}, fmt.Errorf("%s:1:1: %w", file, errNothing)
	}
	d := &decoder{file: place.In(file, data), digest: parse.Digest(data), zone: stamp.Zone{Place: o.Place()}, order: o.Order, placed: map[string]int{}}
	d.mapping(root, "a file of incidents",
		field{key: "zone", read: d.place},
		field{key: "provider", read: d.text(&d.provider)},
		field{key: "incidents", read: d.list(d.incident)},
		field{key: "maintenance", read: d.list(d.work)},
	)
	if err := d.err(); err != nil {
		return parse.Document{}, err
	}
	if len(d.document.Records)+len(d.document.Works) == 0 {
		return parse.Document{}, fmt.Errorf("%s:1:1: %w", file, errNothing)
	}
	return d.document, nil
}

// place reads the zone of times that have none.
func (d *decoder) place(n ast.Node) {
	var name string
	d.text(&name)(n)
	z, ok := stamp.Named(name)
	if !ok {
		d.report(n, fmt.Sprintf("%.60q is not a time zone", name), "write an IANA name, like Europe/Stockholm or UTC")
		return
	}
	d.zone = stamp.Zone{Place: z, Said: true}
}

// instants are the keys of an incident that are instants.
var instants = []incident.Kind{incident.Began, incident.Detected, incident.Identified, incident.Mitigated, incident.Resolved, incident.AnnouncedResolved}

func (d *decoder) incident(n ast.Node) {
	r := incident.Record{Provider: d.provider, File: d.file.Name, Digest: d.digest}
	before := len(d.problems)
	open, said := false, false
	var account ast.Node
	fields := []field{
		{key: "id", read: d.text(&r.ID)},
		{key: "title", required: true, read: d.text(&r.Title)},
		{key: "provider", read: d.text(&r.Provider)},
		{key: "url", read: d.text(&r.URL)},
		{key: "links", read: d.texts(&r.Links)},
		{key: "components", read: d.texts(&r.Components)},
		{key: "level", read: d.level(&r)},
		{key: "open", read: func(n ast.Node) { said = true; d.truth(&open)(n) }},
	}
	for _, kind := range instants {
		fields = append(fields, field{key: string(kind), read: d.instant(&r, kind)})
	}
	fields = append(fields,
		field{key: "windows", read: d.windows(&r)},
		field{key: "posts", read: d.posts(&r)},
		field{key: "text", read: func(n ast.Node) { account = n }},
	)
	d.mapping(n, "an incident", fields...)
	for _, l := range backwards(r.Marks) {
		d.add(l.Line, column(d.file, l.Place), l.why, l.hint())
	}
	if len(d.problems) > before {
		return
	}
	r.Open = !ended(r)
	if said {
		r.Open = open
	}
	d.account(&r, account)
	if len(r.Marks) == 0 {
		d.report(n, "an incident without any time", "write at least one instant, a post, or a text that dates it")
		return
	}
	named(&r)
	line, _ := yamltree.Start(n)
	if other, there := d.placed[r.ID]; there {
		d.report(n, fmt.Sprintf("the id %q is on line %d too", r.ID, other), "give each incident an id of its own, or it would count twice")
		return
	}
	d.placed[r.ID] = line
	parse.Finish(&r)
	d.document.Records = append(d.document.Records, r)
}

// account reads the text on the whole incident.
func (d *decoder) account(r *incident.Record, n ast.Node) {
	if n == nil {
		return
	}
	text, at, ok := d.align(n)
	if !ok {
		d.unfit(n, "text in a block (text: |) without escapes")
		return
	}
	ctx := prose.Context{Zone: d.zone.Place, Order: d.order}
	for _, m := range r.Marks {
		if ctx.Anchor.IsZero() || m.At.Before(ctx.Anchor) {
			ctx.Anchor = m.At
		}
		if m.Kind == incident.AnnouncedResolved {
			ctx.Until = m.At
		}
	}
	d.file.Prose(r, text, at, ctx)
}
