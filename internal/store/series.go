package store

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// AddSeries adds series to what is there: one of a known key is added to it
// minute by minute. A series without cells is not kept.
func (tx *Tx) AddSeries(series []traffic.Series) error {
	for _, s := range series {
		if len(s.Cells) == 0 {
			continue
		}
		if err := tx.addOne(s); err != nil {
			return fmt.Errorf("add series of customer %.100q at service %.100q on %s: %w", s.Customer, s.Service, s.Day, err)
		}
	}
	return nil
}

func (tx *Tx) addOne(s traffic.Series) error {
	key, err := tx.key(s.Service, s.Customer, s.Day)
	if err != nil {
		return err
	}
	var blob []byte
	err = tx.row(`SELECT minutes FROM series WHERE id = ?`, key).Scan(&blob)
	known := err == nil
	switch {
	case known:
		cells, err := traffic.Unpack(blob)
		if err != nil {
			return err
		}
		s = traffic.Merge(traffic.Series{Key: s.Key, Cells: cells}, s)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	sum := s.Counts()
	if sum.Total > math.MaxInt64 {
		return fmt.Errorf("%d requests on one day are more than the store can hold", sum.Total)
	}
	values := []any{
		int64(sum.Total), int64(sum.Valid), int64(sum.Failed), int64(sum.Slow),
		s.Cells[0].Minute, s.Cells[len(s.Cells)-1].Minute, traffic.Pack(s.Cells), key,
	}
	query := `INSERT INTO series (total, valid, failed, slow, first_minute, last_minute, minutes, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	if known {
		query = `UPDATE series SET total = ?, valid = ?, failed = ?, slow = ?, first_minute = ?, last_minute = ?, minutes = ? WHERE id = ?`
	}
	_, err = tx.exec(query, values...)
	return err
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
	base := number << (customerBits + dayBits)
	// Customers by name, the days of each by key: a range of keys for each
	// customer and nothing to sort.
	return tx.each(`SELECT customer.name, series.id, series.total, series.valid, series.failed, series.slow, series.minutes
		FROM customer CROSS JOIN series
		WHERE series.id >= ?1 + (customer.id << 20) AND series.id < ?2 + (customer.id << 20)
		ORDER BY customer.name, series.id`,
		[]any{base + dayPart(from), base + dayPart(to)}, func(rows *sql.Rows) error {
			s := traffic.Series{Key: traffic.Key{Service: service}}
			var key int64
			var sum traffic.Counts
			var blob sql.RawBytes
			if err := rows.Scan(&s.Customer, &key, &sum.Total, &sum.Valid, &sum.Failed, &sum.Slow, &blob); err != nil {
				return err
			}
			s.Day = dayOf(key)
			var err error
			if s.Cells, err = traffic.Unpack(blob); err == nil && s.Counts() != sum {
				err = errors.New("the minutes do not add up to the day's totals")
			}
			if err != nil {
				return fmt.Errorf("row %d, customer %.100q on %s: the store is damaged: %s: %w", key, s.Customer, s.Day, anew, err)
			}
			return fn(s)
		})
}

// SeriesServices are the services that have series, in order.
func (tx *Tx) SeriesServices() ([]string, error) {
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
