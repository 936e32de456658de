package terms

import (
	"math/big"
	"strconv"
	"time"

	"github.com/goccy/go-yaml/ast"

	"aftermath/internal/contract"
	"aftermath/internal/money"
)

// unitGiven is the evidence on one unit.
func (d *decoder) unitGiven(n ast.Node) contract.UnitGiven {
	var u contract.UnitGiven
	var level contract.OutageLevel
	m := d.mapping(n, "a unit",
		required("valid", value(d, &u.Valid, natural)),
		required("failed", value(d, &u.Failed, natural)),
		optional("declared", value(d, &level, named(levels))),
	)
	if m.values["declared"] != nil {
		u.Declared = &level
	}
	if u.Failed > u.Valid {
		d.report(m.at("failed"), "more requests failed than were valid", "")
	}
	return u
}

// natural is a whole number, 0 or more.
func natural(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 53)
	if err != nil {
		return 0, advice{strconv.Quote(s) + " is not a whole number", ""}
	}
	return n, nil
}

// intervals are units with what failed in the bad ones.
func (d *decoder) intervals(n ast.Node, in *input) {
	if has(n, "groups") {
		d.groups(n, in)
		return
	}
	var total, bad, excluded, unknown uint64
	var rate *contract.Figure
	f := &in.failed
	m := d.mapping(n, "intervals",
		optional("total", value(d, &total, natural)),
		required("bad", value(d, &bad, natural)),
		optional("excluded", value(d, &excluded, natural)),
		optional("unknown", value(d, &unknown, natural)),
		optional("valid", value(d, &f.valid, natural)),
		optional("failed", value(d, &f.failed, natural)),
		optional("rate", value(d, &rate, upToAll)),
	)
	f.bad = bad
	u := &contract.Units{Total: int64(total), Bad: int64(bad), Excluded: int64(excluded), Unknown: int64(unknown)}
	if rate != nil {
		u.Errors = new(big.Rat).Mul(rat(bad), new(big.Rat).Quo(rate.Value, big.NewRat(100, 1)))
	}
	switch {
	case (m.values["valid"] == nil) != (m.values["failed"] == nil):
		d.report(n, "valid and failed go together", "they are those of each bad interval")
	case f.failed > f.valid:
		d.report(m.at("failed"), "more requests failed than were valid", "")
	case total > 0 && bad+excluded+unknown > total:
		d.report(m.at("bad"), "there are more intervals than the total", "")
	}
	in.given.Units = u
}

// groups are units with the same evidence; all others had no request.
func (d *decoder) groups(n ast.Node, in *input) {
	var total int
	in.groups = []contract.UnitGroup{}
	d.mapping(n, "intervals",
		optional("total", value(d, &total, small(1, maxUnits))),
		required("groups", d.few(1, maxEntries, func(n ast.Node) {
			count := 1
			var g contract.UnitGroup
			var level contract.OutageLevel
			m := d.mapping(n, "a group of intervals",
				optional("count", value(d, &count, small(1, maxUnits))),
				required("valid", value(d, &g.Unit.Valid, upToBillion)),
				required("failed", value(d, &g.Unit.Failed, upToBillion)),
				optional("declared", value(d, &level, named(levels))),
			)
			if m.values["declared"] != nil {
				g.Unit.Declared = &level
			}
			if g.Unit.Failed > g.Unit.Valid {
				d.report(m.at("failed"), "more requests failed than were valid", "")
				return
			}
			g.Count = int64(count)
			in.groups = append(in.groups, g)
		})),
	)
	in.given.Units = &contract.Units{Total: int64(total)}
}

// maxUnits is as many minutes as the longest period has.
const maxUnits = int(maxPeriod / time.Minute)

// upToBillion is a number of requests of one unit; with all units of a period
// it does not overflow.
func upToBillion(s string) (uint64, error) {
	n, err := natural(s)
	if err == nil && n > 10_000_000_000 {
		err = advice{s + " is more than a unit can hold", ""}
	}
	return n, err
}

// works are maintenance windows that were announced.
func (d *decoder) works(n ast.Node) []contract.Work {
	out := []contract.Work{}
	d.few(1, maxEntries, func(n ast.Node) {
		var w contract.Work
		var notice time.Duration
		m := d.mapping(n, "a maintenance",
			required("at", value(d, &w.Start, bounded)),
			required("lasts", value(d, &w.Length, positive)),
			optional("notice", value(d, &notice, length)),
		)
		if m.values["notice"] != nil {
			w.Notice = &notice
		}
		out = append(out, w)
	})(n)
	return out
}

// upToAll is a percentage of at most 100.
func upToAll(s string) (*contract.Figure, error) {
	if _, err := money.ParsePercent(s); err != nil {
		return nil, err
	}
	return parseFigure(true)(s)
}

