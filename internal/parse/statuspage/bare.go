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

// anyDate finds the dates of a bare postmortem. If they are all one day, that
// is the day of clock times that stand without a date.
var anyDate = regexp.MustCompile(`\b(\d{4}-\d{2}-\d{2})\b`)

// markup is how a web page or a feed opens.
var markup = regexp.MustCompile(`(?i)^\s*<(?:\?xml|!doctype|html|rss|feed)\b`)

// bare reads a text without posts as a postmortem. It must state an instant
// with its date, or it is refused.
func bare(r incident.Record, data []byte, title line, rest []line, fallback *time.Location) ([]incident.Record, error) {
	if markup.MatchString(title.text) {
		return nil, fmt.Errorf("%s:%d: markup or a feed of several incidents, not the text of one page: save the incident page as text, or the API's incidents.json", r.File, title.number)
	}
	expected := fmt.Errorf("%s: no \"Posted Apr 30, 2025 - 16:09 CEST\" line and no sentence that dates an incident: save the incident page as text, or the API's incidents.json", r.File)
	if title.number == 0 {
		return nil, expected
	}
	ctx := prose.Context{File: r.File, Line: title.number, Column: 1, Offset: title.start, Zone: fallback}
	text := string(data[title.start:])
	dates := anyDate.FindAllString(text, -1)
	slices.Sort(dates)
	if dates = slices.Compact(dates); len(dates) == 1 {
		if day, err := time.ParseInLocation("2006-01-02", dates[0], fallback); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
			ctx.Anchor = day
		}
	}
	marks, levels, warnings := prose.Extract(text, ctx)
	if len(marks) == 0 {
		return nil, expected
	}
	named(&r, title, rest)
	take(&r, marks, levels, warnings)
	r.ID = identity(r.Provider, r.Title, marks[0].At.UTC().Format(time.RFC3339))
	r.Warnings = append(r.Warnings, fmt.Sprintf("%s: no posts: read as a bare postmortem", r.File))
	finish(&r)
	return []incident.Record{r}, nil
}

// named takes the title from a heading or from the front matter that the file
// opens with.
func named(r *incident.Record, title line, rest []line) {
	r.Title = strings.TrimSpace(strings.TrimLeft(r.Title, "#"))
	if strings.Trim(r.Title, "-") != "" {
		return
	}
	for _, l := range rest {
		if text := strings.TrimSpace(l.text); strings.HasPrefix(text, "title:") {
			r.Title = clean(strings.Trim(strings.TrimSpace(text[len("title:"):]), `"'`))
			return
		} else if strings.HasPrefix(text, "---") {
			return
		}
	}
}
