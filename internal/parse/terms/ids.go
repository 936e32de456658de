package terms

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"
)

// A register is the ids of one kind of thing, in the order of the file.
type register struct {
	kind string
	ids  []string
	has  map[string]bool
}

func newRegister(kind string) *register { return &register{kind: kind, has: map[string]bool{}} }

// refer reads the id of a registered thing. While nothing of the kind could be
// read, every id passes: the problem is not here.
func (r *register) refer(s string) (string, error) {
	if !r.has[s] && len(r.ids) > 0 {
		return "", advice{fmt.Sprintf("there is no %s %q", r.kind, s), Meant(s, r.ids)}
	}
	return s, nil
}

// newID reads the id of a new thing and registers it. A bad id is kept as well,
// so that what refers to it is not reported too.
func (d *decoder) newID(r *register, id *string) reader {
	return func(n ast.Node) {
		if s, ok := scalar(n); ok {
			*id = s
		}
		value(d, id, identifier)(n)
		if *id != "" && d.once(n, r.kind+" id", *id) {
			r.ids, r.has[*id] = append(r.ids, *id), true
		}
	}
}

// once says that name is the first of its kind, and reports it otherwise.
func (d *decoder) once(n ast.Node, kind, name string) bool {
	line := d.place(n).Line
	first, used := d.lines[kind+" "+name]
	if used {
		d.report(n, fmt.Sprintf("%s %q is used twice", kind, name), fmt.Sprintf("the first is on line %d", first))
		return false
	}
	d.lines[kind+" "+name] = line
	return true
}

// serviceIDs reads a list of service ids, each once.
func (d *decoder) serviceIDs(into *[]string) reader {
	return func(n ast.Node) {
		seen := map[string]bool{}
		d.list(1, func(entry ast.Node) {
			id := ""
			value(d, &id, d.services.refer)(entry)
			if seen[id] {
				d.report(entry, fmt.Sprintf("service %q is listed twice", id), "remove one")
			} else if id != "" {
				seen[id] = true
				*into = append(*into, id)
			}
		})(n)
	}
}
