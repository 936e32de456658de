package incident

import (
	"fmt"
	"time"

	"aftermath/internal/span"
)

// windows are the declared stretches: from the onset to the mitigation at the
// incident's level, then degraded until the resolution. An incident that was
// never worse than degraded, or whose source states no mitigation, has one
// window at its level. Where the text names several stretches of harm, each
// before the last is a window at the incident's level, the time between them
// is none, and the mitigation splits the last.
//
// Without onset or resolution there is no window: an incident is never closed
// at "now". There is none either where an end cannot be right (implausible) or
// where nobody says that anything was harmed (harmless).
func windows(inc Incident, stretches []stretch) []Window {
	began, hasBegan := inc.Instants[Began]
	resolved, hasResolved := inc.Instants[Resolved]
	if !hasBegan || !hasResolved || inc.implausible() != "" || inc.harmless() {
		return nil
	}
	level := inc.Level
	if level == "" {
		level = Degraded
	}
	var out []Window
	add := func(from, to time.Time, words Mark, level Level) {
		if s := span.New(from, to); !s.Empty() {
			out = append(out, Window{Span: s, Level: level, Basis: words.Basis, Quote: words.Quote})
		}
	}
	last := stretch{span.New(began.At, resolved.At), began.Mark}
	if parts := within(last, stretches); len(parts) > 1 {
		for _, s := range parts[:len(parts)-1] {
			add(s.Start, s.End, s.onset, level)
		}
		last = parts[len(parts)-1]
	}
	mitigated, ok := inc.Instants[Mitigated]
	if !ok || level == Degraded || !last.Contains(mitigated.At) || mitigated.At.Equal(last.Start) {
		add(last.Start, last.End, last.onset, level)
		return out
	}
	add(last.Start, mitigated.At, last.onset, level)
	add(mitigated.At, last.End, mitigated.Mark, Degraded)
	return out
}

// within are the stretches that lie in the whole; the first opens and the last
// closes with it, whatever the chosen instants rest on.
func within(whole stretch, stretches []stretch) []stretch {
	var out []stretch
	for _, s := range stretches {
		if s.Span = s.Intersect(whole.Span); !s.Empty() {
			out = append(out, s)
		}
	}
	if len(out) > 0 {
		out[0].Start, out[0].onset = whole.Start, whole.onset
		out[len(out)-1].End = whole.End
	}
	return out
}

// doubts are contradictions that no precedence can decide, and what is missing.
func doubts(inc Incident, stretches []stretch) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	pairs := [...][2]Kind{{Began, Resolved}, {Began, Mitigated}, {Mitigated, Resolved}, {Detected, Resolved}, {Identified, Resolved}}
	for _, p := range pairs {
		a, okA := inc.Instants[p[0]]
		b, okB := inc.Instants[p[1]]
		if okA && okB && b.At.Before(a.At) {
			say("%s (%s) lies before %s (%s)", p[1], b.At.Format(time.RFC3339), p[0], a.At.Format(time.RFC3339))
		}
	}
	if d, ok := inc.Instants[Detected]; ok && d.Basis != Amended && len(inc.Posts) > 0 && inc.Posts[0].At.Before(d.At) {
		say("the first post (%s) lies before detected (%s)", inc.Posts[0].At.Format(time.RFC3339), d.At.Format(time.RFC3339))
	}
	if n := len(stretches); n > 1 {
		say("the text names %d stretches apart from each other; the time between them is not counted", n)
	}
	for _, k := range [...]Kind{Began, Resolved} {
		if _, ok := inc.Instants[k]; !ok && inc.Absent[k].Author == "" {
			say("no source states when it %s", map[Kind]string{Began: "began", Resolved: "was resolved"}[k])
		}
	}
	switch _, closed := inc.Impact(); {
	case !closed:
	case inc.implausible() != "":
		say("%s: no window is declared", inc.implausible())
	case inc.harmless():
		say("the page calls its impact none and no text says what was harmed: no window is declared")
	case inc.Level == "":
		say("no source states how severe it was: counted as degraded")
	}
	return out
}
