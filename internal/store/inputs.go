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

// An Input is a file that was read. Digests are text with their algorithm in
// front, as "sha256:" and lower-case hex.
type Input struct {
	ID      int64 // given by AddInput
	Kind    Kind
	Path    string // as the configuration reaches it, with '/' between parts
	Digest  string // of the file's own bytes
	Content string // of the bytes unpacked, by which the input is known; Digest where AddInput is given none
	Bytes   int64  // of the file itself

	ContentBytes  int64  // bytes unpacked that were read
	CompleteBytes int64  // of these, up to and with the last line end
	Head          string // digest of the first HeadBytes of the content, by which a file that grew is known
	HeadBytes     int64

	Lines    int64 // of logs: Requests + Other + Blank + Rejected
	Requests int64
	Other    int64 // sound lines that are about no request
	Blank    int64
	Rejected int64
	First    time.Time // of what was read, in UTC to the second; zero: nothing in it has a time
	Last     time.Time

	Rules       string // a fingerprint of the settings it was read by
	Slow        string // the limits by which its requests were counted slow, as "engage-api=2s"
	ZoneAssumed string // the zone that times without one were read in; "": there was none
	Rejects     []Reject
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
	Detail       string // what is wrong there
	Text         string
}

// FirstRejects is how many rejected lines are kept for each reason.
const FirstRejects = 5

// InputByContent finds the input of this kind and content, whatever its name
// and packing.
func (tx *Tx) InputByContent(kind Kind, content string) (in Input, ok bool, err error) {
	found, err := tx.inputs(`SELECT id, kind, path, digest, content, bytes, content_bytes, complete_bytes, head, head_bytes,
			lines, requests, other, blank, rejected, first_at, last_at, rules, slow, zone_assumed
		FROM input WHERE kind = ? AND content = ?`, kind, content)
	if err != nil || len(found) == 0 {
		return Input{}, false, err
	}
	return found[0], true, nil
}

// Inputs are all inputs in order of kind, path and reading.
func (tx *Tx) Inputs() ([]Input, error) {
	return tx.inputs(`SELECT id, kind, path, digest, content, bytes, content_bytes, complete_bytes, head, head_bytes,
			lines, requests, other, blank, rejected, first_at, last_at, rules, slow, zone_assumed
		FROM input ORDER BY kind, path, id`)
}

func (tx *Tx) inputs(query string, args ...any) ([]Input, error) {
	var out []Input
	err := tx.all(query, args, func(rows *sql.Rows) error {
		var in Input
		var first, last sql.NullInt64
		err := rows.Scan(&in.ID, &in.Kind, &in.Path, &in.Digest, &in.Content, &in.Bytes, &in.ContentBytes, &in.CompleteBytes, &in.Head, &in.HeadBytes,
			&in.Lines, &in.Requests, &in.Other, &in.Blank, &in.Rejected, &first, &last, &in.Rules, &in.Slow, &in.ZoneAssumed)
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

func toSeconds(t time.Time) sql.NullInt64 { return sql.NullInt64{Int64: t.Unix(), Valid: !t.IsZero()} }

func fromSeconds(n sql.NullInt64) time.Time {
	if !n.Valid {
		return time.Time{}
	}
	return time.Unix(n.Int64, 0).UTC()
}
