package prose

import "strings"

// fixedBlanks are the blanks that a page's layout puts between a number and
// what belongs to it: no-break, figure, thin and narrow no-break space.
var fixedBlanks = [...]string{"\u00a0", "\u2007", "\u2009", "\u202f"}

// Blanks is s with the fixed blanks of a page's layout as plain ones. It is
// shorter than s where there are any.
func Blanks(s string) string {
	s, _ = plain(s)
	return s
}

// plain is s with fixed blanks as plain ones, and for each of its bytes, and
// its end, the offset in s; nil where the two are the same.
func plain(s string) (text string, at []int) {
	// each of them begins with one of two bytes
	if strings.IndexByte(s, '\xc2') < 0 && strings.IndexByte(s, '\xe2') < 0 || !strings.ContainsAny(s, "\u00a0\u2007\u2009\u202f") {
		return s, nil
	}
	out := make([]byte, 0, len(s))
	at = make([]int, 0, len(s)+1)
	for i := 0; i < len(s); {
		width, c := 1, s[i]
		for _, blank := range fixedBlanks {
			if strings.HasPrefix(s[i:], blank) {
				width, c = len(blank), ' '
			}
		}
		out, at = append(out, c), append(at, i)
		i += width
	}
	return string(out), append(at, len(s))
}
