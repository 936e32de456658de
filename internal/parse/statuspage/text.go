package statuspage

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
)

// A line of the file, without its end.
type line struct {
	text   string
	start  int // offset in the file
	number int // from 1
}

func lines(data []byte) []line {
	var out []line
	for start, number := 0, 1; start < len(data); number++ {
		end := start
		for end < len(data) && data[end] != '\n' {
			end++
		}
		out = append(out, line{strings.TrimSuffix(string(data[start:end]), "\r"), start, number})
		start = end + 1
	}
	return out
}

// posted is the line that ends a post: "Posted Apr 30, 2025 - 16:09 CEST", also
// with "2 years ago." in it.
var posted = regexp.MustCompile(`^\s*Posted (?:(?:about |over |almost )?[\w ]{1,24} ago\.? )?([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4}) ?[-–] ?(\d{2}):(\d{2})(?::(\d{2}))?(?: ([A-Za-z]{1,5}|[+-]\d{2}:?\d{0,2}|(?:UTC|GMT)[+-]\d{1,2}(?::?\d{2})?))?\.?\s*$`)

var (
	provider = regexp.MustCompile(`^\s*Incident Report for (.+?)\s*$`)
	affected = regexp.MustCompile(`^\s*This (?:incident|scheduled maintenance) affect(?:ed|s):? (.+?)\.?\s*$`)
)

// Text reads the text of one incident page: a title, "Incident Report for …",
// then posts, each a status, a body and a "Posted …" line, and the affected
// components.
func Text(file string, data []byte, o parse.Options) (parse.Document, error) {
	records, err := text(file, data, o.Place())
	return parse.Document{Records: records}, err
}

// IsText says that a line of the file ends a post.
func IsText(s parse.Sample) bool {
	for _, l := range bytes.Split(s.Data, []byte("\n")) {
		if l = bytes.TrimLeft(l, " \t"); bytes.HasPrefix(l, []byte("Posted ")) && posted.MatchString(prose.Blanks(strings.TrimSuffix(string(l), "\r"))) {
			return true
		}
	}
	return false
}

func text(file string, data []byte, fallback *time.Location) ([]incident.Record, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return nil, err
	}
	all := lines(data)
	if len(data) >= 3 && len(all) > 0 && string(data[:3]) == "\xef\xbb\xbf" {
		all[0].text, all[0].start = all[0].text[3:], 3
	}
	r := incident.Record{File: file, Digest: parse.Digest(data)}
	title, rest := header(&r, all)
	entries, zone, err := posts(&r, data, rest, fallback)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: no \"Posted Apr 30, 2025 - 16:09 CEST\" line\n    save the incident page as text, or the API's incidents.json", file)
	}
	if isMaintenance(entries) {
		return nil, fmt.Errorf("%s:%d: %q: %w: list it under maintenance in the configuration", file, title.number, r.Title, ErrMaintenance)
	}
	announce(&r, entries)
	// announce has sorted them, the oldest first
	first := entries[0]
	r.ID = parse.Identity(r.Provider, r.Title, first.At.UTC().Format(time.RFC3339))
	read := func(l line, ctx prose.Context, end int) {
		ctx.File, ctx.Line, ctx.Column, ctx.Offset = file, l.number, 1, l.start
		marks, levels, warnings := prose.Extract(string(data[l.start:end]), ctx)
		parse.Take(&r, marks, levels, warnings)
	}
	read(title, accountContext(entries, zone), title.start+len(title.text))
	for _, e := range entries {
		if e.bodyEnd > e.body.start {
			read(e.body, bodyContext(entries, e, zone), e.bodyEnd)
		}
	}
	parse.Finish(&r)
	return []incident.Record{r}, nil
}

// header reads the title and the provider, and gives back the title's line and
// the lines after both.
func header(r *incident.Record, all []line) (title line, rest []line) {
	rest = all
	for i, l := range all {
		text := strings.TrimSpace(l.text)
		switch m := provider.FindStringSubmatch(prose.Blanks(l.text)); {
		case m != nil:
			r.Provider = parse.Clean(m[1])
			return title, all[i+1:]
		case text == "":
		case title.number == 0:
			title, rest = l, all[i+1:]
			r.Title = parse.Clean(text)
		default:
			return title, rest // the second line of text: there is no provider
		}
	}
	return title, rest
}

