package terms

import (
	_ "embed"
	"slices"
)

//go:embed template.yaml
var template []byte

// Template is a commented configuration to start from: complete, and read by
// Parse without a problem.
func Template() []byte { return slices.Clone(template) }
