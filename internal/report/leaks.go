package report

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"aftermath/internal/contract"
)

// shortest is the length in runes of the shortest name that is looked for: a
// customer called "A" would be found in every sentence.
const shortest = 3

// Leaks looks into the finished text of one customer's document for the names
// and log keys of the others, in whatever case. It reads through HTML, XML and
// JSON escapes, and takes whole words only. Each finding names the customer and
// shows the place.
func Leaks(text []byte, own contract.Customer, others []contract.Customer) []string {
	plain := jsonEscape.ReplaceAllStringFunc(string(text), unescape)
	plain = strings.ToLower(html.UnescapeString(plain))
	mine := words(own)
	var out []string
	for _, other := range others {
		if other.ID == own.ID {
			continue
		}
		for _, word := range words(other) {
			if slices.Contains(mine, word) {
				continue
			}
			rest := without(plain, mine, word)
			if at := wholeWord(rest, word); at >= 0 {
				out = append(out, fmt.Sprintf("customer %s: %q in %q", other.ID, word, around(rest, at, len(word))))
				break
			}
		}
	}
	return out
}

var jsonEscape = regexp.MustCompile(`\\u[0-9a-fA-F]{4}`)

func unescape(s string) string {
	n, _ := strconv.ParseUint(s[2:], 16, 32)
	return string(rune(n))
}

// words are the name and the keys of a customer in lower case, the longest
// first.
func words(c contract.Customer) []string {
	var out []string
	for _, w := range append([]string{c.Name}, c.Keys...) {
		if utf8.RuneCountInString(w) >= shortest {
			out = append(out, strings.ToLower(w))
		}
	}
	slices.SortFunc(out, func(a, b string) int { return len(b) - len(a) })
	return out
}

func wholeWord(text, word string) int {
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return -1
		}
		at := from + i
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[at+len(word):])
		if !wordRune(before) && !wordRune(after) {
			return at
		}
		from = at + 1
	}
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

func around(text string, at, n int) string {
	return strings.ToValidUTF8(text[max(0, at-30):min(len(text), at+n+30)], "")
}
