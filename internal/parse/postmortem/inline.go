package postmortem

import (
	"bytes"
	"html"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// maxCode is the length of a code span that may be a name or a time in the
// account; what is longer is from a log.
const maxCode = 40

// inline is the text of a block as its reader sees it: without emphasis, links'
// addresses, escapes, pictures and what is struck out. A line break in it is
// kept where the author began a new line, and is a blank where the line was
// only full.
func (w *writer) inline(n ast.Node) *text {
	t := &text{}
	w.spans(t, n, 0)
	return unwrap(t)
}

func (w *writer) spans(t *text, parent ast.Node, depth int) {
	if depth > maxDepth {
		return
	}
	for n := parent.FirstChild(); n != nil && len(t.bytes) <= maxText; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			w.literal(t, n.Segment.Start, n.Segment.Stop)
			switch {
			case n.HardLineBreak():
				t.add("\n\n", n.Segment.Stop, n.Segment.Stop) // one for unwrap
			case n.SoftLineBreak():
				t.add("\n", n.Segment.Stop, n.Segment.Stop)
			}
		case *ast.CodeSpan:
			w.code(t, n)
		case *ast.RawHTML:
			if s := n.Segments; s.Len() > 0 {
				if at := s.At(0); bytes.HasPrefix(bytes.ToLower(at.Value(w.data)), []byte("<br")) {
					t.add("\n\n", at.Stop, at.Stop)
				}
			}
		case *ast.Image, *ast.AutoLink, *extended.Strikethrough:
		default:
			w.spans(t, n, depth+1)
		}
	}
}

func (w *writer) code(t *text, n *ast.CodeSpan) {
	length := 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s, ok := c.(*ast.Text); ok {
			length += s.Segment.Len()
		}
	}
	if length > maxCode {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s, ok := c.(*ast.Text); ok {
			t.copy(w.data, s.Segment.Start, s.Segment.Stop)
		}
	}
}

// literal copies text without the backslash of an escape, entities as what they
// stand for.
func (w *writer) literal(t *text, start, end int) {
	from := start
	for i := start; i < end; i++ {
		switch c := w.data[i]; {
		case c == '\\' && i+1 < end && bytes.IndexByte([]byte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"), w.data[i+1]) >= 0:
			t.copy(w.data, from, i)
			from = i + 1
			i++
		case c == '&':
			semicolon := bytes.IndexByte(w.data[i:min(end, i+32)], ';')
			if semicolon < 0 {
				continue
			}
			raw := string(w.data[i : i+semicolon+1])
			if meant := html.UnescapeString(raw); meant != raw {
				t.copy(w.data, from, i)
				t.add(meant, i, i+len(raw))
				i += semicolon
				from = i + 1
			}
		}
	}
	t.copy(w.data, from, end)
}
