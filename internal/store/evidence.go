package store

import (
	"database/sql"
	"fmt"
	"slices"
	"time"

	"aftermath/internal/span"
	"aftermath/internal/traffic"
)

// AddEvidence offers requests to the sample that is kept: for each customer,
// service, UTC day and verdict the traffic.PerDay of lowest hash, in whatever
// order and by however many calls they come.
func (tx *Tx) AddEvidence(offered []traffic.Evidence) error {
	type group struct {
		key     int64
		verdict traffic.Verdict
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
	for _, g := range order {
		if err := tx.offer(g.key, g.verdict, offers[g]); err != nil {
			first := offers[g][0]
			return fmt.Errorf("add evidence %s:%d: %w", first.File, first.Line, err)
		}
	}
	return nil
}

// offer merges the offers of one key and verdict into the sample of the store.
func (tx *Tx) offer(key int64, verdict traffic.Verdict, offers []traffic.Evidence) error {
	names := traffic.Evidence{Service: offers[0].Service, Customer: offers[0].Customer}
	had, err := tx.evidence(names, `SELECT at, at_ns, verdict, status, latency_ns, method, path, request_id, file, line, hash
		FROM evidence WHERE series = ? AND verdict = ? ORDER BY position`, key, verdict)
	if err != nil {
		return err
	}
	var sample traffic.Sample
	for _, e := range slices.Concat(had, offers) {
		sample.Offer(e)
	}
	kept := sample.All()
	if slices.Equal(kept, had) {
		return nil
	}
	if len(had) > 0 {
		if _, err := tx.exec(`DELETE FROM evidence WHERE series = ? AND verdict = ?`, key, verdict); err != nil {
			return err
		}
	}
	for i, e := range kept {
		_, err := tx.exec(`INSERT INTO evidence (series, verdict, position, at, at_ns, status, latency_ns, method, path, request_id, file, line, hash)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			key, verdict, i, e.At.Unix(), e.At.Nanosecond(), e.Status, int64(e.Latency), e.Method, e.Path, e.RequestID, e.File, e.Line, int64(e.Hash))
		if err != nil {
			return err
		}
	}
	return nil
}

// Evidence is the sample of a customer's requests to a service within a span,
// in order of time, file and line. Times are in UTC.
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
	out, err := tx.evidence(traffic.Evidence{Service: service, Customer: customer},
		`SELECT at, at_ns, verdict, status, latency_ns, method, path, request_id, file, line, hash
		FROM evidence WHERE series >= ? AND series < ? ORDER BY at, at_ns, file, line, verdict, position`,
		base+dayPart(from), base+dayPart(to+1))
	if err != nil {
		return nil, fmt.Errorf("fetch evidence of customer %.100q at service %.100q: %w", customer, service, err)
	}
	return slices.DeleteFunc(out, func(e traffic.Evidence) bool { return !within.Contains(e.At) }), nil
}

// evidence fetches rows; their service and customer are those of names.
func (tx *Tx) evidence(names traffic.Evidence, query string, args ...any) ([]traffic.Evidence, error) {
	var out []traffic.Evidence
	err := tx.each(query, args, func(rows *sql.Rows) error {
		e := names
		var at, ns, hash int64
		err := rows.Scan(&at, &ns, &e.Verdict, &e.Status, &e.Latency, &e.Method, &e.Path, &e.RequestID, &e.File, &e.Line, &hash)
		e.At, e.Hash = time.Unix(at, ns).UTC(), uint64(hash)
		out = append(out, e)
		return err
	})
	return out, err
}
