package postmortem

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
	"aftermath/internal/span"
)

// IsCState says that a file is an issue of a cState status page: front matter
// with the keys that only cState has, or its stamps.
func IsCState(s parse.Sample) bool {
	fields, body := frontMatter(s.Data, 0)
	if _, ok := one(fields, "resolvedwhen"); ok {
		return true
	}
	if _, dated := one(fields, "date"); dated && bytes.Contains(s.Data[body:], []byte("{{< track ")) {
		return true
	}
	section, _ := one(fields, "section")
	severity, _ := one(fields, "severity")
	_, resolved := one(fields, "resolved")
	switch severity.text {
	case "down", "disrupted", "notice":
		return section.text == "issue" || resolved
	}
	return false
}

// CState reads an issue of a cState status page.
//
// Its date is the stated onset, unless the account itself tells of an earlier
// one. resolvedWhen is the stated resolution where the
// account itself tells none; else it is when the page was set to resolved,
// which is an announcement. severity gives the level: down outage, disrupted
// partial, notice degraded. A stamp {{< track "2025-03-04 14:05" >}} closes a
// post. An informational issue that tells of maintenance is announced work.
func CState(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	fields, body := frontMatter(data, bodyStart(data))
	dated, ok := one(fields, "date")
	if !ok {
		return parse.Document{}, fmt.Errorf("%s:1:1: a cState issue without a date\n    expected front matter with \"date: 2025-04-30 16:09:00\"", file)
	}
	date, _, _, ok := s.instant(dated.text)
	if !ok {
		place := s.lines.Span(dated.start, dated.end)
		return parse.Document{}, fmt.Errorf("%s:%d:%d: %q is no date and time\n    expected front matter with \"date: 2025-04-30 16:09:00\"", file, place.Line, place.Column, dated.text)
	}
	r := s.record()
	s.matter(r, fields)
	done, _ := one(fields, "resolvedwhen")
	end, _, _, ended := s.instant(done.text)
	if informs(fields) {
		return s.notice(r, body, dated, date, end)
	}
	resolved, _ := one(fields, "resolved")
	r.Open = resolved.text != "true" && !ended
	posts, hidden := s.tracks(body)
	posts = s.within(r, posts, date, end)
	w := s.markdown(r, body, hidden)
	s.tell(r, w.out.trim(), posts, date, end)
	if !reads(r, incident.Began, date) {
		s.mark(r, incident.Began, "field-date", dated)
	}
	if ended && end.Before(date) {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: resolvedWhen lies before date", file, s.lines.Span(done.start, done.end).Line))
	} else if ended {
		kind := incident.Resolved
		if reads(r, incident.Resolved, far) {
			kind = incident.AnnouncedResolved
		}
		s.mark(r, kind, "field-resolvedwhen", done)
	}
	s.links(r, body)
	return s.account(r)
}

// reads says that something in the text gives the instant, and not after by.
func reads(r *incident.Record, kind incident.Kind, by time.Time) bool {
	return slices.ContainsFunc(r.Marks, func(m incident.Mark) bool { return m.Kind == kind && m.Rule != incident.Reckoned && !m.At.After(by) })
}

// far is after everything.
var far = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// informs says that an issue is a notice and no incident.
func informs(fields []field) bool {
	v, ok := one(fields, "informational")
	return ok && v.text == "true"
}

var maintenance = regexp.MustCompile(`(?i)\b(?:maintenance|planned|scheduled|upgrad\w+|migrat\w+)\b`)

// notice reads an informational issue: announced work if it says so and when
// it ends, else nothing.
func (s *source) notice(r *incident.Record, body int, dated value, date, end time.Time) (parse.Document, error) {
	place := s.lines.Span(dated.start, dated.end)
	where := fmt.Sprintf("%s:%d", s.file, place.Line)
	switch {
	case !maintenance.MatchString(r.Title) && !maintenance.Match(s.data[body:min(len(s.data), body+maxText)]):
		return parse.Document{Warnings: []string{where + ": an informational notice, no incident: left out"}}, nil
	case !date.Before(end):
		return parse.Document{Warnings: []string{where + ": maintenance without an end (resolvedWhen): left out"}}, nil
	}
	if r.ID == "" {
		r.ID = parse.Identity(r.Provider, r.Title, date.UTC().Format(time.RFC3339))
	}
	return parse.Document{Works: []incident.Work{{ID: r.ID, Title: r.Title, Provider: r.Provider, URL: r.URL,
		Components: r.Components, Span: span.New(date, end), Place: place, Digest: r.Digest}}}, nil
}

// tell reads the text: each post by its own time, what stands in none by the
// issue's. Clock times without a date count only in an issue of one day. Where
// something stands in no post, the first stamp is not that of the first post.
func (s *source) tell(r *incident.Record, t *text, posts []update, date, end time.Time) {
	whole := prose.Context{Anchor: date, Until: end}
	if h, m, _ := date.Clock(); h == 0 && m == 0 || !end.IsZero() && end.Sub(date) > 24*time.Hour {
		whole = prose.Context{}
	}
	from, unstamped := 0, false
	apart := func(part *text) {
		if part = part.trim(); !part.empty() {
			s.read(r, part, whole)
			unstamped = true
		}
	}
	for i := range posts {
		p := &posts[i]
		to := from
		for to < len(t.bytes) && int(t.from[to]) < p.End {
			to++
		}
		part := t.cut(from, to).trim()
		if gap := bytes.LastIndex(part.bytes, []byte("\n\n")); gap >= 0 { // a stamp closes its paragraph
			apart(part.cut(0, gap))
			part = part.cut(gap+2, len(part.bytes))
		}
		from = to
		if part.empty() {
			continue
		}
		p.Body = parse.Clean(string(part.bytes))
		p.Place = s.lines.Span(int(part.from[0]), p.End)
		p.Status = statusOf(p.Body)
		s.read(r, part, prose.Context{Anchor: p.At, Past: true, Until: p.At})
	}
	apart(t.cut(from, len(t.bytes)))
	s.announce(r, posts, unstamped)
}

// strayed is how far outside its issue a post may lie.
const strayed = 24 * time.Hour

// within are the posts that may be of an issue that lasted from date to end,
// which is zero while it is open. The others have a wrong stamp.
func (s *source) within(r *incident.Record, posts []update, date, end time.Time) []update {
	var out []update
	for _, p := range posts {
		if date.Sub(p.At) > strayed || !end.IsZero() && p.At.Sub(end) > strayed {
			r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: the post's time %q lies outside the issue: the post is left out", s.file, p.Line, p.said))
			continue
		}
		out = append(out, p)
	}
	return out
}

var statusWord = regexp.MustCompile(`(?i)^\W*(investigating|identified|monitoring|update|resolved|postmortem|post-mortem)\b`)

// statusOf is the status that a post begins with, else Update.
func statusOf(body string) string {
	m := statusWord.FindStringSubmatch(body)
	if m == nil {
		return "Update"
	}
	word := strings.ToLower(strings.ReplaceAll(m[1], "-", ""))
	return strings.ToUpper(word[:1]) + word[1:]
}