// posts reads the posts among lines. The zone is the one that their stamps
// name, else the fallback.
func posts(r *incident.Record, data []byte, rest []line, fallback *time.Location) ([]entry, *time.Location, error) {
	zone, named := fallback, false
	var out []entry
	open := 0 // the line at which the post being read begins
	for i, l := range rest {
		if m := affected.FindStringSubmatch(prose.Blanks(l.text)); m != nil {
			r.Components = append(r.Components, components(parse.Clean(m[1]))...)
			if open == i {
				open = i + 1
			}
			continue
		}
		m := posted.FindStringSubmatch(prose.Blanks(l.text))
		if m == nil {
			continue
		}
		at, place, warning, err := stamp(m, fallback)
		if err != nil {
			return nil, nil, fmt.Errorf("%s:%d:1: %w", r.File, l.number, err)
		}
		if place != nil && !named {
			zone, named = place, true
		}
		e, ok := post(rest[open:i], data, l.start)
		open = i + 1
		if !ok {
			r.Warnings = append(r.Warnings, fmt.Sprintf("%s:%d: a post without a status: left out", r.File, l.number))
			continue
		}
		e.At, e.warning = at, warning
		e.File, e.word.File = r.File, r.File
		e.End = l.start + len(l.text)
		out = append(out, e)
	}
	// the page shows the newest first; posts of one minute keep that order
	slices.Reverse(out)
	return out, zone, nil
}

// post reads the lines of one post: the status, then the body.
func post(within []line, data []byte, end int) (e entry, ok bool) {
	for i, l := range within {
		status := strings.TrimSpace(l.text)
		if status == "" || affected.MatchString(prose.Blanks(l.text)) {
			continue
		}
		column := strings.Index(l.text, status)
		e.role = strings.ToLower(prose.Blanks(status))
		e.said = status
		e.Status = parse.Clean(status)
		e.Line, e.Column, e.Start = l.number, column+1, l.start+column
		e.word = e.Place
		e.word.End = e.word.Start + len(status)
		if _, known := roles[e.role]; !known && (len(status) > 40 || strings.HasSuffix(status, ".")) {
			// no status line: the words are the body
			e.Status, e.role, e.said = "Update", "update", status
			e.body, e.bodyEnd = l, end
		} else if i+1 < len(within) {
			e.body, e.bodyEnd = within[i+1], end
		}
		if e.bodyEnd > 0 {
			e.Body = strings.TrimSpace(parse.Clean(string(data[e.body.start:e.bodyEnd])))
		}
		return e, true
	}
	return e, false
}

// stamp reads the match of a "Posted" line. The place is nil when its letters
// name none.
func stamp(m []string, fallback *time.Location) (t time.Time, place *time.Location, warning string, err error) {
	month, day, clock := m[1], m[2], m[4]+":"+m[5]+":00"
	if m[6] != "" {
		clock = m[4] + ":" + m[5] + ":" + m[6]
	}
	wall, err := time.Parse("Jan 2 2006 15:04:05", month[:3]+" "+day+" "+m[3]+" "+clock)
	if err != nil || wall.Year() < 1990 || wall.Year() > 2100 {
		return t, nil, "", fmt.Errorf("%q is no date and time: a post's line reads like \"Posted Apr 30, 2025 - 16:09 CEST\"", strings.TrimSpace(m[0]))
	}
	if z, ok := prose.ZoneOf(m[7]); ok && m[7] != "" {
		t, warning = z.At(wall)
		return t, z.Location(), warning, nil
	}
	t, _ = prose.ZoneAt(fallback).At(wall)
	if m[7] == "" {
		return t, nil, fmt.Sprintf("the post names no zone: taken as %s", prose.ZoneAt(fallback).Name), nil
	}
	return t, nil, fmt.Sprintf("the zone %q is not known: taken as %s", m[7], prose.ZoneAt(fallback).Name), nil
}

// components takes a list such as "Engage (API, Web), Mail, and SMS" apart.
func components(list string) []string {
	var out []string
	add := func(name string) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			add(list[from:i])
			from = i + 1
		}
	}
	last := strings.TrimSpace(list[from:])
	if len(out) > 0 {
		add(strings.TrimPrefix(last, "and "))
		return out
	}
	// two names are joined by "and" alone
	if a, b, both := strings.Cut(last, " and "); both && strings.Count(a, "(") == strings.Count(a, ")") {
		add(a)
		add(b)
		return out
	}
	add(last)
	return out
}
