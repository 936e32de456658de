package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math"
)

// Check reads the whole store and reports everything that is wrong with it:
// damage of the file, rows that point nowhere, sums that are not those of their
// parts, and of each service the first day whose minutes, and the first whose
// latencies, cannot be read.
func (s *Store) Check(ctx context.Context) []error {
	var out []error
	found := func(format string, args ...any) {
		out = append(out, fmt.Errorf("store %s: damaged: %s: %s", s.path, fmt.Sprintf(format, args...), anew))
	}
	err := s.View(ctx, func(tx *Tx) error {
		for _, check := range [...]func(func(string, ...any)) error{tx.checkPages, tx.checkReferences, tx.checkNames, tx.checkParts} {
			if err := check(found); err != nil {
				return err
			}
		}
		var services []string
		err := tx.each(`SELECT name FROM service ORDER BY name`, nil, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			services = append(services, name)
			return err
		})
		for _, service := range services {
			for _, err := range tx.Series(service, math.MinInt32, math.MaxInt32) {
				if err != nil {
					out = append(out, err)
				}
			}
			for _, err := range tx.ServiceDays(service, math.MinInt32, math.MaxInt32) {
				if err != nil {
					out = append(out, err)
				}
			}
		}
		return err
	})
	if err != nil {
		out = append(out, err)
	}
	return out
}

func (tx *Tx) checkPages(found func(string, ...any)) error {
	return tx.each(`PRAGMA integrity_check`, nil, func(rows *sql.Rows) error {
		var message string
		if err := rows.Scan(&message); err != nil {
			return err
		}
		if message != "ok" {
			found("%s", message)
		}
		return nil
	})
}

func (tx *Tx) checkReferences(found func(string, ...any)) error {
	return tx.each(`PRAGMA foreign_key_check`, nil, func(rows *sql.Rows) error {
		var table, parent string
		var row, constraint sql.NullInt64
		if err := rows.Scan(&table, &row, &parent, &constraint); err != nil {
			return err
		}
		found("row %d of table %s has no row in table %s", row.Int64, table, parent)
		return nil
	})
}

// checkNames finds rows whose service or customer has no name, which are no
// foreign keys.
func (tx *Tx) checkNames(found func(string, ...any)) error {
	for _, query := range [...]string{
		`SELECT 'series', min(id) FROM series WHERE service NOT IN (SELECT id FROM service) OR customer NOT IN (SELECT id FROM customer)`,
		`SELECT 'evidence', min(series) FROM evidence WHERE service NOT IN (SELECT id FROM service) OR customer NOT IN (SELECT id FROM customer)`,
		`SELECT 'service_latency', min(id) FROM service_latency WHERE service NOT IN (SELECT id FROM service)`,
	} {
		var table string
		var id sql.NullInt64
		if err := tx.row(query).Scan(&table, &id); err != nil {
			return err
		}
		if id.Valid {
			found("the service or customer of row %d of table %s has no name", id.Int64, table)
		}
	}
	return nil
}

// checkParts finds rows that are not the sum of their parts.
func (tx *Tx) checkParts(found func(string, ...any)) error {
	for _, query := range [...]string{
		`SELECT min(id) FROM series WHERE input IS NULL AND id NOT IN (SELECT whole FROM part)`,
		`SELECT min(id) FROM service_latency WHERE input IS NULL AND id NOT IN (SELECT whole FROM part)`,
	} {
		var id sql.NullInt64
		if err := tx.row(query).Scan(&id); err != nil {
			return err
		}
		if id.Valid {
			found("%s has no parts", place(id.Int64))
		}
	}
	return tx.each(`SELECT DISTINCT whole FROM part ORDER BY whole`, nil, func(rows *sql.Rows) error {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return err
		}
		_, parts, err := tx.parts(id)
		if err != nil {
			return err
		}
		t := tableOf(id)
		sum, _, err := t.sum(parts)
		if err != nil {
			found("the parts of %s: %v", place(id), err)
			return nil
		}
		var owner sql.NullInt64
		var row contribution
		if err := tx.row(t.owner, id).Scan(&owner); err == sql.ErrNoRows {
			found("%s is missing", place(id))
			return nil
		} else if err != nil {
			return err
		}
		if err := tx.row(t.held, id).Scan(&row.minutes, &row.latency); err != nil {
			return err
		}
		if owner.Valid || len(parts) < 2 || !bytes.Equal(row.minutes, sum.minutes) || !bytes.Equal(row.latency, sum.latency) {
			found("%s is not the sum of its parts", place(id))
		}
		return nil
	})
}
