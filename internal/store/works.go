package store

import (
	"database/sql"
	"fmt"

	"aftermath/internal/incident"
	"aftermath/internal/span"
)

// PutWorks keeps the maintenance that an input announces. Call it once for an
// input.
func (tx *Tx) PutWorks(input int64, works []incident.Work) error {
	for i, w := range works {
		if err := tx.putWork(input, int64(i), w); err != nil {
			return fmt.Errorf("put maintenance %.100q of %s: %w", w.ID, w.File, err)
		}
	}
	return nil
}

func (tx *Tx) putWork(input, position int64, w incident.Work) error {
	result, err := tx.exec(`INSERT INTO work (input, position, name, title, provider, url, start_at, end_at, announced_at, cancelled,
			file, line, col, start_byte, end_byte, sha256)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		input, position, w.ID, w.Title, w.Provider, w.URL, w.Span.Start.Unix(), w.Span.End.Unix(), toSeconds(w.Announced), w.Cancelled,
		w.File, w.Line, w.Column, w.Place.Start, w.Place.End, w.Digest)
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return tx.putTexts(`INSERT INTO work_component (work, position, name) VALUES (?, ?, ?)`, id, w.Components)
}

// putTexts inserts texts at their positions below the row id.
func (tx *Tx) putTexts(query string, id int64, texts []string) error {
	for i, text := range texts {
		if _, err := tx.exec(query, id, i, text); err != nil {
			return err
		}
	}
	return nil
}

// Works are all announced maintenance in order of their input's path and of
// their place in it, with times in UTC, to the second.
func (tx *Tx) Works() ([]incident.Work, error) {
	var out []incident.Work
	at := map[int64]int{} // id → index in out
	err := tx.each(`SELECT work.id, name, title, provider, url, start_at, end_at, announced_at, cancelled,
			file, line, col, start_byte, end_byte, work.sha256
		FROM work JOIN input ON input.id = work.input
		ORDER BY input.path, input.id, work.position`, nil, func(rows *sql.Rows) error {
		var id int64
		var w incident.Work
		var start, end, announced sql.NullInt64
		err := rows.Scan(&id, &w.ID, &w.Title, &w.Provider, &w.URL, &start, &end, &announced, &w.Cancelled,
			&w.File, &w.Line, &w.Column, &w.Place.Start, &w.Place.End, &w.Digest)
		w.Span, w.Announced = span.New(fromSeconds(start), fromSeconds(end)), fromSeconds(announced)
		at[id] = len(out)
		out = append(out, w)
		return err
	})
	if err == nil {
		err = tx.texts(`SELECT work, name FROM work_component ORDER BY work, position`, func(id int64) *[]string { return &out[at[id]].Components })
	}
	if err != nil {
		return nil, fmt.Errorf("fetch maintenance: %w", err)
	}
	return out, nil
}

// PutWarnings keeps what is odd about an input of incidents. Call it once for
// an input.
func (tx *Tx) PutWarnings(input int64, texts []string) error {
	if err := tx.putTexts(`INSERT INTO input_warning (input, position, text) VALUES (?, ?, ?)`, input, texts); err != nil {
		return fmt.Errorf("put warnings: %w", err)
	}
	return nil
}

// Warnings are what is odd about inputs of incidents, in order of their path.
func (tx *Tx) Warnings() ([]string, error) {
	var out []string
	err := tx.each(`SELECT text FROM input_warning JOIN input ON input.id = input_warning.input
		ORDER BY input.path, input.id, position`, nil, func(rows *sql.Rows) error {
		var text string
		err := rows.Scan(&text)
		out = append(out, text)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("fetch warnings: %w", err)
	}
	return out, nil
}
