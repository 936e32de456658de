// Package postmortem reads an account of one incident that is no page of a
// status tool: a text or a Markdown file that states its instants with dates.
package postmortem

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// anyDate finds the dates of a postmortem. If they are all one day, that is
// the day of clock times that stand without a date.
var anyDate = regexp.MustCompile(`\b(\d{4}-\d{2}-\d{2})\b`)

// Text reads a text as the account of one incident. It must state an instant
// with its date, or it is refused.
func Text(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := parse.NewSample(file, data)
	if s.Markup() {
		return parse.Document{}, fmt.Errorf("%s: markup, not the text of one incident\n    save the incident page as text, or the API's incidents.json", file)
	}
	start := len(data) - len(s.Data)
	text := string(s.Data)
	ctx := prose.Context{File: file, Line: 1 + strings.Count(string(data[:start]), "\n"), Column: 1, Offset: start, Zone: o.Place()}
	dates := anyDate.FindAllString(text, -1)
	slices.Sort(dates)
	if dates = slices.Compact(dates); len(dates) == 1 {
		if day, err := time.ParseInLocation("2006-01-02", dates[0], o.Place()); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
			ctx.Anchor = day
		}
	}
	marks, levels, warnings := prose.Extract(text, ctx)
	if len(marks) == 0 {
		return parse.Document{}, fmt.Errorf("%s: no \"Posted Apr 30, 2025 - 16:09 CEST\" line and no sentence that dates an incident\n    expected the text of an incident page, a postmortem with dates, or the API's incidents.json", file)
	}
	r := incident.Record{File: file, Digest: parse.Digest(data), Title: title(text)}
	parse.Take(&r, marks, levels, warnings)
	r.ID = parse.Identity(r.Provider, r.Title, marks[0].At.UTC().Format(time.RFC3339))
	r.Warnings = append(r.Warnings, fmt.Sprintf("%s: no posts: read as a bare postmortem", file))
	parse.Finish(&r)
	return parse.Document{Records: []incident.Record{r}}, nil
}

// title is the first line, or that of the front matter that the file opens
// with.
func title(text string) string {
	lines := strings.Split(text, "\n")
	first := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(lines[0]), "#"))
	if strings.Trim(first, "-") != "" {
		return parse.Clean(first)
	}
	for _, l := range lines[1:] {
		if l = strings.TrimSpace(l); strings.HasPrefix(l, "title:") {
			return parse.Clean(strings.Trim(strings.TrimSpace(l[len("title:"):]), `"'`))
		} else if strings.HasPrefix(l, "---") {
			break
		}
	}
	return ""
}
