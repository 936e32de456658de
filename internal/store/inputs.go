package store

import (
	"database/sql"
	"fmt"
	"time"
)

// A Kind is what an input was read for.
type Kind string

// The kinds of input.
const (
	Logs      Kind = "logs"
	Incidents Kind = "incidents"
)

// An Input is a file that was read.
type Input struct {
	ID       int64 // given by AddInput
	Kind     Kind
	Path     string // as the configuration reaches it, with '/' between parts
	SHA256   string // of the file's bytes, lower-case hex
	Content  string // of the bytes unpacked, by which the input is known; SHA256 where AddInput is given none
	Bytes    int64
	Lines    int64
	Requests int64
	Rejected int64
	First    time.Time // of what was read, in UTC to the second; zero: nothing in it has a time
	Last     time.Time
	Rules    string // a fingerprint of the settings it was read by
	Rejects  []Reject
}

// A Reject is one reason for which lines of an input were not read.
type Reject struct {
	Reason string
	Count  int64
	First  []RejectedLine // at most FirstRejects
}

// A RejectedLine is a line that was not read. Line and Column count from 1,
// Column in bytes.
type RejectedLine struct {
	Line, Column int64
	Text         string
}

// FirstRejects is how many rejected lines are kept for each reason.
const FirstRejects = 5

// InputByContent finds the input of this kind and content, whatever its name
// and packing.
func (tx *Tx) InputByContent(kind Kind, sha256 string) (in Input, ok bool, err error) {
	return tx.oneInput(`SELECT id, kind, path, sha256, content, bytes, lines, requests, rejected, first_at, last_at, rules
		FROM input WHERE kind = ? AND content = ?`, kind, sha256)
}

// Inputs are all inputs in order of kind, path and reading.
func (tx *Tx) Inputs() ([]Input, error) {
	return tx.inputs(`SELECT id, kind, path, sha256, content, bytes, lines, requests, rejected, first_at, last_at, rules
		FROM input ORDER BY kind, path, id`)
}

func (tx *Tx) oneInput(query string, kind Kind, key string) (Input, bool, error) {
	found, err := tx.inputs(query, kind, key)
	if err != nil || len(found) == 0 {
		return Input{}, false, err
	}
	return found[0], true, nil
}

func (tx *Tx) inputs(query string, args ...any) ([]Input, error) {
	var out []Input
	err := tx.each(query, args, func(rows *sql.Rows) error {
		var in Input
		var first, last sql.NullInt64
		err := rows.Scan(&in.ID, &in.Kind, &in.Path, &in.SHA256, &in.Content, &in.Bytes, &in.Lines, &in.Requests, &in.Rejected, &first, &last, &in.Rules)
		in.First, in.Last = fromSeconds(first), fromSeconds(last)
		out = append(out, in)
		return err
	})
	for i := range out {
		if err == nil {
			out[i].Rejects, err = tx.rejects(out[i].ID)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("fetch inputs: %w", err)
	}
	return out, nil
}

// AddInput keeps in with its rejects and gives it its ID, which is returned.
// An input of the same kind and content must not be there yet: nothing counts
// twice.
func (tx *Tx) AddInput(in Input) (int64, error) {
	if in.Content == "" {
		in.Content = in.SHA256
	}
	if _, ok, err := tx.InputByContent(in.Kind, in.Content); err != nil {
		return 0, err
	} else if ok {
		return 0, fmt.Errorf("add input %s: the same bytes were read before", in.Path)
	}
	result, err := tx.exec(`INSERT INTO input (kind, path, sha256, content, bytes, lines, requests, rejected, first_at, last_at, rules)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		in.Kind, in.Path, in.SHA256, in.Content, in.Bytes, in.Lines, in.Requests, in.Rejected, toSeconds(in.First), toSeconds(in.Last), in.Rules)
	if err == nil {
		in.ID, err = result.LastInsertId()
	}
	if err == nil {
		err = tx.addRejects(in)
	}
	if err != nil {
		return 0, fmt.Errorf("add input %s: %w", in.Path, err)
	}
	return in.ID, nil
}

// Rename says that an input is now found under another name, or packed in
// another way: what was read from it stays.
func (tx *Tx) Rename(id int64, path, sha256 string, bytes int64) error {
	if _, err := tx.exec(`UPDATE input SET path = ?, sha256 = ?, bytes = ? WHERE id = ?`, path, sha256, bytes, id); err != nil {
		return fmt.Errorf("rename input %s: %w", path, err)
	}
	return nil
}

// Clear drops the inputs of a kind and every fact that was read from them.
// Statements stay until PutAccount replaces them.
func (tx *Tx) Clear(kind Kind) error {
	_, err := tx.exec(`DELETE FROM input WHERE kind = ?`, kind)
	if kind == Logs {
		for _, query := range [...]string{`DELETE FROM evidence`, `DELETE FROM series`, `DELETE FROM customer`, `DELETE FROM service`} {
			if err == nil {
				_, err = tx.exec(query)
			}
		}
		tx.services, tx.customers = services(), customers()
	}
	if err != nil {
		return fmt.Errorf("clear %s: %w", kind, err)
	}
	return nil
}

func toSeconds(t time.Time) sql.NullInt64 { return sql.NullInt64{Int64: t.Unix(), Valid: !t.IsZero()} }

func fromSeconds(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(n.Int64, 0).UTC()
}
