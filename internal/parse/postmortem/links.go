package postmortem

import (
	"bytes"
	"regexp"
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
)

var (
	webAddress = regexp.MustCompile(`https?://[^\s<>()\[\]"'\x60]+`)
	// ofOwn is what stands before the address of this incident's own page, and
	// not of another house's incident that was to blame
	ofOwn = regexp.MustCompile(`(?i)\b(?:status ?page|status (?:post|update|site)|incident (?:page|report|link|on)|this incident|public (?:incident|post)|original (?:incident|post))\b`)
)

// maxLinks is how many addresses a document may name as its own.
const maxLinks = 16

// links adds the addresses that the document names as those of its own incident
// page.
func (s *source) links(r *incident.Record, body int) {
	end := min(len(s.data), body+maxText)
	for start := body; start < end && len(r.Links) < maxLinks; {
		line := firstLine(s.data[start:end])
		start += len(line) + 1
		if len(line) > 4*paragraph || !bytes.Contains(line, []byte("://")) || !ofOwn.Match(line) {
			continue
		}
		for _, at := range webAddress.FindAllIndex(line, maxLinks) {
			link := parse.Clean(string(bytes.TrimRight(line[at[0]:at[1]], ".,;:!*_")))
			if ofOwn.Match(line[max(0, at[0]-paragraph/10):at[0]]) && !slices.Contains(r.Links, link) {
				r.Links = append(r.Links, link)
			}
		}
	}
}
