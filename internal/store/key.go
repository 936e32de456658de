package store

import (
	"database/sql"
	"errors"
	"fmt"

	"aftermath/internal/span"
)

// The key of a series is service << 44 | customer << 20 | day + dayBias, so
// that one customer's days lie side by side without an index.
const (
	dayBits      = 20
	customerBits = 24
	serviceBits  = 63 - customerBits - dayBits
	dayBias      = 1 << (dayBits - 1) // days before 1970 are kept too
)

// names are the small numbers of the services or of the customers, looked up
// once for each transaction.
type names struct {
	what      string
	find, add string
	limit     int64
	known     map[string]int64
}

func services() names {
	return names{
		what:  "service",
		find:  `SELECT id FROM service WHERE name = ?`,
		add:   `INSERT INTO service (name) VALUES (?)`,
		limit: 1<<serviceBits - 1,
		known: map[string]int64{},
	}
}

func customers() names {
	return names{
		what:  "customer",
		find:  `SELECT id FROM customer WHERE name = ?`,
		add:   `INSERT INTO customer (name) VALUES (?)`,
		limit: 1<<customerBits - 1,
		known: map[string]int64{},
	}
}

// lookup is the number of name, 0 when it has none.
func (n *names) lookup(tx *Tx, name string) (int64, error) {
	if id, ok := n.known[name]; ok {
		return id, nil
	}
	var id int64
	if err := tx.row(n.find, name).Scan(&id); errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	} else if err != nil {
		return 0, err
	}
	n.known[name] = id
	return id, nil
}

// intern is the number of name, which gets one if it has none.
func (n *names) intern(tx *Tx, name string) (int64, error) {
	id, err := n.lookup(tx, name)
	if id != 0 || err != nil {
		return id, err
	}
	result, err := tx.exec(n.add, name)
	if err != nil {
		return 0, err
	}
	if id, err = result.LastInsertId(); err != nil {
		return 0, err
	}
	if id > n.limit {
		return 0, fmt.Errorf("more than %d %ss: does the field that names the %s hold something else?", n.limit, n.what, n.what)
	}
	n.known[name] = id
	return id, nil
}

// key is the key of a series; its service and customer get numbers.
func (tx *Tx) key(service, customer string, day span.Day) (int64, error) {
	c, err := tx.customers.intern(tx, customer)
	if err != nil {
		return 0, err
	}
	key, err := tx.serviceKey(service, day)
	return key | c<<dayBits, err
}

// serviceKey is the key of a service's day: that of a series with customer 0,
// which is no customer's number.
func (tx *Tx) serviceKey(service string, day span.Day) (int64, error) {
	s, err := tx.services.intern(tx, service)
	if err != nil {
		return 0, err
	}
	if day < -dayBias || day >= dayBias {
		return 0, fmt.Errorf("day %d lies outside what the store can hold", day)
	}
	return s<<(customerBits+dayBits) | (int64(day) + dayBias), nil
}

// tableOf is the table in which the row of a key is.
func tableOf(key int64) *summed {
	if key>>dayBits&(1<<customerBits-1) == 0 {
		return &latencyTable
	}
	return &seriesTable
}

// place is the row of a key in an error.
func place(key int64) string {
	if tableOf(key) == &latencyTable {
		return fmt.Sprintf("row %d of table service_latency, %s", key, dayOf(key))
	}
	return fmt.Sprintf("row %d of table series, %s", key, dayOf(key))
}

// dayOf is the day of a key.
func dayOf(key int64) span.Day { return span.Day(key&(1<<dayBits-1) - dayBias) }

// dayPart is day as the low bits of a key, moved to the nearest day that the
// store can hold; one past the last is allowed, as the end of a range.
func dayPart(day span.Day) int64 {
	return min(max(int64(day)+dayBias, 0), 1<<dayBits)
}
