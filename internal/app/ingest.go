package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"aftermath/internal/parse"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/history"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// ingest reads the incidents and the request logs that s names into tx; with
// only, no log but those. What cannot be found is reported at once, before
// anything is read.
func (a *App) ingest(ctx context.Context, tx *store.Tx, s *settings, only []string) error {
	papers, wrong := s.papers()
	logs, err := s.logs(only)
	if err = errors.Join(wrong, err); err != nil {
		return err
	}
	if err := a.ingestIncidents(ctx, tx, s, papers); err != nil {
		return err
	}
	return a.ingestLogs(ctx, tx, s, logs)
}

// expand lists the files of patterns; what names them is at file:line:column.
func (s *settings) expand(patterns []string, file string, line, column int) ([]string, error) {
	files, err := source.Expand(s.dir, patterns)
	if err != nil {
		return nil, &UsageError{placed(file, line, column, err)}
	}
	return files, nil
}

// named says which of the listed files are asked for; asking for one that no
// source names is an error.
func (s *settings) named(files []string, only []string) ([]string, error) {
	if len(only) == 0 {
		return files, nil
	}
	known := map[string]string{}
	for _, f := range files {
		known[absolute(f)] = f
	}
	var out []string
	for _, o := range only {
		f, ok := known[absolute(o)]
		if !ok {
			return nil, usage("%s: no source of %s names this file, so its format is not known\n    %s", o, s.File, s.advice(o))
		}
		out = append(out, f)
	}
	return out, nil
}

// advice is what to do with a file that is to be read and that no source of
// logs names.
func (s *settings) advice(file string) string {
	const logs = "add it under sources.logs"
	if papers, err := s.papers(); err == nil && slices.ContainsFunc(papers, func(p paper) bool { return absolute(p.path) == absolute(file) }) {
		return "it stands under sources.incidents: aftermath ingest without files reads those"
	}
	sample, err := beginning(file)
	if err != nil {
		return logs
	}
	given, _, err := s.candidates()
	if err != nil || accesslog.Detect(sample, file, time.Time{}, given)[0].Requests > 0 {
		return logs
	}
	// many a text could be a postmortem: one that dates nothing is none
	d, err := history.Read(file, sample, "", parse.Options{Zone: s.Book.Zone})
	if err != nil || len(d.Records)+len(d.Works) == 0 {
		return logs
	}
	return fmt.Sprintf("it tells of incidents (%s): add it under sources.incidents, then run: aftermath ingest", d.Format)
}

func absolute(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return filepath.Clean(path)
}
