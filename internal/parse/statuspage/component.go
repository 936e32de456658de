package statuspage

import "strings"

// components takes a list such as "Engage (API, Web), Mail, and SMS" apart.
func components(list string) []string {
	var out []string
	add := func(name string) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			add(list[from:i])
			from = i + 1
		}
	}
	last := strings.TrimSpace(list[from:])
	if len(out) > 0 {
		add(strings.TrimPrefix(last, "and "))
		return out
	}
	// two names are joined by "and" alone
	if a, b, both := strings.Cut(last, " and "); both && strings.Count(a, "(") == strings.Count(a, ")") {
		add(a)
		add(b)
		return out
	}
	add(last)
	return out
}
