package contract

import (
	"math/big"
	"testing"
	"time"
)

// Of an hour that is judged by its time down, outages are the hours that pass
// the bound, whole, and no others.
func TestOutagesByTheHour(t *testing.T) {
	m := Measure{Unit: Unit{Length: time.Hour}, Bad: UnitRule{Kind: ByDown, Bound: 6 * time.Minute}}
	at := func(start, length int64) Outage {
		return Outage{Start: time.Duration(start) * time.Minute, Length: time.Duration(length) * time.Minute}
	}
	for name, c := range map[string]struct {
		outages []Outage
		want    int64
	}{
		"at the bound":            {[]Outage{at(60, 6)}, 0},
		"beyond it":               {[]Outage{at(60, 7)}, 60},
		"two in an hour":          {[]Outage{at(60, 4), at(100, 3)}, 60},
		"one over the other":      {[]Outage{at(60, 4), at(62, 4)}, 0},
		"over the end of an hour": {[]Outage{at(115, 12)}, 60},
		"a little of each":        {[]Outage{at(115, 11)}, 0},
		"hours between":           {[]Outage{at(115, 130)}, 120},
		"from before the period":  {[]Outage{at(-60, 67)}, 60},
		"the last unit is cut":    {[]Outage{at(24*60+1, 9)}, 30},
		"degraded is not down":    {[]Outage{{Start: time.Hour, Length: time.Hour, Level: DegradedOnly}}, 0},
		"no outage":               {nil, 0},
	} {
		g, err := m.Outlast(c.outages, 24*time.Hour+30*time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		if g.Lost.Cmp(big.NewRat(c.want, 1)) != 0 || g.Minutes.Down != c.want {
			t.Errorf("%s: lost %s, down %d, want %d", name, g.Lost, g.Minutes.Down, c.want)
		}
	}
}
