package store

import (
	"database/sql"
	"fmt"

	"aftermath/internal/traffic"
)

// SeriesCustomers are the customers that have series, in order.
func (tx *Tx) SeriesCustomers() ([]string, error) {
	var out []string
	err := tx.each(`SELECT name FROM customer ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, name)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fetch customers: %w", err)
	}
	return out, nil
}

// JoinCustomers enters what inputs brought of customers under another name, to
// what is there.
func (tx *Tx) JoinCustomers(names []string, into string) error {
	if err := tx.join(&tx.customers, names, into, dayBits); err != nil {
		return fmt.Errorf("join customers: %w", err)
	}
	return nil
}

// JoinServices is JoinCustomers of services, which must have no latencies: they
// match nothing, so that their requests are valid for no promise.
func (tx *Tx) JoinServices(names []string, into string) error {
	if err := tx.join(&tx.services, names, into, dayBits+customerBits); err != nil {
		return fmt.Errorf("join services: %w", err)
	}
	return nil
}

// join moves series and evidence from the numbers of names to that of into; a
// number lies shift bits up in the keys of series. All are looked through once,
// however many names there are.
func (tx *Tx) join(all *names, names []string, into string, shift int) error {
	if len(names) == 0 {
		return nil
	}
	to, err := all.intern(tx, into)
	if err != nil {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	joined := map[int64]string{} // by number
	for _, name := range names {
		from, err := all.lookup(tx, name)
		if err != nil {
			return err
		}
		if from != 0 && from != to {
			joined[from] = name
		}
	}
	var ids []int64
	err = tx.all(`SELECT id FROM series ORDER BY id`, nil, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		if _, ok := joined[id>>shift&all.limit]; ok {
			ids = append(ids, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		from := id >> shift & all.limit
		if err := tx.move(id, id+(to-from)<<shift); err != nil {
			return fmt.Errorf("%.100q: %w", joined[from], err)
		}
	}
	return tx.forgetNames()
}

// move gives what inputs brought to one series to another.
func (tx *Tx) move(from, to int64) error {
	inputs, parts, err := tx.parts(from)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		var owner int64
		var all contribution
		if err := tx.row(seriesTable.owner, from).Scan(&owner); err != nil {
			return err
		}
		if err := tx.row(seriesTable.held, from).Scan(&all.minutes, &all.latency); err != nil {
			return err
		}
		inputs, parts = []int64{owner}, []contribution{all}
	}
	for _, query := range [...]string{`DELETE FROM part WHERE whole = ?`, seriesTable.remove} {
		if _, err := tx.exec(query, from); err != nil {
			return err
		}
	}
	for i, p := range parts {
		brought, values, err := sumSeries([]contribution{p})
		if err == nil {
			err = tx.contribute(&seriesTable, to, inputs[i], brought, values)
		}
		if err == nil {
			err = tx.moveEvidence(inputs[i], from, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) moveEvidence(input, from, to int64) error {
	var groups []group
	err := tx.all(`SELECT DISTINCT verdict FROM evidence WHERE series = ? AND input = ?`, []any{from, input}, func(rows *sql.Rows) error {
		g := group{key: from}
		err := rows.Scan(&g.verdict)
		groups = append(groups, g)
		return err
	})
	if err != nil {
		return err
	}
	rows := evidenceRows{tx: tx, input: input}
	for _, g := range groups {
		moved, err := tx.replaceEvidence(input, g, traffic.Evidence{})
		if err != nil {
			return err
		}
		g.key = to
		there, err := tx.replaceEvidence(input, g, traffic.Evidence{})
		if err == nil {
			err = rows.add(g, lowest(append(there, moved...)))
		}
		if err != nil {
			return err
		}
	}
	delete(tx.sampled, input)
	return rows.flush()
}
