package app

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"aftermath/internal/contract"
	"aftermath/internal/parse/accesslog"
	"aftermath/internal/parse/terms"
	"aftermath/internal/source"
	"aftermath/internal/store"
)

// A logFile is a request log and how it is to be read.
type logFile struct {
	path   string
	shown  string // as the store and the reports name it
	source *logSource
	size   int64 // in bytes; 0 for standard input
	near   time.Time
}

// options are the source's, with the file's own Near.
func (f logFile) options() accesslog.Options {
	o := f.source.options
	o.Near = f.near
	return o
}

// stdin says that the log comes from standard input.
func (f logFile) stdin() bool { return f.path == source.StandardInput }

// A logSource is a source of the configuration, compiled.
type logSource struct {
	terms.LogSource
	format  *accesslog.Format
	options accesslog.Options
	rules   *accesslog.Rules
	print   string // fingerprint of all that decides how a line counts, but
	slow    string // the limits over which a request is slow: "api=2s web=500ms"
}

// read says that the source reads lines as in was read.
func (l *logSource) read(in store.Input) bool { return in.Rules == l.print && in.Slow == l.slow }

// logs are the request logs that s names, in order of the sources and of their
// names; with only, those alone. Two sources may not name one file.
func (s *settings) logs(only []string) ([]logFile, error) {
	if slices.Contains(only, source.StandardInput) {
		if len(only) > 1 {
			return nil, usage("standard input (-) is read alone: name the files in another run")
		}
		src, err := s.piped()
		if err != nil {
			return nil, err
		}
		return []logFile{{path: source.StandardInput, shown: source.StandardInput, source: src}}, nil
	}
	var files []logFile
	var wrong []error
	by, near := map[string]*logSource{}, map[string]time.Time{}
	var all []string
	for _, l := range s.Logs {
		src, err := s.compile(l)
		if err != nil {
			wrong = append(wrong, placed(l.Format.Place.File, l.Format.Place.Line, l.Format.Place.Column, err))
			continue
		}
		patterns := slices.DeleteFunc(slices.Clone(l.Files), func(p string) bool { return p == source.StandardInput })
		paths, err := s.expand(patterns, l.Place.File, l.Place.Line, l.Place.Column)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		times := nearTimes(paths)
		for i, path := range paths {
			if other, ok := by[path]; ok {
				wrong = append(wrong, placed(l.Place.File, l.Place.Line, l.Place.Column,
					fmt.Errorf("%s is named by the source at line %d too: a file has one format", path, other.Place.Line)))
				continue
			}
			by[path], near[path] = src, times[i]
			all = append(all, path)
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, &UsageError{err}
	}
	chosen, err := s.named(all, only)
	if err != nil {
		return nil, err
	}
	for _, path := range chosen {
		files = append(files, logFile{path: path, shown: s.shown(path), source: by[path], near: near[path]})
	}
	return files, nil
}

// piped is the source of a log from standard input: the one that lists - among
// its files, else the only one there is.
func (s *settings) piped() (*logSource, error) {
	var found []terms.LogSource
	for _, l := range s.Logs {
		if slices.Contains(l.Files, source.StandardInput) {
			found = append(found, l)
		}
	}
	if len(found) == 0 && len(s.Logs) == 1 {
		found = s.Logs
	}
	if len(found) != 1 {
		return nil, usage("standard input could be of any of the %d sources of logs in %s\n    list - among the files of the one that it is of: files: [\"-\"]", len(s.Logs), s.File)
	}
	return s.compile(found[0])
}

// differs says what is no longer as when in was read, "" where all is.
func (l *logSource) differs(in store.Input) string {
	switch {
	case l.read(in):
		return ""
	case l.print == in.Rules:
		return fmt.Sprintf("the limits of slow requests have changed since it was read, from %s to %s", cmp.Or(in.Slow, "none"), cmp.Or(l.slow, "none"))
	}
	return "the rules by which its lines count have changed since it was read"
}

// differs is logSource's over all sources.
func (s *settings) differs(in store.Input) (why string, err error) {
	for _, l := range s.Logs {
		src, err := s.compile(l)
		if err != nil {
			return "", &UsageError{placed(l.Format.Place.File, l.Format.Place.Line, l.Format.Place.Column, err)}
		}
		if this := src.differs(in); this == "" || why == "" || src.print == in.Rules {
			why = this
		}
		if why == "" {
			return "", nil
		}
	}
	return cmp.Or(why, "no source of logs is left to read it by"), nil
}

func (s *settings) compile(l terms.LogSource) (*logSource, error) {
	format, err := compileFormat(l.Format)
	if err != nil {
		return nil, err
	}
	src := &logSource{LogSource: l, format: format, options: accesslog.Options{Customer: l.Customer, Service: l.ServiceField, Prefix: l.Prefix, Zone: l.Zone}}
	if _, err := format.NewParser(src.options); err != nil {
		return nil, err
	}
	services := s.Book.Services
	if l.Service != "" { // every line is this service's
		i := slices.IndexFunc(services, func(svc contract.Service) bool { return svc.ID == l.Service })
		only := services[i]
		only.Match = []contract.Match{{}}
		services = []contract.Service{only}
	}
	customers := map[string]string{}
	for _, c := range s.Book.Customers {
		for _, key := range c.Keys {
			customers[key] = c.ID
		}
	}
	src.rules = accesslog.NewRules(services, customers)
	src.slow = slowLimits(services)
	src.print, err = fingerprint(l, services, customers)
	return src, err
}

// slowLimits are the limits of services that have one.
func slowLimits(services []contract.Service) string {
	var out []string
	for _, s := range services {
		if s.Slow > 0 {
			out = append(out, s.ID+"="+s.Slow.String())
		}
	}
	return strings.Join(out, " ")
}

// fingerprint is a digest of the settings that decide what a line counts as, but
// for the limits of slowness, which stand beside it. What only names or judges
// things (names, thresholds, contracts) is not in it.
func fingerprint(l terms.LogSource, services []contract.Service, customers map[string]string) (string, error) {
	type counted struct {
		ID              string
		Match           []contract.Match
		Ignored, Failed contract.Statuses
	}
	zone := ""
	if l.Zone != nil {
		zone = l.Zone.String()
	}
	settings := struct {
		Revision  int
		Text      string
		JSON      *terms.JSONFields
		CSV       *terms.CSVFields
		W3C       *terms.W3CFields
		Customer  string
		Field     string
		Zone      string
		Prefix    string `json:",omitempty"` // as if it had never been, where there is none
		Services  []counted
		Customers map[string]string
	}{Revision: accesslog.Revision, Text: l.Format.Text, JSON: l.Format.JSON, CSV: l.Format.CSV, W3C: l.Format.W3C, Customer: l.Customer, Field: l.ServiceField, Zone: zone, Prefix: l.Prefix, Customers: customers}
	for _, s := range services {
		settings.Services = append(settings.Services, counted{s.ID, s.Match, s.Ignored, s.Failed})
	}
	text, err := json.Marshal(settings)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}
