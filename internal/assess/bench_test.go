package assess

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"aftermath/internal/incident"
	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// BenchmarkMonth judges April for 100 customers at two services, each with a
// cell in every minute, through one incident. A byte is a minute of a customer
// at a service.
func BenchmarkMonth(b *testing.B) {
	f := Facts{Book: book(), Incidents: []incident.Record{seedRecord(b)}}
	web := f.Book.Services[0]
	web.ID = "web"
	f.Book.Services = append(f.Book.Services, web)
	template := f.Book.Customers[0]
	template.Contracts[0].Services = []string{"api", "web"}
	f.Book.Customers = nil
	for i := range 100 {
		c := template
		c.ID, c.Name = fmt.Sprintf("c%03d", i), fmt.Sprintf("Customer %03d", i)
		f.Book.Customers = append(f.Book.Customers, c)
	}
	fine, failing := fullDay(0), fullDay(3)
	down, _ := span.DayOf(span.MinuteOf(time.Date(2025, 4, 30, 0, 0, 0, 0, time.UTC)))
	f.Traffic = func(service string, from, to span.Day) iter.Seq2[traffic.Packed, error] {
		return func(yield func(traffic.Packed, error) bool) {
			for _, c := range f.Book.Customers {
				for day := from; day < to; day++ {
					s := fine
					s.Key = traffic.Key{Service: service, Customer: c.ID, Day: day}
					if day == down {
						s = failing
						s.Key = traffic.Key{Service: service, Customer: c.ID, Day: day}
					}
					if !yield(s, nil) {
						return
					}
				}
			}
		}
	}
	b.SetBytes(43200 * 100 * 2)
	b.ReportAllocs()
	for b.Loop() {
		a, err := Month(f, "2025-04")
		if err != nil || len(a.Statements) != 200 || a.Statements[0].Minutes.Down == 0 {
			b.Fatal(err)
		}
	}
}

func fullDay(failed uint64) traffic.Packed {
	var out []traffic.Cell
	for m := range span.MinutesPerDay {
		out = append(out, traffic.Cell{Minute: m, Counts: n(50, failed, 2)})
	}
	return traffic.Series{Cells: out}.Pack()
}
