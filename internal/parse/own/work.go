package own

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/span"
)

// work reads announced maintenance.
func (d *decoder) work(n ast.Node) {
	w := incident.Work{Provider: d.provider, Digest: d.digest}
	var start, end, announced stamp.Stamp
	var words, ignored incident.Place
	before := len(d.problems)
	d.mapping(n, "maintenance",
		field{key: "id", read: d.text(&w.ID)},
		field{key: "title", required: true, read: d.text(&w.Title)},
		field{key: "provider", read: d.text(&w.Provider)},
		field{key: "url", read: d.text(&w.URL)},
		field{key: "components", read: d.texts(&w.Components)},
		field{key: "start", required: true, read: d.time(&start, &words)},
		field{key: "end", required: true, read: d.time(&end, &ignored)},
		field{key: "announced", read: d.time(&announced, &ignored)},
		field{key: "cancelled", read: d.truth(&w.Cancelled)},
	)
	if len(d.problems) > before {
		return
	}
	if !start.At.Before(end.At) {
		d.report(n, "the maintenance does not end after its start", "")
		return
	}
	w.Span, w.Announced, w.Place = span.New(start.At, end.At), announced.At, words
	if w.ID == "" {
		w.ID = parse.Identity(w.Provider, w.Title, w.Span.Start.UTC().Format("2006-01-02T15:04:05Z"))
	}
	for _, other := range d.document.Works {
		if other.ID == w.ID {
			d.report(n, fmt.Sprintf("the id %q is on line %d too", w.ID, other.Line), "give each maintenance an id of its own")
			return
		}
	}
	d.document.Works = append(d.document.Works, w)
}
