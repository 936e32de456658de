package terms

import (
	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// lint reports what contradicts itself in a policy, where it is written. Rows
// that could not be read, and the rows after them, are left alone.
func (d *decoder) lint(p contract.Policy, texts []writing, own mapping) {
	for _, f := range p.Lint() {
		at := own.at(f.Parameter)
		rows := map[string][]ast.Node{"caps": texts[0].caps, "termination": texts[0].termination}[f.Parameter]
		if f.Parameter == "measures" && f.Row >= 0 {
			at = texts[f.Row].node
		}
		if f.Measure >= 0 {
			w := texts[f.Measure]
			if f.Parameter == "credits" && f.Row >= 0 && (w.unread[f.Row] || w.unread[f.Row-1]) {
				continue
			}
			if at = w.at(f.Parameter); w.values[f.Parameter] == nil && w.above != nil {
				at = w.above.at(f.Parameter)
			}
			rows = w.rows
		}
		if f.Row >= 0 && f.Row < len(rows) {
			at = rows[f.Row]
		}
		d.report(at, f.Message, f.Hint)
	}
}
