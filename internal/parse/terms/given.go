package terms

import (
	"errors"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"aftermath/internal/contract"
)

// ParseGiven reads what is given of a case, written as below given in an
// example, for a policy whose periods lie in zone. Only messages and hints of
// its error, Problems, mean something: the text has no file.
func ParseGiven(p contract.Policy, text string, zone *time.Location) (*contract.Case, *contract.UnitGiven, error) {
	c := &Config{File: "given"}
	c.Book.Zone = zone
	d := newDecoder(c)
	root := d.document([]byte(text))
	if root == nil {
		return nil, nil, d.problems.Sorted()
	}
	given, unit := d.given(p, root)
	if len(d.problems) > 0 {
		return nil, nil, d.problems.Sorted()
	}
	return given, unit, nil
}

// Resolved is a configured policy, or a preset, as YAML with everything that it
// takes over from what it extends; without comments.
func Resolved(file string, data []byte, id string) (string, error) {
	d := newDecoder(&Config{File: file})
	root := d.document(data)
	if root == nil {
		return "", d.problems.Sorted()
	}
	if all, _ := pairs(root); find(all, "policies") != nil {
		d.config.Book.Zone = time.UTC
		d.list(1, d.policy)(find(all, "policies"))
	} else {
		d.policy(root)
	}
	tree := d.texts[id]
	if tree == nil {
		return "", errors.New("there is no policy " + id)
	}
	var all yaml.MapSlice
	written, _ := pairs(tree)
	for _, pair := range written {
		var v any
		if err := yaml.NodeToValue(pair.Value, &v, yaml.UseOrderedMap()); err != nil {
			return "", err
		}
		all = append(all, yaml.MapItem{Key: pair.Key.GetToken().Value, Value: v})
	}
	out, err := yaml.Marshal(all)
	return strings.TrimRight(string(out), "\n") + "\n", err
}
