package traffic

import (
	"slices"

	"aftermath/internal/span"
)

// Settle takes out the requests before a day that hold finally, in the order of
// All: those of known customers and services for which ready says so.
func (s *Sample) Settle(before span.Day, ready func(Evidence) bool) []Evidence {
	var out []Evidence
	for key, kept := range s.kept {
		if key.day >= before || unknown(key.customer) || unknown(key.service) {
			continue
		}
		var rest []Evidence
		for _, e := range kept {
			if ready(e) {
				out = append(out, e)
			} else {
				rest = append(rest, e)
			}
		}
		if s.kept[key] = rest; len(rest) == 0 {
			delete(s.kept, key)
		}
	}
	slices.SortFunc(out, inOrder)
	return out
}

// Relocate gives every request the line number that number returns for its own.
// It must keep their order.
func (s *Sample) Relocate(number func(line int) int) {
	for _, kept := range s.kept {
		for i := range kept {
			kept[i].Line = number(kept[i].Line)
		}
	}
}
