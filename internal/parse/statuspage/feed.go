package statuspage

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"aftermath/internal/parse"
)

// IsAtom says that the file is an Atom feed.
func IsAtom(s parse.Sample) bool { return s.Markup() && rootOf(s.Data) == "feed" }

// IsRSS says that the file is an RSS feed.
func IsRSS(s parse.Sample) bool { return s.Markup() && rootOf(s.Data) == "rss" }

// rootOf is the name of the first element of markup, in lower case.
func rootOf(data []byte) string {
	for len(data) > 1 && data[0] == '<' {
		end := []byte(">")
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			end = []byte("-->")
		case data[1] == '!' || data[1] == '?':
		default:
			name := data[1:min(len(data), 20)]
			if n := bytes.IndexAny(name, " \t\r\n/>"); n >= 0 {
				name = name[:n]
			}
			return strings.ToLower(string(name))
		}
		n := bytes.Index(data, end)
		if n < 0 {
			return ""
		}
		data = bytes.TrimLeft(data[n+len(end):], blanks)
	}
	return ""
}

// Feed reads the Atom or RSS of a page's history: of each item the address, the
// title, and the posts in its content, the newest first, each a stamp, a status
// and a body. The stamps leave the year out: the newest is put next to the
// item's own time, every other next to the one before it.
func Feed(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	f, err := s.feed()
	if err != nil {
		return parse.Document{}, err
	}
	var doc parse.Document
	for _, i := range f.items {
		s.putItem(&doc, f, i)
	}
	return doc, nil
}

// putItem adds what one item tells.
func (s *source) putItem(doc *parse.Document, f feed, i item) {
	w := writer{of: i.content}
	pieces(i.content, w.write)
	g := pager{source: s, sheet: w.sheet(), zone: s.fallback}
	d := draft{title: parse.Clean(i.title.text), head: i.title, provider: f.provider()}
	if d.head.text == "" {
		d.head.start = i.start
	}
	if d.url, d.id = address(f.link, i.link); d.id == "" {
		if d.url, d.id = address(f.link, i.id); d.id == "" && i.id+i.link != "" {
			d.id = parse.Identity(i.id, i.link)
		}
	}
	if d.url != "" {
		d.links = []string{d.url}
	}
	ref := i.updated
	if ref.IsZero() {
		ref = f.updated
	}
	g.items(&d, ref)
	if len(d.entries) == 0 {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("%s:%d: %q: no post with a status and a time, as \"Apr 30, 16:09 CEST Resolved - …\": left out", s.file, s.line(d.head.start), d.title))
		return
	}
	for _, l := range g.lines {
		if g.windowed(&d, l) {
			d.planned = true
		}
	}
	s.put(doc, d, g.zone)
}

// otherDash is a post's line whose status Statuspage does not know: one in
// another language, or a page's own word.
var otherDash = regexp.MustCompile(`^(\S[^-–.:]{0,38}?\S) [-–](?: |$)`)

// items reads the posts of one item's content; ref decides the year of the
// first.
func (g *pager) items(d *draft, ref time.Time) {
	var stamps []int
	for i, l := range g.lines {
		if l.kind != stampBare {
			continue
		}
		for j := i + 1; j < len(g.lines); j++ {
			next := &g.lines[j]
			if next.kind == words {
				if m := otherDash.FindStringSubmatch(next.text); m != nil {
					next.kind, next.role = statusDash, strings.ToLower(m[1])
				}
			}
			if next.kind == statusDash || next.kind == status {
				stamps = append(stamps, i)
			}
			if next.kind != blank {
				break
			}
		}
	}
	for n, i := range stamps {
		end := line{start: len(g.text), end: len(g.text)}
		to := len(g.lines)
		if n+1 < len(stamps) {
			to = stamps[n+1]
			end.start, end.end = g.lines[to].start, g.lines[to].start
		}
		e, ok := g.entry(g.lines[i+1:to], end)
		m := bare.FindStringSubmatch(g.lines[i].text)
		s, err := stampOf(m)
		if !ok || err != nil {
			d.warnings = append(d.warnings, fmt.Sprintf("%s:%d: %q is no time of a post: left out", g.file, g.source.line(g.of(g.lines[i]).start), g.lines[i].text))
			continue
		}
		t, place, warning, ok := s.near(ref, g.fallback)
		if !ok {
			d.warnings = append(d.warnings, fmt.Sprintf("%s:%d: nothing says of which year %q is: the post is left out", g.file, g.source.line(g.of(g.lines[i]).start), s.words))
			continue
		}
		if place != nil && !g.named {
			g.zone, g.named = place, true
		}
		e.At, e.warning, ref = t, warning, t
		d.entries = append(d.entries, e)
	}
}
