package statuspage

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"aftermath/internal/parse"
	"aftermath/internal/parse/jsontree"
)

// A feed is an Atom or RSS file taken apart.
type feed struct {
	title, author, link string
	updated             time.Time
	items               []item
}

// An item is one entry of a feed.
type item struct {
	start          int // where it begins in the file
	title, content passage
	link, id       string
	updated        time.Time
}

// provider is whose feed it is: its author, else its title without the words
// that every history has.
func (f feed) provider() string {
	if f.author != "" {
		return parse.Clean(f.author)
	}
	name := strings.TrimSuffix(strings.TrimSpace(f.title), "- Incident History")
	return parse.Clean(strings.TrimSuffix(strings.TrimSpace(name), " Status"))
}

// maxNesting is far deeper than any feed nests.
const maxNesting = 256

// feed reads the elements of the file. Entities that a document declares itself
// are not read, so nothing grows beyond the file; a name that is none of XML's
// is an error.
func (s *source) feed() (feed, error) {
	d := xml.NewDecoder(bytes.NewReader(s.data))
	var f feed
	var path []string
	var open *item // the item being read
	var text builder
	depth, from, raw := 0, 0, false // of the element that text is of
	for {
		before := int(d.InputOffset())
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err != nil {
			line, column := jsontree.Position(s.data, int(d.InputOffset()))
			return f, fmt.Errorf("%s:%d:%d: malformed XML: %w\n    save the feed again, as UTF-8", s.file, line, column, err)
		}
		after := int(d.InputOffset())
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
			if len(path) > maxNesting {
				return f, fmt.Errorf("%s:%d: nested deeper than %d elements: no feed of incidents", s.file, s.line(before), maxNesting)
			}
			switch name := t.Name.Local; {
			case open == nil && (name == "item" || name == "entry"):
				f.items = append(f.items, item{start: before})
				open = &f.items[len(f.items)-1]
			case depth > 0: // XHTML, as it stands
				raw = true
			default:
				depth, from, raw, text = len(path), after, false, builder{}
				if name == "link" {
					f.linked(open, t)
				}
				if name == "channel" || name == "feed" || name == "rss" || name == "author" {
					depth = 0 // holds others
				}
			}
		case xml.CharData:
			if depth == len(path) && depth > 0 {
				text.character(s.data, before, after)
			}
		case xml.EndElement:
			if depth == len(path) && depth > 0 {
				p := text.passage(from)
				if raw {
					p = passage{text: string(s.data[from:before]), start: from, markup: true}
				}
				f.take(open, path, p)
				depth = 0
			}
			if name := t.Name.Local; open != nil && (name == "item" || name == "entry") && depth == 0 {
				open = nil
			}
			path = path[:len(path)-1]
		}
	}
}

// character adds the text of the file between two tags: plain with its
// references, or a CDATA section.
func (b *builder) character(data []byte, from, to int) {
	raw := data[from:to]
	if inner, ok := bytes.CutPrefix(raw, []byte("<![CDATA[")); ok {
		inner = bytes.TrimSuffix(inner, []byte("]]>"))
		for i := range inner {
			at := from + len("<![CDATA[") + i
			b.add(string(inner[i:i+1]), at, at+1)
		}
		return
	}
	b.unescape(passage{text: string(raw), start: from})
}

// linked takes the address of an Atom link.
func (f *feed) linked(open *item, t xml.StartElement) {
	href, rel := "", ""
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "href":
			href = a.Value
		case "rel":
			rel = a.Value
		}
	}
	if href == "" || rel != "" && rel != "alternate" {
		return
	}
	if open != nil {
		open.link = href
	} else {
		f.link = href
	}
}

// take keeps the text of an element of the feed or of an item.
func (f *feed) take(open *item, path []string, p passage) {
	name, word := path[len(path)-1], strings.TrimSpace(p.text)
	if open == nil {
		switch {
		case name == "name" && len(path) > 1 && path[len(path)-2] == "author":
			f.author = word
		case name == "title" && f.title == "":
			f.title = word
		case name == "link" && word != "":
			f.link = word
		case name == "updated" || name == "pubDate":
			f.updated = moment(word)
		}
		return
	}
	switch name {
	case "title":
		open.title = p.trim()
	case "link":
		if word != "" {
			open.link = word
		}
	case "guid", "id":
		open.id = word
	case "updated", "pubDate":
		open.updated = moment(word)
	case "published":
		if open.updated.IsZero() {
			open.updated = moment(word)
		}
	case "content", "encoded", "description", "summary":
		if len(p.text) > len(open.content.text) {
			open.content = p
		}
	}
}

// moment is a time as feeds write it, zero for none.
func moment(word string) time.Time {
	for _, layout := range [...]string{time.RFC3339, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", time.RFC1123} {
		if t, err := time.Parse(layout, word); err == nil && t.Year() >= 1990 && t.Year() <= 2100 {
			return t
		}
	}
	return time.Time{}
}
