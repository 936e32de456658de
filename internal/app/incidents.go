package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"aftermath/internal/parse"
	"aftermath/internal/store"
)

// largest is the size of the largest incident or calendar file that is read,
// in bytes.
const largest = 16 << 20

// ingestIncidents makes the incidents and the announced maintenance of the
// store those of papers. Where these are the files that were read before, it
// does not read them again. Incident files are edited as more becomes known,
// so a changed file replaces what was read from it; request logs are not
// treated so.
func (a *App) ingestIncidents(ctx context.Context, tx *store.Tx, s *settings, papers []paper) error {
	a.Progress.Stage("incidents", 0)
	same, err := asKnown(ctx, tx, papers)
	if err != nil {
		return err
	}
	if same {
		incidents, works, err := tx.CountIncidents()
		if err == nil {
			a.Progress.Done(counted(incidents, works, len(papers)) + ", as read before")
		}
		return err
	}
	if err := tx.Clear(store.Incidents); err != nil {
		return err
	}
	var incidents, works int64
	var ids []int64
	docs, err := s.read(ctx, papers, func(d document) error {
		id, err := s.put(tx, d)
		ids = append(ids, id)
		incidents, works = incidents+int64(len(d.Records)), works+int64(len(d.Works))
		return err
	})
	if err != nil {
		return err
	}
	for i, d := range docs {
		if err := tx.PutWarnings(ids[i], d.Warnings); err != nil {
			return err
		}
	}
	a.Progress.Done(counted(incidents, works, len(papers)))
	return nil
}

// asKnown says that papers are the known inputs with the known bytes, read the
// same way.
func asKnown(ctx context.Context, tx *store.Tx, papers []paper) (bool, error) {
	all, err := tx.Inputs()
	if err != nil {
		return false, err
	}
	odd, err := tx.Warnings()
	if err != nil {
		return false, err
	}
	known, content := map[string]store.Input{}, map[string]string{} // by path; the path by digest
	for _, in := range all {
		if in.Kind == store.Incidents {
			known[in.Path], content[in.Digest] = in, in.Path
		}
	}
	if len(known) == 0 || len(papers) < len(known) {
		return false, nil
	}
	copies := 0
	for _, p := range papers {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		data, err := readSmall(p.path)
		if err != nil {
			return false, err
		}
		digest := sha256Of(parse.Digest(data))
		in, named := known[p.shown]
		switch first := content[digest]; {
		case named && in.Digest == digest && in.Rules == p.rules():
		case !named && first != "" && slices.Contains(odd, sameBytes(p.shown, first)):
			copies++
		default:
			return false, nil
		}
	}
	noted := 0
	for _, w := range odd {
		if strings.Contains(w, " has the same bytes as ") {
			noted++
		}
	}
	return len(papers)-copies == len(known) && copies == noted, nil
}

// put keeps one document, but for its warnings, as the input with the id given.
func (s *settings) put(tx *store.Tx, d document) (id int64, err error) {
	id, err = tx.AddInput(store.Input{Kind: store.Incidents, Path: s.shown(d.path), Digest: sha256Of(d.digest), Bytes: d.size, Rules: d.rules})
	if err == nil {
		err = tx.PutIncidents(id, d.Records)
	}
	if err == nil {
		err = tx.PutWorks(id, d.Works)
	}
	return id, err
}

func counted(incidents, works int64, files int) string {
	words := fmt.Sprintf("%s in %s", number(incidents, "incident"), number(int64(files), "file"))
	if works > 0 {
		words += ", " + number(works, "announced maintenance window")
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
