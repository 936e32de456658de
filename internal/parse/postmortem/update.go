package postmortem

import (
	"fmt"
	"regexp"
	"slices"

	"aftermath/internal/incident"
)

// An update is a post of a page with what its marks need.
type update struct {
	incident.Post
	word    incident.Place // of the words that its time was read from …
	said    string         // … and those words
	warning string         // about the time
}

// maxPosts is how many posts of one page are read.
const maxPosts = 2000

var (
	// namesCause is an update's word that the cause is known
	namesCause = regexp.MustCompile(`(?i)\b(?:have|['’]ve|has been|was|been)\s(?:now\s)?(?:identified|found|isolated|determined)\b(?:\sthe\s(?:root\s|underlying\s)?(?:cause|issue|problem|source))?`)
	causeWord  = regexp.MustCompile(`(?i)\b(?:root|underlying)?\s?cause\b|\bidentified the (?:issue|problem|source)|issue has been identified`)
	// over is an update's word that it is over
	over = regexp.MustCompile(`(?i)\b(?:issue|incident|event|problem|outage)s? (?:has|have|is|was|were)(?: now)?(?: been)?(?: fully)? (?:resolved|fixed)\b|\b(?:have|['’]ve)(?: now)? (?:resolved|fixed) th(?:e|is|ese) (?:issue|incident|problem|outage)s?\b|\boperating normally\b|\bfully (?:recovered|restored|resolved)\b`)
)

// announce adds posts, in order of time, and what they announce: the first
// that the operator knew, one that names the cause that it was known, the last
// that says so that the incident is over. Which post was the first is not known
// where the page has others without a time (unstamped), and where the times run
// neither up nor down the page: one of them is wrong.
func (s *source) announce(r *incident.Record, posts []update, unstamped bool) {
	if len(posts) == 0 {
		return
	}
	up := slices.IsSortedFunc(posts, func(a, b update) int { return a.At.Compare(b.At) })
	down := slices.IsSortedFunc(posts, func(a, b update) int { return b.At.Compare(a.At) })
	ordered := up || down
	if down && !up {
		slices.Reverse(posts) // posts of one instant keep the order of their page
	}
	if !ordered {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: the times of the posts run neither up nor down the page: one of them is wrong", s.file, posts[0].Line))
		slices.SortStableFunc(posts, func(a, b update) int { return a.At.Compare(b.At) })
	}
	mark := func(p update, kind incident.Kind, rule string) {
		precision := incident.Minute
		if p.At.Second() != 0 {
			precision = incident.Second
		}
		r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: p.At, Precision: precision, Basis: incident.Posted,
			Quote: p.said, Rule: rule, Place: p.word, Warning: p.warning})
	}
	last := len(posts) - 1
	for i := range posts {
		p := &posts[i]
		final := i == last && over.MatchString(p.Body)
		if final {
			p.Status = "Resolved"
		}
		r.Posts = append(r.Posts, p.Post)
		switch {
		case final || p.Status == "Resolved":
			mark(*p, incident.AnnouncedResolved, "post-resolved")
		case i == 0 && ordered && !unstamped:
			mark(*p, incident.Detected, "first-post")
		}
		switch {
		case p.Status == "Monitoring":
			mark(*p, incident.Mitigated, "post-monitoring")
		case p.Status == "Identified" || !final && namesCause.MatchString(p.Body) && causeWord.MatchString(p.Body):
			mark(*p, incident.Identified, "post-names-cause")
		}
	}
}
