package own

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/incident"
	"aftermath/internal/parse/stamp"
	"aftermath/internal/parse/yamltree"
)

func (d *decoder) level(r *incident.Record) reader {
	return func(n ast.Node) {
		var word string
		d.text(&word)(n)
		level, err := levelOf(word)
		if err != nil {
			d.report(n, err.Error(), knownLevels(word))
			return
		}
		p := d.words(n)
		r.Levels = append(r.Levels, incident.Reading{Level: level, Quote: d.file.Words(p), Rule: "level", Place: p})
	}
}

var precisions = []incident.Precision{incident.Second, incident.Minute, incident.Hour, incident.About}

// instant reads a time, or {at, precision, words, author}. Its words are the
// quoted ones where they are given.
func (d *decoder) instant(r *incident.Record, kind incident.Kind) reader {
	return func(n ast.Node) {
		var at stamp.Stamp
		var words incident.Place
		precision, author := "", ""
		before := len(d.problems)
		if _, ok := yamltree.Pairs(n); !ok {
			d.time(&at, &words)(n)
		} else {
			d.mapping(n, string(kind),
				field{key: "at", required: true, read: d.time(&at, &words)},
				field{key: "precision", read: func(n ast.Node) {
					if d.text(&precision)(n); !slices.Contains(precisions, incident.Precision(precision)) {
						d.report(n, fmt.Sprintf("%.40q is no precision", precision), "known here: second, minute, hour, about")
					}
				}},
				field{key: "words", read: func(n ast.Node) {
					var s string
					if d.text(&s)(n); s != "" {
						words = d.words(n)
					}
				}},
				field{key: "author", read: d.text(&author)},
			)
		}
		if len(d.problems) > before {
			return
		}
		r.Marks = append(r.Marks, incident.Mark{Kind: kind, At: at.At, Precision: cmp.Or(incident.Precision(precision), at.Precision), Basis: incident.Stated,
			Quote: d.file.Words(words), Rule: "own", Place: words, Warning: at.Warning, Author: author})
	}
}

// windows reads stretches of harm apart from each other: each is an onset and an
// end that were read from the same words, which is what a range of prose is.
func (d *decoder) windows(r *incident.Record) reader {
	return d.list(func(n ast.Node) {
		var start, end stamp.Stamp
		var from, to incident.Place
		before := len(d.problems)
		d.mapping(n, "a window",
			field{key: "start", required: true, read: d.time(&start, &from)},
			field{key: "end", required: true, read: d.time(&end, &to)},
		)
		if len(d.problems) > before {
			return
		}
		if !start.At.Before(end.At) {
			d.report(n, "the window does not end after its start", "")
			return
		}
		words := d.file.Span(min(from.Start, to.Start), max(from.End, to.End))
		for _, m := range [...]incident.Mark{
			{Kind: incident.Began, At: start.At, Precision: start.Precision, Warning: start.Warning},
			{Kind: incident.Resolved, At: end.At, Precision: end.Precision, Warning: end.Warning},
		} {
			m.Basis, m.Quote, m.Rule, m.Place = incident.Stated, d.file.Words(words), "own-window", words
			r.Marks = append(r.Marks, m)
		}
	})
}
