package incident

import (
	"fmt"
	"time"

	"aftermath/internal/span"
)

// windows are the declared stretches: the severe part from the onset to the
// mitigation at the incident's level, then degraded until the resolution. An
// incident that was never worse than degraded, or whose source states no
// mitigation, has one window at its level. Without onset
// or resolution there is no window: an incident is never closed at "now".
func windows(inc Incident) []Window {
	began, hasBegan := inc.Instants[Began]
	resolved, hasResolved := inc.Instants[Resolved]
	if !hasBegan || !hasResolved {
		return nil
	}
	level := inc.Level
	if level == "" {
		level = Degraded
	}
	var out []Window
	add := func(from, to Choice, level Level) {
		if s := span.New(from.At, to.At); !s.Empty() {
			out = append(out, Window{Span: s, Level: level, Basis: from.Basis, Quote: from.Quote})
		}
	}
	mitigated, ok := inc.Instants[Mitigated]
	if !ok || level == Degraded || !mitigated.At.After(began.At) || !mitigated.At.Before(resolved.At) {
		add(began, resolved, level)
		return out
	}
	add(began, mitigated, level)
	add(mitigated, resolved, Degraded)
	return out
}

// doubts are contradictions that no precedence can decide.
func doubts(inc Incident) []string {
	var out []string
	pairs := [...][2]Kind{{Began, Resolved}, {Began, Mitigated}, {Mitigated, Resolved}, {Detected, Resolved}, {Identified, Resolved}}
	for _, p := range pairs {
		a, okA := inc.Instants[p[0]]
		b, okB := inc.Instants[p[1]]
		if okA && okB && b.At.Before(a.At) {
			out = append(out, fmt.Sprintf("%s (%s) lies before %s (%s)", p[1], b.At.Format(time.RFC3339), p[0], a.At.Format(time.RFC3339)))
		}
	}
	if d, ok := inc.Instants[Detected]; ok && d.Basis != Amended && len(inc.Posts) > 0 && inc.Posts[0].At.Before(d.At) {
		out = append(out, fmt.Sprintf("the first post (%s) lies before detected (%s)", inc.Posts[0].At.Format(time.RFC3339), d.At.Format(time.RFC3339)))
	}
	if n := stretches(inc.Marks); n > 1 {
		out = append(out, fmt.Sprintf("the text names %d stretches apart from each other; the windows cover the time between them too", n))
	}
	for _, k := range [...]Kind{Began, Resolved} {
		if _, ok := inc.Instants[k]; !ok {
			out = append(out, fmt.Sprintf("no source states when it %s", map[Kind]string{Began: "began", Resolved: "was resolved"}[k]))
		}
	}
	return out
}

// stretches counts the ranges of the text, joined where they touch: a range is
// an onset and a resolution read from the same words.
func stretches(marks []Mark) int {
	began := map[Place]time.Time{}
	for _, m := range marks {
		if m.Kind == Began && m.End > m.Start {
			began[m.Place] = m.At
		}
	}
	var spans []span.Span
	for _, m := range marks {
		if start, ok := began[m.Place]; ok && m.Kind == Resolved {
			spans = append(spans, span.New(start, m.At))
		}
	}
	return len(span.NewSet(spans...).Spans())
}
