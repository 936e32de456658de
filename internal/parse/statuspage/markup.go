package statuspage

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A piece is a tag or a text of HTML, with where it stands in what was read.
type piece struct {
	html.TokenType
	name       atom.Atom
	start, end int
	attrs      []html.Attribute
}

// pieces goes through the HTML of p. Comments and doctypes are passed over.
func pieces(p passage, each func(piece)) {
	z := html.NewTokenizer(strings.NewReader(p.text))
	z.SetMaxBuf(0)
	for at := 0; ; {
		t := z.Next()
		if t == html.ErrorToken {
			return
		}
		n := piece{TokenType: t, start: at, end: at + len(z.Raw())}
		at = n.end
		switch t {
		case html.CommentToken, html.DoctypeToken:
			continue
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, more := z.TagName()
			n.name = atom.Lookup(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				n.attrs = append(n.attrs, html.Attribute{Key: string(key), Val: string(value)})
			}
		}
		each(n)
	}
}

// attr is the value of an attribute, "" for none.
func (n piece) attr(key string) string {
	for _, a := range n.attrs {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// breaks are the tags that end a line.
var breaks = map[atom.Atom]bool{
	atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.Tr: true, atom.Table: true,
	atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Section: true, atom.Header: true,
	atom.Footer: true, atom.Article: true, atom.Nav: true, atom.Main: true, atom.Form: true, atom.Blockquote: true, atom.Pre: true,
	atom.Hr: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Small: true, atom.Button: true,
}

// silent are the tags whose text no reader sees.
var silent = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Title: true, atom.Select: true}

// A writer turns the pieces of HTML into lines of text.
type writer struct {
	builder
	of     passage
	hidden atom.Atom // the silent tag that is open
	kept   atom.Atom // the tag that is open in which line ends count …
	depth  int       // … and how many of its name are open inside
	notes  []note
}

// sheet is what was written, in lines.
func (w *writer) sheet() *sheet { return newSheet(w.passage(w.of.start), w.notes) }

// plain is the text of the HTML in p.
func plain(p passage) passage {
	w := writer{of: p}
	pieces(p, w.write)
	return w.passage(p.start).trim()
}

// newLine ends the line, if there is one.
func (w *writer) newLine(from, to int) {
	w.text, w.from, w.to = trimRight(w.text, w.from, w.to)
	if n := len(w.text); n > 0 && !bytes.HasSuffix(w.text, []byte("\n\n")) {
		w.add("\n", from, to)
	}
}

func trimRight(text []byte, from, to []int32) ([]byte, []int32, []int32) {
	n := len(bytes.TrimRight(text, " "))
	return text[:n], from[:n], to[:n]
}

// write adds a piece: text with every run of blanks as one, tags that end a
// line as its end.
func (w *writer) write(n piece) {
	from, to := w.of.origin(n.start, n.end)
	switch {
	case w.hidden != 0:
		if n.TokenType == html.EndTagToken && n.name == w.hidden {
			w.hidden = 0
		}
	case n.TokenType == html.TextToken:
		var b builder
		b.unescape(w.of.cut(n.start, n.end))
		w.words(b)
		return
	case n.TokenType == html.StartTagToken && silent[n.name]:
		w.hidden = n.name
	case breaks[n.name]:
		w.newLine(from, to)
		if n.name == atom.P {
			w.newLine(from, to)
		}
	case n.name == atom.Td || n.name == atom.Th:
		w.space(from, to)
	}
	w.keep(n)
	if n.TokenType == html.StartTagToken && w.hidden == 0 {
		w.note(n)
	}
}

// keep follows the tags inside which line ends count.
func (w *writer) keep(n piece) {
	switch {
	case n.TokenType == html.StartTagToken && w.kept == 0 && (n.name == atom.Pre || strings.Contains(n.attr("class"), "pre-wrap")):
		w.kept, w.depth = n.name, 1
	case w.kept == 0 || n.name != w.kept:
	case n.TokenType == html.StartTagToken:
		w.depth++
	case n.TokenType == html.EndTagToken:
		if w.depth--; w.depth == 0 {
			w.kept = 0
		}
	}
}

// words adds text; line ends inside it are blanks, but for what is kept as it
// stands.
func (w *writer) words(b builder) {
	for i, c := range b.text {
		if c == '\n' && w.kept != 0 {
			w.newLine(int(b.from[i]), int(b.to[i]))
			continue
		}
		if strings.IndexByte(blanks, c) >= 0 {
			w.space(int(b.from[i]), int(b.to[i]))
			continue
		}
		w.text = append(w.text, c)
		w.from, w.to = append(w.from, b.from[i]), append(w.to, b.to[i])
	}
}

func (w *writer) space(from, to int) {
	if n := len(w.text); n > 0 && w.text[n-1] != ' ' && w.text[n-1] != '\n' {
		w.add(" ", from, to)
	}
}

// note keeps what a tag says beside the text.
func (w *writer) note(n piece) {
	t, href := unix(n.attr("data-datetime-unix")), ""
	if n.name == atom.A {
		href = n.attr("href")
	}
	if !t.IsZero() || href != "" {
		w.notes = append(w.notes, note{at: len(w.text), time: t, href: href})
	}
}

// unix is the instant of a count of milliseconds, or of seconds, since 1970;
// zero for none.
func unix(digits string) time.Time {
	n, err := strconv.ParseInt(strings.TrimSpace(digits), 10, 64)
	if err != nil || n <= 0 {
		return time.Time{}
	}
	t := time.UnixMilli(n).UTC()
	if n < 1e11 {
		t = time.Unix(n, 0).UTC()
	}
	if t.Year() < 1990 || t.Year() > 2100 {
		return time.Time{}
	}
	return t
}
