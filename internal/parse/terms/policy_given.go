package terms

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
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
	c.Bill.Fee = money.Amount{Currency: "XXX"} // no fee is given: only shares are checked
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
		optional("earlier", d.list(1, func(n ast.Node) { c.Earlier = append(c.Earlier, d.earlier(n)) })),
	)
	m := d.mapping(n, "what is given", append(fields, d.billFields(&c.Bill)...)...)
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
		g, err := use.of(promise, part)
		if err != nil {
			d.report(m.node, err.Error(), "")
		}
		c.Givens[i] = g
	}
	return c, nil
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

// Stretch is the length of a period as it is written: a month (2025-03), a
// quarter (2025-Q1) or a year (2025) of the calendar in zone, which is its name
// as well, or days (30 days) or a duration (43200m) without a name. It is in
// whole minutes.
func Stretch(s string, zone *time.Location) (length time.Duration, name string, err error) {
	bad := advice{fmt.Sprintf("%.40q is not a period", s), "write 2025-03, 2025-Q1, 2025, 30 days or 43200m"}
	if days, ok := strings.CutSuffix(s, " days"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > 3660 {
			return 0, "", bad
		}
		return time.Duration(n) * 24 * time.Hour, "", nil
	}
	if v, err := minutes(s); err == nil {
		if v == 0 || v > int64(maxPeriod/time.Minute) {
			return 0, "", bad
		}
		return time.Duration(v) * time.Minute, "", nil
	}
	year, part, _ := strings.Cut(s, "-")
	y, err := strconv.Atoi(year)
	if err != nil || len(year) != 4 || y < 1970 {
		return 0, "", bad
	}
	first, count := time.January, 12
	switch {
	case part == "":
	case len(part) == 2 && part[0] == 'Q' && part[1] >= '1' && part[1] <= '4':
		first, count = time.Month(3*(part[1]-'1')+1), 3
	default:
		p, err := span.ParsePeriod(s, zone)
		if err != nil {
			return 0, "", bad
		}
		first, count = p.Start.Month(), 1
	}
	start, end := span.Month(y, first, zone).Start, span.Month(y, first+time.Month(count), zone).Start
	return end.Sub(start).Truncate(time.Minute), s, nil
}

// Began is the first day of a calendar period as Stretch reads it, at midnight
// in UTC.
func Began(s string) (time.Time, bool) {
	_, name, err := Stretch(s, time.UTC)
	if err != nil || name == "" {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(name[:4])
	month := time.January
	switch {
	case len(name) == 7 && name[5] == 'Q':
		month = time.Month(3*(name[6]-'1') + 1)
	case len(name) == 7:
		n, _ := strconv.Atoi(name[5:])
		month = time.Month(n)
	}
	return time.Date(year, month, 1, 0, 0, 0, 0, time.UTC), true
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
		told("outages", func(n ast.Node) { in.outages = d.outages(n) }),
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
			g.Repairs = make([]time.Duration, len(g.Outages))
			for i, o := range g.Outages {
				g.Repairs[i] = o.Length
			}
		}
	} else if in.told["down"] && t.Down > 0 && !in.told["degraded"] {
		g.Outages = []contract.Outage{{Length: time.Duration(t.Down) * time.Minute}} // one, as far as is said
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

func rat(n uint64) *big.Rat { return new(big.Rat).SetUint64(n) }

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
