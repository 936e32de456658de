package terms

import (
	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// base is which fee shares are of: a word, or a mapping that says more.
func (d *decoder) base(n ast.Node) contract.Base {
	var b contract.Base
	if _, ok := pairs(n); !ok {
		value(d, &b.Of, named(bases))(n)
		return b
	}
	m := d.mapping(n, "base",
		optional("of", value(d, &b.Of, named(bases))),
		optional("share", value(d, &b.Share, share)),
		optional("name", value(d, &b.Name, text)),
		optional("words", value(d, &b.Words, text)),
	)
	if (b.Of == contract.NamedFee) != (m.values["name"] != nil) {
		d.report(n, "a named part of the fee has a name, and nothing else has one", "write base: {of: named, name: platform}")
	}
	return b
}

// dayRule is what a day of service is worth, and whether it is money.
func (d *decoder) dayRule(n ast.Node) contract.Day {
	var r contract.Day
	if _, ok := pairs(n); !ok {
		value(d, &r.Of, named(dayKinds))(n)
		return r
	}
	d.mapping(n, "day",
		optional("is", value(d, &r.Of, named(dayKinds))),
		optional("as", value(d, &r.Extension, named(extensions))),
	)
	return r
}

// caps is one share of the fee per period, or a list.
func (d *decoder) caps(n ast.Node, w *writing) (all []contract.Cap) {
	if _, list := n.(*ast.SequenceNode); !list {
		var c contract.Cap
		value(d, &c.Most, pay)(n)
		w.caps = []ast.Node{n}
		return []contract.Cap{c}
	}
	d.few(1, maxEntries, func(n ast.Node) {
		var c contract.Cap
		d.mapping(n, "a cap",
			required("most", value(d, &c.Most, pay)),
			optional("per", value(d, &c.Per, named(capSpans))),
			optional("of", value(d, &c.Of, named(capBases))),
			optional("clause", value(d, &c.Clause, text)),
		)
		all, w.caps = append(all, c), append(w.caps, n)
	})(n)
	return all
}

func (d *decoder) minimum(n ast.Node) contract.Minimum {
	var m contract.Minimum
	at := d.mapping(n, "minimum",
		optional("at_least", value(d, &m.Amount, money.Parse)),
		optional("more_than", func(n ast.Node) {
			m.More = true
			value(d, &m.Amount, money.Parse)(n)
		}),
		optional("else", value(d, &m.Mode, named(minimumModes))),
	)
	if (at.values["at_least"] == nil) == (at.values["more_than"] == nil) {
		d.report(n, "a credit is at least an amount, or more than it", "write at_least: 1 USD, or more_than: 1 USD")
	}
	return m
}

func (d *decoder) eligibility(n ast.Node) contract.Eligibility {
	var e contract.Eligibility
	d.mapping(n, "eligibility",
		optional("consecutive", value(d, &e.Consecutive, small(2, 120))),
		optional("min_age", value(d, &e.MinAge, positive)),
		optional("plan", values(d, &e.Plan, text)),
		optional("also", values(d, &e.Also, text)),
	)
	return e
}

// billFields is the table of what is paid.
func (d *decoder) billFields(b *contract.Bill) []field {
	return append(d.otherFees(b), optional("fee", value(d, &b.Fee, money.Parse)))
}

// otherFees is the table of what a credit may be a share of in place of the
// fee.
func (d *decoder) otherFees(b *contract.Bill) []field {
	return []field{
		optional("invoice", value(d, &b.Invoice, money.Parse)),
		optional("preceding", value(d, &b.Preceding, money.Parse)),
		optional("annual", value(d, &b.Annual, money.Parse)),
		optional("next", value(d, &b.Next, money.Parse)),
		optional("twelve_months", value(d, &b.Twelve, money.Parse)),
		optional("named", func(n ast.Node) {
			b.Named = map[string]money.Amount{}
			all, ok := pairs(n)
			if !ok {
				d.unfit(n, "a mapping: parts of the fee")
			}
			for _, pair := range all {
				var a money.Amount
				if value(d, &a, money.Parse)(pair.Value); a.Currency != "" {
					b.Named[pair.Key.GetToken().Value] = a
				}
			}
		}),
	}
}
