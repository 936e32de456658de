package postmortem

import "regexp"

// shortcode is a call of Hugo's in a text: {{< track "2025-03-04 14:05" >}}.
var shortcode = regexp.MustCompile(`\{\{[<%][^{}]{0,200}[>%]\}\}`)

var tracked = regexp.MustCompile(`^\{\{[<%]\s*track\s+["'\x60]?([^"'\x60<>%]{1,40}?)["'\x60]?\s*[>%]\}\}$`)

// tracks finds the stamps that close the posts of an issue, in the order of the
// file, and the shortcodes that are no text.
func (s *source) tracks(body int) (posts []update, hidden [][]int) {
	end := min(len(s.data), body+maxText)
	for _, at := range shortcode.FindAllIndex(s.data[body:end], maxPosts) {
		at[0], at[1] = at[0]+body, at[1]+body
		hidden = append(hidden, at)
		m := tracked.FindSubmatchIndex(s.data[at[0]:at[1]])
		if m == nil {
			continue
		}
		from, to := at[0]+m[2], at[0]+m[3]
		t, _, warning, ok := s.instant(string(s.data[from:to]))
		if !ok {
			continue
		}
		p := update{warning: warning}
		p.At, p.Place = t, s.lines.Span(at[0], at[1])
		p.word, p.said = s.words(from, to)
		posts = append(posts, p)
	}
	return posts, hidden
}
