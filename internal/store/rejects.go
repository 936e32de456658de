package store

import "database/sql"

func (tx *Tx) addRejects(in Input) error {
	for i, r := range in.Rejects {
		if _, err := tx.exec(`INSERT INTO reject (input, position, reason, count) VALUES (?, ?, ?, ?)`, in.ID, i, r.Reason, r.Count); err != nil {
			return err
		}
		for j, l := range r.First[:min(len(r.First), FirstRejects)] {
			if _, err := tx.exec(`INSERT INTO reject_line (input, reject, position, line, col, detail, text) VALUES (?, ?, ?, ?, ?, ?, ?)`,
				in.ID, i, j, l.Line, l.Column, l.Detail, l.Text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (tx *Tx) rejects(input int64) ([]Reject, error) {
	var out []Reject
	err := tx.all(`SELECT reason, count FROM reject WHERE input = ? ORDER BY position`, []any{input}, func(rows *sql.Rows) error {
		var r Reject
		err := rows.Scan(&r.Reason, &r.Count)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = tx.all(`SELECT reject, line, col, detail, text FROM reject_line WHERE input = ? ORDER BY reject, position`, []any{input},
		func(rows *sql.Rows) error {
			var i int
			var l RejectedLine
			if err := rows.Scan(&i, &l.Line, &l.Column, &l.Detail, &l.Text); err != nil {
				return err
			}
			out[i].First = append(out[i].First, l)
			return nil
		})
	return out, err
}
