package table

import (
	"regexp"
	"strings"
	"unicode"
)

// A Name is what a column is called, without the ways to write it.
type Name struct {
	Plain string // letters and digits in lower case: "createdat" of "Created_At"
	Words string // as written, without the zone
	Zone  string // that the header names for the times below it: "UTC" of "Created at (UTC)"
}

var inBrackets = regexp.MustCompile(`^(.*?)\s*[(\[]([^()\[\]]{1,40})[)\]]\s*$`)

// NameOf is the name of a column as its header has it.
func NameOf(header string) Name {
	zone := ""
	if m := inBrackets.FindStringSubmatch(header); m != nil && m[1] != "" && !strings.EqualFold(strings.TrimSpace(m[1]), "custom field") {
		header, zone = m[1], strings.TrimSpace(m[2])
	}
	return Name{Plain: Plain(header), Words: strings.TrimSpace(header), Zone: zone}
}

// Plain is a name with nothing but its letters and digits, in lower case.
func Plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}
