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
	const query = `SELECT customer.name, series.id, series.total, series.valid, series.failed, series.slow, series.minutes, series.latency
		FROM customer CROSS JOIN series
		WHERE series.id >= ?1 + (customer.id << 20) AND series.id < ?2 + (customer.id << 20)
		ORDER BY customer.name, series.id`
	var latency sql.RawBytes
	return tx.packed(query, service, from, to, []any{&latency}, func(key int64, p traffic.Packed) error {
		var s traffic.Series
		var err error
		if p.Latency, err = traffic.UnpackHistogram(latency); err == nil {
			err = sound(p)
		}
		if err == nil {
			s, err = p.Unpack()
		}
		if err != nil {
			return damaged(key, p.Customer, err)
		}
		return fn(s)
	})
}

// Minutes are the series of a service on the UTC days from ≤ day < to, in order
// of customer and day, packed and without latencies. The blob of one holds until
// the next is asked for, and is not looked into.
func (tx *Tx) Minutes(service string, from, to span.Day) iter.Seq2[traffic.Packed, error] {
	const query = `SELECT customer.name, series.id, series.total, series.valid, series.failed, series.slow, series.minutes
		FROM customer CROSS JOIN series
		WHERE series.id >= ?1 + (customer.id << 20) AND series.id < ?2 + (customer.id << 20)
		ORDER BY customer.name, series.id`
	return func(yield func(traffic.Packed, error) bool) {
		stop := errors.New("no more is wanted")
		err := tx.packed(query, service, from, to, nil, func(key int64, p traffic.Packed) error {
			if err := sound(p); err != nil {
				return damaged(key, p.Customer, err)
			}
			if !yield(p, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(traffic.Packed{}, fmt.Errorf("fetch minutes of service %.100q: %w", service, err))
		}
	}
}

// packed runs fn for each row of a query that begins with the columns of a key
// and its packed minutes, and may have others, into more, behind them. The query
// asks for customers by name and the days of each by key: a range of keys for
// each customer and nothing to sort.
func (tx *Tx) packed(query, service string, from, to span.Day, more []any, fn func(key int64, p traffic.Packed) error) error {
	number, err := tx.services.lookup(tx, service)
	if err != nil || number == 0 {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	base := number << (customerBits + dayBits)
	var p traffic.Packed
	var key int64
	var minutes sql.RawBytes
	var customer string
	dest := append([]any{&customer, &key, &p.Sum.Total, &p.Sum.Valid, &p.Sum.Failed, &p.Sum.Slow, &minutes}, more...)
	return tx.each(query, []any{base + dayPart(from), base + dayPart(to)}, func(rows *sql.Rows) error {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		p.Key, p.Minutes = traffic.Key{Service: service, Customer: customer, Day: dayOf(key)}, minutes
		return fn(key, p)
	})
}

func damaged(key int64, customer string, err error) error {
	return fmt.Errorf("row %d, customer %.100q on %s: the store is damaged: %s: %w", key, customer, dayOf(key), anew, err)
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
