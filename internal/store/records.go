package store

import (
	"database/sql"
	"fmt"
	"math/big"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/money"
	"aftermath/internal/span"
)

// A Record is what a statement on record came to.
type Record struct {
	Customer, Service, Policy string // ids
	Judged                    span.Span
	Verdict                   contract.Verdict
	Availability              *big.Rat // nil: none
	Down                      int64    // minutes
	Credit                    money.Amount
	Carried                   money.Amount // a credit below the minimum that waits
}

// Records are the statements whose judged part is over at an instant, in order
// of period and place.
func (tx *Tx) Records(until time.Time) ([]Record, error) {
	var out []Record
	err := tx.each(`SELECT customer, service, policy, start_at, end_at, verdict, availability_num, availability_den, down, credit_minor, currency, carried_minor
		FROM statement WHERE end_at <= ? ORDER BY period, position`, []any{until.Unix()}, func(rows *sql.Rows) error {
		var r Record
		var start, end int64
		var top, bottom sql.NullString
		if err := rows.Scan(&r.Customer, &r.Service, &r.Policy, &start, &end, &r.Verdict, &top, &bottom, &r.Down, &r.Credit.Minor, &r.Credit.Currency, &r.Carried.Minor); err != nil {
			return err
		}
		r.Carried.Currency = r.Credit.Currency
		r.Judged = span.New(time.Unix(start, 0).UTC(), time.Unix(end, 0).UTC())
		if top.Valid {
			var ok bool
			if r.Availability, ok = new(big.Rat).SetString(top.String + "/" + bottom.String); !ok {
				return fmt.Errorf("statement of customer %.100q until %s: the store is damaged: availability %.40q/%.40q is no fraction", r.Customer, r.Judged.End.Format(time.DateOnly), top.String, bottom.String)
			}
		}
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("fetch earlier statements: %w", err)
	}
	return out, nil
}
