package store

import (
	"fmt"
	"testing"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// aMonth is a month of 300 customers at 5 services: 45,000 series of about 10
// million minutes, with latencies and evidence.
type aMonth struct {
	series   []traffic.Packed
	days     []traffic.ServiceDay
	evidence []traffic.Evidence
	minutes  int
	bytes    int64 // of minutes and latencies, packed
}

func newMonth() *aMonth {
	var m aMonth
	var p traffic.Packer
	latency := make(traffic.Histogram, 30)
	for i := range latency {
		latency[i] = traffic.Bin{Bucket: 80 + 2*i, Count: uint64(1 + i%4)}
	}
	for service := range 5 {
		for customer := range 300 {
			for day := range 30 {
				// Few customers are busy in every minute, most in some.
				for at := customer % 7; at < span.MinutesPerDay; at += 1 + customer/20 {
					n := uint64(1 + at%(1+300/(1+customer)))
					p.Add(at, traffic.Counts{Total: n, Valid: n, Failed: uint64(at % 97 / 96)})
					m.minutes++
				}
				key := traffic.Key{Service: fmt.Sprint("service", service), Customer: fmt.Sprintf("customer%03d", customer), Day: span.Day(20000 + day)}
				s := p.Packed(key)
				s.Latency = latency[:min(len(latency), int(s.Sum.Valid)/10)]
				m.series = append(m.series, s)
				m.bytes += int64(len(s.Minutes) + len(s.Latency.Pack()))
				p.Reset()
				for i := range 2 {
					m.evidence = append(m.evidence, traffic.Evidence{
						Service: key.Service, Customer: key.Customer, At: key.Day.First().Time().Add(time.Duration(i) * time.Hour), Verdict: traffic.Failed,
						Status: 503, Latency: time.Second, Method: "GET", Path: "/v1/contacts/export", File: "access.log", Line: len(m.evidence), Hash: uint64(len(m.evidence)),
					})
				}
			}
		}
		for day := range 30 {
			d := traffic.ServiceDay{Service: fmt.Sprint("service", service), Day: span.Day(20000 + day)}
			for at := range span.MinutesPerDay {
				d.Minutes = append(d.Minutes, traffic.MinuteLatency{Minute: at, Histogram: latency})
			}
			m.days = append(m.days, d)
		}
	}
	return &m
}

// BenchmarkStore writes and reads a month, each into a new store and with its
// commit; the bytes are those of the series packed.
func BenchmarkStore(b *testing.B) {
	m := newMonth()
	stage := func(name string, before, do func(tx *Tx, input int64) error) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(m.bytes)
			for b.Loop() {
				b.StopTimer()
				s := newStore(b)
				update(b, s, func(tx *Tx) error {
					id, err := addLog(tx, "a.log")
					if err == nil && before != nil {
						err = before(tx, id)
					}
					return err
				})
				b.StartTimer()
				update(b, s, func(tx *Tx) error {
					id, err := addLog(tx, "a.log")
					if err != nil {
						return err
					}
					return do(tx, id)
				})
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(m.minutes)/1e6, "Mminutes/op")
		})
	}
	series := func(tx *Tx, input int64) error { return tx.AddSeries(input, m.series) }
	second := func(tx *Tx, _ int64) error {
		id, err := addLog(tx, "b.log")
		if err != nil {
			return err
		}
		return tx.AddSeries(id, m.series)
	}
	stage("series", nil, series)
	stage("series of two inputs", nil, func(tx *Tx, id int64) error {
		if err := series(tx, id); err != nil {
			return err
		}
		return second(tx, id)
	})
	stage("latencies", nil, func(tx *Tx, input int64) error { return tx.AddServiceDays(input, m.days) })
	stage("evidence", nil, func(tx *Tx, input int64) error { return tx.AddEvidence(input, m.evidence) })
	stage("read", series, func(tx *Tx, _ int64) error {
		n := 0
		for service := range 5 {
			for one, err := range tx.Series(fmt.Sprint("service", service), 20000, 20030) {
				if err != nil {
					return err
				}
				n += len(one.Cells)
			}
		}
		if n != m.minutes {
			return fmt.Errorf("%d minutes, want %d", n, m.minutes)
		}
		return nil
	})
	stage("forget", series, func(tx *Tx, input int64) error { return tx.Forget(input) })
	stage("forget one of two", func(tx *Tx, id int64) error {
		if err := series(tx, id); err != nil {
			return err
		}
		return second(tx, id)
	}, func(tx *Tx, input int64) error { return tx.Forget(input) })
}