func (d *decoder) requestsGiven(n ast.Node, in *input) {
	r := &contract.Served{}
	m := d.mapping(n, "requests",
		required("valid", value(d, &r.Valid, natural)),
		required("failed", value(d, &r.Failed, natural)),
	)
	if r.Failed > r.Valid {
		d.report(m.at("failed"), "more requests failed than were valid", "")
	}
	in.given.Requests = r
}

// users are user-minutes, all of them and those that were lost, or the number
// of users: then their minutes are those of the period, and lost is what the
// outages say.
func (d *decoder) users(n ast.Node, in *input) {
	if has(n, "count") {
		d.mapping(n, "users", required("count", value(d, &in.users, decimalText)))
		return
	}
	u := &contract.UserMinutes{}
	d.mapping(n, "users",
		required("total", value(d, &u.Total, decimalText)),
		required("lost", value(d, &u.Lost, decimalText)),
	)
	if u.Total != nil && u.Lost != nil && u.Lost.Cmp(u.Total) > 0 {
		d.report(n, "more user-minutes were lost than there were", "")
	}
	in.given.Users = u
}

// outages are lengths, or mappings that say more; with each the users that it
// hit, nil where it does not say.
func (d *decoder) outages(n ast.Node) (out []contract.Outage, users []*big.Rat) {
	out = []contract.Outage{}
	after := time.Duration(0) // outages without a start follow each other, a day apart
	d.list(0, func(n ast.Node) {
		if len(out) >= maxOutages {
			if len(out) == maxOutages {
				d.report(n, "an example has more than "+number(maxOutages)+" outages", "")
			}
			return
		}
		o, hit := d.outage(n, after)
		after = max(after, o.Start+o.Length) + 24*time.Hour
		out, users = append(out, o), append(users, hit)
	})(n)
	return out, users
}

func (d *decoder) outage(n ast.Node, start time.Duration) (contract.Outage, *big.Rat) {
	o := contract.Outage{Start: start}
	var users *big.Rat
	if _, ok := pairs(n); !ok {
		value(d, &o.Length, bounded)(n)
		return o, nil
	}
	since := func(into **time.Duration) reader {
		return func(n ast.Node) {
			var v time.Duration
			value(d, &v, bounded)(n)
			*into = &v
		}
	}
	var affected money.Percent
	m := d.mapping(n, "an outage",
		optional("at", value(d, &o.Start, bounded)),
		required("lasts", value(d, &o.Length, bounded)),
		optional("level", value(d, &o.Level, named(levels))),
		optional("affected", value(d, &affected, money.ParsePercent)),
		optional("users", value(d, &users, decimalText)),
		optional("reported", since(&o.Reported)),
		optional("ticket", since(&o.Ticket)),
		optional("confirmed", since(&o.Confirmed)),
	)
	if m.values["affected"] != nil {
		o.Affected = affected.Share()
	}
	return o, users
}

// bounded is a length that a period can hold, from its start; a minus sign
// before it is a time before the period.
func bounded(s string) (time.Duration, error) {
	sign := time.Duration(1)
	if len(s) > 1 && s[0] == '-' {
		sign, s = -1, s[1:]
	}
	v, err := length(s)
	if err == nil && v > maxPeriod {
		return 0, advice{"duration " + s + " is longer than any period", ""}
	}
	return sign * v, err
}

// excludedGiven is minutes that are taken out, or the spans that they lie in.
func (d *decoder) excludedGiven(n ast.Node, in *input) {
	if _, ok := n.(*ast.SequenceNode); ok {
		in.excluded, _ = d.outages(n)
		return
	}
	value(d, &in.tally.Excluded, minutes)(n)
}

// earlier is what a period before came to. Where no verdict is written, that on
// the availability of a policy's only measure; else met.
func (d *decoder) earlier(p contract.Policy, n ast.Node) contract.Earlier {
	e := contract.Earlier{Verdict: contract.Met}
	var availability *contract.Figure
	m := d.mapping(n, "an earlier period",
		optional("period", value(d, &e.Period, text)),
		optional("verdict", value(d, &e.Verdict, named(verdicts))),
		optional("availability", value(d, &availability, parseFigure(true))),
		optional("down", value(d, &e.Down, minutes)),
		optional("credit", value(d, &e.Credit, money.Parse)),
	)
	if availability != nil {
		e.Availability = new(big.Rat).Quo(availability.Value, big.NewRat(100, 1))
	}
	if all := p.Promises(); e.Availability != nil && m.values["verdict"] == nil && len(all) == 1 && all[0].Aggregate.Shares() {
		e.Verdict = all[0].Of(e.Availability)
	}
	return e
}
