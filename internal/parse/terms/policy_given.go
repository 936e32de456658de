package terms

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// The bounds of an example.
const (
	maxOutages = 200
	maxPeriod  = 20 * 366 * 24 * time.Hour
)

// An input is what an example says of one measure's evidence, before the
// measure's own rules are applied to it.
type input struct {
	tally    contract.Tally
	told     map[string]bool // keys that are written
	given    contract.Given
	outages  []contract.Outage
	excluded []contract.Outage // spans that are taken out
	hit      []*big.Rat        // users that each of outages hit; nil: not said
	users    *big.Rat          // how many there are; nil: not said
	works    []contract.Work
	groups   []contract.UnitGroup
	misses   int
	failed   struct{ bad, valid, failed uint64 } // of intervals
}

// given is the case that an example is about, or one unit.
func (d *decoder) given(p contract.Policy, n ast.Node) (*contract.Case, *contract.UnitGiven) {
	if has(n, "unit") {
		var u contract.UnitGiven
		d.mapping(n, "what is given", required("unit", func(n ast.Node) { u = d.unitGiven(n) }))
		return nil, &u
	}
	promises := p.Promises()
	c := &contract.Case{Givens: make([]contract.Given, len(promises))}
	c.Bill.Fee = money.Amount{Currency: money.NoCurrency} // no fee is given: only shares are checked
	in := input{told: map[string]bool{}}
	var period, life time.Duration
	var each ast.Node
	periodZone := d.zone()
	fields := append(d.inputFields(&in),
		optional("zone", value(d, &periodZone, zone)),
		required("period", func(n ast.Node) { period = d.periodGiven(n, c, periodZone) }),
		optional("life", value(d, &life, positive)),
		optional("measures", func(n ast.Node) { each = n }),
		optional("days", func(n ast.Node) {
			var days int
			value(d, &days, small(1, 3660))(n)
			c.Days = int64(days)
		}),
		optional("age", value(d, &c.Age, positive)),
		optional("carried", value(d, &c.Carried, money.Parse)),
		optional("earlier", d.list(1, func(n ast.Node) { c.Earlier = append(c.Earlier, d.earlier(p, n)) })),
	)
	m := d.mapping(n, "what is given", append(fields, d.billFields(&c.Bill)...)...)
	if len(promises) == 1 && promises[0].Aggregate == contract.ByMinutes && !in.minutes() {
		for _, key := range []string{"requests", "users"} {
			if in.told[key] {
				d.report(m.at(key), key+" are given, but the promise is judged by minutes", "write down, outages or intervals as well, or another aggregate for the policy")
			}
		}
	}
	own := map[string]input{}
	if each != nil {
		d.eachMeasure(each, promises, in, own)
	}
	for i, promise := range promises {
		use := in
		if o, ok := own[promise.ID]; ok {
			use = o
		}
		part := period
		if life > 0 && promise.Life == contract.OwnPart {
			part = min(life.Truncate(time.Minute), period)
		}
		for _, o := range slices.Concat(use.outages, use.excluded) {
			if o.Start >= period && period > 0 {
				d.report(m.node, "an outage or excluded span begins when the period is over", "those without a time are a day apart: write when each begins, like {at: 3h, lasts: 20m}")
				return c, nil
			}
		}
		if many := len(use.outages) + len(use.works) + len(use.excluded); !d.spend(n, many*many) {
			return c, nil
		}
		g, err := use.of(promise, part)
		if err != nil {
			d.report(m.node, err.Error(), "")
		}
		c.Givens[i] = g
	}
	return c, nil
}

// minutes says that a promise by minutes finds some in what is given.
func (in input) minutes() bool {
	for _, key := range []string{"down", "degraded", "unknown", "outages", "intervals"} {
		if in.told[key] {
			return true
		}
	}
	return false
}

// eachMeasure reads what is given for single measures, over what is given for
// all.
func (d *decoder) eachMeasure(n ast.Node, promises []contract.Measure, all input, own map[string]input) {
	var fields []field
	for _, p := range promises {
		fields = append(fields, optional(p.ID, func(n ast.Node) {
			in := all
			in.told = map[string]bool{}
			for k := range all.told {
				in.told[k] = true
			}
			d.mapping(n, "what is given for a measure", d.inputFields(&in)...)
			own[p.ID] = in
		}))
	}
	d.mapping(n, "measures", fields...)
}

// periodGiven is a length, or a calendar period in zone.
func (d *decoder) periodGiven(n ast.Node, c *contract.Case, zone *time.Location) time.Duration {
	var v time.Duration
	value(d, &v, func(s string) (time.Duration, error) {
		length, name, err := Stretch(s, zone)
		c.Period = name
		return length, err
	})(n)
	return v
}

