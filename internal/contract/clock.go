package contract

import (
	"fmt"
	"time"
)

// A ClockError says that a wall clock reading is not one instant in a zone.
type ClockError struct {
	Wall  string // 2025-03-30 02:30:00
	Zone  string
	Twice []time.Time // both instants that it may mean; empty: it never occurs
}

func (e *ClockError) Error() string {
	if len(e.Twice) == 0 {
		return fmt.Sprintf("%s does not exist in %s: the clocks jump over it", e.Wall, e.Zone)
	}
	return fmt.Sprintf("%s occurs twice in %s: the clocks are set back over it", e.Wall, e.Zone)
}

// LocalTime is the instant at which the clocks of zone show what wall shows,
// whatever the zone of wall. Where summer time begins some readings never
// occur, and where it ends some occur twice: both are a *ClockError.
func LocalTime(wall time.Time, zone *time.Location) (time.Time, error) {
	instants := showing(wall, zone)
	if len(instants) == 1 {
		return instants[0], nil
	}
	return time.Time{}, &ClockError{Wall: wall.Format(time.DateTime), Zone: zone.String(), Twice: instants}
}

// StartOfDay is the first instant of a calendar day in zone. Where the clocks
// jump over midnight that is the instant of the jump.
func StartOfDay(year int, month time.Month, day int, zone *time.Location) time.Time {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if instants := showing(midnight, zone); len(instants) > 0 {
		return instants[0]
	}
	return midnight.Add(-offset(midnight.Add(-24*time.Hour), zone)).In(zone)
}

// showing is the instants at which the clocks of zone show what wall shows, in
// order. A zone changes its offset at most once in the two days around.
func showing(wall time.Time, zone *time.Location) []time.Time {
	wall = time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), wall.Nanosecond(), time.UTC)
	before, after := offset(wall.Add(-24*time.Hour), zone), offset(wall.Add(24*time.Hour), zone)
	var out []time.Time
	for i, o := range []time.Duration{before, after} {
		t := wall.Add(-o)
		if offset(t, zone) == o && (i == 0 || before != after) {
			out = append(out, t.In(zone))
		}
	}
	return out
}

func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}
