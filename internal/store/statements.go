package store

import (
	"database/sql"
	"fmt"
	"reflect"

	"aftermath/internal/money"
	"aftermath/internal/statement"
)

// PutAccount keeps the statements of a period, named as 2025-04, for people
// to query, in place of those that were there. When they are equal nothing is
// written.
func (tx *Tx) PutAccount(period string, statements []statement.Statement) error {
	want := accountRows(period, statements)
	had, err := tx.accountRows(period)
	if err != nil {
		return fmt.Errorf("fetch the account of %s: %w", period, err)
	}
	if reflect.DeepEqual(want, had) {
		return nil
	}
	if _, err := tx.exec(`DELETE FROM statement WHERE period = ?`, period); err != nil {
		return fmt.Errorf("replace the account of %s: %w", period, err)
	}
	for i, insert := range [...]string{
		`INSERT INTO statement (period, position, customer, customer_name, service, policy, zone, start_at, end_at,
			minutes, up, degraded, down, excluded, unknown, requests, valid, failed, slow,
			availability_num, availability_den, availability, target, verdict, tier, credit_percent, credit_minor, currency, carried_minor)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		`INSERT INTO outage (period, statement, position, start_at, end_at, state, source, reason, requests, valid, failed, slow)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		`INSERT INTO outage_incident (period, statement, outage, position, incident) VALUES (?, ?, ?, ?, ?)`,
	} {
		for _, row := range want[i] {
			if _, err := tx.exec(insert, row...); err != nil {
				return fmt.Errorf("put the account of %s: %w", period, err)
			}
		}
	}
	return nil
}

// account is the rows of tables statement, outage and outage_incident, each in
// order of its key and with the values that SQLite gives back.
type account [3][][]any

func (tx *Tx) accountRows(period string) (account, error) {
	var out account
	for i, query := range [...]string{
		`SELECT period, position, customer, customer_name, service, policy, zone, start_at, end_at,
			minutes, up, degraded, down, excluded, unknown, requests, valid, failed, slow,
			availability_num, availability_den, availability, target, verdict, tier, credit_percent, credit_minor, currency, carried_minor
		FROM statement WHERE period = ? ORDER BY position`,
		`SELECT period, statement, position, start_at, end_at, state, source, reason, requests, valid, failed, slow
		FROM outage WHERE period = ? ORDER BY statement, position`,
		`SELECT period, statement, outage, position, incident
		FROM outage_incident WHERE period = ? ORDER BY statement, outage, position`,
	} {
		err := tx.each(query, []any{period}, func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			row := make([]any, len(columns))
			dest := make([]any, len(columns))
			for c := range row {
				dest[c] = &row[c]
			}
			if err := rows.Scan(dest...); err != nil {
				return err
			}
			out[i] = append(out[i], row)
			return nil
		})
		if err != nil {
			return account{}, err
		}
	}
	return out, nil
}

func accountRows(period string, statements []statement.Statement) account {
	var out account
	for i, s := range statements {
		out[0] = append(out[0], statementRow(period, i, s))
		position := 0
		for _, runs := range [...][]statement.Run{s.Bad, s.Other} {
			for _, r := range runs {
				out[1] = append(out[1], []any{
					period, int64(i), int64(position), r.Start.Unix(), r.End.Unix(), string(r.State), string(r.Source), r.Reason,
					int64(r.Requests.Total), int64(r.Requests.Valid), int64(r.Requests.Failed), int64(r.Requests.Slow),
				})
				for k, id := range r.Incidents {
					out[2] = append(out[2], []any{period, int64(i), int64(position), int64(k), id})
				}
				position++
			}
		}
	}
	return out
}

func statementRow(period string, position int, s statement.Statement) []any {
	row := []any{
		period, int64(position), s.Customer.ID, s.Customer.Name, s.Service.ID, s.Policy.ID, s.Period.Zone.String(),
		s.Judged.Start.Unix(), s.Judged.End.Unix(),
		s.Minutes.Period, s.Minutes.Up, s.Minutes.Degraded, s.Minutes.Down, s.Minutes.Excluded, s.Minutes.Unknown,
		int64(s.Requests.Total), int64(s.Requests.Valid), int64(s.Requests.Failed), int64(s.Requests.Slow),
	}
	if a := s.Judgement.Availability; a != nil {
		row = append(row, a.Num().String(), a.Denom().String(), money.FloorPercent(a, 4))
	} else {
		row = append(row, nil, nil, nil)
	}
	row = append(row, s.Policy.Target.String(), string(s.Judgement.Verdict))
	if t := s.Judgement.Tier; t != nil {
		row = append(row, t.String(), t.Credit.String())
	} else {
		row = append(row, nil, nil)
	}
	return append(row, s.Judgement.Credit.Minor, s.Judgement.Credit.Currency, s.Judgement.Carried.Minor)
}
