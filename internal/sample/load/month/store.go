package main

import (
	"context"
	"fmt"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/store"
	"aftermath/internal/traffic"
)

var start = time.Date(2025, 4, 1, 0, 0, 0, 0, time.UTC)

func first() span.Day {
	day, _ := span.DayOf(span.MinuteOf(start))
	return day
}

// The outage: in 79 minutes of the last day but one most requests of every
// third customer to the first service fail.
const (
	outageFrom  = 13*60 + 49
	outageUntil = outageFrom + 79
)

// A dice is a fast generator of numbers, xorshift64* by Vigna (2016).
type dice uint64

func (d *dice) roll() uint64 {
	x := *d
	x ^= x >> 12
	x ^= x << 25
	x ^= x >> 27
	*d = x
	return uint64(x) * 2685821657736338717
}

// fillStore writes the month: 1 to 16 requests in a minute, of which one minute
// in two hundred has a failed one and one in a hundred a slow one.
func fillStore(ctx context.Context, s *store.Store, customers, days int) (string, error) {
	minutes := 0
	err := s.Update(ctx, func(tx *store.Tx) error {
		input, err := tx.AddInput(store.Input{Kind: store.Logs, Path: "month.log", Digest: "sha256:month", First: start, Last: start.AddDate(0, 0, days)})
		if err != nil {
			return err
		}
		latency := make(traffic.Histogram, 24)
		for i := range latency {
			latency[i] = traffic.Bin{Bucket: 80 + 2*i, Count: uint64(1 + i%4)}
		}
		for service := range services {
			for customer := range customers {
				batch := make([]traffic.Packed, 0, days)
				var p traffic.Packer
				d := dice(1 + service*customers + customer)
				for day := range days {
					for at := range span.MinutesPerDay {
						p.Add(at, minute(&d, service == 0 && customer%3 == 0 && day == days-2 && at >= outageFrom && at < outageUntil))
					}
					minutes += span.MinutesPerDay
					one := p.Packed(traffic.Key{Service: services[service], Customer: customerID(customer), Day: first() + span.Day(day)})
					one.Latency = latency
					batch = append(batch, one)
					p.Reset()
				}
				if err := tx.AddSeries(input, batch); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return fmt.Sprintf("%d minutes of %d customers at %d services", minutes, customers, len(services)), err
}

func minute(d *dice, out bool) traffic.Counts {
	r := d.roll()
	c := traffic.Counts{Total: 1 + r>>60}
	c.Valid = c.Total
	switch {
	case out:
		c.Failed = c.Valid - c.Valid/4
	case r&0xff == 0:
		c.Failed = 1
	case r&0x7f00 == 0:
		c.Slow = 1
	}
	return c
}

// sumBlobs is the yardstick: every blob is read and its minutes are added up, on
// one core.
func sumBlobs(ctx context.Context, s *store.Store, days int) (string, error) {
	var blobs, bytes, requests uint64
	err := s.View(ctx, func(tx *store.Tx) error {
		for _, service := range services {
			var day [span.MinutesPerDay]traffic.Counts
			for p, err := range tx.Minutes(service, first(), first()+span.Day(days)) {
				if err == nil {
					err = p.AddTo(&day)
				}
				if err != nil {
					return err
				}
				blobs, bytes = blobs+1, bytes+uint64(len(p.Minutes))
			}
			for _, c := range day {
				requests += c.Total
			}
		}
		return nil
	})
	return fmt.Sprintf("%d requests in %d blobs of %d MiB", requests, blobs, bytes>>20), err
}
