package own

import (
	"fmt"
	"strings"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/parse/table"
)

// row reads one incident; ok is false where it is none, and then it has said why.
func (r *tableReader) row(row table.Row) (record incident.Record, ok bool) {
	before := len(r.problems)
	text := func(key string) string {
		if i, ok := r.at[key]; ok {
			return parse.Clean(row[i].Text)
		}
		return ""
	}
	record = incident.Record{ID: text("id"), Title: text("title"), Provider: text("provider"), URL: text("url"),
		Links: split(text("links")), Components: split(text("components")), File: r.sheet.File.Name, Digest: r.digest}
	if record.Title == "" {
		r.report(row[0].Place, "the row has no title", "")
	}
	for _, kind := range instants {
		r.instant(&record, kind, row)
	}
	r.level(&record, row)
	for _, l := range backwards(record.Marks) {
		r.report(l.Place, l.why, l.hint())
	}
	record.Open = !ended(record)
	if i, there := r.at["open"]; there && row[i].Text != "" {
		switch strings.ToLower(row[i].Text) {
		case "true", "yes":
			record.Open = true
		case "false", "no":
			record.Open = false
		default:
			r.report(row[i].Place, fmt.Sprintf("open: %.20q is neither true nor false", row[i].Text), "")
		}
	}
	if len(r.problems) > before {
		return record, false
	}
	if i, there := r.at["text"]; there && row[i].Text != "" {
		body, at := row[i].Decode()
		ctx := prose.Context{Zone: r.zones["text"].Place, Order: r.order}
		for _, m := range record.Marks {
			if ctx.Anchor.IsZero() || m.At.Before(ctx.Anchor) {
				ctx.Anchor = m.At
			}
		}
		r.sheet.File.Prose(&record, body, at, ctx)
	}
	if len(record.Marks) == 0 {
		r.report(row[0].Place, "the row states no time", "write at least one instant, or a text that dates it")
		return record, false
	}
	named(&record)
	parse.Finish(&record)
	return record, true
}

func (r *tableReader) instant(record *incident.Record, kind incident.Kind, row table.Row) {
	i, ok := r.at[string(kind)]
	if !ok || row[i].Text == "" {
		return
	}
	c := row[i]
	s, err := stamp.Read(c.Text, r.zones[string(kind)], r.order)
	if err != nil {
		r.report(c.Place, err.Error(), stamp.Hint(err))
		return
	}
	record.Marks = append(record.Marks, incident.Mark{Kind: kind, At: s.At, Precision: s.Precision, Basis: incident.Stated,
		Quote: r.sheet.File.Words(c.Place), Rule: "own", Place: c.Place, Warning: s.Warning})
}

func (r *tableReader) level(record *incident.Record, row table.Row) {
	i, ok := r.at["level"]
	if !ok || row[i].Text == "" {
		return
	}
	c := row[i]
	level, err := levelOf(c.Text)
	if err != nil {
		r.report(c.Place, err.Error(), knownLevels(c.Text))
		return
	}
	record.Levels = append(record.Levels, incident.Reading{Level: level, Quote: r.sheet.File.Words(c.Place), Rule: "level", Place: c.Place})
}

// split takes a list with semicolons or commas apart.
func split(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ',' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
