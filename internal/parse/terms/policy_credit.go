package terms

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// maxShapes bounds how deep shapes stand inside each other.
const maxShapes = 6

// credit is a list of tiers, or a mapping whose one key is the shape. The rows
// of the outermost table are noted in w.
func (d *decoder) credit(n ast.Node, w *writing, outermost bool) contract.Credit {
	return d.shape(n, w, outermost, 0)
}

func (d *decoder) shape(n ast.Node, w *writing, outermost bool, depth int) contract.Credit {
	if depth > maxShapes {
		d.report(n, fmt.Sprintf("credits stand more than %d deep inside each other", maxShapes), "")
		return nil
	}
	if _, ok := n.(*ast.SequenceNode); ok {
		return d.tiers(n, w, outermost)
	}
	if _, ok := pairs(n); !ok {
		var flat contract.Flat
		value(d, &flat.Pays, pay)(n)
		return flat
	}
	if has(n, "rows") {
		return d.bands(n, w, outermost)
	}
	var c contract.Credit
	var round *contract.Rounding
	several := func(how contract.Combine) reader {
		return func(n ast.Node) {
			s := contract.Several{Combine: how}
			d.list(2, func(n ast.Node) { s.Of = append(s.Of, d.shape(n, w, false, depth+1)) })(n)
			c = s
		}
	}
	m := d.mapping(n, "credits",
		optional("tiers", func(n ast.Node) { c = d.tiers(n, w, outermost) }),
		optional("flat", func(n ast.Node) {
			var flat contract.Flat
			value(d, &flat.Pays, pay)(n)
			c = flat
		}),
		optional("steps", func(n ast.Node) { c = d.steps(n) }),
		optional("linear", func(n ast.Node) { c = d.linear(n) }),
		optional("time", func(n ast.Node) { c = d.timeLost(n) }),
		optional("blocks", func(n ast.Node) { c = d.blocks(n) }),
		optional("per_outage", func(n ast.Node) { c = d.perOutage(n, w, depth) }),
		optional("per_miss", func(n ast.Node) { c = d.perMiss(n) }),
		optional("greatest", several(contract.Greatest)),
		optional("sum", several(contract.Sum)),
		optional("first", several(contract.First)),
		optional("round_share", func(n ast.Node) {
			r := d.rounding(n)
			round = &r
		}),
	)
	shapes := len(m.values)
	if round != nil {
		shapes--
	}
	if shapes != 1 {
		d.report(n, fmt.Sprintf("a credit has one shape, here are %d", shapes), "put several below greatest, sum or first")
		return nil
	}
	if round != nil && c != nil {
		return contract.Rounded{Round: *round, Of: c}
	}
	return c
}

func (d *decoder) tiers(n ast.Node, w *writing, outermost bool) contract.Credit {
	var rows contract.Tiers
	var nodes []ast.Node
	unread := map[int]bool{}
	d.list(0, func(n ast.Node) {
		t, ok := d.tier(n)
		unread[len(rows)] = !ok
		rows, nodes = append(rows, t), append(nodes, n)
	})(n)
	if outermost {
		w.rows, w.unread = nodes, unread
	}
	if len(rows) == 0 {
		return nil
	}
	return rows
}

// tier is a row of availability: an upper end, a lower one where it is written,
// and what it pays.
func (d *decoder) tier(n ast.Node) (contract.Tier, bool) {
	var t contract.Tier
	var p contract.Pay
	before := len(d.problems)
	m := d.mapping(n, "a credit",
		optional("below", value(d, &t.Below, share)),
		optional("at_most", func(n ast.Node) {
			t.AtMost = true
			value(d, &t.Below, share)(n)
		}),
		optional("at_least", func(n ast.Node) {
			t.Floor.Set = true
			value(d, &t.Floor.At, percentage)(n)
		}),
		optional("above", func(n ast.Node) {
			t.Floor.Set, t.Floor.Open = true, true
			value(d, &t.Floor.At, percentage)(n)
		}),
		required("credit", value(d, &p, pay)),
	)
	if m.values["below"] != nil && m.values["at_most"] != nil {
		d.report(m.at("at_most"), "a row ends below or at a percentage, not both", "remove one")
	}
	if _, ok := pairs(n); ok && m.values["below"] == nil && m.values["at_most"] == nil {
		d.report(n, `a credit needs the key "below"`, "or at_most, where the boundary itself is in the row")
	}
	if m.values["at_least"] != nil && m.values["above"] != nil {
		d.report(m.at("above"), "a row begins at or above a percentage, not both", "remove one")
	}
	if p.Days == nil && p.Amount.IsZero() {
		t.Credit = p.Percent
	} else {
		t.Pays = p
	}
	return t, len(d.problems) == before
}

