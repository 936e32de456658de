package store

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

var seriesTable = summed{
	insert: `INSERT INTO series (total, valid, failed, slow, first_minute, last_minute, minutes, latency, input, id)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
	owner: `SELECT input FROM series WHERE id = ?`,
	held:  `SELECT minutes, latency FROM series WHERE id = ?`,
	update: `UPDATE series SET total = ?, valid = ?, failed = ?, slow = ?, first_minute = ?, last_minute = ?, minutes = ?, latency = ?, input = ?
		WHERE id = ?`,
	split:    `INSERT INTO part (whole, input, minutes, latency) SELECT id, input, minutes, latency FROM series WHERE id = ?`,
	remove:   `DELETE FROM series WHERE id = ?`,
	removeOf: `DELETE FROM series WHERE input = ?`,
	sum:      sumSeries,
}

// AddSeries adds what an input of logs brought, also in several calls: a series
// of a known key is added to what is there, minute by minute. One without
// requests is not kept. A day must not have more than traffic.MaxCount requests,
// nor more latencies than valid requests.
func (tx *Tx) AddSeries(input int64, series []traffic.Packed) error {
	if err := tx.isLog(input); err != nil {
		return fmt.Errorf("add series: %w", err)
	}
	for _, s := range series {
		if s.Sum.Total == 0 {
			continue
		}
		key, err := tx.key(s.Service, s.Customer, s.Day)
		if err == nil {
			err = sound(s)
		}
		if err == nil {
			brought, values := seriesRow(s)
			err = tx.contribute(&seriesTable, key, input, brought, values)
		}
		if err != nil {
			return fmt.Errorf("add series of customer %.100q at service %.100q on %s: %w", s.Customer, s.Service, s.Day, err)
		}
	}
	if err := tx.addCoverage(input, series); err != nil {
		return fmt.Errorf("add coverage: %w", err)
	}
	return nil
}

// sound refuses what could be written but not read again.
func sound(s traffic.Packed) error {
	if s.Sum.Total > traffic.MaxCount {
		return fmt.Errorf("%d requests on one day are more than the store can hold", s.Sum.Total)
	}
	if n := s.Latency.Total(); n > s.Sum.Valid {
		return fmt.Errorf("%d latencies of %d valid requests", n, s.Sum.Valid)
	}
	return nil
}

func sumSeries(parts []contribution) (contribution, []any, error) {
	var day [span.MinutesPerDay]traffic.Counts
	var latency traffic.Histogram
	for _, p := range parts {
		if err := traffic.Sum(p.minutes, &day); err != nil {
			return contribution{}, nil, err
		}
		h, err := traffic.UnpackHistogram(p.latency)
		if err != nil {
			return contribution{}, nil, err
		}
		latency = latency.Merge(h)
	}
	var p traffic.Packer
	for m, c := range day {
		p.Add(m, c)
	}
	s := p.Packed(traffic.Key{})
	s.Latency = latency
	if err := sound(s); err != nil {
		return contribution{}, nil, err
	}
	brought, values := seriesRow(s)
	return brought, values, nil
}

// seriesRow is s as a contribution and as the values of seriesTable's queries,
// with room for input and id.
func seriesRow(s traffic.Packed) (contribution, []any) {
	latency := s.Latency.Pack()
	return contribution{s.Minutes, latency}, append(make([]any, 0, 10),
		int64(s.Sum.Total), int64(s.Sum.Valid), int64(s.Sum.Failed), int64(s.Sum.Slow), s.First, s.Last, s.Minutes, latency)
}

// Series are the series of a service on the UTC days from ≤ day < to, in order
// of customer and day. A row whose minutes cannot be read, or contradict its
// totals, is an error that names it; nothing follows an error.
func (tx *Tx) Series(service string, from, to span.Day) iter.Seq2[traffic.Series, error] {
	return func(yield func(traffic.Series, error) bool) {
		stop := errors.New("no more is wanted")
		err := tx.seriesOf(service, from, to, func(s traffic.Series) error {
			if !yield(s, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(traffic.Series{}, fmt.Errorf("fetch series of service %.100q: %w", service, err))
		}
	}
}

func (tx *Tx) seriesOf(service string, from, to span.Day, fn func(traffic.Series) error) error {
	number, err := tx.services.lookup(tx, service)
	if err != nil || number == 0 {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	base := number << (customerBits + dayBits)
	// Customers by name, the days of each by key: a range of keys for each
	// customer and nothing to sort.
	return tx.each(`SELECT customer.name, series.id, series.total, series.valid, series.failed, series.slow, series.minutes, series.latency
		FROM customer CROSS JOIN series
		WHERE series.id >= ?1 + (customer.id << 20) AND series.id < ?2 + (customer.id << 20)
		ORDER BY customer.name, series.id`,
		[]any{base + dayPart(from), base + dayPart(to)}, func(rows *sql.Rows) error {
			p := traffic.Packed{Key: traffic.Key{Service: service}}
			var key int64
			var minutes, latency sql.RawBytes
			if err := rows.Scan(&p.Customer, &key, &p.Sum.Total, &p.Sum.Valid, &p.Sum.Failed, &p.Sum.Slow, &minutes, &latency); err != nil {
				return err
			}
			p.Day, p.Minutes = dayOf(key), minutes
			var s traffic.Series
			var err error
			if p.Latency, err = traffic.UnpackHistogram(latency); err == nil {
				err = sound(p)
			}
			if err == nil {
				s, err = p.Unpack()
			}
			if err != nil {
				return fmt.Errorf("row %d, customer %.100q on %s: the store is damaged: %s: %w", key, p.Customer, p.Day, anew, err)
			}
			return fn(s)
		})
}

// SeriesServices are the services that have series, in order.
func (tx *Tx) SeriesServices() ([]string, error) {
	if err := tx.settle(); err != nil {
		return nil, err
	}
	var out []string
	err := tx.each(`SELECT name FROM service
		WHERE EXISTS (SELECT 1 FROM series WHERE series.id >= service.id << 44 AND series.id < (service.id + 1) << 44)
		ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fetch services: %w", err)
	}
	return out, nil
}
