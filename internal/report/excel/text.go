package excel

import (
	"strings"
	"unicode"
	"unicode/utf16"
)

// cellLimit is the number of UTF-16 units that a cell holds.
const cellLimit = 32_767

// plain is s as a document may print it: one line, without control characters
// and without marks that turn the reading direction of what follows, which
// could make a name read as another. What is taken out shows as U+FFFD.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\ufffe', r == '\uffff':
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, string(unicode.ReplacementChar)))
}

// cellText is plain text as the XML of a cell spells it: Excel reads _x0041_
// as "A", so an underscore that begins such a spelling is itself spelled
// _x005F_. Longer text than a cell holds ends in an ellipsis.
func cellText(s string) string {
	s = plain(s)
	var out strings.Builder
	units, cut := 0, 0 // cut: the length of out that leaves room for the ellipsis
	for i, r := range s {
		piece := string(r)
		if r == '_' && spelling(s[i:]) {
			piece = "_x005F_"
		}
		n := len(utf16.Encode([]rune(piece)))
		if units+n > cellLimit {
			return out.String()[:cut] + "…"
		}
		out.WriteString(piece)
		if units += n; units < cellLimit {
			cut = out.Len()
		}
	}
	return out.String()
}

// spelling says that s begins with _xHHHH_.
func spelling(s string) bool {
	return len(s) >= 7 && (s[1] == 'x' || s[1] == 'X') && s[6] == '_' && strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}
