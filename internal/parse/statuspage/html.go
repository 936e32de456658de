package statuspage

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"aftermath/internal/parse"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// IsHTML says that the file is a page of HTML that reads like a Statuspage.
func IsHTML(s parse.Sample) bool {
	if !s.Markup() {
		return false
	}
	if root := rootOf(s.Data); root != "html" && !bytes.HasPrefix(bytes.ToLower(s.Data[:min(len(s.Data), 14)]), []byte("<!doctype html")) {
		return false
	}
	for _, sign := range [...]string{"statuspage", "Incident Report for", "Scheduled Maintenance Report for", "data-react-props", "incident-title", "incident_updates"} {
		if bytes.Contains(s.Data, []byte(sign)) {
			return true
		}
	}
	return false
}

// HTML reads a saved page: of one incident, or the list of past ones. What its
// scripts carry as JSON comes first, where it holds incidents with their posts;
// else the lines that a reader sees, with the exact times that the markup keeps
// beside the printed ones; else the months of a history, which show of each
// incident only the last update.
func HTML(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	whole := passage{text: string(data), markup: true}
	var page saved
	w := writer{of: whole}
	pieces(whole, func(n piece) {
		page.see(whole, n)
		w.write(n)
	})
	if doc, ok, err := s.carried(page); ok || err != nil {
		return doc, err
	}
	if page.own == "" {
		page.own = savedFrom(data)
	}
	sheet := w.sheet()
	if !sheet.tells() && len(page.props) > 0 {
		if doc, ok := s.months(page); ok {
			return doc, nil
		}
	}
	doc, err := s.page(sheet, page.base())
	if err != nil {
		return doc, fmt.Errorf("%s: no incident on this page: expected posts with their times, as \"Posted Apr 30, 2025 - 16:09 CEST\"\n    save the page of the incident, or the API's incidents.json", file)
	}
	if link, id := address("", page.own); id != "" && len(doc.Records) == 1 {
		doc.Records[0].ID, doc.Records[0].URL, doc.Records[0].Links = id, link, []string{link}
	} else if id != "" && len(doc.Works) == 1 {
		doc.Works[0].ID, doc.Works[0].URL = id, link
	}
	return doc, nil
}

// A saved page is what its markup says beside the text.
type saved struct {
	own     string    // its address
	feed    string    // that of its feed
	props   []passage // the values of data-react-props
	scripts []passage // scripts that may hold incidents as JSON
	script  bool      // the next text is a script's
}

// see keeps what n says of the page.
func (s *saved) see(whole passage, n piece) {
	switch {
	case n.TokenType == html.TextToken && s.script:
		if body := whole.cut(n.start, n.end).trim(); strings.HasPrefix(body.text, "{") && strings.Contains(body.text, `"incident_updates"`) {
			s.scripts = append(s.scripts, body)
		}
	case n.TokenType != html.StartTagToken && n.TokenType != html.SelfClosingTagToken:
	case n.name == atom.Link && n.attr("rel") == "canonical":
		s.own = n.attr("href")
	case n.name == atom.Meta && n.attr("property") == "og:url" && s.own == "":
		s.own = n.attr("content")
	case n.name == atom.Link && strings.Contains(n.attr("type"), "atom+xml") && s.feed == "":
		s.feed = n.attr("href")
	case n.attr("data-react-props") != "":
		if p, ok := value(whole.cut(n.start, n.end), "data-react-props"); ok {
			s.props = append(s.props, p)
		}
	}
	s.script = n.TokenType == html.StartTagToken && n.name == atom.Script
}

// base is the address that the page's links start from.
func (s *saved) base() string {
	if strings.HasPrefix(s.own, "http") {
		return s.own
	}
	return s.feed
}

// from is the comment by which browsers say where a page was saved from.
var from = regexp.MustCompile(`<!-- saved from url=\(\d+\)(https?://\S+) -->`)

func savedFrom(data []byte) string {
	if m := from.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
		return string(m[1])
	}
	return ""
}

// value is the value of an attribute in the raw bytes of a tag, as it reads.
func value(tag passage, key string) (passage, bool) {
	at := strings.Index(tag.text, key+"=")
	if at < 0 {
		return passage{}, false
	}
	at += len(key) + 1
	if at >= len(tag.text) || tag.text[at] != '"' && tag.text[at] != '\'' {
		return passage{}, false
	}
	end := strings.IndexByte(tag.text[at+1:], tag.text[at])
	if end < 0 {
		return passage{}, false
	}
	var b builder
	b.unescape(tag.cut(at+1, at+1+end))
	return b.passage(tag.start + at + 1), true
}

// tells says that a sheet has posts with their times.
func (s *sheet) tells() bool {
	for _, l := range s.lines {
		if l.kind == stampLine || l.kind == stampAgo || l.kind == stampBare || l.kind == stampRange {
			return true
		}
	}
	return false
}
