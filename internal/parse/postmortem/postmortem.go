// Package postmortem reads an account of one incident that is no page of a
// status tool: Markdown, a cState file, a page of updates that each begin with
// their time, or plain text.
//
//  1. Front matter gives what it states: instants, severity, components.
//  2. The rest becomes the text that a reader sees, a row of a timeline to a
//     line; each byte of it knows the bytes of the file that it stands for.
//  3. What the document itself names as the day of the incident places clock
//     times without a date.
//  4. The text is read as prose, and each mark put at its place in the file.
//
// A document that dates no incident is refused.
package postmortem

import (
	"fmt"
	"regexp"
	"strings"

	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// IsText says that a file is no JSON and no markup.
func IsText(s parse.Sample) bool { return !s.JSON() && !s.Markup() && len(s.Data) > 0 }

// Text reads plain text as the account of one incident. It must state an
// instant with its date, or it is refused.
func Text(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	if parse.NewSample(file, data).Markup() {
		return parse.Document{}, fmt.Errorf("%s: markup, not the text of one incident\n    save the incident page as text, or the API's incidents.json", file)
	}
	s := newSource(file, data, o)
	fields, body := frontMatter(data, bodyStart(data))
	r := s.record()
	s.matter(r, fields)
	s.state(r, fields)
	end := min(len(data), body+maxText)
	if end < len(data) {
		r.Warnings = append(r.Warnings, fmt.Sprintf("%s: the text is longer than 1 MiB: the rest was not read", file))
	}
	w := &writer{data: data}
	w.plain((&text{}).of(data, body, end))
	t := w.out.trim()
	if r.Title == "" {
		r.Title = parse.Clean(titleOf(t))
	}
	s.read(r, t, prose.Context{Anchor: s.anchor(t, s.known(r, fields, w)...)})
	s.links(r, body)
	return s.account(r)
}

// plain writes plain text: paragraphs with blank lines between.
func (w *writer) plain(t *text) {
	start := 0
	for _, at := range append(blankLines.FindAllIndex(t.bytes, -1), []int{len(t.bytes), len(t.bytes)}) {
		w.lines(unwrap(t.cut(start, at[0])).trim())
		start = at[1]
	}
}

// blankLines part the paragraphs of plain text.
var blankLines = regexp.MustCompile(`\n(?:[ \t\r]*\n)+`)

// titleOf is the first line that says something, and more than a date.
func titleOf(t *text) string {
	for _, l := range t.lines() {
		if h, dated := headOf(l.bytes); dated && h.alone() {
			continue
		}
		if title := strings.TrimLeft(string(l.bytes), "# "); title != "" {
			return title
		}
	}
	return ""
}
