package statuspage

import (
	"fmt"
	"strings"
	"time"

	"aftermath/internal/parse"
)

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
