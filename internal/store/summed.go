package store

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"
)

// A summed is a table each row of which is the sum of what inputs brought to it.
//
//  1. A row that one input brought names it, and is its contribution.
//  2. When a second input brings something, what the first did moves to a part
//     and the second's is put beside it. The row names no input and is the sum
//     of its parts.
//  3. Taking an input back drops its rows and its parts; where one part is left
//     it becomes the row again.
//
// After 2 and 3 a row is computed anew from its parts, not by adding or
// subtracting, so that it is the same bytes in whatever order the inputs came
// and went. That is done once for a row, by settle.
type summed struct {
	insert   string // values, input, id: a new row; nothing where there is one
	owner    string // the input of row id
	held     string // minutes and latency of row id
	update   string // values, input, id
	split    string // row id becomes a part of its input; the row itself settle makes anew
	remove   string // row id
	removeOf string // the rows of an input

	// sum adds contributions up: to what a part keeps, and to the values of the
	// row in insert and update.
	sum func(parts []contribution) (contribution, []any, error)
}

// A contribution is what an input brought to one row, packed.
type contribution struct{ minutes, latency []byte }

// contribute adds what an input brings to row id; values are those of a row that
// is nothing else.
func (tx *Tx) contribute(t *summed, id, input int64, brought contribution, values []any) error {
	result, err := tx.exec(t.insert, append(values, input, id)...)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); n == 1 || err != nil {
		return err
	}
	if tx.unsettled[id] != nil {
		return tx.addPart(t, id, input, brought)
	}
	var owner sql.NullInt64
	if err := tx.row(t.owner, id).Scan(&owner); err != nil {
		return err
	}
	if owner.Valid && owner.Int64 == input {
		var had contribution
		if err := tx.row(t.held, id).Scan(&had.minutes, &had.latency); err != nil {
			return err
		}
		_, values, err := t.sum([]contribution{had, brought})
		if err != nil {
			return err
		}
		_, err = tx.exec(t.update, append(values, input, id)...)
		return err
	}
	if owner.Valid {
		if _, err := tx.exec(t.split, id); err != nil {
			return err
		}
	}
	tx.unsettled[id] = t
	return tx.addPart(t, id, input, brought)
}

// addPart adds to the part that an input has in row id, if any.
func (tx *Tx) addPart(t *summed, id, input int64, brought contribution) error {
	result, err := tx.exec(`INSERT INTO part (minutes, latency, whole, input) VALUES (?, ?, ?, ?) ON CONFLICT (whole, input) DO NOTHING`,
		brought.minutes, brought.latency, id, input)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); n == 1 || err != nil {
		return err
	}
	var had contribution
	if err := tx.row(`SELECT minutes, latency FROM part WHERE whole = ? AND input = ?`, id, input).Scan(&had.minutes, &had.latency); err != nil {
		return err
	}
	sum, _, err := t.sum([]contribution{had, brought})
	if err != nil {
		return err
	}
	_, err = tx.exec(`UPDATE part SET minutes = ?, latency = ? WHERE whole = ? AND input = ?`, sum.minutes, sum.latency, id, input)
	return err
}

// settle computes the rows whose parts have changed. Whatever reads rows calls
// it first, and so does the end of the transaction.
func (tx *Tx) settle() error {
	for _, id := range slices.Sorted(maps.Keys(tx.unsettled)) {
		if err := tx.settleRow(tx.unsettled[id], id); err != nil {
			return fmt.Errorf("sum up %s: %w", place(id), err)
		}
		delete(tx.unsettled, id)
	}
	return nil
}

func (tx *Tx) settleRow(t *summed, id int64) error {
	inputs, parts, err := tx.parts(id)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		_, err := tx.exec(t.remove, id)
		return err
	}
	_, values, err := t.sum(parts)
	if err != nil {
		return err
	}
	var owner any
	if len(parts) == 1 {
		owner = inputs[0]
		if _, err := tx.exec(`DELETE FROM part WHERE whole = ?`, id); err != nil {
			return err
		}
	}
	_, err = tx.exec(t.update, append(values, owner, id)...)
	return err
}

// parts are the parts of row id in order of input.
func (tx *Tx) parts(id int64) (inputs []int64, parts []contribution, err error) {
	err = tx.all(`SELECT input, minutes, latency FROM part WHERE whole = ? ORDER BY input`, []any{id}, func(rows *sql.Rows) error {
		var input int64
		var p contribution
		err := rows.Scan(&input, &p.minutes, &p.latency)
		inputs, parts = append(inputs, input), append(parts, p)
		return err
	})
	return inputs, parts, err
}

// takeBack drops what an input brought to any row.
func (tx *Tx) takeBack(input int64) error {
	if err := tx.settle(); err != nil { // until then a row may name an input that is not alone
		return err
	}
	for _, t := range [...]*summed{&seriesTable, &latencyTable} {
		if _, err := tx.exec(t.removeOf, input); err != nil {
			return err
		}
	}
	err := tx.all(`SELECT whole FROM part WHERE input = ?`, []any{input}, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		tx.unsettled[id] = tableOf(id)
		return err
	})
	if err == nil {
		_, err = tx.exec(`DELETE FROM part WHERE input = ?`, input)
	}
	if err == nil {
		err = tx.settle()
	}
	return err
}
