package terms

import (
	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// A writing is where a measure and what hangs on it are written, for faults
// that show only when all is read.
type writing struct {
	mapping
	above            *mapping // of a measure: the policy, whose keys it inherits
	rows, caps       []ast.Node
	termination      []ast.Node
	measureOfSeveral bool
	unread           map[int]bool // rows of the table that could not be read
}

// has says that the measure, or the policy above it, has key.
func (w writing) has(key string) bool {
	return w.values[key] != nil || w.above != nil && w.above.values[key] != nil
}

// what names what is missing a key.
func (w writing) what() string {
	if w.measureOfSeveral {
		return "a measure"
	}
	return "a policy"
}

// measure reads one of several; what it does not say holds as the policy says.
func (d *decoder) measure(n ast.Node, above mapping) (contract.Measure, writing) {
	m := contract.Measure{Evidence: contract.Either, Bad: contract.UnitRule{PartialWeight: whole}}
	w := writing{mapping: mapping{node: n}, above: &above, measureOfSeveral: true}
	fields := append([]field{
		required("id", value(d, &m.ID, identifier)),
		optional("name", value(d, &m.Name, text)),
	}, d.measureFields(&m, &w)...)
	written, ok := pairs(n)
	if !ok {
		d.unfit(n, "a mapping: a measure")
		return m, w
	}
	own := map[string]bool{}
	for _, pair := range written {
		own[pair.Key.GetToken().Value] = true
	}
	// Inherited keys are read first: what a measure says itself comes after.
	for _, f := range d.measureFields(&m, &w) {
		if v := above.values[f.key]; v != nil && !own[f.key] && v.Type() != ast.NullType && d.take(n, v) {
			f.read(v)
		}
	}
	w.mapping = d.mapping(n, "a measure", fields...)
	return m, w
}

// measureFields is the table of what a measure says.
func (d *decoder) measureFields(m *contract.Measure, w *writing) []field {
	return []field{
		optional("target", func(n ast.Node) { d.target(n, m) }),
		optional("evidence", value(d, &m.Evidence, word("a kind of evidence", contract.Logs, contract.Incidents, contract.Either))),
		optional("clock", value(d, &m.Clock, named(clocks))),
		optional("scope", func(n ast.Node) { m.Scope = d.scope(n) }),
		optional("requests", func(n ast.Node) { d.requestRule(n, &m.Requests) }),
		optional("unit", func(n ast.Node) { m.Unit = d.unit(n) }),
		optional("bad", func(n ast.Node) { d.bad(n, &m.Bad) }),
		optional("degraded_weight", value(d, &m.Bad.DegradedWeight, money.ParsePercent)),
		optional("partial_weight", value(d, &m.Bad.PartialWeight, money.ParsePercent)),
		optional("idle", value(d, &m.Thin.Idle, named(thinMeanings))),
		optional("thin", func(n ast.Node) { d.thin(n, &m.Thin) }),
		optional("run", func(n ast.Node) { m.Run = d.run(n) }),
		optional("calendar", func(n ast.Node) { m.Calendar = d.serviceHours(n) }),
		optional("maintenance", func(n ast.Node) { m.Maintenance = d.maintenanceRule(n) }),
		optional("exclusions", func(n ast.Node) {
			m.Exclusions = nil
			d.list(1, func(n ast.Node) { m.Exclusions = append(m.Exclusions, d.exclusion(n)) })(n)
		}),
		optional("subtract", value(d, &m.Subtract, named(subtractions))),
		optional("unknown", value(d, &m.Unknown, named(assumptions))),
		optional("part_life", value(d, &m.Life, named(lives))),
		optional("aggregate", value(d, &m.Aggregate, named(aggregates))),
		optional("metric", value(d, &m.Bad.Metric, text)),
		optional("limit", func(n ast.Node) { d.limit(n, m) }),
		optional("round", func(n ast.Node) { m.Round = d.rounding(n) }),
		optional("credits", func(n ast.Node) {
			w.rows = nil
			m.Credit = d.credit(n, w, true)
		}),
	}
}

// target is a percentage, or a mapping that says more: several in a row, all of
// which must be up, multiply; of several side by side one is enough.
func (d *decoder) target(n ast.Node, m *contract.Measure) {
	if _, ok := pairs(n); !ok {
		value(d, &m.Target, share)(n)
		return
	}
	var serial []money.Percent
	parallel := false
	at := d.mapping(n, "a target",
		optional("above", func(n ast.Node) {
			m.Exceed = true
			value(d, &m.Target, share)(n)
		}),
		optional("serial", values(d, &serial, share)),
		optional("parallel", func(n ast.Node) {
			parallel = true
			values(d, &serial, share)(n)
		}),
	)
	if len(at.values) != 1 {
		d.report(n, "a target is more than a percentage in one way", "write above: 99.9%, serial: [99.95%, 99.99%] or parallel: [99.9%, 99.9%]")
	}
	if len(serial) > 10 {
		d.report(n, "more than 10 things in a row", "write their product as the target")
		return
	}
	for i, p := range serial {
		switch {
		case i == 0:
			m.Target = p
		case parallel:
			m.Target = m.Target.Rest().Of(p.Rest()).Rest()
		default:
			m.Target = m.Target.Of(p)
		}
	}
}

// limit is a duration, in minutes, or a number in the aggregate's unit; at_least
// makes it a floor.
func (d *decoder) limit(n ast.Node, m *contract.Measure) {
	if _, ok := pairs(n); !ok {
		value(d, &m.Limit, quantity)(n)
		return
	}
	m.AtLeast = true
	d.mapping(n, "a limit", required("at_least", value(d, &m.Limit, quantity)))
}

// scope is how services are joined, or a mapping that says more.
func (d *decoder) scope(n ast.Node) contract.Scope {
	var s contract.Scope
	if _, ok := pairs(n); !ok {
		value(d, &s.Combine, named(joins))(n)
		return s
	}
	d.mapping(n, "scope",
		optional("combine", value(d, &s.Combine, named(joins))),
		optional("per", value(d, &s.Per, text)),
	)
	return s
}

func (d *decoder) requestRule(n ast.Node, r *contract.RequestRule) {
	m := d.mapping(n, "requests",
		optional("ignored", values(d, (*[]contract.StatusRange)(&r.Ignored), statuses)),
		optional("failed", values(d, (*[]contract.StatusRange)(&r.Failed), statuses)),
		optional("timeout", value(d, &r.Timeout, positive)),
		optional("valid", value(d, &r.Valid, text)),
	)
	if code, both := common(r.Ignored, r.Failed); both {
		d.report(m.at("failed"), "status "+number(int64(code))+" is both ignored and failed", "each code stands in one of the lists")
	}
}

// rounding is places and mode.
func (d *decoder) rounding(n ast.Node) contract.Rounding {
	var r contract.Rounding
	d.mapping(n, "round",
		required("mode", value(d, &r.Mode, named(roundings))),
		optional("places", value(d, &r.Places, small(0, 12))),
	)
	return r
}
