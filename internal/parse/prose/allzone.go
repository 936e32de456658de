package prose

import (
	"regexp"
	"strings"
)

var (
	// a text's own word on its zone: "Timeline (all times CEST)", after "tim"
	allTimes = regexp.MustCompile(`^(?i:es?(?:tamps?)?:?\s(?:below\s|here\s|in this \w+\s)?(?:are\s|is\s)?(?:all\s)?(?:listed\s|given\s|shown\s|stated\s|expressed\s)?(?:in\s|as\s)?(?:the\s)?)\(?`)
	// the zone of a calendar entry, alone in brackets at the head of a line
	loneZone = regexp.MustCompile(`(?m)^[ \t]*\(((?:GMT|UTC)[+-]\d{2}:\d{2})\)`)
)

// zoneOfAll is the zone that a text says its times are in, as it names it.
func zoneOfAll(text string) string {
	for i := 0; i < len(text); {
		k := strings.Index(text[i:], "ime")
		if k < 1 {
			break
		}
		at := i + k
		i = at + 3
		if at == 0 || text[at-1]|0x20 != 't' || at > 1 && isLetter(text[at-2]) {
			continue
		}
		head := allTimes.FindString(text[at+2 : min(len(text), at+2+longestForm)])
		if next := at + 2 + len(head); head == "" || next >= len(text) || text[next] >= 'a' && !strings.Contains(head, "in ") {
			continue // "three times pacific": no zone
		}
		if zone, n := nameOf(text[at+2+len(head):], true); n > 0 && zone != localTime {
			return zone
		}
	}
	if !strings.Contains(text, "(GMT") && !strings.Contains(text, "(UTC") {
		return ""
	}
	if m := loneZone.FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}
