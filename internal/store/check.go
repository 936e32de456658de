package store

import (
	"context"
	"database/sql"
	"fmt"
	"math"
)

// Check reads the whole store and reports everything that is wrong with it:
// damage of the file, rows that point nowhere, and of each service the first
// day whose minutes cannot be read.
func (s *Store) Check(ctx context.Context) []error {
	var out []error
	err := s.View(ctx, func(tx *Tx) error {
		err := tx.each(`PRAGMA integrity_check`, nil, func(rows *sql.Rows) error {
			var message string
			if err := rows.Scan(&message); err != nil {
				return err
			}
			if message != "ok" {
				out = append(out, fmt.Errorf("store %s: damaged: %s: %s", s.path, message, anew))
			}
			return nil
		})
		if err != nil {
			return err
		}
		err = tx.each(`PRAGMA foreign_key_check`, nil, func(rows *sql.Rows) error {
			var table, parent string
			var row, constraint sql.NullInt64
			if err := rows.Scan(&table, &row, &parent, &constraint); err != nil {
				return err
			}
			out = append(out, fmt.Errorf("store %s: damaged: row %d of table %s has no row in table %s: %s", s.path, row.Int64, table, parent, anew))
			return nil
		})
		if err != nil {
			return err
		}
		services, err := tx.SeriesServices()
		if err != nil {
			return err
		}
		for _, service := range services {
			for _, err := range tx.Series(service, math.MinInt32, math.MaxInt32) {
				if err != nil {
					out = append(out, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		out = append(out, err)
	}
	return out
}
