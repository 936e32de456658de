package span

import (
	"fmt"
	"time"
)

// QuarterOf is the calendar quarter that holds t in zone, named "2025-Q2".
func QuarterOf(t time.Time, zone *time.Location) Period {
	t = t.In(zone)
	first := (t.Month()-1)/3*3 + 1
	return between(fmt.Sprintf("%04d-Q%d", t.Year(), first/3+1), zone, t.Year(), first, 1, 3)
}

// YearOf is the calendar year that holds t in zone, named "2025".
func YearOf(t time.Time, zone *time.Location) Period {
	t = t.In(zone)
	return between(fmt.Sprintf("%04d", t.Year()), zone, t.Year(), time.January, 1, 12)
}

// CycleOf is the billing month that holds t in zone and begins on the day anchor
// of a month, 1 to 28. It has the name of the month that holds its last minute.
func CycleOf(t time.Time, anchor int, zone *time.Location) Period {
	t = t.In(zone)
	month := t.Month()
	if t.Day() < anchor {
		month--
	}
	p := between("", zone, t.Year(), month, anchor, 1)
	p.Name = p.End.Add(-time.Minute).In(zone).Format("2006-01")
	return p
}

// between is the months from the day of a month on.
func between(name string, zone *time.Location, year int, month time.Month, day, months int) Period {
	return Period{Name: name, Zone: zone, Span: New(startOfDay(year, month, day, zone), startOfDay(year, month+time.Month(months), day, zone))}
}
