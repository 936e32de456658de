package store

import (
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

var latencyTable = summed{
	insert:   `INSERT INTO service_latency (minutes, input, id) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`,
	owner:    `SELECT input FROM service_latency WHERE id = ?`,
	held:     `SELECT minutes, x'' FROM service_latency WHERE id = ?`,
	update:   `UPDATE service_latency SET minutes = ?, input = ? WHERE id = ?`,
	split:    `INSERT INTO part (whole, input, minutes, latency) SELECT id, input, minutes, x'' FROM service_latency WHERE id = ?`,
	remove:   `DELETE FROM service_latency WHERE id = ?`,
	removeOf: `DELETE FROM service_latency WHERE input = ?`,
	sum:      sumLatencies,
}

// AddServiceDays adds the latencies that an input of logs brought, also in
// several calls. A day without any is not kept.
func (tx *Tx) AddServiceDays(input int64, days []traffic.ServiceDay) error {
	if err := tx.isLog(input); err != nil {
		return fmt.Errorf("add latencies: %w", err)
	}
	for _, d := range days {
		if len(d.Minutes) == 0 {
			continue
		}
		id, err := tx.serviceKey(d.Service, d.Day)
		if err == nil {
			err = soundLatencies(d.Minutes)
		}
		if err == nil {
			brought, values := latencyRow(d.Minutes)
			err = tx.contribute(&latencyTable, id, input, brought, values)
		}
		if err != nil {
			return fmt.Errorf("add latencies of service %.100q on %s: %w", d.Service, d.Day, err)
		}
	}
	return nil
}

// soundLatencies refuses what could be written but not read again.
func soundLatencies(minutes []traffic.MinuteLatency) error {
	for _, m := range minutes {
		if n := m.Total(); n > traffic.MaxCount {
			return fmt.Errorf("%d requests in minute %d are more than the store can hold", n, m.Minute)
		}
	}
	return nil
}

func sumLatencies(parts []contribution) (contribution, []any, error) {
	var sum []traffic.MinuteLatency
	for _, p := range parts {
		minutes, err := traffic.UnpackLatencies(p.minutes)
		if err != nil {
			return contribution{}, nil, err
		}
		sum = traffic.MergeLatencies(sum, minutes)
	}
	if err := soundLatencies(sum); err != nil {
		return contribution{}, nil, err
	}
	brought, values := latencyRow(sum)
	return brought, values, nil
}

// latencyRow is a day as a contribution and as the values of latencyTable's
// queries, with room for input and id.
func latencyRow(minutes []traffic.MinuteLatency) (contribution, []any) {
	blob := traffic.PackLatencies(minutes)
	return contribution{blob, []byte{}}, append(make([]any, 0, 3), blob)
}

// ServiceDays are the latencies of a service on the UTC days from ≤ day < to, in
// order. A row that cannot be read is an error that names it; nothing follows an
// error.
func (tx *Tx) ServiceDays(service string, from, to span.Day) iter.Seq2[traffic.ServiceDay, error] {
	return func(yield func(traffic.ServiceDay, error) bool) {
		stop := errors.New("no more is wanted")
		err := tx.serviceDays(service, from, to, func(d traffic.ServiceDay) error {
			if !yield(d, nil) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			yield(traffic.ServiceDay{}, fmt.Errorf("fetch latencies of service %.100q: %w", service, err))
		}
	}
}

func (tx *Tx) serviceDays(service string, from, to span.Day, fn func(traffic.ServiceDay) error) error {
	number, err := tx.services.lookup(tx, service)
	if err != nil || number == 0 {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	base := number << (customerBits + dayBits)
	return tx.each(`SELECT id, service_latency.minutes FROM service_latency WHERE id >= ? AND id < ? ORDER BY id`,
		[]any{base + dayPart(from), base + dayPart(to)}, func(rows *sql.Rows) error {
			var id int64
			var blob sql.RawBytes
			if err := rows.Scan(&id, &blob); err != nil {
				return err
			}
			d := traffic.ServiceDay{Service: service, Day: dayOf(id)}
			if d.Minutes, err = traffic.UnpackLatencies(blob); err != nil {
				return fmt.Errorf("row %d on %s: the store is damaged: %s: %w", id, d.Day, anew, err)
			}
			return fn(d)
		})
}
