package html

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean is s as text that no reader, parser or font stumbles over: control
// characters, broken UTF-8 and the characters that reorder other text show as
// U+FFFD, line and paragraph separators as spaces.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r == '\ufffe', r == '\uffff',
			r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// clip is clean text of at most n characters, for places that cannot wrap.
func clip(s string, n int) string {
	runes := []rune(clean(s))
	if len(runes) <= n {
		return string(runes)
	}
	return strings.TrimRight(string(runes[:n-1]), " ") + "…"
}

var (
	unsafeID = regexp.MustCompile(`[^a-z0-9-]+`)
	safeName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
)

// ids hands out the ids of one page. Ids of the page's own parts end in '_' or
// hold "__", which no id that is handed out does.
type ids map[string]bool

// unique is prefix and id as an id that no other element has.
func (taken ids) unique(prefix, id string) string {
	safe := prefix + clip(unsafeID.ReplaceAllString(id, "-"), 64)
	for n, candidate := 2, safe; ; n++ {
		if !taken[candidate] && candidate != "" {
			taken[candidate] = true
			return candidate
		}
		candidate = fmt.Sprintf("%s_%d", safe, n)
	}
}

// href is the relative link to a document of the same run, "" where the names
// are not what a document or section is called.
func href(document, anchor string) string {
	link := ""
	if document != "" {
		if !safeName.MatchString(document) {
			return ""
		}
		link = document + ".html"
	}
	if anchor != "" {
		if !safeName.MatchString(anchor) {
			return ""
		}
		link += "#" + anchor
	}
	return link
}
