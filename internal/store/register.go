package store

import (
	"database/sql"
	"fmt"

	"aftermath/internal/incident"
)

// Incidents are all records in order of their input's path and of their place
// in it, equal to what PutIncidents was given: times have the offset and zone
// letters that they were read with, an empty list is nil.
func (tx *Tx) Incidents() ([]incident.Record, error) {
	var out []incident.Record
	at := map[int64]int{} // id → index in out
	err := tx.each(`SELECT incident.id, name, title, provider, url, impact, open, file, incident.sha256
		FROM incident JOIN input ON input.id = incident.input
		ORDER BY input.path, input.id, incident.position`, nil, func(rows *sql.Rows) error {
		var id int64
		var r incident.Record
		err := rows.Scan(&id, &r.ID, &r.Title, &r.Provider, &r.URL, &r.Impact, &r.Open, &r.File, &r.Digest)
		at[id] = len(out)
		out = append(out, r)
		return err
	})
	for _, part := range [...]func(func(id int64) *incident.Record) error{tx.components, tx.links, tx.warnings, tx.posts, tx.marks, tx.levels} {
		if err == nil {
			err = part(func(id int64) *incident.Record { return &out[at[id]] })
		}
	}
	if err != nil {
		return nil, fmt.Errorf("fetch incidents: %w", err)
	}
	return out, nil
}

func (tx *Tx) components(of func(int64) *incident.Record) error {
	return tx.texts(`SELECT incident, name FROM incident_component ORDER BY incident, position`, func(id int64) *[]string { return &of(id).Components })
}

func (tx *Tx) links(of func(int64) *incident.Record) error {
	return tx.texts(`SELECT incident, url FROM incident_link ORDER BY incident, position`, func(id int64) *[]string { return &of(id).Links })
}

func (tx *Tx) warnings(of func(int64) *incident.Record) error {
	return tx.texts(`SELECT incident, text FROM incident_warning ORDER BY incident, position`, func(id int64) *[]string { return &of(id).Warnings })
}

// texts adds each text of a query to the list of the row that it belongs to.
func (tx *Tx) texts(query string, of func(id int64) *[]string) error {
	return tx.each(query, nil, func(rows *sql.Rows) error {
		var id int64
		var text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		*of(id) = append(*of(id), text)
		return nil
	})
}

func (tx *Tx) posts(of func(int64) *incident.Record) error {
	return tx.each(`SELECT incident, status, at, at_ns, utc_offset, zone, body, file, line, col, start_byte, end_byte
		FROM incident_post ORDER BY incident, position`, nil, func(rows *sql.Rows) error {
		var id int64
		var p incident.Post
		var i instant
		if err := rows.Scan(&id, &p.Status, &i.at, &i.ns, &i.offset, &i.zone, &p.Body, &p.File, &p.Line, &p.Column, &p.Start, &p.End); err != nil {
			return err
		}
		p.At = i.time()
		of(id).Posts = append(of(id).Posts, p)
		return nil
	})
}

func (tx *Tx) marks(of func(int64) *incident.Record) error {
	return tx.each(`SELECT incident, kind, at, at_ns, utc_offset, zone, precision, basis, quote, rule,
			file, line, col, start_byte, end_byte, warning, author, reason, ticket
		FROM incident_mark ORDER BY incident, position`, nil, func(rows *sql.Rows) error {
		var id int64
		var m incident.Mark
		var i instant
		if err := rows.Scan(&id, &m.Kind, &i.at, &i.ns, &i.offset, &i.zone, &m.Precision, &m.Basis, &m.Quote, &m.Rule,
			&m.File, &m.Line, &m.Column, &m.Start, &m.End, &m.Warning, &m.Author, &m.Reason, &m.Ticket); err != nil {
			return err
		}
		m.At = i.time()
		of(id).Marks = append(of(id).Marks, m)
		return nil
	})
}

func (tx *Tx) levels(of func(int64) *incident.Record) error {
	return tx.each(`SELECT incident, level, quote, rule, file, line, col, start_byte, end_byte
		FROM incident_level ORDER BY incident, position`, nil, func(rows *sql.Rows) error {
		var id int64
		var l incident.Reading
		if err := rows.Scan(&id, &l.Level, &l.Quote, &l.Rule, &l.File, &l.Line, &l.Column, &l.Start, &l.End); err != nil {
			return err
		}
		of(id).Levels = append(of(id).Levels, l)
		return nil
	})
}
