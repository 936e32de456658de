package contract

import (
	"math/big"
)

// An aggregated is what a measure's evidence comes to.
type aggregated struct {
	exact           *big.Rat // availability, or the number; nil: nothing could be judged
	lowest, highest *big.Rat
	lost, allowed   *big.Rat // in unit
	unit            string
	minutes         *big.Rat // lost, as minutes; nil: not known
	allowedMinutes  *big.Rat // nil: not known
	period          *big.Rat // minutes that the period counts as
	eligible        *big.Rat // of them
}

// aggregate makes a measure's figure from what is given (METHOD.md,
// "Aggregate") and writes its steps.
func (s *sheet) aggregate(m Measure, g Given, id string) aggregated {
	a := s.minutes(m, g, id)
	switch m.Aggregate {
	case ByMinutes:
		return a
	case ByMean, ByUnits:
		s.units(&a, m, g, id)
	case ByRatio:
		s.ratio(&a, m, g, id)
	case ByUsers:
		s.users(&a, m, g, id)
	default:
		s.number(&a, m, g, id)
	}
	return a
}

// lossOf completes a share: total things, lost of them.
func (s *sheet) share(a *aggregated, m Measure, id, formula string, operands []Operand, lost, total *big.Rat, unit, parameter string) {
	a.lost, a.unit, a.exact = lost, unit, nil
	a.allowed = new(big.Rat).Mul(total, lack(m.Target.Share()))
	if total.Sign() > 0 {
		a.exact = available(total, lost)
	}
	s.write(Step{Key: "availability", Label: "Availability", Formula: formula, Operands: operands, Result: value("availability", a.exact, unitShare)}, id, m.Aggregate == ByMinutes, parameter)
	if a.exact == nil {
		a.minutes, a.allowedMinutes = nil, nil
		return
	}
	if m.Aggregate != ByMinutes && a.period != nil {
		a.minutes = new(big.Rat).Mul(lack(a.exact), a.period)
		a.allowedMinutes = new(big.Rat).Mul(lack(m.Target.Share()), a.period)
	}
}

// lack is 1 − share.
func lack(share *big.Rat) *big.Rat { return new(big.Rat).Sub(one(), share) }

// available is (total − lost) / total, not below 0; nil when total is not more
// than 0.
func available(total, lost *big.Rat) *big.Rat {
	if total.Sign() <= 0 {
		return nil
	}
	up := new(big.Rat).Sub(total, lost)
	if up.Sign() < 0 {
		up.SetInt64(0)
	}
	return up.Quo(up, total)
}

// units are the mean of the interval rates, or the share of good units.
func (s *sheet) units(a *aggregated, m Measure, g Given, id string) {
	a.exact, a.lowest, a.highest = nil, nil, nil
	u := g.Units
	if u == nil || m.Aggregate == ByMean && u.Errors == nil {
		if u == nil {
			s.lack("the intervals")
		} else {
			s.lack("the intervals' error rates")
		}
		a.minutes, a.lost, a.unit = nil, new(big.Rat), unitUnits
		a.allowed = new(big.Rat)
		return
	}
	total := u.Total - u.Unknown
	excluded := u.Excluded
	if m.Subtract == Remove {
		total -= excluded
	}
	lost, name := u.Errors, "Σ error rates"
	formula := "1 − Σ error rates / intervals"
	if m.Aggregate == ByUnits {
		lost, name, formula = whole(u.Bad), "bad units", "(units − bad units) / units"
	}
	switch m.Unknown {
	case AssumedUp:
		total += u.Unknown
	case AssumedDown:
		total += u.Unknown
		lost = new(big.Rat).Add(lost, whole(u.Unknown))
	}
	s.share(a, m, id, formula, []Operand{value(name, lost, unitCount), value("units", whole(total), unitUnits), value("excluded", whole(excluded), unitUnits), value("unknown", whole(u.Unknown), unitUnits)},
		lost, whole(total), unitUnits, "aggregate")
	if m.Unknown == LeftOut && total+u.Unknown > 0 {
		all := whole(total + u.Unknown)
		a.lowest, a.highest = available(all, new(big.Rat).Add(lost, whole(u.Unknown))), available(all, lost)
	} else {
		a.lowest, a.highest = a.exact, a.exact
	}
}

// ratio is the ratio of sums.
func (s *sheet) ratio(a *aggregated, m Measure, g Given, id string) {
	a.exact, a.lowest, a.highest = nil, nil, nil
	if g.Requests == nil {
		s.lack("the requests")
		a.minutes, a.lost, a.allowed, a.unit = nil, new(big.Rat), new(big.Rat), unitRequests
		return
	}
	valid, failed := new(big.Rat).SetUint64(g.Requests.Valid), new(big.Rat).SetUint64(g.Requests.Failed)
	s.share(a, m, id, "1 − failed / valid requests", []Operand{value("failed", failed, unitRequests), value("valid", valid, unitRequests)}, failed, valid, unitRequests, "aggregate")
	if g.Minutes.Unknown == 0 {
		a.lowest, a.highest = a.exact, a.exact
	}
}

// users are user-minutes.
func (s *sheet) users(a *aggregated, m Measure, g Given, id string) {
	a.exact, a.lowest, a.highest = nil, nil, nil
	u := g.Users
	if u == nil || u.Total == nil || u.Lost == nil {
		s.lack("the user-minutes")
		a.minutes, a.lost, a.allowed, a.unit = nil, new(big.Rat), new(big.Rat), unitUsers
		return
	}
	s.share(a, m, id, "(user-minutes − lost) / user-minutes", []Operand{value("lost", u.Lost, unitUsers), value("all", u.Total, unitUsers)}, u.Lost, u.Total, unitUsers, "aggregate")
	if g.Minutes.Unknown == 0 {
		a.lowest, a.highest = a.exact, a.exact
	}
}

// number are the aggregates that a limit bounds.
func (s *sheet) number(a *aggregated, m Measure, g Given, id string) {
	a.exact, a.lowest, a.highest = nil, nil, nil
	label, name := "Measured", "measured"
	switch m.Aggregate {
	case ByRepair:
		label, name, a.exact = "Time to repair", "mean time to repair", g.repair()
	case ByLongest:
		label, name, a.exact = "Longest outage", "longest outage", g.longest()
	case ByMisses:
		label, name = "Misses", "misses"
		if g.Misses != nil {
			a.exact = whole(*g.Misses)
		}
	case ByMetric:
		a.exact = g.Metric
	}
	if a.exact == nil {
		s.lack("the %s", name)
	}
	a.lost, a.allowed, a.unit = orZero(a.exact), orZero(m.Limit), m.unit()
	s.write(Step{Key: string(m.Aggregate), Label: label, Formula: name, Result: value(name, a.exact, m.unit())}, id, false, "aggregate")
}

// longest is the longest outage in minutes; nil when they are not known.
func (g Given) longest() *big.Rat {
	if g.Outages == nil {
		return nil
	}
	most := new(big.Rat)
	for _, o := range g.Outages {
		if r := inMinutes(o.Length); r.Cmp(most) > 0 {
			most = r
		}
	}
	return most
}

// repair is the mean time to repair in minutes, 0 without a repair; nil when
// they are not known.
func (g Given) repair() *big.Rat {
	if g.Repairs == nil {
		return nil
	}
	sum := new(big.Rat)
	for _, d := range g.Repairs {
		sum.Add(sum, inMinutes(d))
	}
	return sum.Quo(sum, whole(int64(max(1, len(g.Repairs)))))
}
