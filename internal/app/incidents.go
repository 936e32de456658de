package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"aftermath/internal/incident"
	"aftermath/internal/parse"
	"aftermath/internal/parse/history"
	"aftermath/internal/store"
)

// largest is the size of the largest incident or calendar file that is read,
// in bytes.
const largest = 16 << 20

// A document is an incident file as read.
type document struct {
	path, digest string
	size         int64
	records      []incident.Record
}

// ingestIncidents makes the incidents of the store those of docs. Where these are the files that were read before, it does nothing.
// Incident files are edited as more becomes known, so a changed file replaces
// what was read from it; request logs are not treated so.
func (a *App) ingestIncidents(tx *store.Tx, s *settings, docs []document) error {
	a.Progress.Stage("incidents", 0)
	known, err := tx.Inputs()
	if err != nil {
		return err
	}
	known = slices.DeleteFunc(known, func(in store.Input) bool { return in.Kind != store.Incidents })
	same := len(known) == len(docs)
	for _, d := range docs {
		same = same && slices.ContainsFunc(known, func(in store.Input) bool {
			return in.Digest == sha256Of(d.digest) && in.Path == s.shown(d.path) && in.Rules == s.readBy()
		})
	}
	count := 0
	for _, d := range docs {
		count += len(d.records)
	}
	if same && len(docs) > 0 {
		a.Progress.Done(fmt.Sprintf("%s in %s, as read before", number(int64(count), "incident"), number(int64(len(docs)), "file")))
		return nil
	}
	if err := tx.Clear(store.Incidents); err != nil {
		return err
	}
	for _, d := range docs {
		id, err := tx.AddInput(store.Input{Kind: store.Incidents, Path: s.shown(d.path), Digest: sha256Of(d.digest), Bytes: d.size, Rules: s.readBy()})
		if err != nil {
			return err
		}
		if err := tx.PutIncidents(id, d.records); err != nil {
			return err
		}
	}
	a.Progress.Done(fmt.Sprintf("%s in %s", number(int64(count), "incident"), number(int64(len(docs)), "file")))
	return nil
}

// readBy is what decides how an incident file is read, beside its bytes.
func (s *settings) readBy() string {
	return fmt.Sprintf("history %d, %s", history.Revision, s.Book.Zone)
}

// documents reads every incident file that s names. The same incident in two
// files is an error: nothing is counted twice in silence.
func (s *settings) documents(ctx context.Context) ([]document, error) {
	var out []document
	var wrong []error
	seen := map[string]string{}
	for _, src := range s.Incidents {
		files, err := s.expand(src.Files, src.Place.File, src.Place.Line, src.Place.Column)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		for _, path := range files {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if slices.ContainsFunc(out, func(d document) bool { return d.path == path }) {
				continue
			}
			d, err := readDocument(path, s.shown(path), s)
			if err != nil {
				wrong = append(wrong, err)
				continue
			}
			for _, r := range d.records {
				if other, ok := seen[r.ID]; ok {
					return nil, usage("incident %q stands in %s and in %s\n    name only one of the two files under sources.incidents", r.ID, other, path)
				}
				seen[r.ID] = path
			}
			out = append(out, d)
		}
	}
	return out, errors.Join(wrong...)
}

func readDocument(path, shown string, s *settings) (document, error) {
	data, err := readSmall(path)
	if err != nil {
		return document{}, err
	}
	sum := sha256.Sum256(data)
	d := document{path: path, digest: hex.EncodeToString(sum[:]), size: int64(len(data))}
	read, err := history.Read(shown, data, "", parse.Options{Zone: s.Book.Zone})
	if err != nil {
		return document{}, err
	}
	d.records = read.Records
	for i := range d.records {
		d.records[i].Digest = d.digest
	}
	return d, nil
}

// readSmall reads a regular file that is not too large for what it is.
func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: this is no regular file\n    name the file itself", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, cause(err))
	}
	if len(data) > largest {
		return nil, fmt.Errorf("%s: more than %d MB, too large for an incident or a calendar\n    split it", path, largest>>20)
	}
	return data, nil
}
