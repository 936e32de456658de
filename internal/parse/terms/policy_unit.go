package terms

import (
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
)

// unit is a length, the word request, or a mapping that makes the length hang on
// the number of requests.
func (d *decoder) unit(n ast.Node) contract.Unit {
	var u contract.Unit
	if s, ok := scalar(n); ok && s == "request" {
		u.Events = true
		return u
	}
	if _, ok := pairs(n); !ok {
		value(d, &u.Length, unitLength)(n)
		return u
	}
	m := d.mapping(n, "a unit",
		required("length", value(d, &u.Length, unitLength)),
		required("busy", value(d, &u.Busy, count)),
		required("else", value(d, &u.Longer, unitLength)),
	)
	if u.Length > 0 && u.Longer > 0 && u.Longer <= u.Length {
		d.report(m.at("else"), "the longer unit is not longer", "length is that of a busy unit, else that of a quiet one")
	}
	return u
}

// unitLength is whole minutes that divide a day.
func unitLength(s string) (time.Duration, error) {
	v, err := positive(s)
	if err == nil && (v%time.Minute != 0 || 24*time.Hour%v != 0) {
		return 0, advice{"a unit of " + s + " does not fit into a day", "write 1m, 5m, 15m, 1h or 24h"}
	}
	return v, err
}

// bad is a threshold on the failed share, a word, or a mapping.
func (d *decoder) bad(n ast.Node, r *contract.UnitRule) {
	keep := contract.UnitRule{DegradedWeight: r.DegradedWeight, PartialWeight: r.PartialWeight, Metric: r.Metric}
	*r = keep
	if _, ok := pairs(n); !ok {
		d.badWord(n, r)
		return
	}
	m := d.mapping(n, "bad",
		optional("share", func(n ast.Node) {
			r.Kind = contract.ByShare
			value(d, &r.Threshold, threshold)(n)
		}),
		optional("all_failed", func(n ast.Node) {
			r.Kind = contract.AllFailed
			value(d, &r.AtLeast, count)(n)
		}),
		optional("percentile", func(n ast.Node) {
			r.Kind = contract.ByPercentile
			value(d, &r.Percentile, share)(n)
		}),
		optional("over", value(d, &r.Bound, positive)),
		optional("down", func(n ast.Node) {
			r.Kind = contract.ByDown
			value(d, &r.Bound, positive)(n)
		}),
	)
	if m.values["down"] != nil {
		if len(m.values) > 1 {
			d.report(n, "a unit is bad by one rule", "write down alone: more than so much of a unit was down")
		}
		return
	}
	if m.values["over"] == nil && m.values["percentile"] != nil || m.values["over"] != nil && m.values["percentile"] == nil {
		d.report(n, "a percentile and what it may not pass go together", "write bad: {percentile: 99%, over: 500ms}")
	}
	if (m.values["share"] != nil) == (m.values["all_failed"] != nil) && m.values["percentile"] == nil || m.values["percentile"] != nil && len(m.values) > 2 {
		d.report(n, "a unit is bad by one rule", "write share: \">= 5%\", all_failed: 3, or percentile and over")
	}
}

func (d *decoder) badWord(n ast.Node, r *contract.UnitRule) {
	s, ok := scalar(n)
	if !ok {
		d.unfit(n, "a threshold or a word")
		return
	}
	if s != "" && s[0] == '>' {
		r.Kind = contract.ByShare
		value(d, &r.Threshold, threshold)(n)
		return
	}
	value(d, &r.Kind, named(unitKinds))(n)
}

func (d *decoder) thin(n ast.Node, t *contract.ThinRule) {
	m := d.mapping(n, "thin",
		optional("below", value(d, &t.Below, count)),
		optional("is", value(d, &t.Is, named(thinMeanings))),
		optional("per_period", value(d, &t.PerPeriod, count)),
	)
	if m.values["below"] == nil && m.values["per_period"] == nil {
		d.report(n, "nothing says how few requests are too few", "write below: 100, or per_period: 2000")
	}
}

func (d *decoder) run(n ast.Node) contract.RunRule {
	var r contract.RunRule
	m := d.mapping(n, "run",
		optional("at_least", value(d, &r.AtLeast, positive)),
		optional("more_than", func(n ast.Node) {
			r.Longer = true
			value(d, &r.AtLeast, positive)(n)
		}),
		optional("counts", value(d, &r.Excess, named(excesses))),
		optional("overlap", value(d, &r.Longest, named(overlaps))),
		optional("parts", value(d, &r.Whole, named(parts))),
	)
	if m.values["at_least"] != nil && m.values["more_than"] != nil {
		d.report(m.at("more_than"), "a run is at least so long or longer, not both", "remove one")
	}
	if r.Excess && r.AtLeast == 0 && m.values["at_least"] == nil && m.values["more_than"] == nil {
		d.report(m.at("counts"), "nothing says what the excess is over", "write at_least or more_than")
	}
	return r
}
