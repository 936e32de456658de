package statuspage

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse/prose"
)

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
	"monitoring":    {kind: incident.Mitigated, first: true, reopens: true},
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
	body    passage
}

// announce adds the posts, in order of time, and the marks of their statuses.
// The entries come in the order in which they were written; it sorts them.
func announce(r *incident.Record, entries []entry) {
	closed := closedLast(entries)
	slices.SortStableFunc(entries, func(a, b entry) int { return a.At.Compare(b.At) })
	r.Open = true
	filed := backfilled(entries)
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
			if filed && kind != incident.AnnouncedResolved {
				return
			}
			r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: e.At, Precision: postPrecision(e.At), Basis: incident.Posted,
				Quote: e.said, Rule: rule, Place: e.word, Warning: e.warning})
		}
		if i == 0 && role.first {
			mark(incident.Detected, "first-post")
		}
		if role.kind != "" && !relapsed(entries, i) {
			mark(role.kind, "status-"+e.role)
		} else if e.role == "update" || e.role == "investigating" {
			if namesCause(e.Body) {
				mark(incident.Identified, "update-names-cause")
			}
		}
	}
	if filed {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: all posts are of one minute, written afterwards: they do not say when it was noticed, nor when it got better", entries[0].File, entries[0].Line))
	}
	if slices.ContainsFunc(entries, func(e entry) bool { return e.role == "postmortem" }) {
		r.Open = false
	}
	switch {
	case r.Open && closed:
		r.Open = false
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: the post that closes it is dated before others", entries[0].File, entries[0].Line))
	case r.Open:
		reopened(r)
	}
}

// betterment are the words of a post that tells of a remedy or of recovery.
var betterment = regexp.MustCompile(`(?i)\b(?:fix|patch|workaround|remed|mitigat|recover|restor|resolv|rol(?:l|led|ling)[ -]?back|revert|re-?rout|restart|reboot|stabili|improv|normal|again|back (?:up|online|to)|implement|deploy|appl(?:y|ied)|shut|block|fail(?:ed)? ?over|return)`)

// relapsed says that the entry at i is a Monitoring post that tells of no
// remedy and no recovery, and that the incident was investigated again before
// another Monitoring post: to watch what goes on is no mitigation.
func relapsed(entries []entry, i int) bool {
	if entries[i].role != "monitoring" || entries[i].Body == "" || betterment.MatchString(entries[i].Body) {
		return false
	}
	again := false
	for _, e := range entries[i+1:] {
		again = again || e.role == "investigating"
		if again && e.role == "monitoring" {
			return true
		}
	}
	return false
}

// closedLast says that the last entry as written, words that change nothing
// aside, closes the incident, whatever time it was given.
func closedLast(entries []entry) bool {
	for _, e := range slices.Backward(entries) {
		if e.role != "postmortem" && e.role != "update" {
			return roles[e.role].closes
		}
	}
	return false
}

// reopened takes the announcement away of an incident that went on after it.
func reopened(r *incident.Record) {
	r.Marks = slices.DeleteFunc(r.Marks, func(m incident.Mark) bool {
		if m.Kind != incident.AnnouncedResolved || m.Basis != incident.Posted {
			return false
		}
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: went on after the post %q of %s, and no later one closes it: still open", m.File, m.Line, m.Quote, m.At.Format(time.RFC3339)))
		return true
	})
}

// backfilled says that the posts of an incident, the postmortem aside, are
// several and all of one minute, the one that closes it among them: they were
// written when all was over.
func backfilled(entries []entry) bool {
	var first entry
	n, closed := 0, false
	for _, e := range entries {
		if e.role == "postmortem" {
			continue
		}
		if n == 0 {
			first = e
		}
		if n++; !e.At.Truncate(time.Minute).Equal(first.At.Truncate(time.Minute)) {
			return false
		}
		closed = closed || roles[e.role].closes
	}
	return n > 1 && closed
}

func postPrecision(t time.Time) incident.Precision {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return incident.Second
	}
	return incident.Minute
}

// causeFound are the words of an update that tells of a cause found: "We have
// identified the underlying cause".
var causeFound = [...]string{"have identified the", "'ve identified the", "’ve identified the", "root cause has been identified", "issue has been identified", "cause was identified", "have found the root cause", "have found the cause"}

func namesCause(body string) bool {
	low := strings.ToLower(prose.Blanks(body))
	return slices.ContainsFunc(causeFound[:], func(words string) bool { return strings.Contains(low, words) })
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
