package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
)

// unread begins the content of an input whose reading has only begun.
const unread = "unread:"

// AddInput keeps in with its rejects and gives it its ID, which is returned. An
// input of the same kind and content must not be there yet: nothing counts
// twice. One without Digest and Content is a place for facts while it is being
// read; UpdateInput must complete it, or Forget drop it, in the same transaction.
func (tx *Tx) AddInput(in Input) (int64, error) {
	if in.Content == "" {
		in.Content = in.Digest
	}
	begun := in.Content == ""
	if begun {
		var next int64
		if err := tx.row(`SELECT coalesce(max(id), 0) + 1 FROM input`).Scan(&next); err != nil {
			return 0, fmt.Errorf("add input %s: %w", in.Path, err)
		}
		in.Content = fmt.Sprint(unread, next)
	}
	err := tx.isNew(in)
	if err == nil {
		in.ID, err = tx.insertInput(in)
	}
	if err == nil {
		err = tx.addRejects(in)
	}
	if err != nil {
		return 0, fmt.Errorf("add input %s: %w", in.Path, err)
	}
	if begun {
		tx.unread[in.ID] = in.Path
	}
	return in.ID, nil
}

func (tx *Tx) insertInput(in Input) (int64, error) {
	result, err := tx.exec(`INSERT INTO input (kind, path, digest, content, bytes, content_bytes, complete_bytes, head, head_bytes,
			lines, requests, other, blank, rejected, first_at, last_at, rules, slow, zone_assumed)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		in.Kind, in.Path, in.Digest, in.Content, in.Bytes, in.ContentBytes, in.CompleteBytes, in.Head, in.HeadBytes,
		in.Lines, in.Requests, in.Other, in.Blank, in.Rejected, toSeconds(in.First), toSeconds(in.Last), in.Rules, in.Slow, in.ZoneAssumed)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// UpdateInput replaces all that is kept of the input with in's ID, its rejects
// among it; the facts that it brought stay. Its kind cannot change.
func (tx *Tx) UpdateInput(in Input) error {
	if in.Content == "" {
		in.Content = in.Digest
	}
	err := tx.isNew(in)
	if err == nil && in.Content == "" {
		err = errors.New("it has no digest")
	}
	if err == nil {
		err = tx.updateInput(in)
	}
	if err == nil {
		_, err = tx.exec(`DELETE FROM reject WHERE input = ?`, in.ID)
	}
	if err == nil {
		err = tx.addRejects(in)
	}
	if err != nil {
		return fmt.Errorf("update input %s: %w", in.Path, err)
	}
	delete(tx.unread, in.ID)
	return nil
}

func (tx *Tx) updateInput(in Input) error {
	result, err := tx.exec(`UPDATE input SET path = ?, digest = ?, content = ?, bytes = ?, content_bytes = ?, complete_bytes = ?, head = ?, head_bytes = ?,
			lines = ?, requests = ?, other = ?, blank = ?, rejected = ?, first_at = ?, last_at = ?, rules = ?, slow = ?, zone_assumed = ?
		WHERE id = ? AND kind = ?`,
		in.Path, in.Digest, in.Content, in.Bytes, in.ContentBytes, in.CompleteBytes, in.Head, in.HeadBytes,
		in.Lines, in.Requests, in.Other, in.Blank, in.Rejected, toSeconds(in.First), toSeconds(in.Last), in.Rules, in.Slow, in.ZoneAssumed, in.ID, in.Kind)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); n == 1 || err != nil {
		return err
	}
	return fmt.Errorf("there is no input %d of kind %s", in.ID, in.Kind)
}

// isNew refuses the content of another input.
func (tx *Tx) isNew(in Input) error {
	other, ok, err := tx.InputByContent(in.Kind, in.Content)
	if err != nil || !ok || other.ID == in.ID {
		return err
	}
	return fmt.Errorf("the same bytes were read before, as %s", other.Path)
}

// isLog refuses an input that cannot have brought requests.
func (tx *Tx) isLog(input int64) error {
	var kind Kind
	if err := tx.row(`SELECT kind FROM input WHERE id = ?`, input).Scan(&kind); err != nil {
		return fmt.Errorf("input %d: %w", input, err)
	}
	if kind != Logs {
		return fmt.Errorf("input %d is of kind %s", input, kind)
	}
	return nil
}

// complete refuses to keep an input that was not read to its end.
func (tx *Tx) complete() error {
	for _, id := range slices.Sorted(maps.Keys(tx.unread)) {
		return fmt.Errorf("input %s was never completed", tx.unread[id])
	}
	return nil
}

// Rename says that an input is now found under another name, or packed in
// another way: what was read from it stays.
func (tx *Tx) Rename(id int64, path, digest string, bytes int64) error {
	if _, err := tx.exec(`UPDATE input SET path = ?, digest = ?, bytes = ? WHERE id = ?`, path, digest, bytes, id); err != nil {
		return fmt.Errorf("rename input %s: %w", path, err)
	}
	return nil
}
