package contract

import (
	"reflect"
	"testing"
	"time"

	"aftermath/internal/money"
)

// What a table by length, a credit for each outage and a run rule look at are
// the unbroken stretches that count: not what is excluded, not what has no
// weight, and incidents that follow on each other are one.
func TestOutagesAreStretches(t *testing.T) {
	const m = time.Minute
	notice := 48 * time.Hour
	at := func(start, length time.Duration, level OutageLevel) Outage {
		return Outage{Start: start * m, Length: length * m, Level: level}
	}
	full := at(60, 240, FullOutage)
	for name, test := range map[string]struct {
		run     RunRule
		outages []Outage
		works   []Work
		want    []Outage
		down    int64
	}{
		"overlapping":                 {outages: []Outage{full, at(120, 240, FullOutage)}, want: []Outage{at(60, 300, FullOutage)}, down: 300},
		"touching":                    {outages: []Outage{at(60, 50, FullOutage), at(110, 50, PartialOutage)}, want: []Outage{at(60, 100, FullOutage)}, down: 100},
		"degraded":                    {outages: []Outage{at(60, 180, DegradedOnly)}, want: []Outage{}},
		"in maintenance":              {outages: []Outage{full}, works: []Work{{Start: 60 * m, Length: 240 * m, Notice: &notice}}, want: []Outage{}},
		"around maintenance":          {outages: []Outage{full}, works: []Work{{Start: 120 * m, Length: 60 * m, Notice: &notice}}, want: []Outage{at(60, 60, FullOutage), at(180, 120, FullOutage)}, down: 180},
		"a run of two":                {run: RunRule{AtLeast: 10 * m}, outages: []Outage{at(60, 6, FullOutage), at(66, 6, FullOutage)}, want: []Outage{at(60, 12, FullOutage)}, down: 12},
		"two that are no run":         {run: RunRule{AtLeast: 10 * m}, outages: []Outage{at(60, 6, FullOutage), at(67, 6, FullOutage)}, want: []Outage{}},
		"the excess of two":           {run: RunRule{AtLeast: 10 * m, Excess: true}, outages: []Outage{at(60, 6, FullOutage), at(66, 6, FullOutage)}, want: []Outage{at(70, 2, FullOutage)}, down: 2},
		"the longest of two":          {run: RunRule{AtLeast: 5 * m, Longest: true}, outages: []Outage{at(60, 6, FullOutage), at(64, 4, FullOutage)}, want: []Outage{at(60, 6, FullOutage)}, down: 6},
		"a degraded part is no run":   {run: RunRule{AtLeast: 10 * m}, outages: []Outage{at(60, 6, FullOutage), at(66, 6, DegradedOnly)}, want: []Outage{}},
		"a run over the period's end": {run: RunRule{AtLeast: 10 * m}, outages: []Outage{at(-8, 10, FullOutage)}, want: []Outage{at(0, 2, FullOutage)}, down: 2},
	} {
		measure := Measure{Evidence: Incidents, Run: test.run, Maintenance: MaintenanceRule{Excluded: true, Notice: 24 * time.Hour}, Bad: UnitRule{PartialWeight: money.MustPercent("100%")}}
		g, err := measure.Outwork(test.outages, test.works, 720*time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(g.Outages, test.want) || g.Minutes.Down != test.down {
			t.Errorf("%s: %v with %d minutes down, want %v with %d", name, g.Outages, g.Minutes.Down, test.want, test.down)
		}
	}
}
