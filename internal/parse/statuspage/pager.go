package statuspage

import (
	"slices"
	"time"

	"aftermath/internal/parse"
)

// A pager goes down the lines of a sheet. What stands between two stamps is a
// block: what still belongs to the post above, the head of a new incident where
// one begins, and the words of a post.
type pager struct {
	*source
	*sheet
	base     string
	zone     *time.Location // the one that the stamps name, else the fallback
	named    bool
	ref      time.Time // the day or month that the last heading names
	open     int       // the line at which the block being read begins
	drafts   []draft
	held     []string // components named before any title
	warnings []string
}

// read takes the sheet apart into drafts.
func (g *pager) read() error {
	pages := slices.ContainsFunc(g.lines, func(l line) bool { return l.kind == stampLine || l.kind == stampAgo })
	for i, l := range g.lines {
		switch {
		case l.kind == heading:
			g.ref = headed(l.text)
		case l.kind == stampLine || l.kind == stampAgo:
			if err := g.post(g.block(i, status), l); err != nil {
				return err
			}
		case l.kind == stampBare && slices.ContainsFunc(g.lines[g.open:i], func(l line) bool { return l.kind == statusDash }):
			if err := g.post(g.block(i, statusDash), l); err != nil {
				return err
			}
		case !pages && (l.kind == stampRange || l.kind == stampBare && !g.ref.IsZero()):
			g.listed(g.lines[g.open:i], l)
			g.open = i + 1
		}
	}
	g.after(g.lines[min(g.open, len(g.lines)):])
	return nil
}

// last is the incident being read, nil before the first.
func (g *pager) last() *draft {
	if len(g.drafts) == 0 {
		return nil
	}
	return &g.drafts[len(g.drafts)-1]
}

// begin opens a draft with the title on a line, which may be none.
func (g *pager) begin(l line) *draft {
	d := draft{head: g.of(l), components: g.held}
	d.title = parse.Clean(d.head.text)
	_, href := g.noted(l)
	d.url, d.id = address(g.base, href)
	g.held = nil
	g.drafts = append(g.drafts, d)
	return g.last()
}

// after reads what belongs to the post above, and gives back the rest.
func (g *pager) after(block []line) []line {
	for i, l := range block {
		switch d := g.last(); {
		case l.kind == affects && d != nil:
			d.components = append(d.components, affectedBy(l)...)
		case l.kind == affects:
			g.held = append(g.held, affectedBy(l)...)
		case l.kind == blank:
		case d != nil && g.windowed(d, l):
		default:
			return block[i:]
		}
	}
	return nil
}

// windowed takes the window of planned work from a line that says it.
func (g *pager) windowed(d *draft, l line) bool {
	if l.kind != planLine {
		return false
	}
	ref := g.ref
	if len(d.entries) > 0 {
		ref = d.entries[0].At
	}
	w, ok := g.windowIn(g.of(l), ref)
	if ok && d.window.Empty() {
		d.window = w
	}
	return ok
}

func affectedBy(l line) []string {
	return components(parse.Clean(affected.FindStringSubmatch(l.text)[1]))
}

// block reads the lines before the stamp on line i up to the words of its post,
// which it gives back. Where a line says whose report it is, or a title stands
// before a status of that kind, another incident begins.
func (g *pager) block(i int, want kind) []line {
	rest := g.after(g.lines[g.open:i])
	g.open = i + 1
	if at := lastOf(rest, reportFor); at >= 0 {
		m := provider.FindStringSubmatch(rest[at].text)
		d := g.begin(titleOf(rest[:at]))
		d.provider, d.planned = parse.Clean(m[2]), m[1] != "Incident"
		return g.after(rest[at+1:])
	}
	at := slices.IndexFunc(rest, func(l line) bool { return l.kind == want })
	switch {
	case at >= 0 && g.heads(rest[:at], want):
		g.begin(rest[lastOf(rest[:at], words)])
		for _, l := range rest[:at] {
			g.windowed(g.last(), l)
			if l.kind == affects {
				g.last().components = append(g.last().components, affectedBy(l)...)
			}
		}
		return rest[at:]
	case len(g.drafts) == 0 && at == 0:
		g.begin(line{})
	case len(g.drafts) == 0 && len(rest) > 0:
		g.begin(rest[0])
		return g.after(rest[1:])
	}
	return rest
}

// heads says that the lines before a status are the head of another incident: a
// title alone, or under a heading, or anything in front of the first.
func (g *pager) heads(before []line, want kind) bool {
	titles, under := 0, false
	for _, l := range before {
		if l.kind == words {
			titles++
		}
		under = under || l.kind == heading
	}
	return titles > 0 && (titles == 1 || under || want == statusDash || len(g.drafts) == 0)
}

// titleOf is the last line of block that may be a title; one may read like a
// status: "Resolved - API errors".
func titleOf(block []line) line {
	for i := len(block) - 1; i >= 0; i-- {
		if k := block[i].kind; k == words || k == status || k == statusDash {
			return block[i]
		}
	}
	return line{}
}

// lastOf is the index of the last line of that kind, -1 for none.
func lastOf(block []line, k kind) int {
	for i := len(block) - 1; i >= 0; i-- {
		if block[i].kind == k {
			return i
		}
	}
	return -1
}
