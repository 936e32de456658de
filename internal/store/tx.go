package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// A Tx is one transaction. It is valid only inside the function that it was
// given to, and for one goroutine.
type Tx struct {
	ctx       context.Context
	conn      *sql.Conn
	writes    bool
	prepared  map[string]*sql.Stmt
	services  names
	customers names

	unsettled map[int64]*summed        // rows whose parts have changed, by id
	sampled   map[int64]map[group]bool // by input, of what it has evidence
	unread    map[int64]string         // inputs still to be completed, with their paths
}

// How a transaction begins. A writing one takes its lock at once: one that
// reads first and is overtaken by another writer would fail without waiting.
const (
	reading = "BEGIN"
	writing = "BEGIN IMMEDIATE"
)

// Update runs fn in one writing transaction. When fn fails or ctx is done
// before it is over, everything is as before. While another process writes,
// Update waits a few seconds, then fails.
func (s *Store) Update(ctx context.Context, fn func(*Tx) error) error {
	if s.readOnly {
		return fmt.Errorf("store %s: it was opened for reading only", s.path)
	}
	return s.explain(s.transact(ctx, writing, fn))
}

// View runs fn in one reading transaction: from its first look on, fn sees one
// state of the store, whatever others do meanwhile.
func (s *Store) View(ctx context.Context, fn func(*Tx) error) error {
	return s.explain(s.transact(ctx, reading, fn))
}

// transact runs the transaction by hand. With database/sql's own, a done
// context rolls back in another goroutine, some time later; here the store is
// as before when the error arrives.
func (s *Store) transact(ctx context.Context, begin string, fn func(*Tx) error) (err error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	uncancelled := context.WithoutCancel(ctx)
	tx := &Tx{ctx: ctx, conn: conn, writes: begin == writing, prepared: map[string]*sql.Stmt{}, services: services(), customers: customers(),
		unsettled: map[int64]*summed{}, sampled: map[int64]map[group]bool{}, unread: map[int64]string{}}
	committed := false
	defer func() {
		for _, stmt := range tx.prepared {
			stmt.Close()
		}
		if !committed { // also when fn panics, or when BEGIN was interrupted
			conn.ExecContext(uncancelled, "ROLLBACK") // fails where SQLite itself has rolled back, as on a full disk
		}
	}()
	if _, err := conn.ExecContext(ctx, begin); err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return err
	}
	if err := tx.complete(); err != nil {
		return err
	}
	if err := tx.settle(); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	// Not to be interrupted: a commit that took effect must not read as a failure.
	if _, err := conn.ExecContext(uncancelled, "COMMIT"); err != nil {
		return err
	}
	committed = true
	return nil
}

// stmt prepares a query once for the transaction. Its rows must be read to the
// end before it runs again; each is for queries that stream.
func (tx *Tx) stmt(query string) (*sql.Stmt, error) {
	if tx.ctx.Err() != nil {
		return nil, context.Cause(tx.ctx)
	}
	if stmt := tx.prepared[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := tx.conn.PrepareContext(context.WithoutCancel(tx.ctx), query)
	if err != nil {
		return nil, err
	}
	tx.prepared[query] = stmt
	return stmt, nil
}

// exec runs a prepared statement that writes. The context is looked at before each
// statement, not during it: they are short, and a watched one costs a
// goroutine.
func (tx *Tx) exec(query string, args ...any) (sql.Result, error) {
	if !tx.writes {
		return nil, errors.New("this transaction only reads")
	}
	stmt, err := tx.stmt(query)
	if err != nil {
		return nil, err
	}
	return stmt.Exec(args...)
}

// A row is a single row, or the error of looking for it.
type row struct {
	*sql.Row
	err error
}

// Scan is sql.Row's, with sql.ErrNoRows when there is none.
func (r row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	return r.Row.Scan(dest...)
}

func (tx *Tx) row(query string, args ...any) row {
	stmt, err := tx.stmt(query)
	if err != nil {
		return row{err: err}
	}
	return row{Row: stmt.QueryRow(args...)}
}

// each runs fn for each row of a query; several may be under way at once.
func (tx *Tx) each(query string, args []any, fn func(*sql.Rows) error) error {
	if tx.ctx.Err() != nil {
		return context.Cause(tx.ctx)
	}
	rows, err := tx.conn.QueryContext(context.WithoutCancel(tx.ctx), query, args...)
	if err != nil {
		return err
	}
	return tx.read(rows, fn)
}

// all is each for a query that runs often: it is prepared once, so that fn must
// not run it again.
func (tx *Tx) all(query string, args []any, fn func(*sql.Rows) error) error {
	stmt, err := tx.stmt(query)
	if err != nil {
		return err
	}
	rows, err := stmt.Query(args...)
	if err != nil {
		return err
	}
	return tx.read(rows, fn)
}

func (tx *Tx) read(rows *sql.Rows, fn func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if tx.ctx.Err() != nil {
			return context.Cause(tx.ctx)
		}
		if err := fn(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
