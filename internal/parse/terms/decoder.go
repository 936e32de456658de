package terms

import (
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// maxProblems bounds what a hostile file can make the decoder remember.
const maxProblems = 1000

// A decoder fills a Config from a YAML tree and collects what is wrong.
type decoder struct {
	config                        *Config
	problems                      Problems
	services, policies, customers *register
	lines                         map[string]int      // where a name of a kind was first used
	owners                        map[string]string   // customer id by key in the logs
	texts                         map[string]ast.Node // the tree of each policy that was read, with what it extends
	presets                       map[string]ast.Node // the trees of presets that were named
	taken                         int                 // nodes that were taken over from elsewhere, and comparisons in examples
}

func newDecoder(c *Config) *decoder {
	return &decoder{
		config:   c,
		services: newRegister("service"), policies: newRegister("policy"), customers: newRegister("customer"),
		lines: map[string]int{}, owners: map[string]string{},
		texts: map[string]ast.Node{}, presets: map[string]ast.Node{},
	}
}

// A reader reads one node into where it was told to.
type reader func(ast.Node)

// A field is one row of a mapping's table.
type field struct {
	key      string
	required bool
	read     reader
}

func required(key string, read reader) field { return field{key, true, read} }
func optional(key string, read reader) field { return field{key, false, read} }

func (d *decoder) add(line, column int, message, hint string) {
	if len(d.problems) < maxProblems {
		d.problems = append(d.problems, Problem{d.config.File, max(line, 1), max(column, 1), message, hint})
	}
}

func (d *decoder) report(n ast.Node, message, hint string) {
	p := d.place(n)
	d.add(p.Line, p.Column, message, hint)
}

func (d *decoder) refuse(n ast.Node, err error) {
	var a advice
	errors.As(err, &a)
	d.report(n, err.Error(), a.hint)
}

// place is where n begins.
func (d *decoder) place(n ast.Node) contract.Place {
	at := n.GetToken()
	switch n := n.(type) {
	case *ast.MappingNode:
		if len(n.Values) > 0 && !n.IsFlowStyle {
			at = n.Values[0].Key.GetToken()
		}
	case *ast.MappingValueNode:
		at = n.Key.GetToken()
	}
	if at == nil || at.Position == nil {
		return contract.Place{File: d.config.File, Line: 1, Column: 1}
	}
	return contract.Place{File: d.config.File, Line: max(at.Position.Line, 1), Column: max(at.Position.Column, 1)}
}

// unfit reports that n is not what is wanted.
func (d *decoder) unfit(n ast.Node, want string) {
	switch n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		d.report(n, "anchors, aliases and tags are not read", "write the value out where it is needed")
	case *ast.MappingNode, *ast.MappingValueNode:
		d.report(n, "expected "+want+", found a mapping", "")
	case *ast.SequenceNode:
		d.report(n, "expected "+want+", found a list", "")
	case *ast.NullNode:
		d.report(n, "expected "+want+", found nothing", "write a value, or remove the line")
	default:
		d.report(n, "expected "+want+", found text", "")
	}
}

// A mapping is what was read by a table: the nodes of its keys.
type mapping struct {
	node   ast.Node
	values map[string]ast.Node
}

// at is the value of key, or the mapping itself where it has none.
func (m mapping) at(key string) ast.Node {
	if n := m.values[key]; n != nil {
		return n
	}
	return m.node
}

// mapping reads n by a table of fields, in the order of the table. What names
// it in a sentence.
func (d *decoder) mapping(n ast.Node, what string, fields ...field) mapping {
	m := mapping{n, map[string]ast.Node{}}
	written, ok := pairs(n)
	if !ok {
		d.unfit(n, "a mapping: "+what)
		return m
	}
	known := make([]string, len(fields))
	for i, f := range fields {
		known[i] = f.key
	}
	d.keys(m, written, known, what)
	for _, f := range fields {
		switch v := m.values[f.key]; {
		case v == nil && f.required:
			d.report(n, fmt.Sprintf("%s needs the key %q", what, f.key), "")
		case v == nil:
		case v.Type() == ast.NullType:
			d.report(v, fmt.Sprintf("%q has no value", f.key), "write a value, or remove the line")
		default:
			f.read(v)
		}
	}
	return m
}

// keys fills m.values with the known keys of what is written and reports the
// others.
func (d *decoder) keys(m mapping, written []*ast.MappingValueNode, known []string, what string) {
	for _, pair := range written {
		key := pair.Key.GetToken().Value
		if _, plain := pair.Key.(ast.ScalarNode); !plain || pair.Key.IsMergeKey() {
			d.report(pair.Key, "only plain text can be a key", "write merged values out where they are needed")
			continue
		}
		switch {
		case !slices.Contains(known, key):
			d.report(pair.Key, fmt.Sprintf("%s has no key %q", what, key), Meant(key, known))
		case m.values[key] != nil:
			d.report(pair.Key, fmt.Sprintf("the key %q is written twice", key), fmt.Sprintf("the first is on line %d", d.place(m.values[key]).Line))
		default:
			m.values[key] = pair.Value
		}
	}
}

func pairs(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// has says that n is a mapping with key.
func has(n ast.Node, key string) bool {
	all, _ := pairs(n)
	for _, pair := range all {
		if pair.Key.GetToken().Value == key {
			return true
		}
	}
	return false
}

// few is list for lists of at most so many entries.
func (d *decoder) few(atLeast, most int, entry reader) reader {
	return func(n ast.Node) {
		if seq, ok := n.(*ast.SequenceNode); ok && len(seq.Values) > most {
			d.report(n, fmt.Sprintf("the list has more than %d entries", most), "is this the right file?")
			return
		}
		d.list(atLeast, entry)(n)
	}
}

// list reads each entry of a list that has at least so many.
func (d *decoder) list(atLeast int, entry reader) reader {
	return func(n ast.Node) {
		seq, ok := n.(*ast.SequenceNode)
		if !ok {
			d.unfit(n, "a list")
			return
		}
		if len(seq.Values) < atLeast {
			d.report(n, "the list is empty", "write at least one entry, or remove the key")
		}
		for _, v := range seq.Values {
			entry(v)
		}
	}
}
