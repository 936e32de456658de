package terms

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// presetPrefix begins the name of a preset in extends.
const presetPrefix = "presets/"

//go:embed presets/*.yaml
var presetFiles embed.FS

// PresetNames are the names of all presets, in order.
func PresetNames() []string {
	entries, err := presetFiles.ReadDir("presets")
	if err != nil {
		return nil // there is always the directory that was embedded
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".yaml")
	}
	slices.Sort(names)
	return names
}

// meantPreset is the hint for a name that no preset has.
func meantPreset(name string) string {
	return cmp.Or(Meant(name, PresetNames()), "aftermath policy list names them")
}

// presetText is the file of a preset.
func presetText(name string) ([]byte, bool) {
	if strings.ContainsAny(name, "/\\") {
		return nil, false
	}
	data, err := presetFiles.ReadFile("presets/" + name + ".yaml")
	return data, err == nil
}

// Preset reads a preset as a policy, and gives its text. The name may begin
// with presets/.
func Preset(name string) (contract.Policy, []byte, error) {
	name = strings.TrimPrefix(name, presetPrefix)
	data, ok := presetText(name)
	if !ok {
		return contract.Policy{}, nil, fmt.Errorf("there is no preset %q\n    %s", name, meantPreset(name))
	}
	p, err := ParsePolicy(presetPrefix+name+".yaml", data)
	return p, data, err
}

// ParsePolicy reads a file that holds one policy and nothing else. Its error is
// Problems.
func ParsePolicy(file string, data []byte) (contract.Policy, error) {
	all, err := parsePolicies(file, data, (*decoder).policy)
	if err != nil {
		return contract.Policy{}, err
	}
	return all[0], nil
}

// ParsePolicies reads a file whose only key is policies. Its error is Problems.
func ParsePolicies(file string, data []byte) ([]contract.Policy, error) {
	return parsePolicies(file, data, func(d *decoder, n ast.Node) {
		d.mapping(n, "a file of policies", required("policies", d.list(1, d.policy)))
	})
}

func parsePolicies(file string, data []byte, read func(*decoder, ast.Node)) ([]contract.Policy, error) {
	c := &Config{File: file}
	d := newDecoder(c)
	if root := d.document(data); root != nil {
		read(d, root)
	}
	if len(d.problems) > 0 {
		return nil, d.problems.Sorted()
	}
	return c.Book.Policies, nil
}
