package store

import (
	"testing"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// TestCoverage: an hour's request lines add up over customers and inputs, and
// what matches no service covers nothing.
func TestCoverage(t *testing.T) {
	s := newStore(t)
	day := span.Day(20_178) // 31 March 2025
	series := func(service, customer string, minutes ...int) traffic.Packed {
		one := traffic.Series{Key: traffic.Key{Service: service, Customer: customer, Day: day}}
		for _, m := range minutes {
			one.Cells = append(one.Cells, traffic.Cell{Minute: m, Counts: traffic.Counts{Total: 2, Valid: 1}})
		}
		return one.Pack()
	}
	update(t, s, func(tx *Tx) error {
		for i, brought := range [][]traffic.Packed{
			{series("api", "acme", 0, 59, 60), series("api", "?new", 1439), series("?host", "acme", 120)},
			{series("api", "acme", 0)},
		} {
			id, err := addLog(tx, theLogs[i])
			if err == nil {
				err = tx.AddSeries(id, brought)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	want := "api|2025-03-31 00:00:00|6|\napi|2025-03-31 01:00:00|2|\napi|2025-03-31 23:00:00|2|\n"
	if got := text(t, s, `SELECT * FROM coverage_view`); got != want {
		t.Errorf("coverage\n%s, want\n%s", got, want)
	}
}
