package store

import (
	"strings"

	"aftermath/internal/traffic"
)

// rowsAtOnce is how many rows one statement inserts: a few dozen take half the
// time that as many statements do.
const rowsAtOnce = 24

// evidenceRows inserts the evidence of an input, many rows at a time.
type evidenceRows struct {
	tx     *Tx
	input  int64
	values []any
	n      int
}

func (r *evidenceRows) add(g group, kept []traffic.Evidence) error {
	for i, e := range kept {
		r.values = append(r.values, g.key, g.verdict, r.input, i, e.At.Unix(), e.At.Nanosecond(), e.Status, int64(e.Latency),
			e.Method, e.Path, e.RequestID, e.File, e.Line, int64(e.Hash))
		if r.n++; r.n == rowsAtOnce {
			if err := r.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *evidenceRows) flush() error {
	if r.n == 0 {
		return nil
	}
	const (
		one  = `INSERT INTO evidence (series, verdict, input, position, at, at_ns, status, latency_ns, method, path, request_id, file, line, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
		more = `, (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	)
	_, err := r.tx.exec(one+strings.Repeat(more, r.n-1), r.values...)
	clear(r.values)
	r.values, r.n = r.values[:0], 0
	return err
}
