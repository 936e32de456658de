package terms

import (
	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/parse/yamltree"
)

// document is the tree of the file's only YAML document, nil when there is none
// to read; then it has reported why.
func (d *decoder) document(data []byte) ast.Node {
	root, problems := yamltree.Parse(d.config.File, "a configuration", data)
	d.problems = append(d.problems, problems...)
	if root == nil && len(problems) == 0 {
		d.add(1, 1, "the configuration is empty", "aftermath init writes one to start from")
	}
	return root
}
