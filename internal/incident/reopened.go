package incident

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/span"
)

// longReopened is how long a page may call an incident resolved and open it
// again without the time between being a matter of its own.
const longReopened = 30 * time.Minute

// parted says that the page closed the incident and opened it again between
// the chosen onset and end, and that no text tells the stretches of harm apart
// or tells of one that lasted: then nobody says that the time between was harm.
// "" where it is not so, or where a person amended both ends.
func (inc Incident) parted() string {
	began, resolved := inc.Instants[Began], inc.Instants[Resolved]
	if began.Basis == Amended && resolved.Basis == Amended {
		return ""
	}
	whole := span.New(began.At, resolved.At)
	for _, quiet := range reopened(inc.Posts) {
		if !whole.Start.Before(quiet.Start) || !whole.End.After(quiet.End) {
			continue
		}
		near, _ := sift(inc.Record)
		told := newAccount(inc.Posts, near).stretches
		lasted := func(s stretch) bool { return !s.Start.After(quiet.Start) && !s.End.Before(quiet.End) }
		if len(within(stretch{Span: whole}, told)) > 1 || slices.ContainsFunc(told, lasted) {
			return ""
		}
		return fmt.Sprintf("the page called it resolved at %s and opened it again at %s, and no text tells the two stretches apart",
			quiet.Start.Format(time.RFC3339), quiet.End.Format(time.RFC3339))
	}
	return ""
}

// reopened are the stretches, longer than longReopened, from a Resolved post to
// the post of the same document that opened the incident again.
func reopened(posts []Post) []span.Span {
	closed := map[string]time.Time{} // by file
	var out []span.Span
	for _, p := range posts {
		since, over := closed[p.File]
		switch strings.ToLower(p.Status) {
		case "resolved":
			if !over {
				closed[p.File] = p.At
			}
		case "investigating", "identified", "monitoring":
			if over && p.At.Sub(since) > longReopened {
				out = append(out, span.New(since, p.At))
			}
			delete(closed, p.File)
		}
	}
	return out
}
