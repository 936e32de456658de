// Package statuspage reads the incidents of an Atlassian Statuspage, saved as
// the text of an incident page or as the JSON of its API, into records.
//
//  1. The posts are read: status, time, body.
//  2. A post's status marks what it announces: the first post the detection,
//     "Identified" the cause, "Monitoring" the mitigation, "Resolved" the
//     announcement that it is over. None of them says when customers were
//     first harmed, or well again.
//  3. The bodies, and the postmortem most of all, are read as prose.
//
// Scheduled maintenance is refused: it is no incident.
package statuspage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse/prose"
)

// ErrMaintenance says that a file holds scheduled maintenance and no incident.
var ErrMaintenance = errors.New("scheduled maintenance, not an incident")

// roles are the statuses that Statuspage knows.
var roles = map[string]struct {
	kind        incident.Kind // what the post announces
	first       bool          // as the first post, it shows that the operator knew
	closes      bool          // the incident is over
	reopens     bool
	maintenance bool
}{
	"investigating": {first: true, reopens: true},
	"identified":    {kind: incident.Identified, first: true, reopens: true},
	"update":        {first: true},
	"monitoring":    {kind: incident.Mitigated, reopens: true},
	"resolved":      {kind: incident.AnnouncedResolved, closes: true},
	"postmortem":    {closes: true},
	"scheduled":     {maintenance: true},
	"in progress":   {maintenance: true},
	"in_progress":   {maintenance: true},
	"verifying":     {maintenance: true},
	"completed":     {maintenance: true},
}

// An entry is a post with what reading it needs.
type entry struct {
	incident.Post
	role    string         // the status in lower case
	word    incident.Place // of the status word
	said    string         // the status word as it stands in the file
	warning string         // about the post's time
	body    line           // the first line of the body …
	bodyEnd int            // … and the offset where it ends
}

// announce adds the posts, in order of time, and the marks of their statuses.
func announce(r *incident.Record, entries []entry) {
	slices.SortStableFunc(entries, func(a, b entry) int { return a.At.Compare(b.At) })
	r.Open = true
	for i, e := range entries {
		r.Posts = append(r.Posts, e.Post)
		role, known := roles[e.role]
		if !known {
			r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: the status %q is not known: its post marks nothing", e.File, e.Line, e.Status))
		}
		switch {
		case role.closes:
			r.Open = false
		case role.reopens:
			r.Open = true
		}
		mark := func(kind incident.Kind, rule string) {
			r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: e.At, Precision: postPrecision(e.At), Basis: incident.Posted,
				Quote: e.said, Rule: rule, Place: e.word, Warning: e.warning})
		}
		if i == 0 && role.first {
			mark(incident.Detected, "first-post")
		}
		if role.kind != "" {
			mark(role.kind, "status-"+e.role)
		} else if e.role == "update" || e.role == "investigating" {
			if namesCause(e.Body) {
				mark(incident.Identified, "update-names-cause")
			}
		}
	}
	if slices.ContainsFunc(entries, func(e entry) bool { return e.role == "postmortem" }) {
		r.Open = false
	}
}

func postPrecision(t time.Time) incident.Precision {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return incident.Second
	}
	return incident.Minute
}

// namesCause says that an update tells of a cause found: "We have identified
// the underlying cause".
func namesCause(body string) bool {
	low := strings.ToLower(prose.Blanks(body))
	for _, words := range [...]string{"have identified the", "'ve identified the", "’ve identified the", "root cause has been identified", "issue has been identified", "cause was identified", "have found the root cause", "have found the cause"} {
		if strings.Contains(low, words) {
			return true
		}
	}
	return false
}

// isMaintenance says that the posts tell of planned work.
func isMaintenance(entries []entry) bool {
	return slices.ContainsFunc(entries, func(e entry) bool { return roles[e.role].maintenance })
}

// bodyContext is what the clock times of e's body are placed by: a postmortem
// tells of the incident, a post looks back from its own time.
func bodyContext(entries []entry, e entry, zone *time.Location) prose.Context {
	if e.role == "postmortem" {
		return accountContext(entries, zone)
	}
	return prose.Context{Anchor: e.At, Past: true, Until: e.At, Zone: zone}
}

// accountContext is what a text on the whole incident is placed by: from the
// first of entries, which are in order of time, to the post that closed it.
func accountContext(entries []entry, zone *time.Location) prose.Context {
	c := prose.Context{Anchor: entries[0].At, Zone: zone}
	for _, e := range entries {
		switch role := roles[e.role]; {
		case e.role == "postmortem":
		case role.closes:
			c.Until = e.At
		default: // still open, or open again
			c.Until = time.Time{}
		}
	}
	return c
}
