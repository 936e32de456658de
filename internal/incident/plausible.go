package incident

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"aftermath/internal/span"
)

// How far from the posts of an incident a reading may lie and still be of this
// incident, and how long after the announced resolution it may have ended.
const (
	nearPosts     = 24 * time.Hour
	afterAnnounce = 12 * time.Hour
)

// maxDistant is how many far readings are named one by one.
const maxDistant = 5

func isPostmortem(p Post) bool { return strings.EqualFold(p.Status, "postmortem") }

// sift parts the readings that may be of this incident from those that tell of
// another day: a typing error, or another incident told for comparison. A
// range is one reading. A postmortem is written later, so its post does not
// count; where there are no others, ranges are held against the first onset or
// end that the text names, and single instants against nothing. A person's
// amendment is never far.
func sift(r Record) (near, far []Mark) {
	named := ranges(r.Marks)
	held, byPosts := posted(r.Posts)
	if !byPosts {
		held = firstTold(r.Marks, named)
	}
	for _, m := range r.Marks {
		s, ranged := named[m.Place]
		if !ranged {
			s = span.New(m.At, m.At)
		}
		if (m.Basis == Prose || m.Basis == Stated) && (byPosts || ranged) && apart(s, held) > nearPosts {
			far = append(far, m)
		} else {
			near = append(near, m)
		}
	}
	return near, far
}

// posted is the time from the first to the last post written while the
// incident was open.
func posted(posts []Post) (s span.Span, ok bool) {
	for _, p := range posts {
		if isPostmortem(p) {
			continue
		}
		if !ok {
			s = span.New(p.At, p.At)
		}
		s.End, ok = p.At, true // posts are in order of time
	}
	return s, ok
}

// firstTold is the first range that the text names, or the first onset or end
// if none stands before it.
func firstTold(marks []Mark, named map[Place]span.Span) span.Span {
	var first *Mark
	for i, m := range marks {
		if (m.Kind == Began || m.Kind == Resolved) && (first == nil || m.Start < first.Start) {
			first = &marks[i]
		}
	}
	if first == nil {
		return span.Span{}
	}
	if s, ok := named[first.Place]; ok {
		return s
	}
	return span.New(first.At, first.At)
}

// apart is the time between s and t, 0 where they touch.
func apart(s, t span.Span) time.Duration {
	switch {
	case s.End.Before(t.Start):
		return t.Start.Sub(s.End)
	case t.End.Before(s.Start):
		return s.Start.Sub(t.End)
	}
	return 0
}

// distant are the doubts about the readings that sift put aside.
func distant(far []Mark) []string {
	var out []string
	seen := map[Place]bool{}
	for _, m := range far {
		if seen[m.Place] {
			continue
		}
		seen[m.Place] = true
		if len(seen) <= maxDistant {
			out = append(out, fmt.Sprintf("%q reads as %s, more than 24 h from the rest of the account: not used", m.Quote, m.At.Format(time.RFC3339)))
		}
	}
	if more := len(seen) - maxDistant; more > 0 {
		out = append(out, fmt.Sprintf("%d more readings lie more than 24 h from the rest of the account: not used", more))
	}
	return out
}

// implausible says why the time from the onset to the end of a closed incident
// cannot all be harm, "" where it may be.
func (inc Incident) implausible() string { return cmp.Or(inc.remote(), inc.parted()) }

// remote says why the onset or the end of a closed incident cannot be right,
// "" where they may be.
func (inc Incident) remote() string {
	for _, k := range [...]Kind{Began, Resolved} {
		c := inc.Instants[k]
		if posts, ok := posted(inc.Posts); ok && c.Basis != Amended && apart(span.New(c.At, c.At), posts) > nearPosts {
			return fmt.Sprintf("%s (%s) lies more than 24 h from the nearest post", k, c.At.Format(time.RFC3339))
		}
	}
	announced, ok := inc.Instants[AnnouncedResolved]
	if c := inc.Instants[Resolved]; ok && c.Basis != Amended && c.At.Sub(announced.At) > afterAnnounce {
		return fmt.Sprintf("resolved (%s) lies more than 12 h after the post that announced it (%s)", c.At.Format(time.RFC3339), announced.At.Format(time.RFC3339))
	}
	return ""
}

// Trusted says that the time from the onset to an instant of kind to may be
// right: not where onset and end are out of order or far from the posts, nor,
// for the end, where the page closed the incident in between.
func (inc Incident) Trusted(to Kind) bool {
	impact, closed := inc.Impact()
	return !closed || inc.remote() == "" && !impact.End.Before(impact.Start) && (to != Resolved || inc.parted() == "")
}

// harmless says that the page calls the impact none and no text names a level,
// nor has a person amended the onset or the end.
func (inc Incident) harmless() bool {
	return inc.Level == "" && strings.EqualFold(inc.Record.Impact, "none") &&
		inc.Instants[Began].Basis != Amended && inc.Instants[Resolved].Basis != Amended
}
