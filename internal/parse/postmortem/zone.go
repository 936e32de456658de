package postmortem

import (
	"bytes"
	"regexp"

	"aftermath/internal/parse/prose"
)

var (
	// zoneWord is what may be the name of a zone in a heading: "Time (UTC)"
	zoneWord = regexp.MustCompile(`\b(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?\b|\b(?:Pacific|Eastern|Mountain|Central)\b|\b[A-Z]{2,5}\b`)
	// ofTime says that a heading speaks of times
	ofTime = regexp.MustCompile(`(?i)\btime|\bwhen\b|\bclock\b|^\W*date\b`)
)

// zoneIn is the only zone that the heading of a column or a section names, else
// "". A heading that speaks of no time names none, whatever letters it has.
func zoneIn(heading []byte) string {
	zone := ""
	for _, word := range zoneWord.FindAll(heading, 8) {
		alone := len(bytes.Trim(heading, " ()[]:*")) == len(word)
		if _, ok := prose.ZoneOf(string(word)); !ok || !alone && !ofTime.Match(heading) {
			continue
		}
		if zone != "" && zone != string(word) {
			return ""
		}
		zone = string(word)
	}
	return zone
}
