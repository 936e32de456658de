package postmortem

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldtext "github.com/yuin/goldmark/text"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// signs are what only a Markdown document has: a heading, emphasis around a
// label, the rule of a table.
var signs = regexp.MustCompile(`(?m)^ {0,3}#{1,6} \S|^\s*(?:[-*+] )?\*\*[^*\n]{1,80}\*\*|^\s*\|?\s*:?-{3,}:?\s*\|`)

// IsMarkdown says that a file is written in Markdown.
func IsMarkdown(s parse.Sample) bool {
	if s.JSON() || s.Markup() || len(s.Data) == 0 {
		return false
	}
	if fields, _ := frontMatter(s.Data, 0); len(fields) > 0 {
		return true
	}
	return strings.HasSuffix(s.Name, ".md") || strings.HasSuffix(s.Name, ".markdown") || signs.Match(s.Data[:min(len(s.Data), 64<<10)])
}

// Markdown reads a Markdown document as the account of one incident: its front
// matter, then its text without the markup, with timelines in lists and tables.
// It must state an instant with its date, or it is refused.
func Markdown(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	fields, body := frontMatter(data, bodyStart(data))
	r := s.record()
	s.matter(r, fields)
	s.state(r, fields)
	w := s.markdown(r, body, nil)
	t := w.out.trim()
	if r.Title == "" && w.title != nil {
		r.Title = parse.Clean(string(w.title.bytes))
	}
	s.read(r, t, prose.Context{Anchor: s.anchor(t, s.known(r, fields, w)...)})
	s.links(r, body)
	return s.account(r)
}

// bodyStart is where a file begins, its byte order mark and blank lines aside.
func bodyStart(data []byte) int {
	return len(data) - len(bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), " \t\r\n"))
}

// known are the days on which the incident may have been by front matter, title
// and headings, the best first; zero where they name none.
func (s *source) known(r *incident.Record, fields []field, w *writer) []time.Time {
	var days []time.Time
	for _, m := range r.Marks {
		y, month, d := m.At.Date()
		days = append(days, time.Date(y, month, d, 0, 0, 0, 0, s.options.Place()))
	}
	if v, ok := one(fields, "incidentdate", "outagedate", "dateofincident"); ok {
		days = append(days, s.dayOf(v))
	}
	days = append(days, s.midnight(dayIn([]byte(r.Title))))
	for _, h := range w.headings[:min(len(w.headings), 50)] {
		if h.level <= 2 {
			days = append(days, s.midnight(dayIn(h.bytes)))
		}
	}
	return days
}

// markdown is the text of the document from the offset body on. Bytes that hide
// marks as true are markup of another kind: they are not read.
func (s *source) markdown(r *incident.Record, body int, hidden [][]int) *writer {
	end := len(s.data)
	if end > body+maxText {
		end = body + maxText
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s: the text is longer than 1 MiB: the rest was not read", s.file))
	}
	visible := bytes.Clone(s.data[:end])
	hide(visible[:body])
	for _, at := range hidden {
		hide(visible[min(at[0], end):min(at[1], end)])
	}
	hideTraps(visible)
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough))
	w := &writer{data: visible}
	w.blocks(md.Parser().Parse(goldtext.NewReader(visible)), 0)
	return w
}

// hide blots out what is not to be read; lines stay lines.
func hide(b []byte) {
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
}

// account closes a record that is the account of one incident. Without any
// instant it is refused.
func (s *source) account(r *incident.Record) (parse.Document, error) {
	if len(r.Marks) == 0 {
		reason := "no sentence, row or field dates an incident"
		if len(r.Warnings) > 0 {
			reason += " (" + strings.TrimPrefix(r.Warnings[0], s.file+": ") + ")"
		}
		return parse.Document{}, fmt.Errorf("%s: %s\n    expected a postmortem with dates, the text of an incident page with its \"Posted Apr 30, 2025 - 16:09 CEST\" lines, or the API's incidents.json", s.file, reason)
	}
	parse.Finish(r)
	if r.ID == "" {
		r.ID = parse.Identity(r.Provider, r.Title, r.Marks[0].At.UTC().Format(time.RFC3339))
	}
	if len(r.Posts) == 0 {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s: no posts: read as a bare postmortem", s.file))
	}
	return parse.Document{Records: []incident.Record{*r}}, nil
}
