package accesslog

import (
	"fmt"
	"slices"
	"strings"
)

// maxColumns bounds the columns that a header may name.
const maxColumns = 1000

// A header says in which columns of a table the fields stand. A table without
// such is one whose header has a problem.
type header struct {
	columns int
	field   [roles]int // place of the column for each role, −1: none
	problem string     // why no line below it can be read, "" for none
}

// newHeader finds the columns for each role among names, by the first of the
// role's names that is there, in any case. Those that must are needed.
func newHeader(names []string, wanted [roles][]string, must func(role) bool) header {
	h := header{columns: len(names)}
	if len(names) > maxColumns {
		h.problem = fmt.Sprintf("the header names more than %d columns", maxColumns)
		return h
	}
	for r, all := range wanted {
		h.field[r] = columnOf(names, all)
		if h.field[r] < 0 && must(role(r)) && h.problem == "" {
			have := Masked(printable([]byte(strings.Join(names, " ")), 300)) // it may be no header at all
			h.problem = fmt.Sprintf("the header has no column %q; it has %s", strings.Join(all, " or "), have)
		}
	}
	return h
}

// An asked is a field that a configuration names, and what for.
type asked struct {
	name string
	role role
}

// fields are the fields that o asks for, without white space around their names.
func (o Options) fields() []asked {
	var all []asked
	for _, a := range []asked{{o.Customer, customerRole}, {o.Service, serviceRole}} {
		if a.name = strings.TrimSpace(a.name); a.name != "" {
			all = append(all, a)
		}
	}
	return all
}

// columnOf is the place of the first of wanted that names has, −1 for none. An
// exact name goes before one in another case.
func columnOf(names, wanted []string) int {
	for _, w := range wanted {
		if i := slices.Index(names, w); i >= 0 {
			return i
		}
		if i := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, w) }); i >= 0 {
			return i
		}
	}
	return -1
}

// appendUndoubled decodes the inside of a quoted value, in which "" is a quote.
func appendUndoubled(out, v []byte) []byte {
	for i := 0; i < len(v); i++ {
		out = append(out, v[i])
		if v[i] == '"' && i+1 < len(v) && v[i+1] == '"' {
			i++
		}
	}
	return out
}
