package prose

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zone letters must mean the same on a machine without zone files
)

// A Zone is what zone letters ("CEST", "PT", "Pacific") or an offset
// ("UTC+2", "+02:00") name: a place with its own summer time, or a constant
// offset.
type Zone struct {
	Name  string
	place *time.Location
	// offset in seconds that the letters mean; any is true where they name the
	// place and no offset ("PT")
	offset int
	any    bool
	doubt  string
}

const anyOffset = 1 << 20

var zones = sync.OnceValue(func() map[string]Zone {
	m := make(map[string]Zone, len(zoneRows))
	for _, row := range zoneRows {
		z := Zone{Name: row.letters, offset: row.minutes * 60, any: row.minutes == anyOffset, doubt: row.doubt}
		if place, err := time.LoadLocation(row.place); err == nil {
			z.place = place
		} else {
			z.place = time.FixedZone(row.letters, z.offset)
		}
		m[row.letters] = z
	}
	return m
})

var offsetForm = regexp.MustCompile(`^(?:UTC|GMT)?\s?([+-])(\d{1,2})(?::?(\d{2}))?$`)

// ZoneOf finds the zone that letters or an offset name; ok is false for
// letters it does not know.
func ZoneOf(letters string) (z Zone, ok bool) {
	name := strings.ToUpper(strings.TrimSpace(letters))
	if z, ok = zones()[name]; ok {
		return z, true
	}
	if word, found := zoneWords[strings.ToLower(name)]; found && word != localTime {
		return ZoneOf(word)
	}
	if place, found := cities[strings.TrimSuffix(strings.ToLower(name), " time")]; found {
		letters = place
	}
	if strings.Contains(letters, "/") {
		place, err := time.LoadLocation(letters)
		return Zone{Name: letters, place: place, any: true}, err == nil
	}
	m := offsetForm.FindStringSubmatch(strings.NewReplacer("−", "-", "±", "+").Replace(name))
	if m == nil {
		return Zone{}, false
	}
	hours, _ := strconv.Atoi(m[2])
	minutes, _ := strconv.Atoi("0" + m[3])
	if hours > 14 || minutes > 59 {
		return Zone{}, false
	}
	seconds := hours*3600 + minutes*60
	if m[1] == "-" {
		seconds = -seconds
	}
	return Zone{Name: name, place: time.FixedZone("", seconds), offset: seconds}, true
}

// zoneName is the name of a place, or its offset where it has none.
func zoneName(place *time.Location) string {
	if name := place.String(); name != "" {
		return name
	}
	return "UTC" + time.Unix(0, 0).In(place).Format("-07:00")
}

// ZoneAt is the zone of a place: the one a text is taken to be in when it
// names none.
func ZoneAt(place *time.Location) Zone {
	return Zone{Name: zoneName(place), place: place, any: true}
}

// Location is the place, or the constant offset, of the zone.
func (z Zone) Location() *time.Location { return z.place }

// At is the instant at which the clock in the zone shows what wall shows (the
// zone of wall itself does not matter). Letters that do not fit the season, as
// "PST" in July, give way to the wall clock of the place, with a warning.
func (z Zone) At(wall time.Time) (t time.Time, warning string) {
	y, month, d := wall.Date()
	h, m, s := wall.Clock()
	if !z.any {
		t = time.Date(y, month, d, h, m, s, 0, time.FixedZone(z.Name, z.offset))
		if _, offset := t.In(z.place).Zone(); offset == z.offset {
			return t, z.doubt
		}
	}
	t = time.Date(y, month, d, h, m, s, 0, z.place)
	name, offset := t.Zone()
	t = t.In(time.FixedZone(name, offset))
	switch {
	case t.Hour() != h || t.Minute() != m:
		return t, fmt.Sprintf("%02d:%02d does not exist on that day in %s", h, m, z.place)
	case !z.any:
		return t, fmt.Sprintf("%s does not fit the season: read as the wall clock of %s (%s)", z.Name, z.place, t.Format("-07:00"))
	}
	return t, z.doubt
}
