package store

import (
	"database/sql"
	"errors"
	"fmt"
)

// Forget takes an input back with every fact that it brought: what is left is
// what would be there had it never been read. Statements stay until PutAccount
// replaces them.
func (tx *Tx) Forget(input int64) error {
	var path string
	err := tx.row(`SELECT path FROM input WHERE id = ?`, input).Scan(&path)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("forget input %d: there is none", input)
	}
	if err == nil {
		_, err = tx.exec(`DELETE FROM evidence WHERE input = ?`, input)
	}
	if err == nil {
		_, err = tx.exec(`DELETE FROM coverage WHERE input = ?`, input)
	}
	if err == nil {
		err = tx.takeBack(input)
	}
	if err == nil {
		_, err = tx.exec(`DELETE FROM input WHERE id = ?`, input)
	}
	if err == nil {
		err = tx.forgetNames()
	}
	if err != nil {
		return fmt.Errorf("forget %s: %w", path, err)
	}
	delete(tx.unread, input)
	delete(tx.sampled, input)
	return nil
}

// forgetNames drops the services and customers of which nothing is left.
func (tx *Tx) forgetNames() error {
	for _, query := range [...]string{
		`DELETE FROM customer WHERE id NOT IN (SELECT id >> 20 & 16777215 FROM series UNION SELECT series >> 20 & 16777215 FROM evidence)`,
		`DELETE FROM service WHERE id NOT IN (SELECT id >> 44 FROM series UNION SELECT id >> 44 FROM service_latency UNION SELECT series >> 44 FROM evidence)`,
	} {
		if _, err := tx.exec(query); err != nil {
			return err
		}
	}
	tx.services, tx.customers = services(), customers()
	return nil
}

// Clear drops the inputs of a kind and every fact that was read from them.
// Statements stay until PutAccount replaces them.
func (tx *Tx) Clear(kind Kind) error {
	var err error
	if kind == Logs {
		for _, query := range [...]string{
			`DELETE FROM evidence`, `DELETE FROM coverage`, `DELETE FROM part`, `DELETE FROM series`, `DELETE FROM service_latency`, `DELETE FROM customer`, `DELETE FROM service`,
		} {
			if err == nil {
				_, err = tx.exec(query)
			}
		}
		tx.services, tx.customers = services(), customers()
		clear(tx.unsettled)
		clear(tx.sampled)
	}
	if err == nil {
		_, err = tx.exec(`DELETE FROM input WHERE kind = ?`, kind)
	}
	if err != nil {
		return fmt.Errorf("clear %s: %w", kind, err)
	}
	return nil
}
