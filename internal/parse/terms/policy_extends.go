package terms

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"aftermath/internal/contract"
)

// find is the value of key among pairs, nil where there is none.
func find(all []*ast.MappingValueNode, key string) ast.Node {
	for _, pair := range all {
		if pair.Key.GetToken().Value == key {
			return pair.Value
		}
	}
	return nil
}

// own are keys of a policy that what extends it does not take over: its name
// for itself, its versions and its own worked examples.
var ownKeys = map[string]bool{"id": true, "extends": true, "versions": true, "from": true, "examples": true}

// over is n with the pairs of under that n does not write itself, but for own
// keys.
func over(n ast.Node, under []*ast.MappingValueNode) ast.Node {
	written, _ := pairs(n)
	if len(under) == 0 || len(written) == 0 {
		return n
	}
	all := append([]*ast.MappingValueNode{}, written...)
	for _, pair := range under {
		key := pair.Key.GetToken().Value
		if !ownKeys[key] && find(written, key) == nil {
			all = append(all, pair)
		}
	}
	return &ast.MappingNode{Start: written[0].GetToken(), Values: all, BaseNode: &ast.BaseNode{}}
}

// extended is policy n together with what it extends: a preset, or a policy
// that stands above it. Single keys are replaced as wholes.
func (d *decoder) extended(n, base ast.Node) ast.Node {
	if base == nil {
		return n
	}
	name, ok := scalar(base)
	if !ok {
		d.unfit(base, "the name of a preset or policy")
		return n
	}
	var under ast.Node
	if preset, isPreset := strings.CutPrefix(name, presetPrefix); isPreset {
		under = d.preset(base, preset)
	} else if under = d.texts[name]; under == nil {
		ids := make([]string, 0, len(d.texts))
		for _, id := range d.policies.ids {
			if d.texts[id] != nil {
				ids = append(ids, id)
			}
		}
		d.report(base, fmt.Sprintf("there is no policy %q above", name), Meant(name, ids))
	}
	if under == nil || !d.take(base, under) {
		return n
	}
	written, _ := pairs(under)
	return over(n, written)
}

// maxTaken bounds how much is read again because others extend it, and how much
// examples ask to be compared.
const maxTaken = 2_000_000

// take counts what is taken over from elsewhere and refuses to go on when that
// is too much.
func (d *decoder) take(at, n ast.Node) bool { return d.spend(at, weight(n)) }

// spend counts work that a short text can ask for many times over.
func (d *decoder) spend(at ast.Node, work int) bool {
	if d.taken > maxTaken {
		return false
	}
	if d.taken += work; d.taken > maxTaken {
		d.report(at, "policies take over from each other, or examples compare, too much", "is this the right file?")
		return false
	}
	return true
}

// weight is the number of nodes of a tree.
func weight(n ast.Node) int {
	c := &counter{}
	ast.Walk(c, n)
	return c.nodes
}

type counter struct{ nodes int }

// Visit counts one node.
func (c *counter) Visit(ast.Node) ast.Visitor {
	c.nodes++
	return c
}

// preset is the tree of a preset. Faults in it are placed where it is named.
func (d *decoder) preset(at ast.Node, name string) ast.Node {
	if tree, known := d.presets[name]; known {
		return tree
	}
	data, ok := presetText(name)
	if !ok {
		d.report(at, fmt.Sprintf("there is no preset %q", name), meantPreset(name))
		return nil
	}
	reader := newDecoder(&Config{File: presetPrefix + name})
	root := reader.document(data)
	if root != nil {
		settle(root, at.GetToken().Position)
	}
	d.presets[name] = root
	if written, ok := pairs(root); ok {
		root = d.extended(root, find(written, "extends"))
		d.presets[name] = root
	}
	return root
}

// settle moves all of a tree to one place.
func settle(root ast.Node, at *token.Position) {
	ast.Walk(mover{at}, root)
}

type mover struct{ at *token.Position }

// Visit moves one node.
func (m mover) Visit(n ast.Node) ast.Visitor {
	if tk := n.GetToken(); tk != nil {
		tk.Position = m.at
	}
	return m
}

// versions reads the policy's later versions; each begins from the policy's own
// keys.
func (d *decoder) versions(p *contract.Policy, n ast.Node) {
	all, _ := pairs(n)
	list := find(all, "versions")
	if list == nil || list.Type() == ast.NullType {
		return
	}
	d.few(1, maxEntries, func(n ast.Node) {
		written, ok := pairs(n)
		if !ok {
			d.unfit(n, "a mapping: a version")
			return
		}
		for _, key := range []string{"id", "extends", "versions"} {
			if v := find(written, key); v != nil {
				d.report(v, fmt.Sprintf("a version has no key %q", key), "")
				return
			}
		}
		if find(written, "from") == nil {
			d.report(n, `a version needs the key "from"`, "the first day for whose periods it holds")
			return
		}
		for _, pair := range all {
			if !ownKeys[pair.Key.GetToken().Value] && !d.take(n, pair.Value) {
				return
			}
		}
		whole, ok := over(n, all).(*ast.MappingNode)
		if !ok {
			return
		}
		whole.Values = append(whole.Values, &ast.MappingValueNode{BaseNode: &ast.BaseNode{}, Key: idKey(all), Value: find(all, "id")})
		if find(all, "id") == nil {
			return // said already
		}
		v := d.terms(whole, n, func(ast.Node) {})
		v.Extends = p.Extends
		before := p.From
		if k := len(p.Versions); k > 0 {
			before = p.Versions[k-1].From
		}
		if !v.From.IsZero() && v.From.Compare(before) <= 0 {
			d.report(find(written, "from"), fmt.Sprintf("the version begins on %s, not after the one before", v.From), "list versions by date")
		}
		p.Versions = append(p.Versions, v)
	})(list)
}

// idKey is the key node of a policy's id.
func idKey(all []*ast.MappingValueNode) ast.MapKeyNode {
	for _, pair := range all {
		if pair.Key.GetToken().Value == "id" {
			return pair.Key
		}
	}
	return nil
}
