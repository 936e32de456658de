package terms

import (
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// policy reads a policy and its later versions.
func (d *decoder) policy(n ast.Node) {
	written, ok := pairs(n)
	if !ok {
		d.unfit(n, "a mapping: a policy")
		return
	}
	base := find(written, "extends")
	whole := d.extended(n, base)
	p := d.terms(whole, n, d.newID(d.policies, new(string)))
	if p.ID != "" {
		d.texts[p.ID] = whole
	}
	d.versions(&p, whole)
	d.config.Book.Policies = append(d.config.Book.Policies, p)
}

// terms reads one version of a policy from n; at is where it is written.
func (d *decoder) terms(n, at ast.Node, id reader) contract.Policy {
	p := contract.Policy{Place: d.place(at)}
	m := contract.Measure{Evidence: contract.Either, Bad: contract.UnitRule{PartialWeight: whole}}
	w := writing{}
	own := d.mapping(n, "a policy", append([]field{
		required("id", func(n ast.Node) {
			if s, ok := scalar(n); ok {
				p.ID = s
			}
			id(n)
		}),
		required("name", value(d, &p.Name, text)),
		optional("extends", func(n ast.Node) { p.Extends, _ = scalar(n) }),
		optional("versions", func(ast.Node) {}),
		optional("from", value(d, &p.From, day)),
		optional("source", func(n ast.Node) { p.Source = d.source(n) }),
		optional("clauses", func(n ast.Node) { p.Clauses = d.clauses(n) }),
		optional("combine", value(d, &p.Combine, named(combinations))),
		optional("exclusive", d.few(1, maxEntries, func(n ast.Node) {
			var group []string
			values(d, &group, text)(n)
			p.Exclusive = append(p.Exclusive, group)
		})),
		optional("period", func(n ast.Node) { p.Period = d.period(n) }),
		optional("base", func(n ast.Node) { p.Base = d.base(n) }),
		optional("day", func(n ast.Node) { p.Day = d.dayRule(n) }),
		optional("caps", func(n ast.Node) { p.Caps = d.caps(n, &w) }),
		optional("minimum", func(n ast.Node) { p.Minimum = d.minimum(n) }),
		optional("eligibility", func(n ast.Node) { p.Eligibility = d.eligibility(n) }),
		optional("claim", func(n ast.Node) { p.Claim = d.claim(n) }),
		optional("termination", d.few(1, maxEntries, func(n ast.Node) {
			p.Termination = append(p.Termination, d.termination(n))
			w.termination = append(w.termination, n)
		})),
		optional("measures", func(ast.Node) {}),
		optional("examples", func(ast.Node) {}),
	}, d.measureFields(&m, &w)...)...)
	before := len(d.problems)
	w.mapping = own
	d.measures(&p, m, w, own)
	d.examples(&p, own.values["examples"])
	if len(d.problems) == before {
		d.exclusives(p, own)
	}
	return p
}

// measures gives the policy the measures that it lists, or its only one; in its
// short form where that says all.
func (d *decoder) measures(p *contract.Policy, top contract.Measure, w writing, own mapping) {
	list := own.values["measures"]
	all, texts := []contract.Measure{top}, []writing{w}
	if list != nil {
		all, texts = nil, nil
		d.few(1, maxEntries, func(n ast.Node) {
			m, w := d.measure(n, own)
			all, texts = append(all, m), append(texts, w)
		})(list)
		if len(all) == 0 {
			return
		}
	}
	first := all[0]
	p.Target, p.Evidence, p.DegradedWeight, p.Maintenance = first.Target, first.Evidence, first.Bad.DegradedWeight, first.Maintenance
	if t, ok := first.Credit.(contract.Tiers); ok {
		p.Tiers = t
	}
	short := *p
	short.Measures = nil
	if list != nil || !reflect.DeepEqual(short.Promises()[0], first) {
		p.Measures = all
	}
	for i, m := range all {
		if at := texts[i].mapping; m.Aggregate.Shares() && !texts[i].has("target") {
			d.report(at.node, fmt.Sprintf("%s needs the key %q", texts[i].what(), "target"), "")
		} else if !m.Aggregate.Shares() && !texts[i].has("limit") && m.Aggregate != contract.ByMetric {
			d.report(at.node, fmt.Sprintf("%s needs the key %q", texts[i].what(), "limit"), "the most that is allowed")
		}
	}
	d.lint(*p, texts, own)
}

// exclusives reports ids in exclusive groups that no measure has.
func (d *decoder) exclusives(p contract.Policy, own mapping) {
	ids := make([]string, 0, len(p.Measures))
	for _, m := range p.Promises() {
		ids = append(ids, m.ID)
	}
	known := &register{kind: "measure", ids: ids, has: map[string]bool{}}
	for _, id := range ids {
		known.has[id] = true
	}
	for _, group := range p.Exclusive {
		for _, id := range group {
			if _, err := known.refer(id); err != nil {
				d.refuse(own.at("exclusive"), err)
			}
		}
	}
}

// maxEntries bounds the lists of a policy whose entries are compared with each
// other.
const maxEntries = 50

// whole is 100 %.
var whole = money.MustPercent("100%")
