package statuspage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
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
		title := line{}
		if before := lastOf(rest[:at], words); before >= 0 {
			title = rest[before]
		}
		d := g.begin(title)
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

func lastOf(block []line, k kind) int {
	for i := len(block) - 1; i >= 0; i-- {
		if block[i].kind == k {
			return i
		}
	}
	return -1
}

// post adds the post that the stamp on l ends.
func (g *pager) post(block []line, l line) error {
	e, ok := g.entry(block, l)
	t, warning, err := g.time(l)
	switch d := g.last(); {
	case err != nil:
		return fmt.Errorf("%s:%d:1: %w", g.file, g.line(g.of(l).start), err)
	case !ok:
		g.warn(l, "a post without a status: left out")
	case t.IsZero():
		g.warn(l, fmt.Sprintf("%q says no date: the post %q is left out", l.text, e.Status))
	case d != nil:
		e.At, e.warning = t, warning
		d.entries = append(d.entries, e)
	}
	return nil
}

// warn keeps a warning with the incident being read.
func (g *pager) warn(l line, what string) {
	what = fmt.Sprintf("%s:%d: %s", g.file, g.source.line(g.of(l).start), what)
	if d := g.last(); d != nil && len(d.entries) > 0 {
		d.warnings = append(d.warnings, what)
	} else {
		g.warnings = append(g.warnings, what)
	}
}

// time is the time of a stamp, zero where it says none: the markup's, else the
// one in its words.
func (g *pager) time(l line) (t time.Time, warning string, err error) {
	noted, _ := g.noted(l)
	var place *time.Location
	form := posted
	if l.kind == stampBare {
		form = bare
	}
	if m := form.FindStringSubmatch(l.text); m != nil {
		s, err := stampOf(m)
		if err != nil {
			return t, "", err
		}
		ref := g.ref
		if ref.IsZero() {
			ref = noted
		}
		t, place, warning, _ = s.near(ref, g.fallback)
	}
	if place != nil && !g.named {
		g.zone, g.named = place, true
	}
	if !noted.IsZero() {
		if t.IsZero() {
			return noted.In(g.zone), "", nil
		}
		return noted.In(t.Location()), "", nil
	}
	return t, warning, nil
}

// entry reads the words of one post: the status, then the body up to the stamp.
func (g *pager) entry(block []line, end line) (e entry, ok bool) {
	for i, l := range block {
		if l.kind == blank || l.kind == affects {
			continue
		}
		at := g.of(l)
		from := end.start
		switch {
		case l.kind == statusDash:
			cut := strings.IndexAny(at.text, "-–")
			e.said = strings.TrimSpace(at.text[:cut])
			e.role, e.Status = l.role, parse.Clean(e.said)
			after := strings.TrimLeft(at.text[cut:], "-– ")
			from = l.start + strings.LastIndex(g.text[l.start:l.end], after)
		case l.kind != status && (len(at.text) > 40 || strings.HasSuffix(at.text, ".")):
			// no status line: the words are the body
			e.role, e.said, e.Status, from = "update", at.text, "Update", l.start
		default:
			e.role, e.said, e.Status = strings.ToLower(l.text), at.text, parse.Clean(at.text)
			if i+1 < len(block) {
				from = block[i+1].start
			}
		}
		e.word = g.at(at.cut(0, len(e.said)))
		stamp := g.at(g.of(end))
		e.Place = g.place(e.word.Start, stamp.End)
		e.body = g.cut(from, max(from, end.start)).trim()
		e.Body = parse.Clean(e.body.text)
		return e, true
	}
	return e, false
}

// listed adds an incident of which a list shows the title, the last update and
// from when to when it was open.
func (g *pager) listed(block []line, l line) {
	rest := g.after(block)
	at := slices.IndexFunc(rest, func(l line) bool { return l.kind == words })
	if last := lastOf(rest, heading); last >= 0 {
		if at = slices.IndexFunc(rest[last:], func(l line) bool { return l.kind == words }); at >= 0 {
			at += last
		}
	}
	m := lasted.FindStringSubmatch(l.text)
	if at < 0 {
		return
	}
	d := g.begin(rest[at])
	if m == nil {
		g.warn(l, fmt.Sprintf("%q: the list shows one time and not of what: left out", d.title))
		g.drafts = g.drafts[:len(g.drafts)-1]
		return
	}
	stretch, place, warning, ok := stretchOf(m, g.ref, g.fallback)
	if !ok {
		g.drafts = g.drafts[:len(g.drafts)-1]
		g.warn(l, fmt.Sprintf("%q: nothing says of which year %q is: left out", d.title, l.text))
		return
	}
	if place != nil && !g.named {
		g.zone, g.named = place, true
	}
	message := g.cut(rest[at].end, max(rest[at].end, l.start)).trim()
	d.span = &shown{Span: stretch, words: g.of(l), message: message, warning: warning}
	d.warnings = append(d.warnings, fmt.Sprintf("%s:%d: the list shows the last update only: its own page says more", g.file, g.source.line(d.head.start)))
}

// marks are what a list says of an incident: when the first and the last post
// were written.
func (w shown) marks(s *source) []incident.Mark {
	m := incident.Mark{Kind: incident.Detected, At: w.Start, Precision: incident.Minute, Basis: incident.Posted,
		Quote: s.said(w.words), Rule: "listed", Place: s.at(w.words), Warning: w.warning}
	last := m
	last.Kind, last.At = incident.AnnouncedResolved, w.End
	return []incident.Mark{m, last}
}
