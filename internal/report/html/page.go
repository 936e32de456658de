package html

import (
	"fmt"
	"html/template"
	"strings"

	"aftermath/internal/report"
)

// page is the view of a document.
type page struct {
	Policy, Title, Eyebrow, Lead, Sample string

	Style    template.CSS
	Badges   []badge
	Tiles    []tile
	Across   int // tiles in a row on a wide screen
	Nav      []link
	NavFirst bool // few links stand above the content, many below it
	Sections []section
	Footer   []report.Fact
	Specs    []spec
	Scripts  *scripts // nil without a chart that needs them

	ids     ids
	figures []*figure // those that Specs draw, in the same order
}

type badge struct {
	Text string
	Tone tone
}

type tile struct {
	Label, Note string
	Value       cell
	Tone        tone
	Toned       bool
}

type link struct{ Text, Href string }

type section struct {
	ID, Title, Lead string
	Long            bool // may be cut between printed pages
	Blocks          []block
}

// spec is the data of a live chart.
type spec struct {
	ID   string
	Spec map[string]any
}

type scripts struct{ Bundle, Loader template.JS }

// longRows is the number of table rows beyond which a card may be cut when
// printed.
const longRows = 14

// view turns doc into a page, its charts drawn.
func (r *Renderer) view(doc *report.Document) (*page, error) {
	p := &page{
		Title: clean(doc.Title), Eyebrow: clean(doc.Eyebrow), Lead: clean(doc.Lead), Sample: sampleWords(doc.Sample),
		Style: r.style, Footer: facts(doc.Footer), NavFirst: len(doc.Nav) <= 3, ids: ids{},
	}
	if doc.Sample != "" {
		p.Style += r.sample
	}
	for _, b := range doc.Badges {
		p.Badges = append(p.Badges, badge{clean(b.Text), toneOf(b.Tone)})
	}
	for _, t := range doc.Tiles {
		p.Tiles = append(p.Tiles, tile{
			Label: clean(t.Label), Note: clean(t.Note), Value: headline(t.Value), Tone: toneOf(t.Tone),
			Toned: t.Tone != "" && t.Tone != report.ToneNeutral,
		})
	}
	p.Across = across(p.Tiles)
	for _, l := range doc.Nav {
		p.Nav = append(p.Nav, link{clean(l.Text), href(l.Document, l.Anchor)})
	}
	for _, s := range doc.Sections {
		if err := p.add(s); err != nil {
			return nil, fmt.Errorf("section %q: %w", s.ID, err)
		}
	}
	if len(p.Specs) == 0 {
		p.Policy = policy()
		return p, nil
	}
	p.Scripts = &scripts{template.JS(bundle), r.loader}
	p.Policy = policy(p.Scripts.Bundle, p.Scripts.Loader)
	return p, r.draws(p)
}

func (p *page) add(s report.Section) error {
	out := section{ID: p.ids.unique("", s.ID), Title: clean(s.Title), Lead: clean(s.Lead)}
	for _, b := range s.Blocks {
		view, err := p.blockOf(b, len(s.Blocks) == 1)
		if err != nil {
			return err
		}
		if view.Table != nil && len(view.Table.Rows) > longRows || len(s.Blocks) > 3 {
			out.Long = true
		}
		out.Blocks = append(out.Blocks, view)
	}
	p.Sections = append(p.Sections, out)
	return nil
}

// across spreads tiles evenly over as few rows as their figures have room in.
func across(tiles []tile) int {
	room := 7
	for _, t := range tiles {
		if len(t.Value.Text) > 8 {
			room = 6
		}
	}
	if len(tiles) == 0 {
		return 1
	}
	rows := (len(tiles) + room - 1) / room
	return (len(tiles) + rows - 1) / rows
}

// sampleWords are the words after "Sample data" in the banner, "" for none.
func sampleWords(sample string) string {
	if sample == "" {
		return ""
	}
	rest := strings.TrimSpace(clean(sample))
	if len(rest) >= 11 && strings.EqualFold(rest[:11], "sample data") {
		rest = strings.TrimLeft(rest[11:], " .:,–—-")
	}
	if rest == "" {
		rest = "not a record of real customers"
	}
	return ": " + rest
}
