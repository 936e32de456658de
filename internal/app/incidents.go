package app

import (
	"fmt"
	"io"
	"os"
	"slices"

	"aftermath/internal/store"
)

// largest is the size of the largest incident or calendar file that is read,
// in bytes.
const largest = 16 << 20

// ingestIncidents makes the incidents and the announced maintenance of the
// store those of docs. Where these are the files that were read before, it
// does nothing. Incident files are edited as more becomes known, so a changed
// file replaces what was read from it; request logs are not treated so.
func (a *App) ingestIncidents(tx *store.Tx, s *settings, docs []document) error {
	a.Progress.Stage("incidents", 0)
	known, err := tx.Inputs()
	if err != nil {
		return err
	}
	known = slices.DeleteFunc(known, func(in store.Input) bool { return in.Kind != store.Incidents })
	odd, err := tx.Warnings()
	if err != nil {
		return err
	}
	if len(docs) > 0 && s.asKnown(docs, known, odd) {
		a.Progress.Done(counted(docs) + ", as read before")
		return nil
	}
	if err := tx.Clear(store.Incidents); err != nil {
		return err
	}
	for _, d := range docs {
		if err := s.put(tx, d); err != nil {
			return err
		}
	}
	a.Progress.Done(counted(docs))
	return nil
}

// asKnown says that docs are the known inputs, read the same way, with the
// known warnings.
func (s *settings) asKnown(docs []document, known []store.Input, odd []string) bool {
	type identity struct{ path, digest, rules string }
	have := map[identity]bool{}
	for _, in := range known {
		have[identity{in.Path, in.Digest, in.Rules}] = true
	}
	var warnings []string
	for _, d := range docs {
		warnings = append(warnings, d.Warnings...)
		if !have[identity{s.shown(d.path), sha256Of(d.digest), d.rules}] {
			return false
		}
	}
	slices.Sort(warnings)
	slices.Sort(odd)
	return len(docs) == len(known) && slices.Equal(warnings, odd)
}

// put keeps one document.
func (s *settings) put(tx *store.Tx, d document) error {
	id, err := tx.AddInput(store.Input{Kind: store.Incidents, Path: s.shown(d.path), Digest: sha256Of(d.digest), Bytes: d.size, Rules: d.rules})
	if err == nil {
		err = tx.PutIncidents(id, d.Records)
	}
	if err == nil {
		err = tx.PutWorks(id, d.Works)
	}
	if err == nil {
		err = tx.PutWarnings(id, d.Warnings)
	}
	return err
}

func counted(docs []document) string {
	incidents, works := 0, 0
	for _, d := range docs {
		incidents += len(d.Records)
		works += len(d.Works)
	}
	words := fmt.Sprintf("%s in %s", number(int64(incidents), "incident"), number(int64(len(docs)), "file"))
	if works > 0 {
		words += ", " + number(int64(works), "announced maintenance window")
	}
	return words
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
	return readBounded(path, f)
}

// readBounded reads all of r, which messages call name.
func readBounded(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, largest+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	if len(data) > largest {
		return nil, fmt.Errorf("%s: more than %d MB, too large for an incident or a calendar\n    split it", name, largest>>20)
	}
	return data, nil
}
