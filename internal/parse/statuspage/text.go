package statuspage

import (
	"bytes"
	"fmt"

	"aftermath/internal/parse"
)

// Text reads the text of a page: of one incident (a title, "Incident Report for
// …", then posts, each a status, a body and a "Posted …" line, and the affected
// components above or below), of several one after the other, or of the list of
// past incidents, by day or by month. What stands around them is passed over.
func Text(file string, data []byte, o parse.Options) (parse.Document, error) {
	if err := parse.CheckSize(file, data); err != nil {
		return parse.Document{}, err
	}
	s := newSource(file, data, o)
	body := bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return s.page(newSheet(passage{text: string(body), start: len(data) - len(body)}, nil), "")
}

// IsText says that a line of the file ends a post, or that the file is little
// but a list of incidents under their days or months.
func IsText(s parse.Sample) bool {
	under, dashed, stamps, filled := false, false, 0, 0
	for l := range bytes.Lines(s.Data) {
		l = bytes.TrimSpace(l)
		if len(l) == 0 {
			continue
		}
		if filled++; l[0] < 'A' || l[0] > 'Z' {
			continue
		}
		switch k, _ := kindOf(string(l[:min(len(l), longestMark+1)])); k {
		case stampLine, stampAgo:
			return true
		case heading:
			under = true
		case statusDash:
			dashed = true
		case stampBare:
			if under && dashed {
				return true
			}
		case stampRange:
			if under {
				stamps++
			}
		}
	}
	return stamps*maxListed >= filled && stamps > 0
}

// maxListed is how many lines a list has for each incident: days on which
// nothing happened are a line or two.
const maxListed = 8

// page reads what a sheet tells. Base is the address that its links start from,
// "" where it is not known.
func (s *source) page(p *sheet, base string) (parse.Document, error) {
	g := pager{source: s, sheet: p, base: base, zone: s.fallback}
	if err := g.read(); err != nil {
		return parse.Document{}, err
	}
	var doc parse.Document
	doc.Warnings = g.warnings
	for _, d := range g.drafts {
		if len(d.entries) > 0 || d.span != nil {
			g.put(&doc, d, g.zone)
		}
	}
	if len(doc.Records)+len(doc.Works)+len(doc.Warnings) == 0 {
		return doc, fmt.Errorf("%s: no \"Posted Apr 30, 2025 - 16:09 CEST\" line\n    save the incident page as text, or the API's incidents.json", s.file)
	}
	return doc, nil
}
