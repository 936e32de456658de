package store

import (
	"database/sql"
	"fmt"
	"slices"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// A group is the requests of one series and verdict that an input brought.
type group struct {
	key     int64
	verdict traffic.Verdict
}

// AddEvidence offers requests that an input of logs brought to its sample: for
// each customer, service, UTC day and verdict the traffic.PerDay of lowest hash
// are kept, in whatever order and by however many calls they come.
func (tx *Tx) AddEvidence(input int64, offered []traffic.Evidence) error {
	if err := tx.isLog(input); err != nil {
		return fmt.Errorf("add evidence: %w", err)
	}
	had, err := tx.groups(input)
	if err != nil {
		return fmt.Errorf("add evidence: %w", err)
	}
	offers := map[group][]traffic.Evidence{}
	var order []group
	for _, e := range offered {
		day, _ := span.DayOf(span.MinuteOf(e.At))
		key, err := tx.key(e.Service, e.Customer, day)
		if err != nil {
			return fmt.Errorf("add evidence %s:%d: %w", e.File, e.Line, err)
		}
		g := group{key, e.Verdict}
		if offers[g] == nil {
			order = append(order, g)
		}
		e.At = e.At.UTC()
		offers[g] = append(offers[g], e)
	}
	rows := evidenceRows{tx: tx, input: input}
	for _, g := range order {
		all := offers[g]
		if had[g] {
			before, err := tx.replaceEvidence(input, g, all[0])
			if err != nil {
				return fmt.Errorf("add evidence %s:%d: %w", all[0].File, all[0].Line, err)
			}
			all = append(before, all...)
		}
		had[g] = true
		if err := rows.add(g, lowest(all)); err != nil {
			return fmt.Errorf("add evidence %s:%d: %w", all[0].File, all[0].Line, err)
		}
	}
	if err := rows.flush(); err != nil {
		return fmt.Errorf("add evidence: %w", err)
	}
	return nil
}

// groups are those of which the store has a sample from this input; AddEvidence
// keeps them up to date.
func (tx *Tx) groups(input int64) (map[group]bool, error) {
	if had := tx.sampled[input]; had != nil {
		return had, nil
	}
	had := map[group]bool{}
	err := tx.each(`SELECT DISTINCT series, verdict FROM evidence WHERE input = ?`, []any{input}, func(rows *sql.Rows) error {
		var g group
		err := rows.Scan(&g.key, &g.verdict)
		had[g] = true
		return err
	})
	if err != nil {
		return nil, err
	}
	tx.sampled[input] = had
	return had, nil
}

// replaceEvidence takes out the rows of a group, to be put back with others.
func (tx *Tx) replaceEvidence(input int64, g group, names traffic.Evidence) ([]traffic.Evidence, error) {
	var had []traffic.Evidence
	err := tx.all(`SELECT at, at_ns, verdict, status, latency_ns, method, path, request_id, file, line, hash
		FROM evidence WHERE series = ? AND verdict = ? AND input = ? ORDER BY position`, []any{g.key, g.verdict, input}, func(rows *sql.Rows) error {
		e, err := scanEvidence(rows, names)
		had = append(had, e)
		return err
	})
	if err == nil {
		_, err = tx.exec(`DELETE FROM evidence WHERE series = ? AND verdict = ? AND input = ?`, g.key, g.verdict, input)
	}
	return had, err
}

// lowest are those of all that a sample keeps, in order.
func lowest(all []traffic.Evidence) []traffic.Evidence {
	var sample traffic.Sample
	for _, e := range all {
		sample.Offer(e)
	}
	return sample.All()
}

// Evidence is the sample of a customer's requests to a service within a span, in
// order of time, file and line: of each UTC day and verdict the traffic.PerDay
// of lowest hash, whichever inputs brought them. Times are in UTC.
func (tx *Tx) Evidence(service, customer string, within span.Span) ([]traffic.Evidence, error) {
	s, err := tx.services.lookup(tx, service)
	if err != nil || s == 0 || within.Empty() {
		return nil, err
	}
	c, err := tx.customers.lookup(tx, customer)
	if err != nil || c == 0 {
		return nil, err
	}
	base := s<<(customerBits+dayBits) | c<<dayBits
	from, _ := span.DayOf(span.MinuteOf(within.Start))
	to, _ := span.DayOf(span.MinuteOf(within.End))
	var all []traffic.Evidence
	err = tx.each(`SELECT at, at_ns, verdict, status, latency_ns, method, path, request_id, file, line, hash
		FROM evidence WHERE series >= ? AND series < ? ORDER BY series, verdict, input, position`,
		[]any{base + dayPart(from), base + dayPart(to+1)}, func(rows *sql.Rows) error {
			e, err := scanEvidence(rows, traffic.Evidence{Service: service, Customer: customer})
			all = append(all, e)
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("fetch evidence of customer %.100q at service %.100q: %w", customer, service, err)
	}
	return slices.DeleteFunc(lowest(all), func(e traffic.Evidence) bool { return !within.Contains(e.At) }), nil
}

// scanEvidence reads a row; its service and customer are those of names.
func scanEvidence(rows *sql.Rows, names traffic.Evidence) (traffic.Evidence, error) {
	e := traffic.Evidence{Service: names.Service, Customer: names.Customer}
	var at, ns, hash int64
	err := rows.Scan(&at, &ns, &e.Verdict, &e.Status, &e.Latency, &e.Method, &e.Path, &e.RequestID, &e.File, &e.Line, &hash)
	e.At, e.Hash = time.Unix(at, ns).UTC(), uint64(hash)
	return e, err
}
