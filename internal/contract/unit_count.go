package contract

import (
	"fmt"
	"math/big"
)

// A UnitGroup is units with the same evidence.
type UnitGroup struct {
	Count int64
	Unit  UnitGiven
}

// Counted is what a measure makes of the units of a period: all of them, of
// which those in groups have evidence and the others had no request.
func (m Measure) Counted(groups []UnitGroup, total int64) (Units, Served, error) {
	u := Units{Total: total, Idle: total, Errors: new(big.Rat)}
	var served Served
	for _, g := range groups {
		u.Idle -= g.Count
		served.Valid += uint64(g.Count) * g.Unit.Valid
		served.Failed += uint64(g.Count) * g.Unit.Failed
	}
	if u.Idle < 0 {
		return u, served, fmt.Errorf("%d units are given, the period has %d", total-u.Idle, total)
	}
	quiet := m.Thin.PerPeriod > 0 && served.Valid < m.Thin.PerPeriod
	all := append([]UnitGroup{{Count: u.Idle}}, groups...)
	for _, g := range all {
		if quiet || g.Count == 0 {
			continue
		}
		if err := m.countUnit(&u, g); err != nil {
			return u, served, err
		}
	}
	return u, served, nil
}

// countUnit adds a group of units to u.
func (m Measure) countUnit(u *Units, g UnitGroup) error {
	if m.thin(g.Unit) {
		is := m.Thin.Is
		if g.Unit.Valid == 0 {
			is = m.Thin.Idle
		}
		switch is {
		case ThinExcluded:
			u.Excluded += g.Count
		case ThinBad:
			u.Bad += g.Count
			u.Errors.Add(u.Errors, whole(g.Count))
		}
		return nil
	}
	rate := new(big.Rat).SetFrac(new(big.Int).SetUint64(g.Unit.Failed), new(big.Int).SetUint64(g.Unit.Valid))
	u.Errors.Add(u.Errors, rate.Mul(rate, whole(g.Count)))
	if m.Aggregate == ByMean {
		if g.Unit.Failed > 0 {
			u.Bad += g.Count
		}
		return nil
	}
	bad, err := m.Judges(g.Unit)
	if bad {
		u.Bad += g.Count
	}
	return err
}
