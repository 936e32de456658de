package incident

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/span"
)

// joined is what parts say together. The one with the most posts leads: a
// status page names an incident as its readers know it; of equals the one with
// an address, then the first by file and id. The leading record gives id,
// title, provider, address and impact; where it has none, the next one does.
//
// Components are those of all. Posts are in order of time; one that another
// document has too (same status, minute and text) is kept once. It is open
// only where every document says so.
func joined(parts []Record) Case {
	slices.SortStableFunc(parts, func(a, b Record) int {
		return cmp.Or(cmp.Compare(len(b.Posts), len(a.Posts)), cmp.Compare(addressed(b), addressed(a)), canonical(a, b))
	})
	c := Case{Record: Record{ID: parts[0].ID, File: parts[0].File, Digest: parts[0].Digest, Open: true}}
	for _, r := range parts {
		c.Sources = append(c.Sources, sourceOf(r))
		c.Title = cmp.Or(c.Title, r.Title)
		c.Provider = cmp.Or(c.Provider, r.Provider)
		c.URL = cmp.Or(c.URL, r.URL)
		c.Record.Impact = cmp.Or(c.Record.Impact, r.Impact)
		c.Open = c.Open && r.Open
		c.Links = union(c.Links, r.Links, strings.TrimSpace)
		c.Components = union(c.Components, r.Components, fold)
		c.Warnings = union(c.Warnings, r.Warnings, strings.TrimSpace)
		c.Posts = append(c.Posts, news(c.Posts, r)...)
		c.Marks = append(c.Marks, r.Marks...)
		c.Levels = append(c.Levels, r.Levels...)
	}
	slices.SortStableFunc(c.Posts, func(a, b Post) int { return a.At.Compare(b.At) })
	return c
}

func addressed(r Record) int {
	if r.URL != "" {
		return 1
	}
	return 0
}

// union adds to list what is new in more; key says what is the same.
func union(list, more []string, key func(string) string) []string {
	for _, s := range more {
		if !slices.ContainsFunc(list, func(o string) bool { return key(o) == key(s) }) {
			list = append(list, s)
		}
	}
	return list
}

// news are the posts of r that no other document among known has.
func news(known []Post, r Record) []Post {
	type key struct {
		status, body string
		minute       int64
	}
	of := func(p Post) key { return key{fold(p.Status), fold(p.Body), p.At.Unix() / 60} }
	seen := map[key]bool{}
	for _, p := range known {
		seen[of(p)] = true
	}
	var out []Post
	for _, p := range r.Posts {
		if !seen[of(p)] {
			out = append(out, p)
		}
	}
	return out
}

// extent is the time from the first to the last reading and post of r; the
// post of a postmortem, which comes later, does not count.
func (r Record) extent() (s span.Span, ok bool) {
	see := func(at time.Time) {
		if !ok || at.Before(s.Start) {
			s.Start = at
		}
		if !ok || at.After(s.End) {
			s.End = at
		}
		ok = true
	}
	for _, p := range r.Posts {
		if !isPostmortem(p) {
			see(p.At)
		}
	}
	for _, m := range r.Marks {
		see(m.At)
	}
	return s, ok
}
