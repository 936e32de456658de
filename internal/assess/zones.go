package assess

import (
	"maps"
	"slices"

	"aftermath/internal/money"
)

// assumedZones says how many logs state times without an offset, and by which
// zone they were read: a wrong one moves all that they show.
func (m *month) assumedZones() {
	files := map[string]int64{}
	for _, in := range m.account.Inputs {
		if in.Zone != "" {
			files[in.Zone]++
		}
	}
	for _, zone := range slices.Sorted(maps.Keys(files)) {
		noun := "log files"
		if files[zone] == 1 {
			noun = "log file"
		}
		m.warn("times of %s %s carry no offset and were read in the zone %s", money.Group(files[zone]), noun, zone)
	}
}
