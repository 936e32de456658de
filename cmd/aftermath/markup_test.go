package main

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// text is the text inside n that a reader gets, by eye or ear.
func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			out.WriteString(d.Data)
		}
	}
	return out.String()
}

// words is all text of a page, its elements apart by a space.
func words(t *testing.T, page []byte) string {
	t.Helper()
	var out []string
	for d := range parsed(t, page).Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			out = append(out, strings.Fields(d.Data)...)
		}
	}
	return strings.Join(out, " ")
}

func parsed(t *testing.T, page []byte) *html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
