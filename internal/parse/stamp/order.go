package stamp

import (
	"strings"

	"aftermath/internal/parse"
	"aftermath/internal/parse/prose"
)

// Order is the order of the dates in numbers of one column: what a date whose
// day is over 12 shows, else what is known otherwise. ok is false where dates of
// the column show both; a and b are then the indexes of two that disagree.
func Order(cells []string, known parse.DateOrder) (order parse.DateOrder, a, b int, ok bool) {
	found := map[parse.DateOrder]int{}
	for i, s := range cells {
		m := form.FindStringSubmatch(strings.TrimSpace(prose.Blanks(s)))
		if m == nil || m[group("a")] == "" || m[group("sep")] == "." {
			continue
		}
		x, y := first(m, "a"), first(m, "b")
		if o := which(x, y, parse.Undecided); o != parse.Undecided && x != y {
			if _, seen := found[o]; !seen {
				found[o] = i
			}
		}
	}
	day, isDay := found[parse.DayFirst]
	month, isMonth := found[parse.MonthFirst]
	switch {
	case isDay && isMonth:
		return parse.Undecided, day, month, false
	case isDay:
		return parse.DayFirst, 0, 0, true
	case isMonth:
		return parse.MonthFirst, 0, 0, true
	}
	return known, 0, 0, true
}
