package accesslog

import (
	"net/netip"
	"regexp"
)

// Masked is the text of a rejected line without what must not be kept: query
// strings and network addresses, wherever they stand.
func Masked(text string) string {
	text = query.ReplaceAllString(text, "?…")
	return address.ReplaceAllStringFunc(text, func(s string) string {
		if _, err := netip.ParseAddr(s); err != nil {
			return s
		}
		return "(address)"
	})
}

var (
	query   = regexp.MustCompile(`\?[^\s"]*`)
	address = regexp.MustCompile(`[0-9a-fA-F:.]*[0-9a-fA-F:]`)
)
