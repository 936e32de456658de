package store

import (
	"fmt"

	"aftermath/internal/incident"
)

// PutIncidents keeps what an input says of incidents, after what it was
// already seen to say.
func (tx *Tx) PutIncidents(input int64, records []incident.Record) error {
	var position int64
	if err := tx.row(`SELECT coalesce(max(position) + 1, 0) FROM incident WHERE input = ?`, input).Scan(&position); err != nil {
		return fmt.Errorf("put incidents: %w", err)
	}
	for i, r := range records {
		if err := tx.putIncident(input, position+int64(i), r); err != nil {
			return fmt.Errorf("put incident %.100q of %s: %w", r.ID, r.File, err)
		}
	}
	return nil
}

func (tx *Tx) putIncident(input, position int64, r incident.Record) error {
	result, err := tx.exec(`INSERT INTO incident (input, position, name, title, provider, url, impact, open, file, sha256)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, input, position, r.ID, r.Title, r.Provider, r.URL, r.Impact, r.Open, r.File, r.Digest)
	if err != nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	for _, list := range [...]struct {
		query string
		texts []string
	}{
		{`INSERT INTO incident_component (incident, position, name) VALUES (?, ?, ?)`, r.Components},
		{`INSERT INTO incident_link (incident, position, url) VALUES (?, ?, ?)`, r.Links},
		{`INSERT INTO incident_warning (incident, position, text) VALUES (?, ?, ?)`, r.Warnings},
	} {
		if err := tx.putTexts(list.query, id, list.texts); err != nil {
			return err
		}
	}
	for i, p := range r.Posts {
		at := instantOf(p.At)
		_, err := tx.exec(`INSERT INTO incident_post (incident, position, status, at, at_ns, utc_offset, zone, body, file, line, col, start_byte, end_byte)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, p.Status, at.at, at.ns, at.offset, at.zone, p.Body, p.File, p.Line, p.Column, p.Start, p.End)
		if err != nil {
			return err
		}
	}
	for i, m := range r.Marks {
		at := instantOf(m.At)
		_, err := tx.exec(`INSERT INTO incident_mark (incident, position, kind, at, at_ns, utc_offset, zone, precision, basis, quote, rule,
				file, line, col, start_byte, end_byte, warning, author, reason, ticket)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, m.Kind, at.at, at.ns, at.offset, at.zone, m.Precision, m.Basis, m.Quote, m.Rule,
			m.File, m.Line, m.Column, m.Start, m.End, m.Warning, m.Author, m.Reason, m.Ticket)
		if err != nil {
			return err
		}
	}
	for i, l := range r.Levels {
		_, err := tx.exec(`INSERT INTO incident_level (incident, position, level, quote, rule, file, line, col, start_byte, end_byte)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, i, l.Level, l.Quote, l.Rule, l.File, l.Line, l.Column, l.Start, l.End)
		if err != nil {
			return err
		}
	}
	return nil
}

// CountIncidents is how many incidents and how much announced maintenance all
// inputs tell of.
func (tx *Tx) CountIncidents() (incidents, works int64, err error) {
	if err = tx.row(`SELECT (SELECT count(*) FROM incident), (SELECT count(*) FROM work)`).Scan(&incidents, &works); err != nil {
		err = fmt.Errorf("count incidents: %w", err)
	}
	return incidents, works, err
}
