package app

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"aftermath/internal/contract"
	"aftermath/internal/parse/calendar"
	"aftermath/internal/parse/terms"
	"aftermath/internal/source"
	"aftermath/internal/statement"
)

// places are where the configuration is looked for when none is named.
var places = []string{"aftermath.yaml", "data/aftermath.yaml"}

// settings are the configuration and what it names, read and checked.
type settings struct {
	*terms.Config
	dir    string            // paths in the configuration are relative to it
	inputs []statement.Input // the configuration, the calendars and the files of amendments
}

// load reads the configuration at path, or at the first of the usual places,
// with the calendars and the amendments that it names. The error holds every problem at once.
func load(path string) (*settings, error) {
	path, data, err := readConfig(path)
	if err != nil {
		return nil, err
	}
	config, err := terms.Parse(path, data)
	if err != nil {
		return nil, &UsageError{err}
	}
	s := &settings{Config: config, dir: filepath.Dir(path)}
	s.note(path, "configuration", data)
	if err := errors.Join(s.knownFormats(), s.readCalendars(), s.readAmendments()); err != nil {
		return nil, &UsageError{err}
	}
	var wrong []error
	for _, p := range s.Book.Policies {
		wrong = append(wrong, p.CheckExamples()...)
	}
	if len(wrong) > 0 {
		return nil, usage("%w\n    a policy must reproduce the worked examples of its contract: correct the policy or the example", errors.Join(wrong...))
	}
	return s, nil
}

func readConfig(path string) (string, []byte, error) {
	if path != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			return "", nil, usage("configuration %s: %w\n    name an existing file with -c, or write one with: aftermath init", path, cause(err))
		}
		return path, data, nil
	}
	for _, p := range places {
		data, err := os.ReadFile(p)
		if err == nil {
			return p, data, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", nil, usage("configuration %s: %w", p, cause(err))
		}
	}
	return "", nil, usage("no configuration: neither %s nor %s is here\n    name one with -c FILE, or write one with: aftermath init", places[0], places[1])
}

// cause is err without the operation and the path that it repeats.
func cause(err error) error {
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

func (s *settings) readCalendars() error {
	var wrong []error
	for _, c := range s.Calendars {
		wrong = append(wrong, s.eachOf(c.Files, c.Place, "calendar", func(file string, data []byte) []error {
			windows, problems := calendar.Read(file, data, c.Services, s.Book.Zone)
			return append(problems, s.announce(windows)...)
		})...)
	}
	return errors.Join(wrong...)
}

// eachOf calls read with each small file that patterns name, and notes it as an
// input of that kind; place is where the patterns stand.
func (s *settings) eachOf(patterns []string, place contract.Place, kind string, read func(file string, data []byte) []error) (wrong []error) {
	files, err := source.Expand(s.dir, patterns)
	if err != nil {
		return []error{placed(place.File, place.Line, place.Column, err)}
	}
	for _, file := range files {
		data, err := readSmall(file)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		s.note(file, kind, data)
		wrong = append(wrong, read(file, data)...)
	}
	return wrong
}

// announce adds windows; one whose id is taken is an error: which of the two
// was announced cannot be known.
func (s *settings) announce(windows []contract.Maintenance) (wrong []error) {
	for _, w := range windows {
		i := slices.IndexFunc(s.Book.Maintenance, func(m contract.Maintenance) bool { return m.ID == w.ID })
		if i >= 0 {
			other := s.Book.Maintenance[i].Place
			wrong = append(wrong, placed(w.Place.File, w.Place.Line, w.Place.Column,
				fmt.Errorf("maintenance %q is announced at %s:%d too: keep one of the two", w.ID, other.File, other.Line)))
			continue
		}
		s.Book.Maintenance = append(s.Book.Maintenance, w)
	}
	return wrong
}

// note enters a small input file with its digest.
func (s *settings) note(path, kind string, data []byte) {
	sum := sha256.Sum256(data)
	s.inputs = append(s.inputs, statement.Input{Path: s.shown(path), Kind: kind, Digest: sha256Of(hex.EncodeToString(sum[:])), Bytes: int64(len(data))})
}

func placed(file string, line, column int, err error) error {
	return fmt.Errorf("%s:%d:%d: %w", file, line, column, err)
}

// path is where a path of the configuration lies.
func (s *settings) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(s.dir, p)
}

// shown is a path as reports print it: relative to the configuration, with '/'.
func (s *settings) shown(path string) string {
	if rel, err := filepath.Rel(s.dir, path); err == nil {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(path)
}

// hasCustomer says that the configuration names a customer with this id.
func (s *settings) hasCustomer(id string) bool {
	return slices.ContainsFunc(s.Book.Customers, func(c contract.Customer) bool { return c.ID == id })
}

// sha256Of is a SHA-256 as the store and the reports write it.
func sha256Of(hex string) string { return "sha256:" + hex }