// bands is a table by a quantity that grows with the loss.
func (d *decoder) bands(n ast.Node, w *writing, outermost bool) contract.Credit {
	var b contract.Bands
	var nodes []ast.Node
	d.mapping(n, "a table",
		optional("by", value(d, &b.Of, named(quantities))),
		required("rows", d.list(1, func(n ast.Node) {
			var row contract.Band
			m := d.mapping(n, "a row",
				optional("over", value(d, &row.Over, quantity)),
				optional("from", func(n ast.Node) {
					row.AtLeast = true
					value(d, &row.Over, quantity)(n)
				}),
				required("credit", value(d, &row.Pays, pay)),
			)
			if (m.values["over"] == nil) == (m.values["from"] == nil) {
				d.report(n, "a row begins over a loss, or from it on", "write over: 45m, or from: 45m")
			}
			if row.Over != nil {
				b.Rows, nodes = append(b.Rows, row), append(nodes, n)
			}
		})),
	)
	if outermost {
		w.rows = nodes
	}
	return b
}

func (d *decoder) steps(n ast.Node) contract.Credit {
	s := contract.Steps{Round: contract.Up}
	d.mapping(n, "steps",
		required("every", value(d, &s.Every, share)),
		required("credit", value(d, &s.Pays, pay)),
		optional("from", value(d, &s.From, share)),
		optional("part", value(d, &s.Round, named(roundings))),
	)
	if s.Every.IsZero() {
		s.Every = whole
	}
	return s
}

func (d *decoder) linear(n ast.Node) contract.Credit {
	s := contract.Linear{Factor: one()}
	d.mapping(n, "linear", optional("factor", value(d, &s.Factor, factor)))
	return s
}

func (d *decoder) timeLost(n ast.Node) contract.Credit {
	s := contract.TimeLost{Factor: one()}
	d.mapping(n, "time",
		optional("factor", value(d, &s.Factor, factor)),
		optional("of", value(d, &s.Within, named(wholes))),
		optional("beyond", value(d, &s.Beyond, named(truths))),
		optional("always", value(d, &s.Always, named(truths))),
	)
	return s
}

func (d *decoder) blocks(n ast.Node) contract.Credit {
	s := contract.Blocks{Round: contract.Up}
	d.mapping(n, "blocks",
		required("length", value(d, &s.Length, positive)),
		required("credit", value(d, &s.Pays, pay)),
		optional("part", value(d, &s.Round, named(roundings))),
		optional("free", value(d, &s.Free, positive)),
		optional("free_share", value(d, &s.FreeShare, share)),
		optional("always", value(d, &s.Always, named(truths))),
	)
	if s.Length == 0 {
		s.Length = 1
	}
	return s
}

func (d *decoder) perOutage(n ast.Node, w *writing, depth int) contract.Credit {
	var s contract.PerOutage
	m := d.mapping(n, "per_outage",
		optional("at_least", value(d, &s.AtLeast, positive)),
		optional("more_than", func(n ast.Node) {
			s.Longer = true
			value(d, &s.AtLeast, positive)(n)
		}),
		optional("per_day", value(d, &s.PerDay, small(1, 1000))),
		required("credit", func(n ast.Node) { s.Each = d.shape(n, w, false, depth+1) }),
	)
	if m.values["at_least"] != nil && m.values["more_than"] != nil {
		d.report(m.at("more_than"), "an outage is at least so long or longer, not both", "remove one")
	}
	if s.Each == nil {
		s.Each = contract.Flat{}
	}
	return s
}

func (d *decoder) perMiss(n ast.Node) contract.Credit {
	var s contract.PerMiss
	most := 0
	d.mapping(n, "per_miss",
		required("credit", value(d, &s.Pays, pay)),
		optional("most", value(d, &most, small(1, 1_000_000))),
	)
	s.Most = int64(most)
	return s
}
