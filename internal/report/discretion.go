package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"aftermath/internal/contract"
	"aftermath/internal/statement"
	"aftermath/internal/traffic"
)

const withheld = "(withheld: names another customer)"

// discretion returns what replaces free text in which another customer's name,
// id or key stands.
func discretion(acc *statement.Account, id string) func(string) string {
	var own, others []string
	note := func(c contract.Customer) {
		list := append([]string{c.ID, c.Name}, c.Keys...)
		if c.ID == id {
			own = append(own, list...)
		} else {
			others = append(others, list...)
		}
	}
	for _, c := range acc.Customers {
		note(c)
	}
	for _, st := range acc.Statements {
		note(st.Customer)
	}
	for _, ep := range acc.Incidents {
		for _, h := range ep.Hit {
			note(h.Customer)
		}
		for _, t := range ep.Traces {
			note(contract.Customer{ID: t.Customer})
		}
	}
	for _, u := range acc.Unassigned {
		others = append(others, strings.TrimPrefix(u.Customer, traffic.Unknown))
	}
	own, others = folded(own), folded(others)
	return func(s string) string {
		for _, name := range others {
			if !slices.Contains(own, name) && mentions(without(strings.ToLower(s), own, name), name) {
				return withheld
			}
		}
		return s
	}
}

// without is text without those of the own names that hold name: "Kestrel
// Health" does not name the customer "Kestrel".
func without(text string, own []string, name string) string {
	for _, o := range own {
		if strings.Contains(o, name) {
			text = strings.ReplaceAll(text, o, "\x00")
		}
	}
	return text
}

// folded is list in lower case without blanks and repeats, longest first.
func folded(list []string) []string {
	out := each(list, func(s string) string { return strings.ToLower(strings.TrimSpace(s)) })
	slices.SortFunc(out, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == "" })
}

// mentions says that name stands in text: a long one anywhere, a short one as a
// word of its own, or nearly every text would be withheld.
func mentions(text, name string) bool {
	if utf8.RuneCountInString(name) >= 5 {
		return strings.Contains(text, name)
	}
	return wholeWord(text, name) >= 0
}
