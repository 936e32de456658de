package store

import (
	"maps"
	"slices"
	"strings"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

const hoursPerDay = 24

// addCoverage adds to the hours in which a service was being logged: how many
// request lines of any customer an input has in each. What matches no service
// covers none.
func (tx *Tx) addCoverage(input int64, series []traffic.Packed) error {
	days := map[int64]*[span.MinutesPerDay]traffic.Counts{} // by the key of the service's day
	for _, s := range series {
		if strings.HasPrefix(s.Service, traffic.Unknown) || s.Sum.Total == 0 {
			continue
		}
		key, err := tx.serviceKey(s.Service, s.Day)
		if err != nil {
			return err
		}
		if days[key] == nil {
			days[key] = new([span.MinutesPerDay]traffic.Counts)
		}
		if err := traffic.Sum(s.Minutes, days[key]); err != nil {
			return err
		}
	}
	for _, key := range slices.Sorted(maps.Keys(days)) {
		for hour := range hoursPerDay {
			var sum traffic.Counts
			for _, c := range days[key][hour*60 : hour*60+60] {
				sum.Add(c)
			}
			if sum.Total == 0 {
				continue
			}
			_, err := tx.exec(`INSERT INTO coverage (service, hour, input, requests) VALUES (?, ?, ?, ?)
				ON CONFLICT (service, hour, input) DO UPDATE SET requests = requests + excluded.requests`,
				key>>(customerBits+dayBits), int64(dayOf(key))*hoursPerDay+int64(hour), input, int64(sum.Total))
			if err != nil {
				return err
			}
		}
	}
	return nil
}
