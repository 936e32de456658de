package terms

import (
	"fmt"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

func (d *decoder) policy(n ast.Node) {
	p := contract.Policy{Evidence: contract.Either, Place: d.place(n)}
	var tiers []ast.Node
	d.mapping(n, "a policy",
		required("id", d.newID(d.policies, &p.ID)),
		required("name", value(d, &p.Name, text)),
		required("target", value(d, &p.Target, share)),
		optional("evidence", value(d, &p.Evidence, word("a kind of evidence", contract.Logs, contract.Incidents, contract.Either))),
		optional("degraded_weight", value(d, &p.DegradedWeight, money.ParsePercent)),
		optional("maintenance", func(n ast.Node) { p.Maintenance = d.maintenanceRule(n) }),
		optional("credits", d.list(0, func(n ast.Node) {
			p.Tiers = append(p.Tiers, d.tier(n))
			tiers = append(tiers, n)
		})),
		optional("examples", d.list(1, func(n ast.Node) { p.Examples = append(p.Examples, d.example(n)) })),
	)
	d.checkTiers(p, tiers)
	d.config.Book.Policies = append(d.config.Book.Policies, p)
}

// checkTiers reports each tier that contradicts the policy, leaving out what
// could not be read.
func (d *decoder) checkTiers(p contract.Policy, nodes []ast.Node) {
	if p.Target.IsZero() {
		p.Target = money.MustPercent("100%")
	}
	for i, t := range p.Tiers {
		if t.Credit.IsZero() || i > 0 && p.Tiers[i-1].Credit.IsZero() {
			continue
		}
		if err := p.CheckTier(i); err != nil {
			d.report(nodes[i], err.Error(), "")
		}
	}
}

func (d *decoder) maintenanceRule(n ast.Node) contract.MaintenanceRule {
	r := contract.MaintenanceRule{Excluded: true}
	d.mapping(n, "maintenance",
		optional("notice", value(d, &r.Notice, length)),
		optional("cap", value(d, &r.Cap, positive)),
	)
	return r
}

func (d *decoder) tier(n ast.Node) contract.Tier {
	var below, credit money.Percent
	d.mapping(n, "a credit",
		required("below", value(d, &below, share)),
		required("credit", value(d, &credit, share)),
	)
	if below.IsZero() {
		credit = money.Percent{}
	}
	return contract.Tier{Below: below, Credit: credit}
}

func (d *decoder) example(n ast.Node) contract.Example {
	e := contract.Example{Place: d.place(n)}
	t := &e.Minutes
	m := d.mapping(n, "an example",
		required("period", value(d, &t.Period, minutes)),
		optional("down", value(d, &t.Down, minutes)),
		optional("degraded", value(d, &t.Degraded, minutes)),
		optional("excluded", value(d, &t.Excluded, minutes)),
		optional("unknown", value(d, &t.Unknown, minutes)),
		required("fee", value(d, &e.Fee, money.Parse)),
		optional("availability", value(d, &e.Availability, figure)),
		required("credit", value(d, &e.Credit, money.Parse)),
	)
	t.Up = t.Period - t.Down - t.Degraded - t.Excluded - t.Unknown
	if t.Period > 0 && t.Up < 0 {
		d.report(m.at("period"), fmt.Sprintf("the example's minutes are %d more than its period of %d", -t.Up, t.Period), "")
	}
	return e
}