// inputFields is the table of what is given of one measure.
func (d *decoder) inputFields(in *input) []field {
	told := func(key string, read reader) field {
		return optional(key, func(n ast.Node) {
			in.told[key] = true
			read(n)
		})
	}
	return []field{
		told("down", value(d, &in.tally.Down, minutes)),
		told("degraded", value(d, &in.tally.Degraded, minutes)),
		told("unknown", value(d, &in.tally.Unknown, minutes)),
		told("excluded", func(n ast.Node) { d.excludedGiven(n, in) }),
		told("excluded_down", value(d, &in.given.ExcludedDown, minutes)),
		told("excluded_degraded", value(d, &in.given.ExcludedDegraded, minutes)),
		told("maintenance", func(n ast.Node) { in.works = d.works(n) }),
		told("intervals", func(n ast.Node) { d.intervals(n, in) }),
		told("requests", func(n ast.Node) { d.requestsGiven(n, in) }),
		told("users", func(n ast.Node) { d.users(n, in) }),
		told("outages", func(n ast.Node) { in.outages, in.hit = d.outages(n) }),
		told("repairs", func(n ast.Node) {
			in.given.Repairs = []time.Duration{}
			d.list(0, func(n ast.Node) {
				var v time.Duration
				value(d, &v, length)(n)
				in.given.Repairs = append(in.given.Repairs, v)
			})(n)
		}),
		told("misses", func(n ast.Node) {
			value(d, &in.misses, small(0, 1_000_000))(n)
			v := int64(in.misses)
			in.given.Misses = &v
		}),
		told("measured", value(d, &in.given.Metric, quantity)),
	}
}

// of applies a measure's rules to what is given.
func (in input) of(m contract.Measure, period time.Duration) (contract.Given, error) {
	g := in.given
	t := in.tally
	t.Period = int64(period / time.Minute)
	if in.told["excluded"] && in.excluded != nil {
		out, err := (contract.Measure{Bad: contract.UnitRule{PartialWeight: whole, DegradedWeight: whole}}).Outlast(in.excluded, period)
		if err != nil {
			return g, err
		}
		t.Excluded = out.Minutes.Down
	}
	if in.told["outages"] || in.told["maintenance"] {
		out, err := m.Outwork(in.outages, in.works, period)
		if err != nil {
			return g, err
		}
		if in.told["maintenance"] {
			t.Excluded, g.ExcludedDown, g.ExcludedDegraded = out.Minutes.Excluded, out.ExcludedDown, out.ExcludedDegraded
		}
		if g.Outages = out.Outages; in.told["outages"] && !in.told["down"] && !in.told["degraded"] {
			t.Down, t.Degraded, g.Lost = out.Minutes.Down, out.Minutes.Degraded, out.Lost
		}
		if g.Repairs == nil {
			g.Repairs = out.Repairs
		}
	} else if in.told["down"] && t.Down > 0 && !in.told["degraded"] {
		g.Outages = []contract.Outage{{Length: time.Duration(t.Down) * time.Minute}} // one, as far as is said
	}
	if in.told["outages"] && m.Bad.Kind == contract.ByDown && g.Units == nil {
		each := m.Unit.Minutes()
		g.Units = &contract.Units{Total: t.Period / each, Bad: t.Down / each, Excluded: t.Excluded / each}
	}
	if in.users != nil {
		g.Users = in.userMinutes(t.Period)
	}
	if in.groups != nil {
		u, served, err := m.Counted(in.groups, cmp.Or(g.Units.Total, t.Period/m.Unit.Minutes()))
		if err != nil {
			return g, err
		}
		if g.Units = &u; g.Requests == nil {
			g.Requests = &served
		}
		if !in.told["down"] && !in.told["outages"] {
			t.Down = u.Bad * m.Unit.Minutes()
		}
	}
	if g.Units != nil && in.groups == nil && m.Aggregate == contract.ByMinutes && !in.told["down"] && !in.told["outages"] {
		t.Down = g.Units.Bad * m.Unit.Minutes()
	}
	if g.ExcludedDown+g.ExcludedDegraded > t.Excluded {
		return g, fmt.Errorf("more excluded minutes are down and degraded than are excluded")
	}
	if t.Up = t.Period - t.Down - t.Degraded - t.Excluded - t.Unknown; t.Up < 0 && t.Period > 0 {
		return g, fmt.Errorf("the minutes that are given are %d more than the period of %d", -t.Up, t.Period)
	}
	if u := g.Units; u != nil {
		f := in.failed
		if u.Total == 0 {
			all := *u
			all.Total = t.Period / m.Unit.Minutes()
			g.Units = &all
		}
		if f.valid > 0 && g.Units.Errors == nil {
			g.Units.Errors = new(big.Rat).Mul(rat(f.bad), new(big.Rat).Quo(rat(f.failed), rat(f.valid)))
		}
	}
	g.Minutes = t
	return g, nil
}

// userMinutes are those of all users over the period, and those that outages
// took: the sum of length × users hit, all of them where an outage does not say.
func (in input) userMinutes(period int64) *contract.UserMinutes {
	u := &contract.UserMinutes{Total: new(big.Rat).Mul(in.users, big.NewRat(period, 1)), Lost: new(big.Rat)}
	for i, o := range in.outages {
		hit := in.hit[i]
		switch {
		case hit == nil && o.Affected != nil:
			hit = new(big.Rat).Mul(in.users, o.Affected)
		case hit == nil:
			hit = in.users
		}
		within := min(o.Start+o.Length, time.Duration(period)*time.Minute) - max(o.Start, 0)
		u.Lost.Add(u.Lost, new(big.Rat).Mul(hit, big.NewRat(int64(max(within, 0)), int64(time.Minute))))
	}
	return u
}

func rat(n uint64) *big.Rat { return new(big.Rat).SetUint64(n) }
